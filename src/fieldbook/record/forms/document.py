"""The form of a document, made from its Kind alone: cards, tables, lines and cells for the template.

Refuses to read what comes back (`posting`), to judge it and to save it. No branch per kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from fieldbook.engine.calendar import ZONE
from fieldbook.engine.flow import flow, look_up, rows_of, show
from fieldbook.engine.kinds import Block, Field, Fields, Kind, Prose, Rows, Signatures, Source, Type
from fieldbook.handbook.roles import label
from fieldbook.record.rules.payload import REPLACED, Problem

SPARE = 3
MOULD = "__i__"
_WIDGETS = {
    Type.LONG: "long",
    Type.DATE: "date",
    Type.DATETIME: "datetime",
    Type.NUMBER: "number",
    Type.PHONE: "phone",
    Type.DECIMAL: "decimal",
    Type.PERSONS: "choices",
    Type.CHOICES: "choices",
}
_CHOSEN = (Type.ENUM, Type.MODULE, Type.PERSON)
ORIGINS = {
    "document": "文档登记",
    "project": "项目资料",
    "hospital": "医院资料",
    "order": "实施派遣单",
    "product": "产品目录",
    "arrived_date": "到场登记",
    "trip": "行程登记",
    "week": "周次推算",
    "module": "派遣单模块",
    "person": "人员资料",
    "own": "已有资料",
}
"""First step of a fact's path → where a person would correct it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value of the form: how it is asked for, what stands in it, what is wrong with it."""

    name: str
    id: str
    code: str
    label: str
    widget: str
    value: str = ""
    chosen: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    error: str = ""
    mark: str = ""
    origin: str = ""
    suggestion: str = ""
    replaced: str = ""
    internal: bool = False
    unit: str = ""
    wide: bool = False
    least: int | None = None
    most: int | None = None
    weight: int = 2
    when: str = ""
    values: str = ""
    quick: str = ""

    @property
    def prompt(self) -> str:
        """请选择 for what is chosen, 请输入 for what is typed."""
        return ("请选择" if self.widget in ("choice", "choices") else "请输入") + self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table: its fixed texts and its cells."""

    index: str
    number: int
    key: str = ""
    head: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    cells: tuple[Cell, ...] = ()
    spare: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows under one heading; `fill` is the answer its quick button gives to all that are open."""

    title: str = ""
    lines: tuple[Line, ...] = ()
    fill: str = ""
    free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One card of the form. `sort`: fields, table, derived, prose or signs."""

    sort: str
    id: str
    title: str
    note: str = ""
    error: str = ""
    cells: tuple[Cell, ...] = ()
    head: str = ""
    columns: tuple[Cell, ...] = ()
    groups: tuple[Group, ...] = ()
    mould: Line | None = None
    last: int = -1
    texts: tuple[dict[str, Any], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    code: str = ""

    @property
    def wrong(self) -> bool:
        """True when something in the card is wrong."""
        return bool(self.error or any(c.error for c in self.cells)) or any(
            line.error or any(c.error for c in line.cells) for g in self.groups for line in g.lines
        )


@dataclass(frozen=True, slots=True)
class Matter:
    """What the parts are made from: the payload, its facts, the people to choose from, the problems by path."""

    payload: Mapping[str, Any]
    facts: Any
    people: Sequence[str]
    problems: Mapping[str, str]
    readonly: bool = False
    basis: Mapping[str, Any] | None = None


def anchor(path: str) -> str:
    """The element that a problem's path points at."""
    return "f-" + path.replace("/", "-")


def parts_of(
    kind: Kind,
    payload: Mapping[str, Any],
    facts: Any,
    *,
    people: Sequence[str] = (),
    problems: Iterable[Problem] = (),
    readonly: bool = False,
    basis: Mapping[str, Any] | None = None,
    printed: Sequence[Mapping[str, Any]] | None = None,
) -> list[Part]:
    """The cards of the form of `kind`, filled with a payload and the facts, each problem beside its field.

    `readonly` shows values instead of inputs. Of an issued revision `basis` and `printed` are
    what was frozen: derived values and the neutral list are then not made anew.
    """
    matter = Matter(payload, facts, people, _by_path(problems), readonly, basis)
    blocks = flow(kind, payload, facts) if printed is None else printed
    paras = [dict(b) for b in blocks if b["type"] == "para"]
    parts: list[Part] = []
    for is_prose, run in groupby(kind.blocks, key=lambda b: isinstance(b, Prose)):
        if not is_prose:
            parts += [_part(b, matter) for b in run]
        elif texts := _texts(run, paras, facts, printed is not None):
            title = "正文" if any(t["role"] != "note" for t in texts) else ""
            parts.append(Part(sort="prose", id=f"f-prose{len(parts)}", title=title, texts=texts))
    return parts


