"""The shell's own pages: log in and out, health, and 工作台."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fieldbook.engine.calendar import local_date, week_number
from fieldbook.engine.requirements import Finding
from fieldbook.handbook.facts import Facts, ProjectFacts
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.roles import Role
from fieldbook.record.facts import load
from fieldbook.record.findings import findings_of
from fieldbook.record.queries.projects import Submitted, open_trips, own_projects, submitted_revisions
from fieldbook.record.queries.standing import Standing, document_relations, relations, travels
from fieldbook.record.rules.duties import urgency
from fieldbook.record.views.guard import Visit, person_entry, public
from fieldbook.record.views.pages import page
from fieldbook.record.views.ways import Report, Way, reports_on, way_on

SHOWN = 7
Loaded = Mapping[uuid.UUID, tuple[int, Facts]]


class LoginForm(AuthenticationForm):
    """Account and password; one sentence for every failure, so that nobody learns which accounts exist."""

    error_messages = {
        "invalid_login": "账号或密码不正确，请核对后重试。",
        "inactive": "账号或密码不正确，请核对后重试。",
    }
    username = forms.CharField(
        label="账号",
        max_length=40,
        error_messages={"required": "请输入账号。"},
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "username", "autofocus": True, "autocapitalize": "none"}
        ),
    )
    password = forms.CharField(
        label="密码",
        strip=False,
        error_messages={"required": "请输入密码。"},
        widget=forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "current-password"}),
    )


_log_in = LoginView.as_view(
    template_name="web/login.html", authentication_form=LoginForm, redirect_authenticated_user=True
)
_log_out = LogoutView.as_view(next_page="login")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The login page; a success starts a new session."""
    return cast(HttpResponse, _log_in(request))


@public
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session."""
    return _log_out(request)


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """`{"ok": true}` when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of 今天要做."""

    core: ProjectFacts
    finding: Finding
    way: Way | None


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


@person_entry
@require_safe
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """工作台: at most seven duties of mine, what waits for my issue, my trip. A fixed number of queries."""
    own = own_projects(visit.standing)
    submitted = submitted_revisions(visit.standing)
    trips = open_trips(visit.person)
    loaded = load(own | {s.project for s in submitted} | {t.project_id for t in trips})
    lines = _lines(visit.standing, [loaded[i][1] for i in own if i in loaded], visit.at)
    told = {
        "lines": lines[:SHOWN],
        "further": len(lines[SHOWN:]),
        "to_issue": [
            ToIssue(loaded[s.project][1].core, str(s.document), KINDS[s.kind].title, s.number, s.author, s.submitted_at)
            for s in submitted
            if Role.ISSUER in _able(visit.standing, loaded[s.project][1].core, s)
        ],
        "trips": [
            _card(str(t.id), loaded[t.project_id][1], visit.at) for t in trips
        ],
    }
    return page(request, visit, "web/home.html", told)


def _able(standing: Standing, core: ProjectFacts, sent: Submitted) -> frozenset[str]:
    return document_relations(standing, relations(standing, core), KINDS[sent.kind], sent.person)


def _lines(standing: Standing, projects: Iterable[Facts], at: datetime) -> list[Line]:
    """The open duties of this person in their projects, the most urgent first."""
    found = []
    for facts in projects:
        held = relations(standing, facts.core)
        mine = [f for f in findings_of(facts, at) if f.is_open and f.who in held and _own(f, standing)]
        found += [Line(facts.core, f, way_on(f, facts.core, held, standing)) for f in mine]
    return sorted(found, key=lambda line: (urgency(line.finding, at), line.core.number))


def _own(finding: Finding, standing: Standing) -> bool:
    return not finding.person or travels(standing, finding.person)


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
