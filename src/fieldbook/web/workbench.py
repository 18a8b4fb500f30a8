"""工作台: what is to be done today, and the four lists 待办, 已办, 我发起的, 抄送我的. Computed, never stored."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fieldbook.engine.calendar import local_date, monday_of, week_number
from fieldbook.engine.kinds import Medium
from fieldbook.engine.requirements import Finding
from fieldbook.handbook.facts import DocumentFacts, Facts, ProjectFacts
from fieldbook.handbook.flows import ISSUED, STEPS, VOID
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.roles import Role
from fieldbook.record.activity import Passed, deeds_in
from fieldbook.record.facts import load
from fieldbook.record.findings import findings_of
from fieldbook.record.queries.documents import begun_by, written_by
from fieldbook.record.queries.offers import handler
from fieldbook.record.queries.projects import Submitted, open_trips, own_projects, submitted_revisions
from fieldbook.record.queries.standing import Standing, document_relations, relations, travels, trip_relations
from fieldbook.record.rules.duties import agenda, is_near, last_day
from fieldbook.record.views.guard import Visit, person_entry
from fieldbook.record.views.pages import page
from fieldbook.record.views.ways import Report, Way, reports_on, way_on

SHOWN, PER_PAGE, BACK_THEN, MOST = 7, 50, timedelta(days=60), 1000
LISTS = (
    ("home", "今天"),
    ("work-todo", "待办"),
    ("work-done", "已办"),
    ("work-begun", "我发起的"),
    ("work-copied", "抄送我的"),
)
TELLING = {verb: frozenset(step.tells) for verb, step in STEPS.items() if step.tells}
Loaded = Mapping[uuid.UUID, tuple[int, Facts]]


@dataclass(frozen=True, slots=True)
class Line:
    """One duty of mine, with its button; `near` while it can still be done in time."""

    core: ProjectFacts
    finding: Finding
    way: Way | None
    near: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the strip of this week: the open duties of mine that end on it."""

    day: date
    word: str
    is_today: bool
    is_past: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TripCard:
    """My trip: where, in which state, the week since arrival, and what I may report."""

    trip: str
    core: ProjectFacts
    state: str
    planned: date | None
    week: int | None
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class ToIssue:
    """A submitted revision that I may issue."""

    core: ProjectFacts
    document: str
    title: str
    number: int
    author: str
    at: datetime | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Told:
    """A deed on the lists 已办 and 抄送我的: when, who, what, where."""

    at: datetime
    actor: str
    words: str
    note: str
    core: ProjectFacts
    document: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A document that I began: how far it is and whose turn it is."""

    core: ProjectFacts
    paper: DocumentFacts
    state: str
    turn: str
    task: str


def _frame(visit: Visit, here: str, todo: int) -> dict[str, Any]:
    return {"lists": [(route, word, route == here) for route, word in LISTS], "todo": todo}


@person_entry
@require_safe
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """今天: at most seven duties of mine, this week's deadlines, my trip, what waits for my issue."""
    trips = open_trips(visit.person)
    loaded, lines, to_issue = _waiting(visit, {t.project_id for t in trips})
    told = {
        **_frame(visit, "home", len(lines) + len(to_issue)),
        "lines": lines[:SHOWN],
        "further": len(lines[SHOWN:]),
        "week": _week(lines, local_date(visit.at)),
        "to_issue": to_issue,
        "trips": [_card(str(t.id), loaded[t.project_id][1], visit.at) for t in trips],
    }
    return page(request, visit, "web/home.html", told)


@person_entry
@require_safe
def todo(request: HttpRequest, visit: Visit) -> HttpResponse:
    """待办: all my duties in the order of 今天要做, after what waits for my issue."""
    _, lines, to_issue = _waiting(visit)
    shown = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    told = {**_frame(visit, "work-todo", len(lines) + len(to_issue)), "rows": shown, "to_issue": to_issue}
    return page(request, visit, "web/work_todo.html", told)


@person_entry
@require_safe
def deeds(request: HttpRequest, visit: Visit) -> HttpResponse:
    """已办: what I did in my projects during the last two months."""
    loaded, lines, to_issue = _waiting(visit)
    since = visit.at - BACK_THEN
    rows = _told(deeds_in(set(loaded), by=visit.person.id, since=since, limit=MOST), loaded)
    return _list(request, visit, "work-done", rows, len(lines) + len(to_issue))


@person_entry
@require_safe
def copied(request: HttpRequest, visit: Visit) -> HttpResponse:
    """抄送我的: what others did of which I am to hear, as the flows say."""
    loaded, lines, to_issue = _waiting(visit)
    since, written = visit.at - BACK_THEN, written_by(visit.person.id)
    passed = deeds_in(set(loaded), not_by=visit.person.id, verbs=tuple(TELLING), since=since, limit=MOST)
    mine = [p for p in passed if TELLING[p.verb] & _parts(visit.standing, loaded[p.scope][1].core, p.thing, written)]
    return _list(request, visit, "work-copied", _told(mine, loaded), len(lines) + len(to_issue))


