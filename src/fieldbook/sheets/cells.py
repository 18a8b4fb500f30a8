"""One cell: from what Excel stored to clean text, and the damage that Excel does to codes.

Refuses to know sheets, rows and rules beyond the cell.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from fieldbook.sheets.schema import Column

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_BLANK = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_MARKS = re.compile(r"[\s★☆*＊※:]")
_SCIENTIFIC = re.compile(r"[+-]?\d(\.\d+)?[eE]\+\d{1,3}")
LISTED = 12
"""A sentence names no more options than that."""
DIGITS = 15
"""Excel keeps no more significant digits of a number."""


def tidy(text: str) -> str:
    """NFC, one kind of blank, line ends as \\n, nothing invisible (zero width, BOM, control), no outer blanks."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _INVISIBLE.sub("", _BLANK.sub(" ", text)).strip()


def key(text: str) -> str:
    """What two headings or options have in common when only ★, colons, blanks, width or case differ."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", tidy(text))).casefold()


def text_of(value: Any) -> str:
    """A stored value as a person would read it: 3.0 → 3, 0.1+0.2 → 0.3, true → 是, text tidied."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        plain = format(Decimal(f"{value:.{DIGITS}g}"), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return tidy(str(value))


def cleaned(column: Column, value: Any) -> tuple[str, str]:
    """The text of a cell of `column`, and the sentence about what is wrong with it (else empty).

    An option comes back as the schema writes it; what is wrong comes back as it stands.
    """
    text = text_of(value)
    if not text:
        return "", "必填，请填写。" if column.required else ""
    if column.options:
        hit = next((o for o in column.options if key(o) == key(text)), None)
        return hit or text, "" if hit else f"“{text[:30]}”不在可选项内，请从{_listed(column.options)}中选择。"
    return text, _damage(value, text) if column.text else ""


def _listed(options: tuple[str, ...]) -> str:
    shown = "、".join(options[:LISTED])
    return shown if len(options) <= LISTED else f"{shown}等 {len(options)} 项"


def _damage(value: Any, text: str) -> str:
    if isinstance(value, str):
        if _SCIENTIFIC.fullmatch(text):
            return f"“{text}”是科学计数法，后面的位数已丢失。请把单元格设为文本格式，重新填写完整的号码。"
    elif not isinstance(value, bool) and abs(value) >= 10**DIGITS:
        lost = f"“{text[:30]}”超过 {DIGITS} 位，Excel 已把第 {DIGITS} 位以后改成 0。"
        return lost + "请把单元格设为文本格式，重新填写完整的号码。"
    return ""
