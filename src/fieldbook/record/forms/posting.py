"""What comes back from the form of a document: POST as a raw payload, and all that is wrong with it.

Takes the Kind and the posted texts; knows only the fields of the kind. Saves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from fieldbook.engine.flow import rows_of
from fieldbook.engine.kinds import Field, Fields, Kind, Rows, Source, Type
from fieldbook.record.rules.payload import Problem, clean, unknown_people

MOST_ROWS = 500
MOST_TEXT = 20_000


def read(kind: Kind, post: QueryDict) -> dict[str, Any]:
    """A POST of the form as the raw payload that `rules.payload.clean` takes. Knows only the fields of the kind."""
    raw: dict[str, Any] = {}
    for block in kind.blocks:
        if isinstance(block, Fields):
            asked = [f for f in block.fields if f.source is not Source.DERIVED]
            raw[block.code] = {f.code: _posted(f, f"{block.code}.{f.code}", post) for f in asked}
        elif isinstance(block, Rows) and not block.fact:
            raw[block.code] = _posted_rows(block, post)
    return raw


def _posted(item: Field, name: str, post: QueryDict) -> Any:
    if item.type in (Type.PERSONS, Type.CHOICES):
        return post.getlist(name)
    text = post.get(name, "")
    if item.source is Source.SUGGESTED and _same_text(text, post.get(f"{name}.was", "")):
        return ""  # the suggestion stands: nothing was overridden
    return text


def _same_text(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()


def _posted_rows(block: Rows, post: QueryDict) -> list[dict[str, Any]]:
    name = re.compile(rf"{re.escape(block.code)}\.(\d{{1,5}})\.\w+")
    numbers = {int(hit[1]) for hit in map(name.fullmatch, post) if hit}
    rows = []
    for n in sorted(numbers):
        row = {c.code: _posted(c, f"{block.code}.{n}.{c.code}", post) for c in block.columns}
        rows.append({**row, "key": post.get(f"{block.code}.{n}.key", "")})
    return rows


def too_many(kind: Kind, raw: Mapping[str, Any]) -> list[Problem]:
    """Tables with more rows than anybody types; such a form is not even shown again, that alone would take minutes."""
    counted = [(t, len(raw.get(t.code) or [])) for t in kind.tables() if not t.fact]
    return [
        Problem(t.code, t.title, f"最多 {MOST_ROWS} 行，现有 {count} 行。")
        for t, count in counted
        if count > MOST_ROWS + len(t.given)
    ]


def too_much(kind: Kind, raw: Mapping[str, Any]) -> list[Problem]:
    """What is too long to be kept at all; nothing of such a form is stored."""
    found = too_many(kind, raw)
    for block in kind.blocks:
        if isinstance(block, Fields):
            found += _too_long(block.fields, raw.get(block.code) or {}, block.code)
        elif isinstance(block, Rows) and not block.fact:
            for index, row in enumerate(raw.get(block.code) or []):
                found += _too_long(block.columns, row, f"{block.code}/{index}")
    return found


def _too_long(fields: Iterable[Field], row: Mapping[str, Any], path: str) -> list[Problem]:
    return [
        Problem(f"{path}/{f.code}", f.label, f"最多 {MOST_TEXT} 字，内容过长，没有保存。")
        for f in fields
        if len(str(row.get(f.code) or "")) > MOST_TEXT
    ]


def judged(
    kind: Kind, payload: Mapping[str, Any], facts: Any, *, people: Iterable[str], complete: bool
) -> list[Problem]:
    """What is wrong with a payload, each row counted as the form shows it; people must be in the list."""
    raw = {t.code: rows_of(t, payload, None) for t in kind.tables() if not t.fact}
    done = clean(kind, {**payload, **raw}, facts, complete=complete)
    return done.problems + (unknown_people(kind, payload, set(people)) if complete else [])
