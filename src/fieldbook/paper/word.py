"""Word: the neutral block list as a .docx that a hospital can amend, page for page like the PDF.

The frame of a file is made once per page style (frame.py); each document then only fills in its body, which
keeps an archive of many forms quick. Refuses to hold: sizes and widths (mark.py), knowledge of kinds, and
any page number in its QR: Word decides the pages, so the token says page 0, unknown.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from fieldbook.paper import frame
from fieldbook.paper import mark as measures
from fieldbook.paper.frame import run_of, twips
from fieldbook.paper.mark import Mark, Sheet, printable

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip knows: equal input gives equal bytes
_KEEP = "<w:keepNext/>"


def render_word(*, title: str, style: str, blocks: list[dict[str, Any]], mark: Mark) -> bytes:
    """`blocks` of engine.flow as a .docx; styles and errors as in `render_pdf`."""
    made = dict(frame.frame_of(style, bool(mark.stem), bool(mark.state)))
    parts = measures.parts(blocks, measures.SHEETS[style])
    made["word/document.xml"] = _filled(made["word/document.xml"].decode(), printable(title), parts).encode()
    fills = [
        ("word/header1.xml", frame.STATE, printable(mark.state)),
        ("word/header1.xml", frame.MARK, mark.line()),
        ("docProps/core.xml", frame.TITLE, printable(title)),
    ]
    for name, marker, text in fills:
        made[name] = made[name].replace(marker.encode(), escape(text).encode(), 1)
    if mark.stem:
        made["word/media/image1.png"] = frame.png_of(mark.stem)
    return _zip(made)


def _filled(document: str, title: str, parts: list[tuple[Sheet, list[dict[str, Any]]]]) -> str:
    """The framed document with its body: a section for each part, whose properties its last paragraph holds."""
    body = _paragraph("FbTitle", title)
    for n, (sheet, blocks) in enumerate(parts, 1):
        section = frame.section_of(document, sheet)
        body += "".join(_block(b, sheet) for b in blocks)
        body += _gap(1) + section if n == len(parts) else _gap(1, after=section)
    start = document.index("<w:body>") + len("<w:body>")
    return document[:start] + body + document[document.index("</w:body>") :]


def _zip(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return made.getvalue()


def _paragraph(style: str, text: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{run_of(text)}</w:p>'


def _paragraphs(style: str, text: str, more: str = "") -> str:
    """One paragraph for each line of a text, at least one."""
    if "\n" not in text:
        return _paragraph(style, text, more)
    return "".join(_paragraph(style, line, more) for line in text.split("\n"))


def _gap(points: float, keep: str = "", after: str = "") -> str:
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{twips(points)}" w:lineRule="exact"/>'
    return _paragraph("FbGap", "", keep + spacing + after)


def _block(block: dict[str, Any], sheet: Sheet) -> str:
    match block["type"]:
        case "pairs":
            return _pairs(block, sheet)
        case "table":
            return _table(block, sheet)
        case "para":
            return _para(block, sheet)
        case "signs":
            return _signs(block, sheet)
    raise ValueError(f"no printer for a block of type {block['type']!r}")


def _titled(block: dict[str, Any], grid: str, sheet: Sheet) -> str:
    title, note = printable(block.get("title") or ""), printable(block.get("note") or "")
    signs = block.get("signs")
    keep = _KEEP if signs else ""
    above = _paragraph("FbHead", title) if title else ""
    below = _paragraph("FbNote", note, f'{keep}<w:spacing w:before="40"/>') if note else ""
    return above + grid + below + _gap(measures.GAP, keep) + (_signs(signs, sheet) if signs else "")


def _grid(widths: Sequence[float], rows: str, border: float = measures.BORDER, pad: bool = True) -> str:
    """A table of fixed layout; a border is part of the row's height in Word, so it is taken off the padding.

    Nothing for no rows: Word calls a file with an empty table damaged.
    """
    if not rows:
        return ""
    line = f'w:val="{"single" if border else "nil"}" w:sz="{round(border * 8)}" w:space="0" w:color="auto"'
    sides = "".join(f"<w:{s} {line}/>" for s in ("top", "left", "bottom", "right", "insideH", "insideV"))
    x, y = (measures.PAD_X, measures.PAD_Y) if pad else (0.0, 0.0)
    room = {"top": y, "left": x, "bottom": max(0.0, y - border), "right": x}
    margins = "".join(f'<w:{s} w:w="{twips(n)}" w:type="dxa"/>' for s, n in room.items())
    columns = "".join(f'<w:gridCol w:w="{twips(w)}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell(width: float, content: str, span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    placed = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>{spanned}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{placed}</w:tcPr>{content}</w:tc>"


def _row(cells: Iterable[str], whole: bool = True, head: bool = False) -> str:
    kept = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr><w:trPr>{kept}</w:trPr>{''.join(cells)}</w:tr>"


def _kept(block: dict[str, Any], lines: Sequence[int], sheet: Sheet) -> list[str]:
    """For each row of a block what its paragraphs say: those that signatures hold keep with the next."""
    held = measures.held_rows(lines, sheet) if block.get("signs") else 0
    return [""] * (len(lines) - held) + [_KEEP] * held


def _pairs(block: dict[str, Any], sheet: Sheet) -> str:
    inside = sheet.inside()
    rows = []
    for items in measures.pair_rows(block["items"]):
        own = inside.pair_widths() if len(items) == 2 else [inside.label, inside.body - inside.label]
        labels = (measures.balanced(printable(i["label"]), inside.label, inside.size) for i in items)
        pairs = zip(labels, items, strict=True)
        texts = [text for label, i in pairs for text in (label, printable(i["value"]))]
        rows.append((texts, own, measures.row_lines(texts, own, inside.size)))
    kept = _kept(block, [lines for _, _, lines in rows], inside)
    made = ""
    for (texts, own, lines), keep in zip(rows, kept, strict=True):
        styles = [("FbProse" if "\n" in t else "FbValue") if n % 2 else "FbLabel" for n, t in enumerate(texts)]
        spans = [3 if n % 2 and len(texts) == 2 else 1 for n in range(len(texts))]
        made += _row(map(_cell, own, map(_paragraphs, styles, texts, [keep] * 4), spans), lines <= inside.long_row)
    return _titled(block, _grid(inside.pair_widths(), made), sheet)


def _table(block: dict[str, Any], sheet: Sheet) -> str:
    inside = sheet.inside(len(block["columns"]))
    face = "" if inside == sheet.inside() else "Dense"
    heads, rows = measures.table_heads(block), measures.table_rows(block)
    widths = measures.column_widths(heads, rows, inside.body, inside.size)
    labels = [measures.balanced(label, w, inside.size) for (label, _), w in zip(heads, widths, strict=True)]
    styles = [f"FbLabel{face}" if c else f"FbValue{face}" for c in measures.centred(rows, len(heads))]
    rows = measures.dated(rows, widths, inside.size)
    counted = [measures.row_lines(row, widths, inside.size) for row in rows]
    made = _row((_cell(w, _paragraph(f"FbColumn{face}", h)) for h, w in zip(labels, widths, strict=True)), head=True)
    for row, lines, keep in zip(rows, counted, _kept(block, counted, inside), strict=True):
        cells = map(_cell, widths, map(_paragraphs, styles, row, [keep] * len(row)))
        made += _row(cells, lines <= inside.long_row)
    return _titled(block, _grid(widths, made), sheet)


def _para(block: dict[str, Any], sheet: Sheet) -> str:
    signs = block.get("signs")
    made = _words(block, sheet, _KEEP if signs else "") + (_signs(signs, sheet) if signs else "")
    return made + _gap(measures.GAP) if block.get("gap") else made


def _words(block: dict[str, Any], sheet: Sheet, keep: str) -> str:
    role, mark, text = measures.para_role(block), printable(block.get("mark") or ""), printable(block["text"])
    if role == "reservation":
        words = f'<w:p><w:pPr><w:pStyle w:val="FbText"/>{keep}</w:pPr>{run_of(mark + "：", True)}{run_of(text)}</w:p>'
        row = _row([_cell(sheet.body, words)], measures.row_lines([text], [sheet.body], sheet.size) <= sheet.long_row)
        return _gap(3) + _grid([sheet.body], row, border=1) + _gap(3, keep)
    if role == "clause":
        left, room = sheet.indent(role, mark)
        hang = f'<w:ind w:left="{twips(left + room)}" w:hanging="{twips(room)}"/>'
        tab = f'<w:tabs><w:tab w:val="left" w:pos="{twips(left + room)}"/></w:tabs>'
        style = f'<w:pStyle w:val="FbClause"/>{keep}'
        return f"<w:p><w:pPr>{style}{tab}{hang}</w:pPr>{run_of(mark)}<w:r><w:tab/></w:r>{run_of(text)}</w:p>"
    style = {"body": "FbBody", "heading": "FbHead", "note": "FbNote"}.get(role, "FbText")
    return _paragraphs(style, "\n".join(measures.paragraphs(text)), keep)


def _signs(block: dict[str, Any], sheet: Sheet) -> str:
    """The signature block; every paragraph but those of the last line keeps with the next."""
    half = (sheet.body - measures.SIGN_GUTTER) / 2
    lines = measures.sign_rows(block, sheet.signs_per_line)
    rows = ""
    for n, line in enumerate(lines, 1):
        keep = _KEEP if n < len(lines) else ""
        left, right = (_slot(s, half, keep) for s in line)
        rows += _row((_cell(half, left), _cell(measures.SIGN_GUTTER, _gap(1, keep)), _cell(half, right)))
    return _gap(sheet.pitch, _KEEP) + _grid([half, measures.SIGN_GUTTER, half], rows, border=0, pad=False)


def _slot(slot: dict[str, Any] | None, width: float, keep: str) -> str:
    if slot is None:
        return _gap(1, keep)
    tab = f'<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{twips(width)}"/></w:tabs>'
    below = twips(measures.sign_height(slot) + (measures.GAP if keep else 0))
    above = f'<w:spacing w:before="{twips(measures.SIGN_ROOM)}"/>'
    label = f"{run_of(measures.sign_label(slot))}<w:r><w:tab/></w:r>"
    name = f'<w:p><w:pPr><w:pStyle w:val="FbText"/>{keep}{tab}{above}</w:pPr>{label}</w:p>'
    around = f'<w:spacing w:before="{twips(measures.DATE_ROOM)}" w:after="{below}"/>'
    return name + _paragraph("FbDate", measures.DATE_GAP, keep + around)
