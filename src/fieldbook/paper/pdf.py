"""PDF: the neutral block list set by Typst into the bytes that are the paper.

Holds the one compiler of the process and the JSON that the template reads. Refuses to hold: how a
block looks (template.typ), sizes and widths (mark.py), and any knowledge of kinds or of storage.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from fieldbook.paper import mark as measures
from fieldbook.paper.mark import Mark, Sheet, printable

_HERE = Path(__file__).parent
_SHARED = ("SIDE", "TOP", "BOTTOM", "QR_SIZE", "QR_EDGE", "PAD_X", "PAD_Y", "BORDER", "GAP") + (
    "MARK_SIZE",
    "MARK_PITCH",
    "SIGN_GUTTER",
    "SIGN_ROOM",
    "DATE_ROOM",
)
_LOCK = threading.Lock()
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
# A run in which no line may break: neither space nor ideograph; or punctuation, none of which may begin a line.
_WORDS = "\\s\u3001-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff65\U00020000-\U0003ffff"
_RUN = re.compile(f"[^{_WORDS}]{{3,}}|[\u3001-\u303f\uff01-\uff65]{{3,}}")
_JOINED = re.compile("\\S*\u2060\\S*")
_JOINT = re.compile("(?<=[^\u200b])(?=[^\u0300-\u036f\u200d\ufe0f])")


@dataclass(frozen=True, slots=True)
class Pdf:
    """A printed document: its bytes and how many pages it has."""

    data: bytes
    pages: int


def render_pdf(*, title: str, style: str, blocks: list[dict[str, Any]], mark: Mark) -> Pdf:
    """`blocks` of engine.flow as a PDF; the same input gives the same bytes.

    `style` is form, letter, certificate (A4 portrait) or wide (A4 landscape), KeyError for another.
    ValueError for a block, or the role of a paragraph, that no printer knows.
    """
    sheet = measures.SHEETS[style]
    parts = [_part(run, own) for own, run in measures.parts(blocks, sheet)]
    data: dict[str, Any] = {
        "title": printable(title),
        "mark": mark.line(),
        "state": printable(mark.state),
        "date_gap": measures.DATE_GAP,
        "measures": _measures(sheet),
        "parts": parts,
    }
    guess = sum(_guess_pages(part, sheet) for part in parts)
    pdf = _compile({**data, "codes": _codes(mark.stem, guess)})
    if mark.stem and pdf.pages > guess:
        pdf = _compile({**data, "codes": _codes(mark.stem, pdf.pages)})
    return pdf


@cache
def _compiler() -> typst.Compiler:
    """With the embedded fonts, for ticked boxes alone: ours hold every character of a Chinese name, but not those."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_HERE / "fonts")])
    template = str(_HERE / "template.typ")
    return typst.Compiler(input=template, root=str(_HERE), font_paths=fonts, ignore_system_fonts=True)


def _compile(data: dict[str, Any]) -> Pdf:
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _LOCK:  # the compiler keeps its inputs between calls, and the web server has threads
        made = _compiler().compile(format="pdf", sys_inputs=inputs, timestamp=0, pdf_tags=False)
    if not isinstance(made, bytes) or not (found := _PAGES.search(made)):
        raise RuntimeError("the PDF of Typst has no page tree where one was expected")
    return Pdf(data=made, pages=int(found[1]))


def _measures(sheet: Sheet) -> dict[str, float]:
    own = {n: getattr(sheet, n) for n in ("size", "pitch", "title_size", "title_pitch")}
    return own | {n.lower(): getattr(measures, n) for n in _SHARED}


def _codes(stem: str, pages: int) -> list[str]:
    return [_svg(measures.page_code(stem, page)) for page in range(1, pages + 1)] if stem else []


def _svg(code: segno.QRCode) -> str:
    """One path of all dark runs, each a trace higher than its module so that no viewer shows seams."""
    runs = [
        f"M{m.start()} {y}h{len(m[0])}v1.02h-{len(m[0])}z"
        for y, row in enumerate(code.matrix)
        for m in re.finditer(b"\x01+", bytes(row))
    ]
    size = len(code.matrix)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{"".join(runs)}"/></svg>'


def _guess_pages(part: dict[str, Any], sheet: Sheet) -> int:
    """As many pages as a prepared part seems to fill: a code too many costs less than a second run.

    At the foot of a page about half of the highest row stays empty, which does not fit any more.
    """
    height = sheet.title_pitch + sum(_guess_height(b, sheet) for b in part["blocks"])
    grids = [b for b in part["blocks"] if "widths" in b]
    waste = max((_row_height(row, b) for b in grids for row in b["rows"] if not row["long"]), default=0.0)
    return 1 + int(1.03 * height / (part["height"] - measures.TOP - measures.BOTTOM - waste / 2))


