"""People as forms and workbooks name them."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from datetime import date

from django.db.models import Q

from fieldbook.handbook.roles import Role
from fieldbook.record.models import Assignment, Person, Trip


def people_by_label() -> dict[str, Person]:
    """Active people by the label that names exactly one: 姓名, or 姓名(账号) where two share a name. One query."""
    people = list(Person.objects.filter(is_active=True).select_related("department").order_by("pinyin", "login"))
    often = Counter(p.name for p in people)
    return {(p.name if often[p.name] == 1 else f"{p.name}({p.login})"): p for p in people}


def heirs(supervisor: uuid.UUID, *, of: Trip, day: date) -> list[Person]:
    """Who may take over what a trip leaves: an engineer, a trainer from a trainer, the project's supervisor."""
    roles, able = roles_held(day), {Role.ENGINEER, Role(of.role)}
    people = Person.objects.filter(is_active=True).exclude(id=of.person_id).order_by("pinyin", "login")
    return [p for p in people if p.id == supervisor or roles.get(p.id, set()) & able]


def trip_of(project: uuid.UUID, trip: uuid.UUID) -> Trip:
    """The trip of that id in the project."""
    return Trip.objects.get(id=trip, project=project)


def person_named(text: str) -> Person | None:
    """The active person whose id `text` is; None where it is none."""
    try:
        return Person.objects.filter(id=uuid.UUID(text), is_active=True).first()
    except ValueError:
        return None


def roles_held(day: date) -> dict[uuid.UUID, set[str]]:
    """Person → the roles they hold on `day`, deputies not counted. One query."""
    rows = Assignment.objects.filter(since__lte=day, deputy_of=None).filter(Q(until=None) | Q(until__gte=day))
    held: dict[uuid.UUID, set[str]] = defaultdict(set)
    for person, role in rows.values_list("person", "role"):
        held[person].add(role)
    return held
