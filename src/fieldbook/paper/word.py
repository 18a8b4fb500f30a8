"""Word: the neutral block list as a .docx that a hospital can amend, page for page like the PDF.

python-docx makes the frame once per page style (package, styles, header, footer); each document then
only fills in its body, which keeps an archive of many forms quick. Refuses to hold: sizes and widths
(mark.py), knowledge of kinds, and any page number in its QR: Word decides the pages, so the token
says page 0, unknown.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from docx import Document
from docx.document import Document as Frame
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from fieldbook.paper import mark as measures
from fieldbook.paper.mark import Mark, Sheet, printable

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BODY, _MARK, _STATE, _TITLE = "@@body@@", "@@mark@@", "@@state@@", "@@title@@"
_KEPT = ("/officeDocument", "/core-properties", "/extended-properties", "/styles", "/settings")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip knows: equal input gives equal bytes


def render_word(*, title: str, style: str, blocks: list[dict[str, Any]], mark: Mark) -> bytes:
    """`blocks` of engine.flow as a .docx; styles and errors as in `render_pdf`."""
    sheet = measures.SHEETS[style]
    body = _paragraph("FbTitle", printable(title)) + "".join(_block(b, sheet) for b in blocks) + _gap(1)
    fills = {
        "word/document.xml": (f"<w:p><w:r><w:t>{_BODY}</w:t></w:r></w:p>", body),
        "word/header1.xml": (_MARK, escape(mark.line())),
        "docProps/core.xml": (_TITLE, escape(printable(title))),
    }
    parts = dict(_frame(style, bool(mark.stem), bool(mark.state)))
    for name, (marker, text) in fills.items():
        parts[name] = parts[name].replace(marker.encode(), text.encode(), 1)
    if mark.state:
        state = escape(printable(mark.state)).encode()
        parts["word/header1.xml"] = parts["word/header1.xml"].replace(_STATE.encode(), state, 1)
    if mark.stem:
        parts["word/media/image1.png"] = _png(mark.stem)
    return _zip(parts)


def _zip(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return made.getvalue()


def _png(stem: str) -> bytes:
    made = io.BytesIO()
    measures.page_code(stem, 0).save(made, kind="png", scale=10, border=0)
    return made.getvalue()


# The body


def _twips(points: float) -> int:
    return round(points * 20)


def _run(text: str, bold: bool = False) -> str:
    """A run of text. The hint makes Word set □ and quotation marks in the Chinese font."""
    face = '<w:rFonts w:hint="eastAsia" w:eastAsia="黑体"/><w:b/>' if bold else '<w:rFonts w:hint="eastAsia"/>'
    lines = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{face}</w:rPr><w:t xml:space="preserve">{lines}</w:t></w:r>' if text else ""


def _paragraph(style: str, text: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{_run(text)}</w:p>'


def _gap(points: float, keep: bool = False) -> str:
    kept = "<w:keepNext/>" if keep else ""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{_twips(points)}" w:lineRule="exact"/>'
    return _paragraph("FbGap", "", kept + spacing)


def _block(block: dict[str, Any], sheet: Sheet) -> str:
    match block["type"]:
        case "pairs":
            return _titled(block, _pairs(block, sheet))
        case "table":
            return _titled(block, _table(block, sheet))
        case "para":
            return _para(block, sheet)
        case "signs":
            return _signs(block, sheet)
    raise ValueError(f"no printer for a block of type {block['type']!r}")


def _titled(block: dict[str, Any], grid: str) -> str:
    title, note = printable(block.get("title") or ""), printable(block.get("note") or "")
    above = _paragraph("FbHead", title) if title else ""
    below = _paragraph("FbNote", note, '<w:spacing w:before="40"/>') if note else ""
    return above + grid + below + _gap(measures.GAP)


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
    margins = "".join(f'<w:{s} w:w="{_twips(n)}" w:type="dxa"/>' for s, n in room.items())
    columns = "".join(f'<w:gridCol w:w="{_twips(w)}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(_twips, widths))}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell(width: float, content: str, span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    placed = f'<w:tcW w:w="{_twips(width)}" w:type="dxa"/>{spanned}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{placed}</w:tcPr>{content}</w:tc>"


def _row(cells: str, whole: bool = True, head: bool = False) -> str:
    kept = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr><w:trPr>{kept}</w:trPr>{cells}</w:tr>"


def _is_whole(texts: Sequence[str], widths: Sequence[float], sheet: Sheet) -> bool:
    return measures.row_lines(texts, widths, sheet.size) <= measures.LONG_ROW


def _pairs(block: dict[str, Any], sheet: Sheet) -> str:
    rows = ""
    for items in measures.pair_rows(block["items"]):
        span = 1 if len(items) == 2 else 3
        own = sheet.pair_widths() if span == 1 else [sheet.label, sheet.body - sheet.label]
        texts = [printable(text) for i in items for text in (i["label"], i["value"])]
        cells = (
            _cell(w, _paragraph("FbValue" if n % 2 else "FbLabel", text), span if n % 2 else 1)
            for n, (w, text) in enumerate(zip(own, texts, strict=True))
        )
        rows += _row("".join(cells), _is_whole(texts, own, sheet))
    return _grid(sheet.pair_widths(), rows)


def _table(block: dict[str, Any], sheet: Sheet) -> str:
    heads, rows = measures.table_heads(block), measures.table_rows(block)
    widths = measures.column_widths(heads, sheet.body, sheet.size)
    styles = ["FbLabel" if c else "FbValue" for c in measures.centred(rows, len(heads))]
    head = "".join(_cell(w, _paragraph("FbColumn", label)) for (label, _), w in zip(heads, widths, strict=True))
    lines = (
        _row("".join(map(_cell, widths, map(_paragraph, styles, row))), _is_whole(row, widths, sheet)) for row in rows
    )
    return _grid(widths, _row(head, head=True) + "".join(lines))


def _para(block: dict[str, Any], sheet: Sheet) -> str:
    role, mark, text = measures.para_role(block), printable(block.get("mark") or ""), printable(block["text"])
    if role == "reservation":
        words = f'<w:p><w:pPr><w:pStyle w:val="FbValue"/></w:pPr>{_run(mark + "：", True)}{_run(text)}</w:p>'
        row = _row(_cell(sheet.body, words), _is_whole([text], [sheet.body], sheet))
        return _gap(3) + _grid([sheet.body], row, border=1) + _gap(3)
    if role == "clause":
        left, room = sheet.indent(role, mark)
        hang = f'<w:ind w:left="{_twips(left + room)}" w:hanging="{_twips(room)}"/>'
        tab = f'<w:tabs><w:tab w:val="left" w:pos="{_twips(left + room)}"/></w:tabs>'
        style = '<w:pStyle w:val="FbClause"/>'
        return f"<w:p><w:pPr>{style}{tab}{hang}</w:pPr>{_run(mark)}<w:r><w:tab/></w:r>{_run(text)}</w:p>"
    return _paragraph({"body": "FbBody", "note": "FbNote"}.get(role, "FbValue"), text)


def _signs(block: dict[str, Any], sheet: Sheet) -> str:
    """The signature block; every paragraph but those of the last line keeps with the next."""
    half = (sheet.body - measures.SIGN_GUTTER) / 2
    lines = measures.sign_rows(block, sheet.signs_per_line)
    rows = ""
    for n, line in enumerate(lines, 1):
        left, right = (_slot(s, half, n < len(lines)) for s in line)
        rows += _row(_cell(half, left) + _cell(measures.SIGN_GUTTER, _gap(1, n < len(lines))) + _cell(half, right))
    return _gap(sheet.pitch, True) + _grid([half, measures.SIGN_GUTTER, half], rows, border=0, pad=False)


def _slot(slot: dict[str, Any] | None, width: float, keep: bool) -> str:
    if slot is None:
        return _gap(1, keep)
    kept = "<w:keepNext/>" if keep else ""
    tab = f'<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{_twips(width)}"/></w:tabs>'
    below = _twips(measures.sign_height(slot) + (measures.GAP if keep else 0))
    above = f'<w:spacing w:before="{_twips(measures.SIGN_ROOM)}"/>'
    label = f"{_run(measures.sign_label(slot))}<w:r><w:tab/></w:r>"
    name = f'<w:p><w:pPr><w:pStyle w:val="FbValue"/>{kept}{tab}{above}</w:pPr>{label}</w:p>'
    around = f'<w:spacing w:before="{_twips(measures.DATE_ROOM)}" w:after="{below}"/>'
    return name + _paragraph("FbDate", measures.DATE_GAP, kept + around)


# The frame


@cache
def _frame(style: str, coded: bool, stated: bool) -> dict[str, bytes]:
    """The parts of an empty document of `style`, with markers where each document fills in its own."""
    sheet, frame = measures.SHEETS[style], Document()
    _drop_unused(frame)
    _set_page(frame, sheet)
    _set_styles(frame, sheet)
    _set_furniture(frame, sheet, coded, stated)
    frame.add_paragraph(_BODY)
    frame.core_properties.title, frame.core_properties.comments, frame.core_properties.author = _TITLE, "", ""
    made = io.BytesIO()
    frame.save(made)
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _drop_unused(frame: Frame) -> None:
    """Leave out what python-docx brings along and no paper needs: thumbnail, theme, effects, custom XML."""
    for rels in (frame.part.rels, frame.part.package.rels):
        for key, rel in list(rels.items()):
            if not rel.reltype.endswith(_KEPT):
                del rels[key]


def _set_page(frame: Frame, sheet: Sheet) -> None:
    page = frame.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Pt(sheet.width), Pt(sheet.height)
    page.left_margin = page.right_margin = Pt(measures.SIDE)
    page.top_margin, page.bottom_margin = Pt(measures.TOP), Pt(measures.BOTTOM)
    page.header_distance = Pt(measures.QR_EDGE + measures.QR_SIZE - measures.MARK_PITCH)
    page.footer_distance = Pt(measures.QR_EDGE)


def _set_styles(frame: Frame, sheet: Sheet) -> None:
    styles = frame.styles.element
    for old in list(styles):
        if not (old.tag == qn("w:style") and old.get(qn("w:default")) == "1"):
            styles.remove(old)
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="宋体"/>'
    size = round(sheet.size * 2)
    defaults = f'{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    plain = f"<w:docDefaults {_W}><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    styles.insert(0, parse_xml(plain))
    for style in _paper_styles(sheet):
        styles.append(parse_xml(style))
    settings = frame.settings.element
    for old in list(settings):
        settings.remove(old)
    for new in _SETTINGS:
        settings.append(parse_xml(new))


_SETTINGS = (
    f'<w:zoom {_W} w:percent="100"/>',
    f'<w:defaultTabStop {_W} w:val="420"/>',
    f'<w:characterSpacingControl {_W} w:val="compressPunctuation"/>',
    f'<w:compat {_W}><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
)


def _paper_styles(sheet: Sheet) -> list[str]:
    size, pitch = sheet.size, sheet.pitch
    centre, both = '<w:jc w:val="center"/>', '<w:jc w:val="both"/>'
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{_twips(2 * size)}"/>'
    return [
        _style("FbTitle", "文书标题", sheet.title_size, sheet.title_pitch, centre, bold=True, after=measures.GAP),
        _style("FbHead", "文书小标题", size, pitch, bold=True, after=3, keep=True),
        _style("FbBody", "文书正文", size, pitch, indent + both),
        _style("FbClause", "文书条款", size, pitch, both),
        _style("FbValue", "文书内容", size, pitch),
        _style("FbLabel", "文书项目", size, pitch, centre),
        _style("FbColumn", "文书表头", size, pitch, centre, bold=True, keep=True),
        _style("FbDate", "文书日期", size, pitch, '<w:jc w:val="right"/>'),
        _style("FbNote", "文书备注", measures.MARK_SIZE, measures.MARK_PITCH),
        _style("FbMark", "文书页眉", measures.MARK_SIZE, measures.MARK_PITCH),
        _style("FbPages", "文书页脚", measures.MARK_SIZE, measures.MARK_PITCH, centre),
        _style("FbGap", "文书间距", 1, measures.GAP),
    ]


def _style(
    key: str,
    name: str,
    size: float,
    pitch: float,
    more: str = "",
    *,
    bold: bool = False,
    after: float = 0,
    keep: bool = False,
) -> str:
    """A paragraph style whose lines are exactly `pitch` high, as the PDF's are."""
    spacing = f'<w:spacing w:before="0" w:after="{_twips(after)}" w:line="{_twips(pitch)}" w:lineRule="exact"/>'
    face = '<w:rFonts w:eastAsia="黑体"/><w:b/><w:bCs/>' if bold else ""
    kept = "<w:keepNext/>" if keep else ""
    return (
        f'<w:style {_W} w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/><w:qFormat/>'
        f'<w:pPr>{kept}<w:snapToGrid w:val="0"/>{spacing}{more}</w:pPr>'
        f'<w:rPr>{face}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr></w:style>'
    )


