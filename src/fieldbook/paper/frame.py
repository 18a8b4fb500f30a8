"""The Word file around the text: package, paragraph styles, header and footer with the code of the page.

python-docx makes it once per page style; word.py fills in each document. Refuses to hold: the blocks of a
document, and sizes and widths (mark.py).
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from html import escape

from docx import Document
from docx.document import Document as Frame
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from fieldbook.paper import mark as measures
from fieldbook.paper.mark import Sheet

BODY, MARK, STATE, TITLE = "@@body@@", "@@mark@@", "@@state@@", "@@title@@"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_KEPT = ("/officeDocument", "/core-properties", "/extended-properties", "/styles", "/settings")


def twips(points: float) -> int:
    """Twentieths of a point, as Word counts."""
    return round(points * 20)


_FACE = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
_BOLD = '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/><w:b/></w:rPr>'


def run_of(text: str, bold: bool = False) -> str:
    """A run of text. The hint makes Word set □ and quotation marks in the Chinese font.

    The joiner that keeps a box and its word together is left out: not every Word knows it, and some show a box.
    """
    if not text:
        return ""
    lines = escape(text.replace("\u2060", "")).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{_BOLD if bold else _FACE}<w:t xml:space="preserve">{lines}</w:t></w:r>'


def png_of(stem: str) -> bytes:
    """The code of a page whose number is not known, as a picture."""
    made = io.BytesIO()
    measures.page_code(stem, 0).save(made, kind="png", scale=10, border=0)
    return made.getvalue()


@cache
def frame_of(style: str, coded: bool, stated: bool) -> dict[str, bytes]:
    """The parts of an empty document of `style`, with markers where each document fills in its own."""
    sheet, frame = measures.SHEETS[style], Document()
    _drop_unused(frame)
    _set_page(frame)
    _set_styles(frame, sheet)
    _set_furniture(frame, coded, stated)
    frame.add_paragraph(BODY)
    frame.core_properties.title, frame.core_properties.comments, frame.core_properties.author = TITLE, "", ""
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


def _set_page(frame: Frame) -> None:
    """The margins; how the sheet lies is said by each section of the text."""
    page = frame.sections[0]
    page.left_margin = page.right_margin = Pt(measures.SIDE)
    page.top_margin, page.bottom_margin = Pt(measures.TOP), Pt(measures.BOTTOM)
    page.header_distance = Pt(measures.QR_EDGE + measures.QR_SIZE - measures.MARK_PITCH)
    page.footer_distance = Pt(measures.QR_EDGE)


def section_of(document: str, sheet: Sheet) -> str:
    """The properties of a section of the framed document whose pages are such sheets."""
    lies = ' w:orient="landscape"' if sheet.width > sheet.height else ""
    size = f'<w:pgSz w:w="{twips(sheet.width)}" w:h="{twips(sheet.height)}"{lies}/>'
    return re.sub("<w:pgSz [^>]*>", size, document[document.index("<w:sectPr") : document.index("</w:body>")])


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
    both = '<w:jc w:val="both"/>'
    inside, dense = sheet.inside(), sheet.inside(measures.DENSE + 1)
    return [
        _style("FbTitle", "文书标题", sheet.title_size, sheet.title_pitch, _CENTRE, bold=True, after=measures.GAP),
        _style("FbHead", "文书小标题", size, pitch, bold=True, after=3, keep=True),
        _style("FbText", "文书文字", size, pitch),
        _style("FbBody", "文书正文", size, pitch, _indent(size) + both),
        _style("FbClause", "文书条款", size, pitch, both),
        _style("FbDate", "文书日期", size, pitch, '<w:jc w:val="right"/>'),
        *_cell_styles("", "", inside),
        _style("FbProse", "文书长文", inside.size, inside.pitch, _indent(inside.size)),
        *_cell_styles("Dense", "(密)", dense),
        _style("FbNote", "文书备注", measures.MARK_SIZE, measures.MARK_PITCH),
        _style("FbMark", "文书页眉", measures.MARK_SIZE, measures.MARK_PITCH),
        _style("FbPages", "文书页脚", measures.MARK_SIZE, measures.MARK_PITCH, _CENTRE),
        _style("FbGap", "文书间距", 1, measures.GAP),
    ]


_CENTRE = '<w:jc w:val="center"/>'


def _indent(size: float) -> str:
    return f'<w:ind w:firstLineChars="200" w:firstLine="{twips(2 * size)}"/>'


def _cell_styles(key: str, name: str, sheet: Sheet) -> list[str]:
    return [
        _style(f"FbValue{key}", f"文书内容{name}", sheet.size, sheet.pitch),
        _style(f"FbLabel{key}", f"文书项目{name}", sheet.size, sheet.pitch, _CENTRE),
        _style(f"FbColumn{key}", f"文书表头{name}", sheet.size, sheet.pitch, _CENTRE, bold=True, keep=True),
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
    spacing = f'<w:spacing w:before="0" w:after="{twips(after)}" w:line="{twips(pitch)}" w:lineRule="exact"/>'
    face = '<w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/><w:b/><w:bCs/>' if bold else ""
    kept = "<w:keepNext/>" if keep else ""
    return (
        f'<w:style {_W} w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/><w:qFormat/>'
        f'<w:pPr>{kept}<w:snapToGrid w:val="0"/>{spacing}{more}</w:pPr>'
        f'<w:rPr>{face}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr></w:style>'
    )


def _set_furniture(frame: Frame, coded: bool, stated: bool) -> None:
    """Header and footer with the code at two corners, as every printed page has it."""
    page = frame.sections[0]
    top = (("rightMargin", -measures.QR_SIZE), ("page", measures.QR_EDGE))
    bottom = (("page", measures.SIDE), ("bottomMargin", measures.BOTTOM - measures.QR_EDGE - measures.QR_SIZE))
    pages = f"{run_of('第 ')}{_field('PAGE')}{run_of(' 页 / 共 ')}{_field('NUMPAGES')}{run_of(' 页')}"
    for part, style, place, words in (
        (page.header, "FbMark", top, (_WATERMARK if stated else "") + run_of(MARK)),
        (page.footer, "FbPages", bottom, pages),
    ):
        part.is_linked_to_previous = False
        code = _picture(part.part.get_or_add_image(io.BytesIO(png_of("0" * 12)))[0], place) if coded else ""
        old = part.paragraphs[0]._p
        old.getparent().replace(
            old, parse_xml(f'<w:p {_W}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{code}{words}</w:p>')
        )


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _picture(relation: str, place: tuple[tuple[str, float], tuple[str, float]]) -> str:
    """The code of the page, at a fixed place of the sheet however it lies, so that it moves no text."""
    (across, left), (down, top) = place
    x, y, side = (round(n * 12700) for n in (left, top, measures.QR_SIZE))
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{drawing}/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="1" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{across}"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="{down}"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
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
    + STATE
    + '"/></v:shape></w:pict></w:r>'
)
