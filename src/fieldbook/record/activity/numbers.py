"""Printed numbers: one series per sort of paper, year and node, gap-free (派遣单编号 PQ-2026-0001)."""

from __future__ import annotations

from fieldbook.record.models import NUMBERS, Scope
from fieldbook.record.models.activity import Series
from fieldbook.record.rules.ids import key_id


def take(series: str, node: str) -> tuple[str, Series]:
    """The next number of `series` (`PQ-2026` → `PQ-2026-0001`) and the row to write.

    Must be called inside a transaction; locks the scope of numbers until its end. On a
    node other than `main` the node's name stands in the number, so that two never collide.
    """
    Scope.objects.get_or_create(id=NUMBERS, defaults={"kind": "organisation"})
    Scope.objects.select_for_update().get(id=NUMBERS)
    row_id = key_id("series", series, node)
    row = Series.objects.filter(id=row_id).first() or Series(
        id=row_id, scope_id=NUMBERS, series=series, node=node, last=0
    )
    row.last += 1
    mark = "" if node == "main" else f"{node.upper()}-"
    return f"{series}-{mark}{row.last:04}", row
