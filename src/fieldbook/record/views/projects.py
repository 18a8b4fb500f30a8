"""Projects: the list, the page of one (概览), and the small deeds on it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fieldbook.engine.chapter import chapters
from fieldbook.engine.requirements import Finding, Status, unmet
from fieldbook.engine.transitions import Transition
from fieldbook.handbook.catalogue.modules import PRODUCT_NAMES
from fieldbook.handbook.facts import DocumentFacts, Facts, ProjectFacts, TripFacts
from fieldbook.handbook.flows import BACK, ON_SITE, PREPARING, TRAVELLING, TRIP
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.requirements.archive import CLAIMS
from fieldbook.handbook.roles import Role
from fieldbook.record.actions.projects import accept_order, report_trip
from fieldbook.record.actions.receipts import receive_original
from fieldbook.record.activity import history_of
from fieldbook.record.facts import load
from fieldbook.record.findings import findings_of, gate_of
from fieldbook.record.queries.projects import document_in, found_projects, has_trip, proofs_of
from fieldbook.record.rules.duties import Trouble, grouped, trouble
from fieldbook.record.rules.phases import phase, strip
from fieldbook.record.views.guard import ProjectVisit, Visit, activity_of, person_entry, project_entry
from fieldbook.record.views.pages import done, page
from fieldbook.record.views.ways import FILERS, Way, way_on

PER_PAGE = 50
NOTICE = "go_live_notice"
RECEIVERS = frozenset({Role.SUPERVISOR, Role.ASSISTANT, Role.ARCHIVIST})


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
    """What the go-live notice asks for: each claim with its button, and how many are missing."""

    duties: tuple[Duty, ...]
    missing: int
    notice: DocumentFacts | None
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
    duties = _duties(findings, core, held, visit.at)
    told = {
        **project_frame(visit),
        "steps": strip(core),
        "phase": phase(core),
        "trouble": trouble(findings, visit.at),
        "product": PRODUCT_NAMES.get(core.product_line, core.product_line),
        "gate": _gate(visit.facts, findings, held, visit.at),
        "groups": duties,
        "waivable": [f for f in findings if f.is_open and f.code not in CLAIMS],
        "papers": core.documents,
        "new_papers": [d for g in duties for d in g.duties if d.finding.at and d.finding.at.thing == "new_document"],
        "trips": [_travel(t, core, visit) for t in core.trips],
        "trips_blocked": "" if core.order and core.order.accepted_at else "请先接收派遣单（手册 一-1）。",
        "proofs": proofs_of(visit.project),
        "history": history_of(scope=visit.project.id, names={d.id: f"《{d.title}》" for d in core.documents}, limit=20),
        "may": _may(held, core),
    }
    return page(request, visit, "record/project.html", told)


def project_frame(visit: ProjectVisit) -> dict[str, object]:
    """What the head of every page of a project shows: the project and its tabs."""
    return {"core": visit.facts.core, "tabs": [p for c in chapters() for p in c.pages]}


def _may(held: Iterable[str], core: ProjectFacts) -> dict[str, bool]:
    """The deeds of this page that the relations `held` allow."""
    own = frozenset(held)
    waiting = core.order is not None and core.order.accepted_at is None
    return {
        "accept": waiting and Role.ENGINEER in own,
        "prove": bool(own & FILERS),
        "waive": Role.SUPERVISOR in own,
        "receive": bool(own & RECEIVERS),
    }


def _duties(
    findings: Iterable[Finding], core: ProjectFacts, held: Iterable[str], at: datetime
) -> tuple[Duties, ...]:
    own = frozenset(held)
    return tuple(
        Duties(g.word, g.status is Status.UNMET, tuple(Duty(f, way_on(f, core, own)) for f in g.findings))
        for g in grouped(findings, at)
    )


def _gate(facts: Facts, findings: Iterable[Finding], held: Iterable[str], at: datetime) -> Gate | None:
    """The gate of the go-live notice; None where the dispatch owes none."""
    owed = next((f for f in findings if f.key == ("document.issued", NOTICE)), None)
    if owed is None or owed.status is Status.NOT_APPLICABLE:
        return None
    own, claims = frozenset(held), gate_of(facts, KINDS[NOTICE], at)
    notice = next(iter(facts.core.documents_of(NOTICE)), None)
    start = None if notice else way_on(owed, facts.core, own)
    return Gate(tuple(Duty(f, way_on(f, facts.core, own)) for f in claims), len(unmet(claims)), notice, start)


def _travel(trip: TripFacts, core: ProjectFacts, visit: ProjectVisit) -> Travel:
    state = BACK if trip.returned_at else ON_SITE if trip.arrived_at else TRAVELLING if trip.departed_at else PREPARING
    mine = any(
        p.name == trip.person and visit.standing.acts_for(p.id, Role.ENGINEER) for p in core.engineers
    )
    steps = tuple(t for t in TRIP.transitions if mine and state in t.source)
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
    step = next((t for t in TRIP.transitions if t.verb == f"trip.{verb}"), None)
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
