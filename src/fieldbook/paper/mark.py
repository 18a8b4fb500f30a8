"""What stands on every page besides its content: the mark, its QR code, and the measures of the sheet.

Both printers take their sizes, column widths and cleaned texts from here, so that the PDF and the
Word file of one document break into the same pages. Refuses to hold: how either format is written,
and what any kind of document says.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

import segno

from fieldbook.paper.token import page_token

MM = 72 / 25.4
SIDE, TOP, BOTTOM = 20 * MM, 27 * MM, 26 * MM
QR_SIZE, QR_EDGE = 15 * MM, 7 * MM  # the quiet zone of 4 modules is 2.9 mm: nothing prints closer
PAD_X, PAD_Y = 4.0, 2.5  # inside a cell
BORDER = 0.5
GAP = 7.0  # after a table or a title
MARK_SIZE, MARK_PITCH = 9.0, 13.0  # header, footer and notes
SIGN_GUTTER, SIGN_ROOM, DATE_ROOM = 24.0, 10.0, 4.0  # between slots, for the hand, above the date
DATE_GAP = "　　　　年　　　月　　　日"
SEAL_ROOM = 56.0  # below the date, so that a stamp of 42 mm covers the line and touches no other text
ROLES = ("body", "clause", "heading", "note", "salute", "reservation")
DENSE = 12  # columns above which a table is set small and lies across the sheet
LONG_WORD = 9.0  # ems above which a word is broken rather than given a column as wide as itself
HELD = 2  # rows at the end of a table that stay with the signatures below it

_NARROW = dict.fromkeys("iljtfrI.,:;'`!|()[]{} ", 0.33) | dict.fromkeys("mwMW@%—…", 0.95) | {"\u2060": 0.0}
_DROPPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2061-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_WORD = re.compile("[!-~]{5,}")
_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]+")
_DAY = re.compile("(\\d{4}年)(\\d{1,2}月\\d{1,2}日)")
_SPACES = re.compile("[\t\u00a0\u2007\u202f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Who this paper is: printed at the head of every page and coded in its QR.

    `number` is the document's number, `revision` its edition (0 prints none), `digest` the short
    hash of its content, `stem` the 12 characters of its page tokens (empty: no QR), `state` a word
    laid across every page of a paper that is not issued (empty on issued ones).
    """

    number: str = ""
    revision: int = 0
    digest: str = ""
    stem: str = ""
    state: str = ""

    def line(self) -> str:
        """The header line: number, edition and short hash, as far as there are any."""
        parts = (
            f"编号 {self.number}" if self.number else "",
            f"第{self.revision}版" if self.revision else "",
            f"校验码 {self.digest}" if self.digest else "",
        )
        return printable("　".join(p for p in parts if p))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The measures of one page style in points: `pitch` is the height of a line of `size`; `cell` is both in tables."""

    width: float = 210 * MM
    height: float = 297 * MM
    size: float = 10
    pitch: float = 14
    title_size: float = 18
    title_pitch: float = 28
    signs_per_line: int = 2
    cell: tuple[float, float] = (10, 14)

    @property
    def body(self) -> float:
        """The width of the text."""
        return self.width - 2 * SIDE

    @property
    def label(self) -> float:
        """The width of a label cell: seven characters."""
        return 7 * self.size + 2 * PAD_X + 2

    @property
    def long_row(self) -> int:
        """Lines above which a row may break across pages: half a page, kept whole, would leave a hole."""
        return int((self.height - TOP - BOTTOM) / 2 / self.pitch)

    def inside(self, columns: int = 0) -> Sheet:
        """The sheet as the text inside a table of so many columns is set."""
        size, pitch = DENSE_CELL if columns > DENSE else self.cell
        return replace(self, size=size, pitch=pitch)

    def across(self) -> Sheet:
        """The sheet lying on its side."""
        return replace(self, width=max(self.width, self.height), height=min(self.width, self.height))

    def indent(self, role: str, mark: str) -> tuple[float, float]:
        """Where a clause stands: left of its mark, and the room of the mark; nothing for other roles."""
        if role != "clause":
            return 0.0, 0.0
        left = 2 * self.size if self.size >= _LETTER_SIZE else 0.0
        return left, self.size * max(2.0, text_width(mark) + 0.5)

    def pair_widths(self) -> list[float]:
        """The four columns of a label/value grid."""
        value = self.body / 2 - self.label
        return [self.label, value, self.label, value]


DENSE_CELL = (8.0, 11.5)
_LETTER_SIZE = 12
_LETTER = Sheet(size=_LETTER_SIZE, pitch=22, title_size=22, title_pitch=44, cell=(10.5, 16))
SHEETS = {
    "form": Sheet(),
    "wide": Sheet(width=297 * MM, height=210 * MM),
    "letter": _LETTER,
    "certificate": Sheet(size=14, pitch=28, title_size=26, title_pitch=60, signs_per_line=1, cell=(12, 18)),
}


def printable(text: Any) -> str:
    """`text` without what paper cannot show or XML refuses: controls, lone surrogates, direction overrides.

    An override could make a signed line read backwards, so it is dropped rather than obeyed.
    """
    plain = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return _SPACES.sub(" ", _DROPPED.sub("", plain))


@lru_cache(maxsize=256)
def page_code(stem: str, page: int) -> segno.QRCode:
    """The QR code of a page: version 1, level M, alphanumeric.

    The mask is fixed: choosing the best of eight takes six times as long, and blurred, noisy
    pictures of 200 tokens were read equally often with any (95 to 97 %).
    """
    text = page_token(stem, page)
    return segno.make(text, version=1, error="m", mode="alphanumeric", mask=3, boost_error=False)


def char_width(char: str) -> float:
    """About how wide a character is, in ems, never much too small."""
    if not char.isascii():
        return _NARROW.get(char, 0.0 if unicodedata.combining(char) else 1.0)
    return _NARROW.get(char, 0.74 if char.isupper() else 0.57)


def text_width(text: str) -> float:
    """About how wide a text is on one line, in ems."""
    return sum(map(char_width, text))


def line_count(text: str, width: float, size: float) -> int:
    """About how many lines a text takes in `width` points."""
    if len(text) * size <= width and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(text_width(part) * size / width)) for part in text.split("\n"))


def row_lines(texts: Sequence[str], widths: Sequence[float], size: float) -> int:
    """About how many lines the highest of some cells takes."""
    return max(line_count(t, w - 2 * PAD_X, size) for t, w in zip(texts, widths, strict=True))


def column_widths(
    heads: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]], total: float, size: float
) -> list[float]:
    """`total` points shared by weight, none too narrow for its head, nor for its numbers where all have room."""
    weights = [weight for _, weight in heads]
    needs = [_head_width(label, len(heads)) for label, _ in heads]
    words = [max(need, _word_width(row[n] for row in rows)) for n, need in enumerate(needs)]
    least, wanted = ([n * size + 2 * PAD_X + 0.25 * size for n in given] for given in (needs, words))
    if sum(wanted) <= 0.85 * total:  # the rest is for the weights
        least = wanted
    scale = min(1.0, total / sum(least))
    least = [n * scale for n in least]
    widths = [total * w / sum(weights) for w in weights]
    spare = sum(max(0.0, w - n) for w, n in zip(widths, least, strict=True))
    short = sum(max(0.0, n - w) for w, n in zip(widths, least, strict=True))
    cut = short / spare if spare else 0.0
    return [round(max(n, w - max(0.0, w - n) * cut), 2) for w, n in zip(widths, least, strict=True)]


def _head_width(label: str, columns: int) -> float:
    """How many ems a head needs: four at most, and half of its own where it shares the sheet with many others."""
    width = text_width(label) + (0.0 if _IDEOGRAPHS.fullmatch(label) else 0.25)  # between Chinese and other letters
    return min(4.0, max(2.0, math.ceil(width / 2) if columns > DENSE and width > 3 else width))


def _word_width(texts: Iterable[str]) -> float:
    """How many ems the longest number or model name of a column needs; those that fit nowhere do not count."""
    return max((w for w in map(text_width, _WORD.findall(" ".join(texts))) if w <= LONG_WORD), default=0.0)


def balanced(label: str, width: float, size: float) -> str:
    """A label in lines of equal length where it is wider than its column: 计划 / 开始, not 计划开 / 始.

    What stands in brackets goes to a line of its own.
    """
    lines = math.ceil(text_width(label) * size / max(size, width - 2 * PAD_X))
    head, bracket, tail = label.partition("(")
    if lines > 1 and head and bracket:
        return f"{balanced(head, width, size)}\n{bracket}{tail}"
    if lines < 2 or not _IDEOGRAPHS.fullmatch(label):
        return label
    cuts = [len(label) * n // lines for n in range(lines + 1)]
    return "\n".join(label[start:end] for start, end in pairwise(cuts))


def parts(blocks: Sequence[dict[str, Any]], sheet: Sheet) -> list[tuple[Sheet, list[dict[str, Any]]]]:
    """The blocks by sheet: from the first table that is too dense to stand upright, the paper lies across."""
    across = sheet.across()
    dense = (n for n, b in enumerate(blocks) if b["type"] == "table" and len(b["columns"]) > DENSE)
    at = len(blocks) if across == sheet else next(dense, len(blocks))
    runs = ((sheet, blocks[:at]), (across, blocks[at:]))
    return [(own, _joined(run)) for own, run in runs if run] or [(sheet, [])]


def _joined(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks, each with the `signs` right below it and, where a run of paragraphs ends, a `gap`."""
    made: list[dict[str, Any]] = []
    for block in blocks:
        last = made[-1] if made else {}
        if block["type"] == "signs" and last and last["type"] != "signs":
            last["signs"] = block
            continue
        if last.get("type") == "para" and (block["type"] != "para" or block["role"] == "heading"):
            last["gap"] = last["role"] != "heading"
        made.append({**block})
    return made


