"""The Word printer: the same three documents, page for page like the PDF."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile

import pypdfium2
import pytest
import zxingcpp
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image, ImageOps
from stress import STRESS, certificate, instruments, notice, plan
from stress import form as dispatched
from test_pdf import EXAMPLES, ISSUED, STEM, corner, dispatch_order, form, go_live_notice, pairs, para, table

from fieldbook.engine.flow import flow
from fieldbook.handbook.kinds import KINDS
from fieldbook.paper import pdf
from fieldbook.paper.mark import Mark
from fieldbook.paper.pdf import render_pdf
from fieldbook.paper.token import page_token
from fieldbook.paper.word import render_word

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias binding="same"><family>宋体</family><prefer><family>Noto Serif SC</family></prefer></alias>
<alias binding="same"><family>Times New Roman</family><prefer><family>Noto Serif SC</family></prefer></alias>
<alias binding="same"><family>黑体</family><prefer><family>Noto Sans SC</family></prefer></alias>
</fontconfig>"""


def opened(**document):
    return Document(io.BytesIO(render_word(**document)))


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Turns Word files into PDFs with LibreOffice and our fonts alone; gives back the pages of each."""
    if not shutil.which("soffice"):
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice (soffice) is missing: the page counts of Word files cannot be checked")
        pytest.skip("LibreOffice (soffice) is not installed: page counts of Word files were NOT checked")
    home = tmp_path_factory.mktemp("office")
    fonts = os.path.join(os.path.dirname(pdf.__file__), "fonts")
    (home / "fonts.conf").write_text(FONTS.format(fonts=fonts, cache=home / "cache"), encoding="utf-8")

    def convert(files):
        for name, data in files.items():
            (home / f"{name}.docx").write_bytes(data)
        command = ["soffice", f"-env:UserInstallation=file://{home}/profile", "--headless", "--convert-to", "pdf"]
        names = [str(home / f"{name}.docx") for name in files]
        environment = {**os.environ, "FONTCONFIG_FILE": str(home / "fonts.conf")}
        subprocess.run([*command, "--outdir", str(home), *names], env=environment, check=True, timeout=180)
        return {name: pypdfium2.PdfDocument(str(home / f"{name}.pdf")) for name in files}

    return convert


@pytest.mark.office
def test_word_files_have_as_many_pages_as_the_pdf(office):
    pages = office({name: render_word(**make(), mark=ISSUED) for name, (make, _) in EXAMPLES.items()})
    assert {name: len(p) for name, p in pages.items()} == {name: n for name, (_, n) in EXAMPLES.items()}


@pytest.mark.office
def test_the_examples_of_the_handbook_have_as_many_pages_as_the_pdf(office):
    papers = {code: {**example_of(kind), "mark": ISSUED} for code, kind in KINDS.items()}
    counted = office({code: render_word(**paper) for code, paper in papers.items()})
    assert {code: len(pages) for code, pages in counted.items()} == {code: render_pdf(**paper).pages for code, paper in papers.items()}


def example_of(kind):
    payload = kind.example["payload"]
    facts = {**kind.example["facts"], "own": kind.own(payload, kind.example["facts"]) if kind.own else {}}
    return {"title": kind.title, "style": kind.style, "blocks": flow(kind, payload, facts)}


@pytest.mark.office
def test_page_counts_agree_however_many_rows_there_are(office):
    """Tables of one to four lines a row, of every length up to three pages, portrait and landscape."""
    made = {}
    for rows in range(10, 90, 8):
        lines = [["设备已到货，等待上架" * (1 + n % 4), "是", "王建国"] for n in range(rows)]
        blocks = [
            pairs(("项目", "清河县人民医院"), ("状态", "具备")),
            table([("现状", 5), ("具备", 1), ("责任人", 2)], lines),
        ]
        made[f"rows{rows}"] = form(*blocks, style="wide" if rows % 16 else "form")
    pages = office({name: render_word(**document, mark=ISSUED) for name, document in made.items()})
    wanted = {name: render_pdf(**document, mark=ISSUED).pages for name, document in made.items()}
    assert {name: len(p) for name, p in pages.items()} == wanted
    assert max(wanted.values()) >= 4


@pytest.mark.office
def test_papers_of_every_style_have_as_many_pages_as_the_pdf(office):
    pages = office({name: render_word(**made, mark=ISSUED) for name, made in STRESS.items()})
    wanted = {name: render_pdf(**made, mark=ISSUED).pages for name, made in STRESS.items()}
    assert {name: len(found) for name, found in pages.items()} == wanted


@pytest.mark.office
def test_signatures_in_word_stand_below_at_least_two_rows(office):
    made = {f"form{n}": dispatched(n) for n in range(24, 30)} | {f"letter{n}": notice(2, n) for n in range(12, 18)}
    made |= {f"plan{n}": plan(n) for n in range(4, 9)} | {f"certificate{n}": certificate(n) for n in range(13, 17)}
    for name, found in office({name: render_word(**document, mark=Mark()) for name, document in made.items()}).items():
        last = found[len(found) - 1].get_textpage().get_text_range().replace(" ", "").splitlines()
        rows = made[name]["blocks"][-2]["rows"]
        signed = next(n for n, line in enumerate(last) if "负责人：" in line or "工程师：" in line or "公章" in line)
        assert all(any(line.startswith(row[0]) for line in last[:signed]) for row in rows[-2:]), (name, last)


@pytest.mark.office
def test_an_annex_lies_across_with_its_codes_in_the_corners(office):
    pages = office({"annex": render_word(**instruments(12), mark=ISSUED)})["annex"]
    assert [page.get_width() > page.get_height() for page in pages] == [False, True, True]
    for page in pages:
        image = page.render(scale=200 / 72).to_pil()
        seen = zxingcpp.read_barcodes(image)
        assert sorted(corner(image, code.position.top_left) for code in seen) == ["bottom left", "top right"]


@pytest.mark.office
def test_a_printed_word_file_shows_its_code_in_two_corners_of_every_page(office):
    pages = office({"codes": render_word(**dispatch_order(), mark=ISSUED)})["codes"]
    for page in pages:
        seen = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())
        assert [code.text for code in seen] == [page_token(STEM, 0)] * 2


def test_the_code_in_the_file_says_page_unknown():
    image = Image.open(io.BytesIO(parts(render_word(**go_live_notice(), mark=ISSUED))["word/media/image1.png"]))
    seen = zxingcpp.read_barcodes(ImageOps.expand(image.convert("L"), 40, 255))
    assert [code.text for code in seen] == [page_token(STEM, 0)]


def test_no_image_without_a_stem():
    assert not [n for n in parts(render_word(**go_live_notice(), mark=Mark(number="X"))) if "media" in n]


def test_the_head_names_the_document_and_the_foot_counts_the_pages():
    page = opened(**dispatch_order(), mark=ISSUED).sections[0]
    assert page.header.paragraphs[0].text == "编号 XM-2026-0001-DC　第1版　校验码 1a2b3c4d"
    fields = [f.get(qn("w:instr")).strip() for f in page.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "".join(t.text for t in page.footer._element.iter(qn("w:t"))) == "第 1 页 / 共 1 页"


def test_tables_repeat_their_head_and_keep_their_rows_whole():
    grid = opened(**dispatch_order(), mark=ISSUED).tables[1]
    rows = [row._tr for row in grid.rows]
    assert len(rows) == 27
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * 26
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    assert [cell.text for cell in grid.rows[1].cells] == ["1", "门急诊挂号", "V8.0.12", "4", "否", "", "合同内", ""]


def test_a_row_higher_than_half_a_page_may_break():
    grid = opened(**form(table([("甲", 1)], [["长" * 3000], ["短"]])), mark=Mark()).tables[0]
    assert [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in grid.rows] == [True, False, True]


def test_a_chinese_windows_finds_its_own_fonts():
    styles = parts(render_word(**dispatch_order(), mark=ISSUED))["word/styles.xml"].decode()
    assert 'w:eastAsia="宋体"' in styles
    assert 'w:eastAsia="黑体"' in styles
    assert 'w:lang w:val="en-US" w:eastAsia="zh-CN"' in styles


@pytest.mark.parametrize(("style", "size"), [("form", (210, 297)), ("wide", (297, 210)), ("letter", (210, 297))])
def test_wide_papers_lie_on_their_side(style, size):
    page = opened(**form(style=style), mark=Mark()).sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == size
    assert (page._sectPr.pgSz.get(qn("w:orient")) == "landscape") is (style == "wide")


def test_text_is_kept_as_it_is_and_what_xml_refuses_is_left_out():
    evil = '</w:t><w:br/> & "q" <b> @@body@@ @@mark@@'
    document = opened(**form(para("body", evil + "\x00\x0b\ud800\ufffe\u202e末"), title=evil), mark=Mark(number=evil))
    assert [p.text for p in document.paragraphs[:2]] == [evil, evil + "末"]
    assert document.sections[0].header.paragraphs[0].text == f"编号 {evil}"
    assert document.core_properties.title == evil


def test_a_clause_hangs_by_its_mark_and_a_reservation_is_framed():
    document = opened(**go_live_notice(), mark=ISSUED)
    clause = next(p for p in document.paragraphs if p.text.startswith("1.\t所有模块"))
    assert clause.paragraph_format.first_line_indent < 0
    kept = document.tables[0]
    assert kept.cell(0, 0).text.startswith("保留：农合接口")
    assert kept.cell(0, 0).paragraphs[0].runs[0].bold
    assert kept._tbl.tblPr.find(f".//{qn('w:top')}").get(qn("w:val")) == "single"


def test_the_signature_block_holds_together_and_has_room_for_the_seal():
    slots = [{"label": n, "seal": n == "医院", "role": ""} for n in ("医院", "主管", "工程师")]
    grid = opened(**form({"type": "signs", "slots": slots}), mark=Mark()).tables[-1]
    assert [[c.text for c in row.cells if c.text] for row in grid.rows] == [
        ["医院(公章)：\t\n　　　　年　　　月　　　日", "主管：\t\n　　　　年　　　月　　　日"],
        ["工程师：\t\n　　　　年　　　月　　　日"],
    ]
    first = [p for c in grid.rows[0].cells for p in c.paragraphs]
    assert all(p.paragraph_format.keep_with_next for p in first)
    assert grid.cell(0, 0).paragraphs[1].paragraph_format.space_after.mm > 20


def test_the_last_two_rows_and_all_below_them_keep_with_the_signatures():
    made = opened(**dispatched(5), mark=Mark())
    grid, end = made.tables[1], made.element.body
    kept = [{p.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs} for row in grid.rows[1:]]
    assert kept == [{None}, {None}, {None}, {True}, {True}]
    between = [child for child in end.iterchildren() if child.tag == qn("w:p")][-3:-1]
    assert all(child.find(f".//{qn('w:keepNext')}") is not None for child in between)


def test_a_long_text_is_paragraphs_in_a_box_and_in_prose():
    box = opened(**form(pairs(("概况", "甲段。\n乙段。", True), ("单段", "丙", True))), mark=Mark()).tables[0]
    assert [(p.text, p.style.name) for p in box.cell(0, 1).paragraphs] == [("甲段。", "文书长文"), ("乙段。", "文书长文")]
    assert [p.style.name for p in box.cell(1, 1).paragraphs] == ["文书内容"]
    prose = opened(**form(para("heading", "一、概况"), para("body", "甲段。\n\n乙段。")), mark=Mark()).paragraphs
    assert [(p.text, p.style.name) for p in prose[1:4]] == [
        ("一、概况", "文书小标题"),
        ("甲段。", "文书正文"),
        ("乙段。", "文书正文"),
    ]
    assert prose[1].style.paragraph_format.keep_with_next


def test_a_letter_and_its_annex_are_sections_that_lie_differently():
    sections = opened(**instruments(3), mark=ISSUED).sections
    assert [(round(s.page_width.mm), round(s.page_height.mm), s._sectPr.pgSz.get(qn("w:orient"))) for s in sections] == [
        (210, 297, None),
        (297, 210, "landscape"),
    ]
    assert all(s.header.paragraphs[0].text.startswith("编号") and s.footer.paragraphs for s in sections)


def test_a_dense_table_has_a_style_of_its_own():
    grids = opened(**plan(1), mark=Mark()).tables
    assert {p.style.name for c in grids[1].rows[1].cells for p in c.paragraphs} == {"文书项目(密)", "文书内容(密)"}
    assert grids[1].rows[1].cells[2].paragraphs[0].style.font.size.pt == 8
    assert grids[0].rows[0].cells[0].paragraphs[0].style.font.size.pt == 10


def test_the_joiner_of_a_box_and_its_word_is_left_out():
    assert opened(**form(pairs(("愿意", "□\u2060是"))), mark=Mark()).tables[0].cell(0, 1).text == "□是"


def test_a_draft_says_so_behind_its_text():
    draft = parts(render_word(**go_live_notice(), mark=Mark(state="草稿")))["word/header1.xml"].decode()
    assert 'string="草稿"' in draft
    assert "textpath" not in parts(render_word(**go_live_notice(), mark=ISSUED))["word/header1.xml"].decode()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_part_is_well_formed_and_equal_input_gives_equal_bytes(name):
    make, _ = EXAMPLES[name]
    data = render_word(**make(), mark=ISSUED)
    assert data == render_word(**make(), mark=ISSUED)
    for part, text in parts(data).items():
        if part.endswith((".xml", ".rels")):
            assert b"@@" not in etree.tostring(etree.fromstring(text)), part


def test_empty_papers_have_no_table_without_rows():
    nothing = form(pairs(), {"type": "signs", "slots": []}, table([("甲", 1)], []))
    assert [len(t.rows) for t in opened(**nothing, mark=Mark()).tables] == [1]


def test_unknown_blocks_roles_and_styles_are_refused():
    for block in ({"type": "video"}, para("poem", "床前明月光")):
        with pytest.raises(ValueError, match="no printer"):
            render_word(**form(block), mark=Mark())
    with pytest.raises(KeyError):
        render_word(**form(style="scroll"), mark=Mark())
