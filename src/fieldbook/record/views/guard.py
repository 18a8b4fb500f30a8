"""The guard before every view: logged in, and the object is one this person may see (otherwise 404).

Every view carries `access`: "public", "person" (logged in) or "project" (sees the project);
a house test fails for a view without it, another compares it with the access matrix.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fieldbook.engine.calendar import local_date
from fieldbook.handbook.facts import Facts
from fieldbook.record.facts import facts_of
from fieldbook.record.queries.standing import Standing, relations, standing_of, visible_projects
from fieldbook.record.rules.ids import new_id

if TYPE_CHECKING:
    from fieldbook.record.models import Person, Project

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks, at which moment, with which standing."""

    person: Person
    standing: Standing
    at: datetime


@dataclass(frozen=True, slots=True)
class ProjectVisit(Visit):
    """A visit to one project that the person may see; `held` are their relations to it."""

    project: Project
    facts: Facts
    held: frozenset[str]


def public(view: View) -> View:
    """Anybody may enter, by name."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def person_entry(view: View) -> View:
    """Everybody who is logged in; the view gets a `Visit`."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, _visit(request), *args, **kwargs)

    guarded.access = "person"  # type: ignore[attr-defined]
    return guarded


def project_entry(view: View) -> View:
    """Those who see the project whose number is in the address; the view gets a `ProjectVisit`."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, number: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, visit_project(_visit(request), number=number), *args, **kwargs)

    guarded.access = "project"  # type: ignore[attr-defined]
    return guarded


def visit_project(visit: Visit, *, number: str) -> ProjectVisit:
    """The visit to a project; Http404 where there is none that this person may see."""
    if not number.isprintable():
        raise Http404("没有这个项目，或您不在项目中。")
    seen = visible_projects(visit.standing).filter(number=number).select_related("hospital")
    project = seen.first()
    if project is None:
        raise Http404("没有这个项目，或您不在项目中。")
    _, facts = facts_of(project.id)
    return ProjectVisit(visit.person, visit.standing, visit.at, project, facts, relations(visit.standing, facts.core))


def _visit(request: HttpRequest) -> Visit:
    person = cast("Person", request.user)
    at = timezone.now()
    return Visit(person, standing_of(person, local_date(at)), at)


def activity_of(request: HttpRequest) -> uuid.UUID:
    """The activity id the form carries; a fresh one where it carries none that is a UUID."""
    try:
        return uuid.UUID(request.POST.get("activity", ""))
    except ValueError:
        return new_id(timezone.now())
