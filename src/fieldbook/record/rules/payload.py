"""Cleaning of what a person or a workbook typed, by the Kind alone.

Takes raw texts, returns a JSON payload and the problems, each with its path and a Chinese
sentence. Nothing typed is lost: an unreadable value stays in the payload as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from fieldbook.engine.calendar import ZONE
from fieldbook.engine.flow import look_up, rows_of, value_of
from fieldbook.engine.kinds import Field, Fields, Kind, Rows, Source, Type

_PHONE = re.compile(r"^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?)$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]")


REPLACED = "replaced"
"""Where a payload keeps, by block/field, what a person's override of a suggestion took the place of."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: `path` is block/field or block/row/column (row counts from 0)."""

    path: str
    label: str
    sentence: str


@dataclass(slots=True)
class Cleaned:
    """The JSON payload and what is wrong with it."""

    payload: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def tidy(text: str) -> str:
    """NFC without control characters, direction overrides and lone surrogates; line ends as \\n, no outer blanks."""
    return _CONTROL.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def clean(kind: Kind, raw: Mapping[str, Any], facts: Any = None, *, complete: bool = False) -> Cleaned:
    """`raw` as a payload of `kind`; `complete` also asks for required values, row rules and the kind's rules."""
    done = Cleaned()
    for block in kind.blocks:
        if isinstance(block, Fields):
            done.payload[block.code] = _values(block.fields, raw.get(block.code) or {}, block.code, done)
            if complete:
                _required(block.fields, done.payload[block.code], facts, block.code, done)
        elif isinstance(block, Rows) and not block.fact:
            done.payload[block.code] = _table(block, raw.get(block.code) or [], done)
            if complete:
                _whole_rows(block, done)
    if replaced := _still_replaced(kind, raw.get(REPLACED) or {}, done.payload):
        done.payload[REPLACED] = replaced
    for rule in kind.rules if complete else ():
        for code, sentence in rule.check(done.payload, facts):
            done.problems.append(Problem(code, "", f"{sentence}({rule.clause})"))
    return done


def _values(fields: tuple[Field, ...], raw: Mapping[str, Any], path: str, done: Cleaned) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for item in fields:
        if item.source is Source.DERIVED or item.type is Type.SIGN or item.code not in raw:
            continue
        value, wrong = _value(item, raw[item.code])
        if value not in ("", None, []):
            kept[item.code] = value
        if wrong:
            done.problems.append(Problem(f"{path}/{item.code}", item.label, wrong))
    return kept


def _suggested(kind: Kind) -> Iterator[tuple[Field, str, str]]:
    """Every suggested field with its block and its path."""
    for block in kind.blocks:
        for item in block.fields if isinstance(block, Fields) else ():
            if item.source is Source.SUGGESTED:
                yield item, block.code, f"{block.code}/{item.code}"


def _still_replaced(kind: Kind, told: Mapping[str, Any], payload: Mapping[str, Any]) -> dict[str, Any]:
    return {path: told[path] for item, block, path in _suggested(kind) if path in told and item.code in payload[block]}


def with_replaced(kind: Kind, payload: dict[str, Any], before: Mapping[str, Any], facts: Any) -> dict[str, Any]:
    """`payload` with what each override replaced: the suggestion of `facts`, unless it stood `before` already."""
    replaced: dict[str, Any] = {}
    for item, block, path in _suggested(kind):
        override, old = payload[block].get(item.code), (before.get(block) or {}).get(item.code)
        if override is not None:
            known = (before.get(REPLACED) or {}).get(path) if override == old else None
            replaced[path] = known if known is not None else str(look_up(facts, item.fact) or "")
    return {**payload, REPLACED: replaced} if replaced else payload


def _table(block: Rows, raw: list[Mapping[str, Any]], done: Cleaned) -> list[dict[str, Any]]:
    """The rows worth keeping; a problem's path counts them as the paper does, given rows first."""
    places = {g.key: place for place, g in enumerate(block.given)}
    kept: list[dict[str, Any]] = []
    free = len(block.given)
    for line in raw:
        key = line.get("key") or ""
        cells = block.given[places[key]].cells if key in places else {}
        columns = tuple(c for c in block.columns if c.code not in cells)
        row = _values(columns, line, f"{block.code}/{places.get(key, free)}", done)
        if key in places and row:
            kept.append({"key": key, **row})
        elif key not in places and row and block.free:
            kept.append(row)
            free += 1
    return kept


def _value(item: Field, raw: Any) -> tuple[Any, str]:
    if item.type in (Type.PERSONS, Type.CHOICES):
        names = raw if isinstance(raw, list) else re.split(r"[、,，;；\s]+", tidy(str(raw or "")))
        chosen = [tidy(str(n)) for n in names if str(n).strip()]
        foreign = [n for n in chosen if item.options and n not in item.options]
        return chosen, f"“{foreign[0][:30]}”不在可选项内，请从{_shown(item)}中选择。" if foreign else ""
    text = tidy(str(raw if raw is not None else ""))
    if not text:
        return "", ""
    if len(text) > item.max_length and item.type in (Type.TEXT, Type.LONG):
        return text, f"最多 {item.max_length} 字，现有 {len(text)} 字，请删减。"
    return _typed(item, unicodedata.normalize("NFKC", text) if item.type not in (Type.TEXT, Type.LONG) else text)


