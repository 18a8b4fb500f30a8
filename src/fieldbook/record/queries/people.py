"""People as forms and workbooks name them."""

from __future__ import annotations

from collections import Counter

from fieldbook.record.models import Person


def people_by_label() -> dict[str, Person]:
    """Active people by the label that names exactly one: 姓名, or 姓名(账号) where two share a name. One query."""
    people = list(Person.objects.filter(is_active=True).select_related("department").order_by("pinyin", "login"))
    often = Counter(p.name for p in people)
    return {(p.name if often[p.name] == 1 else f"{p.name}({p.login})"): p for p in people}