def _texts(run: Iterable[Block], paras: list[dict[str, Any]], facts: Any, frozen: bool) -> tuple[dict[str, Any], ...]:
    """The next paragraphs of the neutral list, each with its claim; of a frozen list all that are left."""
    if frozen:
        taken, paras[:] = tuple(paras), []
        return taken
    kept = [b for b in run if isinstance(b, Prose) and not (b.when and not look_up(facts, b.when))]
    return tuple({**paras.pop(0), "claim": b.claim} for b in kept)


def _by_path(problems: Iterable[Problem]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.path, []).append(problem.sentence)
    return {path: "".join(dict.fromkeys(sentences)) for path, sentences in found.items()}


def _part(block: Block, matter: Matter) -> Part:
    if isinstance(block, Fields):
        typed = matter.payload.get(block.code) or {}
        asked = (f for f in block.fields if f.type is not Type.SIGN)
        cells = tuple(_cell(f, f"{block.code}/{f.code}", typed, matter) for f in asked)
        return Part(sort="fields", id=anchor(block.code), title=block.title, note=block.note, cells=cells)
    if isinstance(block, Rows):
        return _derived_table(block, matter) if block.fact else _table(block, matter)
    assert isinstance(block, Signatures)  # noqa: S101
    rows = tuple((s.label.removesuffix("签字") or label(s.role), "加盖公章" if s.seal else "") for s in block.signers)
    return Part(sort="signs", id=anchor(block.code), title="签字", rows=rows)


def _derived_table(block: Rows, matter: Matter) -> Part:
    frozen = matter.basis.get(block.code) if matter.basis is not None else None
    found = rows_of(block, matter.payload, matter.facts) if frozen is None else frozen
    rows = tuple(tuple(show(r.get(c.code), c.type) for c in block.columns) for r in found)
    columns = tuple(_cell(c, f"{block.code}//{c.code}", {}, matter) for c in block.columns)
    return Part(
        sort="derived", id=anchor(block.code), title=block.title, note=block.note, columns=columns, rows=rows,
        head=_origin(block.fact),
    )  # fmt: skip


def _table(block: Rows, matter: Matter) -> Part:
    rows = rows_of(block, matter.payload, None)
    given = {g.key: g.cells for g in block.given}
    printed = [c for c in block.columns if any(c.code in cells for cells in given.values())]
    asked = [c for c in block.columns if c not in printed and c.type is not Type.SIGN]
    lead = max(printed, key=lambda c: c.weight, default=None)
    heading = _heading(rows[: len(given)], printed, lead)
    told = [c for c in printed if c not in (lead, heading)]
    fixed = [_given_line(block, n, r, told, asked, lead, matter) for n, r in enumerate(rows[: len(given)])]
    free = [_line(block, str(n), n + 1, r, asked, matter) for n, r in enumerate(rows) if n >= len(given)]
    mould = None
    if block.free and not matter.readonly:
        free += [replace(_line(block, str(n), n + 1, {}, asked, matter), spare=True) for n in _next(rows)]
        mould = _line(block, MOULD, 0, {}, asked, matter)
    quick = "" if matter.readonly else next((c.options[0] for c in asked if _is_quick(c)), "")
    groups = _groups(fixed, rows, heading, quick)
    return Part(
        sort="table",
        id=anchor(block.code),
        code=block.code,
        title=block.title,
        note=block.note,
        error=matter.problems.get(block.code, ""),
        head=lead.label if lead else "",
        columns=tuple(_cell(c, f"{block.code}//{c.code}", {}, matter) for c in asked),
        groups=(*groups, *((Group(lines=tuple(free), free=True),) if block.free else ())),
        mould=mould,
        last=len(given) - 1,
    )


def _next(rows: Sequence[Any]) -> range:
    return range(len(rows), len(rows) + SPARE)


def _heading(rows: Sequence[Mapping[str, Any]], printed: Sequence[Field], lead: Field | None) -> Field | None:
    """The first printed column where several rows share it and another one names the row."""
    first = printed[0] if printed else None
    shared = first is not None and len({r.get(first.code) for r in rows}) < len(rows)
    return first if shared and first is not lead else None


def _groups(
    fixed: Sequence[Line], rows: Sequence[Mapping[str, Any]], heading: Field | None, quick: str
) -> list[Group]:
    """Given rows in their printed order, under headings where there are any."""
    if heading is None:
        return [Group(lines=tuple(fixed), fill=quick)] if fixed else []
    by = groupby(fixed, key=lambda line: str(rows[int(line.index)].get(heading.code, "")))
    return [Group(title=title, lines=tuple(lines), fill=quick) for title, lines in by]


