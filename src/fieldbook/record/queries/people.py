"""People as forms and workbooks name them."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from datetime import date

from django.db.models import Q

from fieldbook.record.models import Assignment, Person


def people_by_label() -> dict[str, Person]:
    """Active people by the label that names exactly one: 姓名, or 姓名(账号) where two share a name. One query."""
    people = list(Person.objects.filter(is_active=True).select_related("department").order_by("pinyin", "login"))
    often = Counter(p.name for p in people)
    return {(p.name if often[p.name] == 1 else f"{p.name}({p.login})"): p for p in people}


def roles_held(day: date) -> dict[uuid.UUID, set[str]]:
    """Person → the roles they hold on `day`, deputies not counted. One query."""
    rows = Assignment.objects.filter(since__lte=day, deputy_of=None).filter(Q(until=None) | Q(until__gte=day))
    held: dict[uuid.UUID, set[str]] = defaultdict(set)
    for person, role in rows.values_list("person", "role"):
        held[person].add(role)
    return held