def _typed(item: Field, text: str) -> tuple[Any, str]:
    if item.type is Type.NUMBER:
        return _number(item, text)
    if item.type is Type.DECIMAL:
        return _decimal(item, text)
    if item.type in (Type.DATE, Type.DATETIME):
        return _moment(text, item.type)
    if item.type is Type.PHONE and not _PHONE.match(text.replace(" ", "")):
        return text, f"“{text[:30]}”不像电话号码，请填 11 位手机号或带区号的座机。"
    if item.options:
        hits = [o for o in item.options if text in (plain := unicodedata.normalize("NFKC", o), *plain.split(" ", 1))]
        return (hits[0], "") if len(hits) == 1 else (text, f"“{text[:30]}”不在可选项内，请从{_shown(item)}中选择。")
    return text, ""


def _shown(item: Field) -> str:
    return "、".join(item.options[:12]) + ("等" if len(item.options) > 12 else "")


def _number(item: Field, text: str) -> tuple[Any, str]:
    if not re.fullmatch(r"[+-]?\d{1,12}(\.0+)?", text):
        return text, f"“{text[:30]}”不是整数，请只填数字。"
    number = int(text.split(".")[0])
    return number, _outside(item, number)


def _decimal(item: Field, text: str) -> tuple[str, str]:
    """A decimal as plain text with at most two places: `7.50` and `7.5` are one value."""
    if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,2})?", text):
        return text, f"“{text[:30]}”不是数字，请只填数字，最多两位小数。"
    number = Decimal(text)
    return f"{number.normalize():f}", _outside(item, number)


def _outside(item: Field, number: int | Decimal) -> str:
    if item.least is not None and number < item.least:
        return f"不能小于 {item.least}，现为 {number}。"
    if item.most is not None and number > item.most:
        return f"不能大于 {item.most}，现为 {number}。"
    return ""


def _moment(text: str, of: Type) -> tuple[str, str]:
    try:
        parts = [int(p) for p in re.findall(r"\d+", text[:60])]
        if parts and not 2000 <= parts[0] <= 2100:
            raise ValueError("a year of two digits, or far away")
        if of is Type.DATE and len(parts) >= 3:
            return date(*parts[:3]).isoformat(), ""
        if of is Type.DATETIME and len(parts) >= 5:
            return datetime(*parts[:5], tzinfo=ZONE).isoformat(), ""  # type: ignore[misc,arg-type]
    except (ValueError, OverflowError):
        pass
    return text, f"“{text[:30]}”不是有效日期，请按 2026-11-20 的样子填写，年份写四位。"


def _required(fields: tuple[Field, ...], row: Mapping[str, Any], facts: Any, path: str, done: Cleaned) -> None:
    for item in fields:
        if item.required and value_of(item, row, facts) in (None, "", []):
            why = "缺少来源数据，请先补录" if item.source is Source.DERIVED else "必填，请填写"
            done.problems.append(Problem(f"{path}/{item.code}", item.label, f"{why}。"))


def _whole_rows(block: Rows, done: Cleaned) -> None:
    rows = rows_of(block, done.payload, None)
    if len(rows) < block.least:
        done.problems.append(Problem(block.code, block.title, f"至少填写 {block.least} 行。"))
    for index, row in enumerate(rows):
        path = f"{block.code}/{index}"
        _required(block.columns, row, None, path, done)
        for rule in block.rules:
            if look_up(row, rule.when) in rule.values:
                missing = [c for c in block.columns if c.code in rule.then and not row.get(c.code)]
                done.problems += [Problem(f"{path}/{c.code}", c.label, f"{rule.why}。") for c in missing]


def unknown_people(kind: Kind, payload: Mapping[str, Any], known: Collection[str]) -> list[Problem]:
    """Names in person fields that belong to nobody: labels of active people are `known`."""
    found: list[Problem] = []
    for block in kind.blocks:
        if isinstance(block, Fields):
            found += _strangers(block.fields, payload.get(block.code) or {}, block.code, known)
        elif isinstance(block, Rows) and not block.fact:
            for index, row in enumerate(rows_of(block, payload, None)):
                found += _strangers(block.columns, row, f"{block.code}/{index}", known)
    return found


def _strangers(
    fields: tuple[Field, ...], values: Mapping[str, Any], path: str, known: Collection[str]
) -> Iterator[Problem]:
    for item in fields:
        if item.type in (Type.PERSON, Type.PERSONS):
            value = values.get(item.code) or []
            for name in [value] if isinstance(value, str) else value:
                if name not in known:
                    alike = [k for k in known if k.startswith(f"{name}(")]
                    way = f"有同名人员，请选择{'或'.join(alike)}。" if alike else "请从列表中选择。"
                    sentence = f"没有叫“{name[:30]}”的在职人员，{way}"
                    yield Problem(f"{path}/{item.code}", item.label, sentence)
