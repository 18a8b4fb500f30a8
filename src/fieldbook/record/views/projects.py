"""Projects: the list, the page of one (概览), and the small deeds on it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fieldbook.engine.chapter import chapters
from fieldbook.engine.requirements import Finding, Status, unmet
from fieldbook.engine.transitions import Transition
from fieldbook.handbook.catalogue.dispatch import OWED
from fieldbook.handbook.catalogue.modules import PRODUCT_NAMES
from fieldbook.handbook.facts import DocumentFacts, ProjectFacts, TripFacts
from fieldbook.handbook.flows import BACK, ON_SITE, PREPARING, STEPS, TRAVELLING, TRIP
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.phases import phase, strip
from fieldbook.handbook.requirements.archive import NEVER_WAIVED, kind_of
from fieldbook.handbook.roles import Role
from fieldbook.handbook.subjects import foreseen
from fieldbook.record.actions.projects import accept_order, report_trip
from fieldbook.record.actions.receipts import receive_original
from fieldbook.record.activity import history_of
from fieldbook.record.facts import load
from fieldbook.record.findings import findings_of, gate_of
from fieldbook.record.queries.projects import document_in, found_projects, has_trip, proofs_of
from fieldbook.record.queries.standing import Standing, document_relations, travels
from fieldbook.record.rules.duties import Trouble, grouped, trouble
from fieldbook.record.rules.rights import closed
from fieldbook.record.views.guard import ProjectVisit, Visit, activity_of, person_entry, project_entry
from fieldbook.record.views.pages import done, page
from fieldbook.record.views.ways import UNACCEPTED, Way, has_accepted, new_document, way_on

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the project list."""

    core: ProjectFacts
    phase: str
    trouble: Trouble


@person_entry
@require_safe
def projects(request: HttpRequest, visit: Visit) -> HttpResponse:
    """项目列表: the projects I may see, those in trouble first; the same queries for any number."""
    wanted = request.GET.get("q", "").strip()[:60]
    loaded = load(found_projects(visit.standing, wanted)).values()
    rows = [Row(f.core, phase(f.core), trouble(findings_of(f, visit.at), visit.at)) for _, f in loaded]
    rows.sort(key=lambda r: (r.trouble.order, r.core.number))
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return page(request, visit, "record/projects.html", {"rows": shown, "wanted": wanted})


@dataclass(frozen=True, slots=True)
class Duty:
    """A finding with its button."""

    finding: Finding
    way: Way | None


@dataclass(frozen=True, slots=True)
class Duties:
    """Duties of one standing."""

    word: str
    is_open: bool
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
    """A trip with the reports that the viewer may make."""

    trip: TripFacts
    state: str
    steps: tuple[Transition, ...]


@project_entry
@require_safe
def project(request: HttpRequest, visit: ProjectVisit) -> HttpResponse:
    """概览 of a project: phase, gate, duties, papers, trips, proofs, history."""
    core, held = visit.facts.core, visit.held
    findings = findings_of(visit.facts, visit.at)
    duties = _duties(findings, visit)
    told = {
        **project_frame(visit),
        "steps": strip(core),
        "phase": phase(core),
        "trouble": trouble(findings, visit.at),
        "product": PRODUCT_NAMES.get(core.product_line, core.product_line),
        "gates": _gates(findings, visit),
        "groups": duties,
        "waivable": [f for f in findings if f.is_open and f.code not in NEVER_WAIVED],
        "papers": core.documents,
        "new_papers": [d for g in duties for d in g.duties if d.finding.at and d.finding.at.thing == "new_document"],
        "further": _further(visit),
        "trips": [_travel(t, visit.standing) for t in core.trips],
        "trips_blocked": "" if has_accepted(core) else f"{UNACCEPTED}（手册 一-1）。",
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
            tuple(Duty(f, way_on(f, core, visit.held, visit.standing)) for f in g.findings),
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


def _travel(trip: TripFacts, standing: Standing) -> Travel:
    state = BACK if trip.returned_at else ON_SITE if trip.arrived_at else TRAVELLING if trip.departed_at else PREPARING
    mine = {Role.TRAVELLER} if travels(standing, trip.person_id) else set()
    steps = tuple(t for t in TRIP.transitions if state in t.source and mine & set(t.who))
    return Travel(trip, state, steps)


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
    """登记出发, 登记到达, 登记返回."""
    step = next((t for t in TRIP.transitions if t.verb == f"trip.{verb}" and Role.TRAVELLER in t.who), None)
    if step is None or not has_trip(visit.project, trip):
        raise Http404("没有这个行程。")
    report_trip(
        verb=step.verb,
        trip=trip,
        project=visit.project.id,
        activity=activity_of(request),
        actor=visit.person,
        at=visit.at,
    )
    return done(request, f"已{step.label}。", "project", visit.project.number)


@project_entry
@require_POST
def original_received(request: HttpRequest, visit: ProjectVisit, document: uuid.UUID) -> HttpResponse:
    """登记原件."""
    row = document_in(visit.project, document)
    if row is None:
        raise Http404("没有这份文档。")
    receive_original(document=row, activity=activity_of(request), actor=visit.person, at=visit.at)
    return done(request, f"已登记《{KINDS[row.kind].title}》原件。", "project", visit.project.number)