@person_entry
@require_safe
def begun(request: HttpRequest, visit: Visit) -> HttpResponse:
    """我发起的: the documents that I began, and whose turn it is."""
    loaded, lines, to_issue = _waiting(visit)
    found = begun_by(visit.person.id)
    rows = [
        _begun(loaded[project][1].core, paper)
        for project, documents in found.items()
        if project in loaded
        for paper in loaded[project][1].core.documents
        if uuid.UUID(paper.id) in documents
    ]
    rows.sort(key=lambda r: (not r.turn, r.core.number))
    return _list(request, visit, "work-begun", rows, len(lines) + len(to_issue))


def _list(request: HttpRequest, visit: Visit, here: str, rows: Sequence[object], todo: int) -> HttpResponse:
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return page(request, visit, "web/work_list.html", {**_frame(visit, here, todo), "here": here, "rows": shown})


def _waiting(visit: Visit, also: Iterable[uuid.UUID] = ()) -> tuple[Loaded, list[Line], list[ToIssue]]:
    """The facts of my projects, my open duties in the order of 今天要做, and what waits for my issue."""
    own = own_projects(visit.standing)
    submitted = submitted_revisions(visit.standing)
    loaded = load(own | {s.project for s in submitted} | set(also))
    lines = _lines(visit.standing, [loaded[i][1] for i in own if i in loaded], visit.at)
    to_issue = [
        _to_issue(s, loaded[s.project][1].core, visit.at)
        for s in submitted
        if Role.ISSUER in _able(visit.standing, loaded[s.project][1].core, s)
    ]
    return loaded, lines, to_issue


def _able(standing: Standing, core: ProjectFacts, sent: Submitted) -> frozenset[str]:
    return document_relations(standing, relations(standing, core), KINDS[sent.kind], sent.person)


def _to_issue(sent: Submitted, core: ProjectFacts, at: datetime) -> ToIssue:
    since = sent.submitted_at
    waiting = (local_date(at) - local_date(since)).days if since else 0
    return ToIssue(core, str(sent.document), KINDS[sent.kind].title, sent.number, sent.author, since, waiting)


def _lines(standing: Standing, projects: Iterable[Facts], at: datetime) -> list[Line]:
    """The open duties of this person in their projects."""
    found = []
    for facts in projects:
        held = relations(standing, facts.core)
        mine = [f for f in findings_of(facts, at) if f.is_open and f.who in held and _own(f, standing)]
        found += [Line(facts.core, f, way_on(f, facts.core, held, standing), is_near(f, at)) for f in mine]
    return sorted(found, key=lambda line: (agenda(line.finding, at), line.core.number))


def _own(finding: Finding, standing: Standing) -> bool:
    return not finding.person or travels(standing, finding.person)


def _week(lines: Sequence[Line], today: date) -> list[Day]:
    """The seven days of this week with the duties that end on them."""
    days = [monday_of(today) + timedelta(days=n) for n in range(7)]
    ending = [(last_day(line.finding.due), line) for line in lines if line.finding.due]
    return [
        Day(day, word, day == today, day < today, tuple(line for end, line in ending if end == day))
        for day, word in zip(days, "一二三四五六日", strict=True)
    ]


def _card(own_id: str, facts: Facts, at: datetime) -> TripCard:
    core = facts.core
    trip = next(t for t in core.trips if t.id == own_id)
    arrived = trip.arrived_at
    return TripCard(
        trip=trip.id,
        core=core,
        state=trip.state,
        planned=core.order.planned_arrival if core.order else None,
        week=week_number(arrived=local_date(arrived), day=local_date(at)) if arrived else None,
        reports=reports_on(facts, trip, {Role.TRAVELLER}, at),
    )


def _parts(standing: Standing, core: ProjectFacts, thing: str, written: Collection[str]) -> frozenset[str]:
    """The relations of a person to the thing of a deed; 编写人 is who wrote in it."""
    held = relations(standing, core)
    paper = next((d for d in core.documents if d.id == thing), None)
    trip = next((t for t in core.trips if t.id == thing), None)
    if paper is not None:
        able = document_relations(standing, held, KINDS[paper.kind], paper.person or None) - {Role.AUTHOR}
        return able | {Role.AUTHOR} if thing in written else able
    if trip is not None:
        return trip_relations(standing, held, trip.person_id, trip.successor.id if trip.successor else None)
    return held


def _told(passed: Iterable[Passed], loaded: Loaded) -> list[Told]:
    return [_named(p, loaded[p.scope][1].core) for p in passed]


def _named(passed: Passed, core: ProjectFacts) -> Told:
    names = {d.id: f"《{d.title}{f'（{d.suffix}）' if d.suffix else ''}》" for d in core.documents}
    document = passed.thing if passed.thing in names else ""
    return Told(passed.at, passed.actor, passed.told(names), passed.note, core, document)


def _begun(core: ProjectFacts, paper: DocumentFacts) -> Begun:
    kind = KINDS[paper.kind]
    state = paper.working or (ISSUED if paper.revision else VOID)
    unsigned = kind.medium is not Medium.ELECTRONIC and bool(paper.revision) and paper.scanned_at is None
    turn, task = handler(kind, state, core, person=paper.person or None, unsigned=unsigned)
    return Begun(core, paper, state, turn, task)
