"""The shell around every page: who is logged in, with which roles, and the menu of what they may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from fieldbook.engine.calendar import local_date
from fieldbook.engine.chapter import MenuItem, chapters
from fieldbook.handbook.roles import LABELS
from fieldbook.record.queries.standing import Standing, standing_of


@dataclass(frozen=True, slots=True)
class Shell:
    """What the frame of a page shows; `here` is the route of the menu line that the page belongs to."""

    name: str = ""
    roles: tuple[str, ...] = ()
    menu: tuple[MenuItem, ...] = ()
    here: str = ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor; nothing is read before a page asks for it."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> Shell:
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return Shell()
    standing: Standing | None = getattr(request, "standing", None)
    standing = standing or standing_of(person, local_date(timezone.now()))
    words = tuple(word for role, word in LABELS.items() if role in standing.roles)
    acting = standing.roles | {role for role, _ in standing.bosses}
    items = [i for c in chapters() for i in c.menu if not i.roles or acting & set(i.roles)]
    return Shell(person.name, words, tuple(items), _here(request, items))


def _here(request: HttpRequest, items: list[MenuItem]) -> str:
    match = request.resolver_match
    route = (match.url_name or "") if match else ""
    if route in {i.route for i in items}:
        return route
    if match and "number" in match.kwargs:
        return "projects"
    return next((i.route for i in items if route.startswith(i.route.rstrip("s"))), "")