def _row_height(row: dict[str, Any], block: dict[str, Any]) -> float:
    return float(row["lines"] * block["pitch"] + 2 * measures.PAD_Y)


def _guess_height(block: dict[str, Any], sheet: Sheet) -> float:
    below = _guess_height(block["signs"], sheet) if block.get("signs") else 0.0
    if block["type"] == "signs":
        return 4 * sheet.pitch * len(block["rows"])
    if block["type"] == "para":
        return sheet.pitch * float(block["lines"]) + measures.GAP + below
    return sum(_row_height(row, block) for row in block["rows"]) + 3 * sheet.pitch + below


def _part(blocks: Sequence[dict[str, Any]], sheet: Sheet) -> dict[str, Any]:
    return {"width": sheet.width, "height": sheet.height, "blocks": [_block(b, sheet) for b in blocks]}


def _block(block: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    match block["type"]:
        case "pairs":
            return _pairs(block, sheet)
        case "table":
            return _table(block, sheet)
        case "para":
            return _para(block, sheet)
        case "signs":
            rows = measures.sign_rows(block, sheet.signs_per_line)
            return {"type": "signs", "rows": [[s and _slot(s) for s in row] for row in rows]}
    raise ValueError(f"no printer for a block of type {block['type']!r}")


def _grid(block: dict[str, Any], rows: list[dict[str, Any]], inside: Sheet, sheet: Sheet) -> dict[str, Any]:
    """What pairs and tables have in common: their frame, the size of their text, the signatures that stay with them."""
    return {
        **{n: printable(block.get(n) or "") for n in ("type", "title", "note")},
        "size": inside.size,
        "pitch": inside.pitch,
        "rows": rows,
        "signs": _signs(block, sheet),
        "held": measures.held_rows([row["lines"] for row in rows], inside),
    }


def _signs(block: dict[str, Any], sheet: Sheet) -> dict[str, Any] | None:
    return _block(block["signs"], sheet) if block.get("signs") else None


def _pairs(block: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    inside = sheet.inside()
    widths = inside.pair_widths()
    rows = []
    for items in measures.pair_rows(block["items"]):
        own = widths if len(items) == 2 else [inside.label, inside.body - inside.label]
        labels = (measures.balanced(printable(i["label"]), inside.label, inside.size) for i in items)
        pairs = zip(labels, items, strict=True)
        rows.append(_row([text for label, i in pairs for text in (label, printable(i["value"]))], own, inside))
    return {**_grid(block, rows, inside, sheet), "widths": widths}


def _table(block: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    inside = sheet.inside(len(block["columns"]))
    heads, rows = measures.table_heads(block), measures.table_rows(block)
    widths = measures.column_widths(heads, rows, inside.body, inside.size)
    labels = [measures.balanced(label, w, inside.size) for (label, _), w in zip(heads, widths, strict=True)]
    centred, rows = measures.centred(rows, len(heads)), measures.dated(rows, widths, inside.size)
    return {
        **_grid(block, [_row(row, widths, inside) for row in rows], inside, sheet),
        "widths": widths,
        "heads": [_breakable(label, w, inside) for label, w in zip(labels, widths, strict=True)],
        "centred": centred,
    }


def _row(texts: Sequence[str], widths: Sequence[float], sheet: Sheet) -> dict[str, Any]:
    lines = measures.row_lines(texts, widths, sheet.size)
    cells = [_breakable(t, w, sheet) for t, w in zip(texts, widths, strict=True)]
    return {"cells": cells, "lines": lines, "long": lines > sheet.long_row}


def _para(block: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    role, mark, text = measures.para_role(block), printable(block.get("mark") or ""), printable(block["text"])
    indent = sheet.indent(role, mark)
    lines = measures.line_count(text, sheet.body - sum(indent), sheet.size)
    return {
        "type": "para",
        "role": role,
        "mark": mark,
        "texts": [_breakable(t, sheet.body - sum(indent), sheet) for t in measures.paragraphs(text)],
        "indent": indent,
        "lines": lines,
        "long": lines > sheet.long_row,
        "gap": bool(block.get("gap")),
        "signs": _signs(block, sheet),
    }


def _slot(slot: dict[str, Any]) -> dict[str, Any]:
    return {"label": measures.sign_label(slot), "height": measures.sign_height(slot)}


def _breakable(text: str, width: float, sheet: Sheet) -> str:
    """`text` with places to break in every run that is wider than its cell; Typst would let it overflow."""
    room = (width - 2 * measures.PAD_X) / sheet.size

    def loosen(run: re.Match[str]) -> str:
        return _JOINT.sub("\u200b", run[0]) if measures.text_width(run[0]) > room else run[0]

    def part(word: re.Match[str]) -> str:
        return word[0].replace("\u2060", "") if measures.text_width(word[0]) > room else word[0]

    return _RUN.sub(loosen, _JOINED.sub(part, text) if "\u2060" in text else text)
