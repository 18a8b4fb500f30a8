"""Projects, acceptance of dispatch orders, trips (手册 一)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from fieldbook.engine.calendar import local_date
from fieldbook.engine.kinds import Kind
from fieldbook.engine.naming import distinct
from fieldbook.handbook.catalogue.modules import module_of
from fieldbook.handbook.flows import DOCUMENT, ON_SITE, ORDER, PREPARING, STEPS, TRAVELLING, TRIP
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.roles import Role
from fieldbook.handbook.subjects import Subject
from fieldbook.paper.token import stem_of
from fieldbook.record.actions.deeds import deed
from fieldbook.record.models import (
    Contact,
    DispatchOrder,
    Document,
    Hospital,
    Member,
    OrderModule,
    Person,
    Project,
    Revision,
    Scoped,
    Trip,
)
from fieldbook.record.perform import Ground, Invalid, Plan, move, perform
from fieldbook.record.queries.people import roles_held
from fieldbook.record.rules.ids import key_id
from fieldbook.record.rules.payload import Problem


def open_project(
    *,
    name: str,
    contract_number: str,
    product_line: str,
    hospital: Hospital,
    supervisor: Person,
    salesperson: Person,
    order: Mapping[str, Any],
    contacts: Iterable[Contact] = (),
    activity: uuid.UUID,
    actor: Person,
    at: datetime,
) -> Project:
    """A project with the draft of its dispatch order (手册 一-1); only the supervisor or a deputy opens one."""
    own_id = key_id("project", activity)
    project = Project(
        id=own_id,
        scope_id=own_id,
        name=name,
        contract_number=contract_number,
        product_line=product_line,
        hospital=hospital,
        supervisor=supervisor,
        salesperson=salesperson,
        created_at=at,
    )

    def check(ground: Ground) -> None:
        if Project.objects.filter(name=name).exclude(id=own_id).exists():
            raise Invalid(
                f"项目“{name}”已存在，不能重复派遣。", [Problem("project_name", "项目名称", "已有同名项目，请核对。")]
            )

    def write(ground: Ground) -> list[Scoped]:
        project.number = ground.number("XM")
        kind = KINDS["dispatch_order"]
        document = document_row(project, kind, Subject(), ground.number(kind.series), at)
        return [project, document, draft_row(document, 1, order, ground.deed.actor, ground), *contacts]

    plan = Plan(
        scope=own_id,
        transition=STEPS["project.opened"],
        relations=_dispatches(supervisor),
        check=check,
        write=write,
    )
    perform(deed("project.opened", own_id, activity=activity, actor=actor, at=at), plan)
    return Project.objects.get(id=own_id)


def _dispatches(supervisor: Person) -> Callable[[Ground], list[str]]:
    """部门主管 of a project that is about to be: the one named, or a deputy."""
    return lambda ground: (
        [Role.SUPERVISOR] if ground.standing.acts_for(str(supervisor.id), Role.SUPERVISOR) else []
    )


def document_row(project: Project, kind: Kind, subject: Subject, number: str, at: datetime) -> Document:
    """A new document; project, kind and key give its id, so that there is only one; its suffix is its own."""
    taken = Document.objects.filter(project=project, kind=kind.code).values_list("suffix", flat=True)
    return Document(
        id=key_id("document", project.id, kind.code, subject.key),
        scope_id=project.id,
        project=project,
        kind=kind.code,
        key=subject.key,
        suffix=distinct(subject.suffix, taken),
        person_id=uuid.UUID(subject.person) if subject.person else None,
        number=number,
        created_at=at,
    )


def draft_row(document: Document, number: int, payload: Mapping[str, Any], author: Person, ground: Ground) -> Revision:
    """A new revision in the first state of the flow."""
    own_id = key_id("revision", document.id, number)
    return Revision(
        id=own_id,
        scope_id=document.scope_id,
        document=document,
        number=number,
        state=DOCUMENT.initial,
        payload=dict(payload),
        author=author,
        touched=ground.deed.id,
        stem=stem_of(own_id),
    )


def order_rows(revision: Revision, people: Mapping[str, Person], at: datetime) -> list[Scoped]:
    """What the issue of a dispatch order writes: the order, its modules, the members and their trips."""
    project, payload = revision.document.project, revision.payload
    plan = payload["plan"]
    order = DispatchOrder(
        id=key_id("order", revision.id),
        scope_id=project.id,
        project=project,
        revision=revision,
        number=revision.document.number,
        type=payload["project"]["type"],
        planned_arrival=date.fromisoformat(plan["planned_arrival"]),
        planned_days=plan["planned_days"],
        planned_finish=date.fromisoformat(plan["planned_finish"]),
        state=ORDER.initial,
        issued_at=at,
    )
    names = [plan["engineer"], *(plan.get("colleagues") or ())]
    travellers = [people[n] for n in dict.fromkeys(names)]
    return [
        order,
        *_module_rows(order, payload),
        *_member_rows(order, travellers, at),
        *_trip_rows(order, travellers),
    ]


def _module_rows(order: DispatchOrder, payload: Mapping[str, Any]) -> Iterable[Scoped]:
    for position, row in enumerate(payload["modules"], 1):
        module = module_of(row["module"])
        assert module is not None  # noqa: S101  # the payload was cleaned against the catalogue
        yield OrderModule(
            id=key_id("order-module", order.id, module.code),
            scope_id=order.scope_id,
            order=order,
            position=position,
            code=module.code,
            name=module.name,
            version=row.get("version", ""),
            stations=row.get("stations"),
            interface=row["interface"],
            counterpart=row.get("counterpart", ""),
            contract=row["contract"],
            remark=row.get("remark", ""),
        )


def _member_rows(order: DispatchOrder, travellers: list[Person], at: datetime) -> Iterable[Scoped]:
    """Who works in the project now; somebody sent as a trainer is one there."""
    roles = roles_held(local_date(at))
    for member in Member.objects.filter(project=order.project, until=None).exclude(person__in=travellers):
        member.until = local_date(at)
        yield member
    for position, person in enumerate(travellers):
        held = roles.get(person.id, set())
        yield Member(
            id=key_id("member", order.project_id, person.id),
            scope_id=order.scope_id,
            project=order.project,
            person=person,
            role=sent_as(held),
            position=position,
        )


def sent_as(held: set[str]) -> Role:
    """The role in which somebody with these roles travels: a trainer only where they are no engineer."""
    return Role.TRAINER if Role.TRAINER in held and Role.ENGINEER not in held else Role.ENGINEER


def _trip_rows(order: DispatchOrder, travellers: list[Person]) -> Iterable[Scoped]:
    """A trip for everybody sent; who has not left yet travels under the new order, or not at all (手册 一-7)."""
    still = Trip.objects.filter(project=order.project, state__in=(PREPARING, TRAVELLING, ON_SITE))
    away = {t.person_id: t for t in still}
    sent = {p.id for p in travellers}
    for trip in away.values():
        if trip.state == PREPARING and trip.person_id in sent:
            trip.order = order
            yield trip
        elif trip.state == PREPARING:
            yield move(trip, STEPS["trip.cancelled"])
    roles = roles_held(local_date(order.issued_at))
    for person in travellers:
        if person.id not in away:
            yield Trip(
                id=key_id("trip", order.id, person.id),
                scope_id=order.scope_id,
                project=order.project,
                order=order,
                person=person,
                role=sent_as(roles.get(person.id, set())),
                state=TRIP.initial,
            )


def accept_order(*, order: uuid.UUID, project: uuid.UUID, activity: uuid.UUID, actor: Person, at: datetime) -> None:
    """An engineer of the project accepts the dispatch order; the clock starts (手册 一-1)."""
    step = STEPS["order.accepted"]

    def write(ground: Ground) -> list[Scoped]:
        row = move(ground.target, step)
        row.accepted_at, row.accepted_by = at, actor
        return [row]

    plan = Plan(
        scope=project,
        transition=step,
        target=lambda: DispatchOrder.objects.get(id=order, project=project),
        state=lambda row: row.state,
        write=write,
    )
    perform(deed(step.verb, order, activity=activity, actor=actor, at=at), plan)
