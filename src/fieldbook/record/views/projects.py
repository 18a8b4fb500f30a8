"""The page of one project (概览), and the small deeds on it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fieldbook.engine.calendar import local_date
from fieldbook.engine.chapter import chapters
from fieldbook.engine.requirements import Finding, Status, unmet
from fieldbook.handbook.catalogue.dispatch import OWED
from fieldbook.handbook.catalogue.modules import PRODUCT_NAMES
from fieldbook.handbook.closing import Closing
from fieldbook.handbook.dues import go_live_of
from fieldbook.handbook.facts import DocumentFacts, ProjectFacts, TripFacts
from fieldbook.handbook.flows import STEPS, TRIP
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.phases import phase, strip
from fieldbook.handbook.requirements.archive import NEVER_WAIVED, kind_of
from fieldbook.handbook.subjects import foreseen
from fieldbook.record.actions.projects import accept_order
from fieldbook.record.actions.receipts import confirm_seal, receive_original
from fieldbook.record.actions.trips import close_trip, closing_of, report_trip, return_handover, take_over
from fieldbook.record.activity import history_of
from fieldbook.record.findings import findings_of, gate_of
from fieldbook.record.forms.reasons import reason_of
from fieldbook.record.queries.people import heirs, person_named, trip_of
from fieldbook.record.queries.projects import document_in, has_trip, proofs_of
from fieldbook.record.queries.standing import document_relations, trip_relations
from fieldbook.record.rules.duties import grouped, trouble
from fieldbook.record.rules.rights import closed
from fieldbook.record.views.guard import ProjectVisit, activity_of, project_entry
from fieldbook.record.views.pages import done, page
from fieldbook.record.views.ways import REPORTS, Report, Way, has_accepted, new_document, reports_on, way_on, whose


@dataclass(frozen=True, slots=True)
class Duty:
    """A finding with its button, and whose it is: a name where it is one person's, else a role."""

    finding: Finding
    way: Way | None
    whose: str


@dataclass(frozen=True, slots=True)
class Duties:
    """Duties of one standing; `urgent` ones are shown at once."""

    word: str
    is_open: bool
    urgent: bool
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """What a paper that makes claims asks for: each demand, how many are missing, and the way to the paper."""

    title: str
    demands: tuple[Finding, ...]
    missing: int
    paper: DocumentFacts | None
    start: Way | None


@dataclass(frozen=True, slots=True)
class Travel:
    """A trip with the steps that the viewer may take; `left` is what its close demands and passes on.

    `heirs` are those who may take over: id and name.
    """

    trip: TripFacts
    reports: tuple[Report, ...] = ()
    verbs: frozenset[str] = frozenset()
    left: Closing | None = None
    heirs: tuple[tuple[str, str], ...] = ()


@project_entry
@require_safe
def project(request: HttpRequest, visit: ProjectVisit) -> HttpResponse:
    """概览 of a project: phase, gate, duties, papers, trips, proofs, history."""
    core, held = visit.facts.core, visit.held
    findings = findings_of(visit.facts, visit.at)
    told = {
        **project_frame(visit),
        "steps": strip(visit.facts),
        "phase": phase(visit.facts),
        "trouble": trouble(findings, visit.at),
        "go_live": go_live_of(visit.facts, visit.at),
        "product": PRODUCT_NAMES.get(core.product_line, core.product_line),
        "gates": _gates(findings, visit),
        "groups": _duties(findings, visit),
        "waivable": [f for f in findings if f.is_open and f.code not in NEVER_WAIVED],
        "papers": core.documents,
        "further": _further(visit),
        "trips": [_travel(t, visit) for t in core.trips],
        "proofs": proofs_of(visit.project),
        "history": history_of(scope=visit.project.id, names={d.id: f"《{d.title}》" for d in core.documents}, limit=20),
        "may": _may(held, core),
    }
    return page(request, visit, "record/project.html", told)


def project_frame(visit: ProjectVisit) -> dict[str, object]:
    """What the head of every page of a project shows: the project and its tabs."""
    return {"core": visit.facts.core, "tabs": [p for c in chapters() for p in c.pages]}


def _may(held: frozenset[str], core: ProjectFacts) -> dict[str, bool]:
    """The deeds of this page that the relations `held` allow."""
    verbs = {
        "accept": "order.accepted",
        "prove": "proof.filed",
        "waive": "waiver.granted",
        "receive": "original.received",
    }
    may = {word: not closed(STEPS[verb], held) for word, verb in verbs.items()}
    return {**may, "accept": may["accept"] and core.order is not None and not has_accepted(core)}


def _duties(findings: Iterable[Finding], visit: ProjectVisit) -> tuple[Duties, ...]:
    core = visit.facts.core
    return tuple(
        Duties(
            g.word,
            g.status is Status.UNMET,
            g.urgent,
            tuple(Duty(f, way_on(f, core, visit.held, visit.standing), whose(f, core)) for f in g.findings),
        )
        for g in grouped(findings, visit.at)
    )


