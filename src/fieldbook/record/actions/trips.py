"""Trips: departure, arrival, return, and the close with its hand-over list (手册 一-5, 一-6, 六)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import date, datetime

from fieldbook.engine.calendar import local_date
from fieldbook.engine.requirements import Finding
from fieldbook.handbook.closing import Closing, closing
from fieldbook.handbook.facts import Facts
from fieldbook.handbook.flows import CANCELLED, SETTLED, STEPS
from fieldbook.handbook.roles import PERSONAL
from fieldbook.record.actions.deeds import deed
from fieldbook.record.actions.projects import sent_as
from fieldbook.record.findings import findings_of
from fieldbook.record.models import Member, Person, Project, Scoped, Trip
from fieldbook.record.perform import Ground, Invalid, NotYet, Plan, Stale, move, perform
from fieldbook.record.queries.people import heirs, roles_held
from fieldbook.record.queries.standing import trip_relations
from fieldbook.record.rules.ids import key_id
from fieldbook.record.rules.payload import Problem


def report_trip(
    *, verb: str, trip: uuid.UUID, project: uuid.UUID, activity: uuid.UUID, actor: Person, at: datetime
) -> None:
    """Departure, arrival or return of a trip, reported by the traveller (手册 一-6)."""
    moment = {"trip.departed": "departed_at", "trip.arrived": "arrived_at", "trip.returned": "returned_at"}[verb]

    def write(ground: Ground) -> list[Scoped]:
        row = move(ground.target, STEPS[verb])
        setattr(row, moment, at)
        return [row]

    perform(deed(verb, trip, activity=activity, actor=actor, at=at), _trip_plan(verb, trip, project, write))


def _trip_plan(
    verb: str,
    trip: uuid.UUID,
    project: uuid.UUID,
    write: Callable[[Ground], Iterable[Scoped]],
    check: Callable[[Ground], None] = lambda ground: None,
) -> Plan:
    return Plan(
        scope=project,
        transition=STEPS[verb],
        target=lambda: Trip.objects.get(id=trip, project=project),
        state=lambda row: row.state,
        relations=lambda ground: trip_relations(
            ground.standing, ground.held, ground.target.person_id, ground.target.successor_id
        ),
        check=check,
        write=write,
    )


def closing_of(facts: Facts, trip: uuid.UUID, at: datetime) -> Closing:
    """What the close of a trip demands first, and what it passes on (手册 六)."""
    row = next(t for t in facts.core.trips if t.id == str(trip))
    return closing(findings_of(facts, at), facts.core, row, at)


def close_trip(
    *,
    trip: uuid.UUID,
    project: Project,
    successor: Person | None,
    activity: uuid.UUID,
    actor: Person,
    at: datetime,
) -> bool:
    """出差注销 (手册 六): at once where nothing is left, otherwise the list goes to `successor`. True when closed.

    Raises NotYet with what fell due in the trip, Invalid where something is left and nobody was named.
    """
    verb = "trip.handed_over" if successor else "trip.settled"

    def check(ground: Ground) -> None:
        left = closing_of(ground.core, trip, at)
        ground.findings = left.passing
        if left.demanded:
            more = f"（共 {len(left.demanded)} 项）" if len(left.demanded) > 1 else ""
            raise NotYet(f"不能注销{more}：{left.demanded[0].sentence()}", left.demanded)
        if left.passing and successor is None:
            told = f"还有 {len(left.passing)} 项尚未完成，请选择接手人，移交后再注销（手册 六-2）。"
            raise Invalid(told, [Problem("successor", "接手人", "必填。")])
        if successor and not left.passing:
            raise Stale("要移交的事项已经办完，请刷新页面后直接注销。")
        if successor and successor not in heirs(project.supervisor_id, of=ground.target, day=local_date(at)):
            raise Invalid("这个人不能接手，请重新选择。", [Problem("successor", "接手人", "请从名单中选择。")])

    def write(ground: Ground) -> list[Scoped]:
        row = move(ground.target, STEPS[verb])
        if successor:
            row.successor, row.passed = successor, [_listed(f) for f in ground.findings]
            return [row]
        return _settled(row, at)

    perform(deed(verb, trip, activity=activity, actor=actor, at=at), _trip_plan(verb, trip, project.id, write, check))
    return successor is None


def _listed(finding: Finding) -> dict[str, str]:
    due = finding.due.isoformat() if finding.due else ""
    return {"code": finding.code, "subject": finding.subject, "title": finding.title, "due": due}


def _settled(trip: Trip, at: datetime) -> list[Scoped]:
    """The trip closed, and its traveller gone from the project unless they travel there again."""
    trip.settled_at = at
    still = Trip.objects.filter(project=trip.project_id, person=trip.person_id).exclude(id=trip.id)
    if still.exclude(state__in=(SETTLED, CANCELLED)).exists():
        return [trip]
    members = Member.objects.filter(project=trip.project_id, person=trip.person_id, until=None)
    return [trip, *(_gone(m, local_date(at)) for m in members)]


def _gone(member: Member, day: date) -> Member:
    member.until = day
    return member


def take_over(*, trip: uuid.UUID, project: uuid.UUID, activity: uuid.UUID, actor: Person, at: datetime) -> None:
    """The successor confirms the list: the trip is closed, and they work in the project from now on (手册 六)."""
    verb = "trip.taken_over"

    def write(ground: Ground) -> list[Scoped]:
        row: Trip = move(ground.target, STEPS[verb])
        rows = _settled(row, at)
        stays = [] if len(rows) > 1 else [*Member.objects.filter(project=project, person=row.person_id, until=None)]
        return [*rows, *_joined(row, at), *(_behind(m) for m in stays if row.successor_id != m.person_id)]

    perform(deed(verb, trip, activity=activity, actor=actor, at=at), _trip_plan(verb, trip, project, write))


def _behind(member: Member) -> Member:
    """Who travels there again without leading any more."""
    others = Member.objects.filter(project=member.project_id).values_list("position", flat=True)
    member.position = max(others) + 1
    return member


def _joined(trip: Trip, at: datetime) -> Iterable[Scoped]:
    """Who took over works in the project from now on, in the place of who left; a supervisor stays what they are."""
    heir = trip.successor
    assert heir is not None  # noqa: S101  # a trip on its way has one
    held = roles_held(local_date(at)).get(heir.id, set()) & PERSONAL
    if not held:
        return
    places = Member.objects.filter(project=trip.project_id, person__in=[trip.person_id, heir.id])
    yield Member(
        id=key_id("member", trip.project_id, heir.id),
        scope_id=trip.scope_id,
        project_id=trip.project_id,
        person=heir,
        role=sent_as(held),
        position=min(places.values_list("position", flat=True)),
    )


def return_handover(
    *, trip: uuid.UUID, project: uuid.UUID, reason: str, activity: uuid.UUID, actor: Person, at: datetime
) -> None:
    """The hand-over goes back with a reason; the list is made anew next time."""
    verb = "trip.handover_returned"

    def write(ground: Ground) -> list[Scoped]:
        row: Trip = move(ground.target, STEPS[verb])
        row.successor, row.passed = None, []
        return [row]

    own_deed = deed(verb, trip, activity=activity, actor=actor, at=at, note=reason)
    perform(own_deed, _trip_plan(verb, trip, project, write))