def held_rows(lines: Sequence[int], sheet: Sheet) -> int:
    """How many rows at the end of a table, given by their lines, stay with the signatures: half a page at most."""
    held = [sum(lines[-n:]) <= sheet.long_row for n in range(1, min(HELD, len(lines)) + 1)]
    return sum(held)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a long text, one at least."""
    return [line for line in text.split("\n") if line.strip()] or [""]


def pair_rows(items: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The items two to a row; one that is wide, or has no neighbour, stands alone and spans."""
    rows: list[list[dict[str, Any]]] = []
    for item in items:
        last = rows[-1] if rows else []
        if len(last) == 1 and not (item.get("wide") or last[0].get("wide")):
            last.append(item)
        else:
            rows.append([item])
    return rows


def table_heads(block: dict[str, Any]) -> list[tuple[str, float]]:
    """Label and weight of each column."""
    return [(printable(c["label"]), float(c["weight"])) for c in block["columns"]]


def dated(rows: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> list[list[str]]:
    """The cells of a table; a day that takes two lines breaks behind its year: 2026年 / 3月12日."""
    return [[_day(text, (w - 2 * PAD_X) / size) for text, w in zip(row, widths, strict=True)] for row in rows]


def _day(text: str, room: float) -> str:
    day = _DAY.fullmatch(text)
    if day is None or text_width(text) <= room or text_width(day[2]) > room:
        return text
    return f"{day[1]}\n{day[2]}"


def table_rows(block: dict[str, Any]) -> list[list[str]]:
    """The cells of a table as printable text, each row as long as there are columns."""
    count = len(block["columns"])
    return [([printable(c) for c in row] + [""] * count)[:count] for row in block["rows"]]


def centred(rows: Sequence[Sequence[str]], count: int) -> list[bool]:
    """Which of `count` columns hold short words only, and so are set in the middle."""
    return [all(len(row[n]) < 12 and text_width(row[n]) <= 5 for row in rows) for n in range(count)]


def para_role(block: dict[str, Any]) -> str:
    """The role of a paragraph; ValueError for one that no printer knows."""
    if block["role"] not in ROLES:
        raise ValueError(f"no printer for a paragraph of role {block['role']!r}")
    return str(block["role"])


def sign_rows(block: dict[str, Any], per_line: int) -> list[list[dict[str, Any] | None]]:
    """The signature slots by line, filled up at the left so that the last stands at the right."""
    slots: list[dict[str, Any]] = list(block["slots"])
    return [_from_right(slots[at : at + per_line]) for at in range(0, len(slots), per_line)]


def _from_right(slots: list[dict[str, Any]]) -> list[dict[str, Any] | None]:
    return [*[None] * (2 - len(slots)), *slots]


def sign_label(slot: dict[str, Any]) -> str:
    """The words before the line to sign on."""
    return printable(slot["label"]) + ("(公章)" if slot.get("seal") else "") + "："


def sign_height(slot: dict[str, Any]) -> float:
    """How much is left free below the date: room for a stamp where a seal is asked for."""
    return SEAL_ROOM if slot.get("seal") else 0.0