def _gates(findings: Iterable[Finding], visit: ProjectVisit) -> list[Gate]:
    """The gates of the papers that this dispatch owes and that make claims (手册 三-3, 三-4)."""
    core, gates = visit.facts.core, []
    for owed in findings:
        if owed.code != "document.issued" or owed.status is Status.NOT_APPLICABLE or not kind_of(owed).claims():
            continue
        kind, at = kind_of(owed), owed.at
        paper = next((d for d in core.documents if at and d.id == at.id), None)
        demands = gate_of(visit.facts, kind, visit.at)
        start = None if paper else way_on(owed, core, visit.held, visit.standing)
        gates.append(Gate(kind.title, demands, len(unmet(demands)), paper, start))
    return gates


def _further(visit: ProjectVisit) -> list[Way]:
    """New documents that nobody can foresee (a memo, a sign-in sheet), where this dispatch knows them."""
    core = visit.facts.core
    kinds = [KINDS[o.kind] for o in OWED.values() if core.order and o.applies(core.order.type)]
    return [
        new_document(k, core, document_relations(visit.standing, visit.held, k), label=f"新建《{k.title}》")
        for k in kinds
        if not foreseen(k)
    ]


def _travel(trip: TripFacts, visit: ProjectVisit) -> Travel:
    heir = trip.successor
    able = trip_relations(visit.standing, visit.held, trip.person_id, heir.id if heir else None)
    verbs = frozenset(t.verb for t in TRIP.transitions if trip.state in t.source and not closed(t, able))
    closing = closing_of(visit.facts, uuid.UUID(trip.id), visit.at) if "trip.settled" in verbs else None
    return Travel(
        trip,
        reports_on(visit.facts, trip, able, visit.at),
        verbs,
        closing,
        _heirs(visit, trip) if closing and closing.passing and not closing.demanded else (),
    )


def _heirs(visit: ProjectVisit, trip: TripFacts) -> tuple[tuple[str, str], ...]:
    day = local_date(visit.at)
    own = trip_of(visit.project.id, uuid.UUID(trip.id))
    able = heirs(visit.project.supervisor_id, of=own, day=day)
    return tuple((str(p.id), p.name) for p in able)


@project_entry
@require_POST
def order_accept(request: HttpRequest, visit: ProjectVisit) -> HttpResponse:
    """接收派遣."""
    order = visit.facts.core.order
    if order is None:
        raise Http404("没有已签发的派遣单。")
    accept_order(
        order=uuid.UUID(order.id),
        project=visit.project.id,
        activity=activity_of(request),
        actor=visit.person,
        at=visit.at,
    )
    return done(request, "已接收派遣单，请准备出差。", "project", visit.project.number)


@project_entry
@require_POST
def trip_report(request: HttpRequest, visit: ProjectVisit, trip: uuid.UUID, verb: str) -> HttpResponse:
    """登记出发, 登记到达, 登记返回; 接收移交, 退回移交."""
    step = STEPS.get(f"trip.{verb}")
    if step is None or not has_trip(visit.project, trip):
        raise Http404("没有这个行程。")
    said: dict[str, Any] = {
        "trip": trip,
        "project": visit.project.id,
        "activity": activity_of(request),
        "actor": visit.person,
        "at": visit.at,
    }
    if step.verb in REPORTS:
        report_trip(verb=step.verb, **said)
    elif step.verb == "trip.taken_over":
        take_over(**said)
    elif step.verb == "trip.handover_returned":
        return_handover(reason=reason_of(request.POST), **said)
    else:
        raise Http404("没有这个行程。")
    return done(request, f"已{step.label}。", "project", visit.project.number)


@project_entry
@require_POST
def trip_close(request: HttpRequest, visit: ProjectVisit, trip: uuid.UUID) -> HttpResponse:
    """出差注销: at once, or with a hand-over list to the successor that was chosen."""
    if not has_trip(visit.project, trip):
        raise Http404("没有这个行程。")
    closed_now = close_trip(
        trip=trip,
        project=visit.project,
        successor=person_named(request.POST.get("successor", "")),
        activity=activity_of(request),
        actor=visit.person,
        at=visit.at,
    )
    if closed_now:
        return done(request, f"{visit.project.name}的出差已注销。", "home")
    return done(request, "已提出移交，接手人核对清单、接收后，出差即注销。", "project", visit.project.number)


@project_entry
@require_POST
def original_received(request: HttpRequest, visit: ProjectVisit, document: uuid.UUID) -> HttpResponse:
    """登记原件."""
    row = document_in(visit.project, document)
    if row is None:
        raise Http404("没有这份文档。")
    receive_original(document=row, activity=activity_of(request), actor=visit.person, at=visit.at)
    return done(request, f"已登记《{KINDS[row.kind].title}》原件。", "project", visit.project.number)


@project_entry
@require_POST
def seal_confirmed(request: HttpRequest, visit: ProjectVisit, document: uuid.UUID) -> HttpResponse:
    """确认公章 on the signed copy."""
    row = document_in(visit.project, document)
    if row is None:
        raise Http404("没有这份文档。")
    if not KINDS[row.kind].sealed:
        raise Http404("这种文档不盖公章。")
    confirm_seal(document=row, activity=activity_of(request), actor=visit.person, at=visit.at)
    return done(request, f"已确认《{KINDS[row.kind].title}》盖有医院公章。", "project", visit.project.number)
