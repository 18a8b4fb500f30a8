"""What differs between two states of a document, as a person reads it: label, before, after.

Compares payloads of one kind, and the basis frozen at issue with what is derived now. Refuses
to decide what follows from a difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fieldbook.engine.flow import rows_of, show
from fieldbook.engine.kinds import Field, Fields, Kind, Rows, Source
from fieldbook.record.rules.payload import REPLACED

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not what it was; texts are cut for the screen."""

    label: str
    before: str
    after: str


def filled(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload without what nobody wrote: empty blocks, given rows left alone, suggestions that were replaced."""
    kept: dict[str, Any] = {}
    for code, block in payload.items():
        if code == REPLACED:
            continue
        said = [row for row in block if set(row) - {"key"}] if isinstance(block, list) else block
        if said:
            kept[code] = said
    return kept


def between(kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The typed values that differ between two payloads of a kind, in printed order."""
    found: list[Difference] = []
    for block in kind.blocks:
        if isinstance(block, Fields):
            fields = [f for f in block.fields if f.source is not Source.DERIVED]
            found += _values(fields, before.get(block.code) or {}, after.get(block.code) or {}, "")
        elif isinstance(block, Rows) and not block.fact:
            found += _tables(block, rows_of(block, before, None), rows_of(block, after, None))
    return found


def _tables(block: Rows, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Difference]:
    found: list[Difference] = []
    for index in range(max(len(before), len(after))):
        old = before[index] if index < len(before) else {}
        new = after[index] if index < len(after) else {}
        found += _values(block.columns, old, new, f"{block.title}第 {index + 1} 行 · ")
    return found


def _values(
    fields: Sequence[Field], before: Mapping[str, Any], after: Mapping[str, Any], where: str
) -> Iterator[Difference]:
    for item in fields:
        old, new = show(before.get(item.code), item.type), show(after.get(item.code), item.type)
        if old != new:
            yield Difference(where + item.label, old[:SHOWN], new[:SHOWN])


STEADY = ("project", "hospital", "order", "product")
"""First steps of the facts that a paper stands on; a trip that ends or a sum that grows is no change of them."""


def drift(
    kind: Kind, payload: Mapping[str, Any], basis: Mapping[str, Any], now: Mapping[str, Any]
) -> list[Difference]:
    """事实已变: what the paper in force was derived from, where the facts say something else now."""
    overridden = {path.rpartition("/")[2] for path in payload.get(REPLACED) or {}}
    stands_on = (f for f in kind.fields() if f.fact.split(".")[0] in STEADY and f.code not in overridden)
    labels = {f.code: (f.label, f) for f in stands_on}
    found = [
        Difference(label, show(basis.get(code), item.type), show(now.get(code), item.type))
        for code, (label, item) in labels.items()
        if show(basis.get(code), item.type) != show(now.get(code), item.type)
    ]
    for table in kind.tables():
        if table.fact.split(".")[0] in STEADY:
            found += _lines(table, basis.get(table.code) or [], now.get(table.code) or [])
    return found


def _lines(table: Rows, then: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> list[Difference]:
    old, new = [_line(table, row) for row in then], [_line(table, row) for row in now]
    if old == new:
        return []
    gone, come = [r for r in old if r not in new], [r for r in new if r not in old]
    if not gone and not come:
        return [Difference(table.title, "原来的顺序", "顺序已变")]
    return [Difference(table.title, "；".join(gone)[:SHOWN], "；".join(come)[:SHOWN])]


def _line(table: Rows, row: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (show(row.get(c.code), c.type) for c in table.columns)))
