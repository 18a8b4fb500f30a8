"""flow: from a Kind, a payload and facts to one neutral list of blocks that every printer walks.

Blocks are plain JSON: `pairs`, `table`, `para`, `signs`. No branch per kind, no markup: all
text is data. Internal fields never enter the list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from fieldbook.engine.calendar import ZONE
from fieldbook.engine.kinds import Block, Field, Fields, Kind, Prose, Rows, Signatures, Source, Type

WEEKDAYS = "一二三四五六日"
_ROOM = "\n\n\n"  # what a long text has on blank paper: four lines


def look_up(facts: Any, path: str) -> Any:
    """The value at a dotted path into dataclasses or mappings; None where any step is missing."""
    for step in path.split("."):
        if facts is None:
            return None
        facts = facts.get(step) if isinstance(facts, Mapping) else getattr(facts, step, None)
    return facts


def long_date(day: date) -> str:
    """2024年3月4日(周一), as documents write a day."""
    return f"{day.year}年{day.month}月{day.day}日(周{WEEKDAYS[day.weekday()]})"


def show(value: Any, of: Type = Type.TEXT) -> str:
    """A value as a document prints it; empty for nothing."""
    if value is None or value == "":
        return ""
    try:
        if of is Type.DATE:
            return long_date(date.fromisoformat(value) if isinstance(value, str) else value)
        if of is Type.DATETIME:
            at = (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(ZONE)
            return f"{long_date(at.date())} {at:%H:%M}"
    except ValueError:  # an unreadable value of a draft is shown as it was typed
        return str(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(show(v) for v in value)
    return str(value)


def value_of(item: Field, typed: Mapping[str, Any], facts: Any) -> Any:
    """The value of a field: derived from facts, suggested by them unless overridden, or typed."""
    if item.source is Source.DERIVED:
        return look_up(facts, item.fact)
    stored = typed.get(item.code)
    if item.source is Source.SUGGESTED and stored in (None, ""):
        return look_up(facts, item.fact)
    return stored


def rows_of(block: Rows, payload: Mapping[str, Any], facts: Any) -> list[dict[str, Any]]:
    """The rows of a table, given rows first, each with its cells by column code."""
    if block.fact:
        found = look_up(facts, block.fact) or ()
        return [{c.code: look_up(r, c.fact or c.code) for c in block.columns} for r in found]
    typed: list[dict[str, Any]] = list(payload.get(block.code) or ())
    by_key = {r.get("key"): r for r in typed if r.get("key")}
    given = [{**by_key.get(g.key, {}), **g.cells, "key": g.key} for g in block.given]
    return given + [r for r in typed if not r.get("key")]


def derived(kind: Kind, facts: Any) -> dict[str, Any]:
    """All derived and suggested values of a kind as JSON: the basis that is frozen at issue."""
    single = {f.code: _plain(look_up(facts, f.fact)) for f in kind.fields() if f.source is not Source.TYPED}
    tables = {t.code: _plain(rows_of(t, {}, facts)) for t in kind.tables() if t.fact}
    return {**single, **tables}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(v) for v in value]
    return value


def flow(
    kind: Kind,
    payload: Mapping[str, Any],
    facts: Any,
    *,
    blank: bool = False,
    reserved: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """The neutral list of `kind` filled with payload and facts; `blank` gives the paper to fill by hand.

    `reserved` maps a claim to the text of its reservation (有条件签发): the sentence is printed
    with the reservation below it. On blank paper every clause is printed with □.
    """
    parts = [(b.code, f) for b in kind.blocks if isinstance(b, Fields) for f in b.fields]
    names = {f.code: _said(f, "" if blank else _shown(f, payload, code, facts)) for code, f in parts}
    blocks: list[dict[str, Any]] = []
    number = 0
    for block in kind.blocks:
        if isinstance(block, Prose):
            if not blank and block.when and not look_up(facts, block.when):
                continue
            number += block.role == "clause"
            blocks += _prose(block, names, number, blank, reserved or {})
        else:
            blocks += _structured(block, payload, facts, blank)
    return blocks


def _structured(block: Block, payload: Mapping[str, Any], facts: Any, blank: bool) -> list[dict[str, Any]]:
    if isinstance(block, Fields):
        return _fields(block, payload, facts, blank)
    if isinstance(block, Rows):
        return _rows(block, payload, facts, blank)
    if isinstance(block, Signatures):
        slots = [{"label": s.label, "seal": s.seal, "role": s.role} for s in block.signers]
        return [{"type": "signs", "slots": slots}]
    return []


def _shown(item: Field, payload: Mapping[str, Any], block: str, facts: Any) -> str:
    text = show(value_of(item, payload.get(block) or {}, facts), item.type)
    return f"{text}{item.unit}" if text else _blank(item) if item.by_hand else ""


def _said(item: Field, text: str) -> str:
    if item.type is Type.DATE:  # a sentence needs no weekday
        return text.partition("(")[0] or "____年__月__日"
    return text or "_" * 20


def _blank(item: Field, room: int = 120) -> str:
    """Boxes to tick, where their words are no longer than `room`; joiners keep a box and its word on one line."""
    boxes = item.type in (Type.ENUM, Type.CHOICES) and sum(len(o) for o in item.options) <= room
    return "  ".join("\u2060".join(f"□{o}") for o in item.options) if boxes else ""


def _fields(block: Fields, payload: Mapping[str, Any], facts: Any, blank: bool) -> list[dict[str, Any]]:
    """Labels and values in boxes; fields that are all long text are prose, each under its heading."""
    items = [
        {
            "label": f.label,
            "value": (_blank(f) or _ROOM * (f.type is Type.LONG)) if blank else _shown(f, payload, block.code, facts),
            "wide": f.wide or f.type is Type.LONG,
        }
        for f in block.fields
        if not f.internal
    ]
    if items and not blank and all(f.type is Type.LONG for f in block.fields if not f.internal):
        told = [p for i in items for p in (("heading", i["label"]), ("body", i["value"] or "（未填写）"))]
        told = [("heading", block.title), *told, ("note", block.note)]
        return [{"type": "para", "role": role, "mark": "", "text": text} for role, text in told if text]
    pairs = {"type": "pairs", "title": block.title, "items": items, "note": block.note}
    return [pairs] if items else []


def _rows(block: Rows, payload: Mapping[str, Any], facts: Any, blank: bool) -> list[dict[str, Any]]:
    columns = [c for c in block.columns if not c.internal]
    if not columns:
        return []
    cells: list[list[str]]
    if blank:
        lines = [dict(g.cells) for g in block.given]
        lines += [{} for _ in range(block.blank if block.free or not block.given else 0)]
        room = 12 if block.blank <= 20 else 0  # boxes would make a long list longer still
        cells = [[line.get(c.code) or _blank(c, 24 if c.by_hand else room) for c in columns] for line in lines]
    else:
        cells = [[_cell(r.get(c.code), c) for c in columns] for r in rows_of(block, payload, facts)]
    heads = [{"label": "序号", "weight": 1}] + [{"label": c.label, "weight": c.weight} for c in columns]
    numbered = [[str(n), *line] for n, line in enumerate(cells, 1)]
    return [{"type": "table", "title": block.title, "columns": heads, "rows": numbered, "note": block.note}]


def _cell(value: Any, column: Field) -> str:
    """A value in a table, where a day is written without its weekday to save room."""
    text = show(value, column.type).partition("(")[0] if column.type is Type.DATE else show(value, column.type)
    return f"{text}{column.unit}" if text else _blank(column, 24) if column.by_hand else ""


def _prose(
    block: Prose, names: Mapping[str, str], number: int, blank: bool, reserved: Mapping[str, str]
) -> list[dict[str, Any]]:
    mark = ("□ " if blank else "") + (f"{number}." if block.role == "clause" else "")
    text = {"type": "para", "role": block.role, "mark": mark.strip(), "text": block.text.format_map(names)}
    kept = reserved.get(block.claim) if block.claim and not blank else None
    return [text, {"type": "para", "role": "reservation", "mark": "保留", "text": kept}] if kept else [text]