def _set_furniture(frame: Frame, sheet: Sheet, coded: bool, stated: bool) -> None:
    """Header and footer with the code at two corners, as every printed page has it."""
    page = frame.sections[0]
    top = (sheet.width - measures.SIDE - measures.QR_SIZE, measures.QR_EDGE)
    bottom = (measures.SIDE, sheet.height - measures.QR_EDGE - measures.QR_SIZE)
    pages = f"{_run('第 ')}{_field('PAGE')}{_run(' 页 / 共 ')}{_field('NUMPAGES')}{_run(' 页')}"
    for part, style, place, words in (
        (page.header, "FbMark", top, (_WATERMARK if stated else "") + _run(_MARK)),
        (page.footer, "FbPages", bottom, pages),
    ):
        part.is_linked_to_previous = False
        code = _picture(part.part.get_or_add_image(io.BytesIO(_png("0" * 12)))[0], place) if coded else ""
        old = part.paragraphs[0]._p
        old.getparent().replace(
            old, parse_xml(f'<w:p {_W}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{code}{words}</w:p>')
        )


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _picture(relation: str, place: tuple[float, float]) -> str:
    """The code of the page, at a fixed place of the sheet, so that it moves no text."""
    x, y, side = (round(n * 12700) for n in (*place, measures.QR_SIZE))
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{drawing}/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="1" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{side}" cy="{side}"/><wp:wrapNone/><wp:docPr id="1" name="QR" descr="本页二维码"/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture">'
        '<pic:nvPicPr><pic:cNvPr id="1" name="QR"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip '
        f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{relation}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{side}" cy="{side}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r>"
    )


_WATERMARK = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;'
    "width:250pt;height:125pt;rotation:325;z-index:-251658752;mso-position-horizontal:center;"
    'mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" '
    'fillcolor="#e4e4e4" stroked="f"><v:textpath style="font-family:黑体" string="'
    + _STATE
    + '"/></v:shape></w:pict></w:r>'
)