def _is_quick(column: Field) -> bool:
    """The required choice of a table of given rows: its first option is what mostly holds."""
    return column.type is Type.ENUM and column.required and bool(column.options)


def _given_line(
    block: Rows, n: int, row: Mapping[str, Any], told: Sequence[Field], asked: Sequence[Field], lead: Field | None,
    matter: Matter,
) -> Line:  # fmt: skip
    line = _line(block, str(n), n + 1, row, asked, matter)
    notes = tuple((c.label, str(row.get(c.code, ""))) for c in told if row.get(c.code))
    return replace(line, key=str(row["key"]), head=str(row.get(lead.code, "")) if lead else "", notes=notes)


def _line(
    block: Rows, index: str, number: int, row: Mapping[str, Any], asked: Sequence[Field], matter: Matter
) -> Line:
    cells = [_cell(c, f"{block.code}/{index}/{c.code}", row, matter) for c in asked]
    for rule in block.rules:
        cells = [
            replace(c, when=rule.when, values="|".join(rule.values)) if c.code in rule.then else c for c in cells
        ]
    if block.given:
        cells = [replace(c, quick=f.options[0]) if _is_quick(f) else c for c, f in zip(cells, asked, strict=True)]
    return Line(index=index, number=number, cells=tuple(cells), error=matter.problems.get(f"{block.code}/{index}", ""))


def _cell(item: Field, path: str, typed: Mapping[str, Any], matter: Matter) -> Cell:
    stored = typed.get(item.code)
    offered = _offered(item, matter)
    suggestion = _text(item, offered) if item.source is Source.SUGGESTED else ""
    value = _text(item, offered if item.source is Source.DERIVED else stored) or suggestion
    chosen = tuple(stored) if isinstance(stored, list) else ()
    fixed = matter.readonly or item.source is Source.DERIVED
    widget = "output" if fixed else _widget(item, value, matter)
    return Cell(
        name=path.replace("/", "."),
        id=anchor(path),
        code=item.code,
        label=item.label,
        widget=widget,
        value=_shown(item, offered, stored, suggestion) if fixed else value,
        chosen=chosen,
        options=_options(item, value, chosen, matter) if widget in ("choice", "choices") else (),
        required=item.required,
        help=item.help,
        error=matter.problems.get(path, ""),
        mark={Source.DERIVED: "自动", Source.SUGGESTED: "建议"}.get(item.source, ""),
        origin=_origin(item.fact),
        suggestion=suggestion,
        replaced=str((matter.payload.get(REPLACED) or {}).get(path, "")) if suggestion else "",
        internal=item.internal,
        unit=item.unit,
        wide=item.wide or item.type in (Type.LONG, Type.PERSONS, Type.CHOICES),
        least=item.least,
        most=item.most,
        weight=item.weight,
    )


def _offered(item: Field, matter: Matter) -> Any:
    """What the facts say of a derived or suggested field: now, or when the revision was issued."""
    if item.source is Source.TYPED or not item.fact:
        return None
    if matter.basis is not None and item.code in matter.basis:
        return matter.basis[item.code]
    return look_up(matter.facts, item.fact)


def _shown(item: Field, offered: Any, stored: Any, suggestion: str) -> str:
    """A value as text, where it is not asked for."""
    return show(offered if item.source is Source.DERIVED else stored, item.type) or suggestion


def _origin(fact: str) -> str:
    return ORIGINS.get(fact.split(".")[0], "系统资料") if fact else ""


def _text(item: Field, value: Any) -> str:
    """A value as its input holds it."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list | tuple):
        return "、".join(str(v) for v in value)
    if item.type is Type.DATETIME:
        try:
            return datetime.fromisoformat(str(value)).astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
        except ValueError:
            return str(value)
    return str(value)


def _widget(item: Field, value: str, matter: Matter) -> str:
    """A browser's own date field would drop what is no date: such a value is shown as text."""
    if item.type in _CHOSEN:
        return "choice" if item.options or (item.type is Type.PERSON and matter.people) else "text"
    if item.type in (Type.DATE, Type.DATETIME) and value and not _is_moment(value):
        return "text"
    return _WIDGETS.get(item.type, "text")


def _is_moment(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value[:10]))
    except ValueError:
        return False


def _options(item: Field, value: str, chosen: Sequence[str], matter: Matter) -> tuple[str, ...]:
    """What may be chosen, and what was chosen once and is no longer in the list."""
    known = tuple(matter.people) if item.type in (Type.PERSON, Type.PERSONS) else item.options
    held = chosen if item.type in (Type.PERSONS, Type.CHOICES) else ([value] if value else [])
    return (*known, *(v for v in held if v not in known))
