"""Papers of every style, short, exactly full and long: what an office would send back must never happen."""

from __future__ import annotations

import re

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import ImageChops
from stress import STRESS, certificate, cutover, document, form, notice, para, plan, signs, table
from test_pdf import ISSUED, MM, boxes, codes, texts

from fieldbook.paper.mark import Mark, balanced
from fieldbook.paper.pdf import render_pdf
from fieldbook.paper.token import read_token

LEFT, RIGHT = 20 * MM, 190 * MM
NO_LINE_BEGINS_WITH = "，。；：！？、）》」』】〉”’…"


def printed(made) -> list[list[str]]:
    """The lines of each page without its foot and without spaces."""
    pages = [text.replace(" ", "").splitlines() for text in texts(render_pdf(**made, mark=Mark()))]
    return [[line for line in page if line and not re.match(r"第\d+页/共", line)] for page in pages]


def lines(page):
    """The characters of a page by line, each with its box: (character, left, bottom, right, top)."""
    text, found = page.get_textpage(), [[]]
    for n, char in enumerate(text.get_text_range(0, text.count_chars())):
        box = text.get_charbox(n)
        if char in "\r\n":
            found.append([])
        elif char.strip() and box[2] > box[0]:
            found[-1].append((char, *box))
    return [line for line in found if line]


@pytest.mark.parametrize("name", STRESS)
def test_nothing_leaves_the_margins_and_every_page_has_its_codes(name):
    pdf = render_pdf(**STRESS[name], mark=ISSUED)
    for page in pypdfium2.PdfDocument(pdf.data):
        width, height = page.get_size()
        assert all(b[0] > LEFT - 1 and b[2] < width - LEFT + 1 and b[1] > 0 and b[3] < height for b in boxes(page))
        assert all(b[1] > 25 * MM for b in boxes(page) if b[3] > 20 * MM)  # text ends above the code of the foot
    seen = codes(pdf)
    assert [[where for where, _ in page] for page in seen] == [["bottom left", "top right"]] * pdf.pages
    assert [read_token(page[0][1]).page for page in seen] == list(range(1, pdf.pages + 1))


@pytest.mark.parametrize("name", [name for name in STRESS if name.endswith("-full")])
def test_a_paper_that_just_fits_is_one_page_and_one_more_row_makes_it_two(name):
    made = STRESS[name]
    assert len(printed(made)) == 1
    grown = next(b for b in reversed(made["blocks"]) if b["type"] == "table")
    blocks = [{**b, "rows": [*b["rows"], b["rows"][-1]]} if b is grown else b for b in made["blocks"]]
    assert len(printed({**made, "blocks": blocks})) == 2


# ---- signatures ----
ENDS = {
    "form": [form(n) for n in range(20, 40)],
    "form of three pages": [form(n) for n in range(55, 68)],
    "plan": [plan(n) for n in range(3, 20)],
    "letter": [notice(2, n) for n in range(30)],
    "certificate": [certificate(n) for n in range(2, 26)],
}


@pytest.mark.parametrize("name", ENDS)
def test_signatures_stand_below_at_least_two_rows_of_the_table(name):
    for made in ENDS[name]:
        *_, last = printed(made)
        rows = made["blocks"][-2]["rows"] if made["blocks"][-2]["type"] == "table" else []
        least = [str(n) for n in range(max(1, len(rows) - 1), len(rows) + 1)]
        signed = next(n for n, line in enumerate(last) if "负责人：" in line or "工程师：" in line or "公章" in line)
        assert all(any(line.startswith(n) for line in last[:signed]) for n in least), last


@pytest.mark.parametrize("paragraphs", range(14, 32))
def test_signatures_stand_below_the_last_paragraph(paragraphs):
    said = [para("body", f"第{n}段。" + "内容须经双方核对。" * 9) for n in range(paragraphs)]
    *_, last = printed(document("letter", "通知书", *said, signs("医院负责人", "实施工程师")))
    assert any(line.startswith(f"第{paragraphs - 1}段") for line in last)


def test_signatures_follow_a_box_and_an_empty_table_and_stand_alone_where_nothing_is_above():
    for blocks in ([table([("甲", 1)], [])], [para("reservation", "须补齐。", "保留")], []):
        assert "负责人：" in "".join(printed(document("form", "表", *blocks, signs("负责人")))[0])


def test_rows_too_high_to_be_held_leave_their_signatures_a_page_that_says_something():
    lines = [["长" * 800, "短"]] * 3
    pages = printed(document("form", "表", table([("甲", 3), ("乙", 1)], lines), signs("负责人")))
    assert "长长" in "".join(pages[-1])


# ---- rows, heads, headings ----
@pytest.mark.parametrize("style", ["form", "wide", "letter", "certificate"])
@pytest.mark.parametrize("part", [0.2, 0.4])
def test_a_row_of_less_than_half_a_page_is_not_cut(style, part):
    height = 900 if style != "wide" else 850  # characters of half a page in the wide column, about
    cells = [["首" + "字" * int(height * part * (0.6 if style in ("letter", "certificate") else 1)) + "末"] for _ in range(9)]
    for page in printed(document(style, "表", table([("甲", 9)], cells))):
        text = "".join(page)
        assert text.count("首") == text.count("末")


def test_a_row_longer_than_half_a_page_is_cut_instead_of_leaving_a_hole():
    short = [["短"]] * 12
    pages = printed(document("wide", "表", table([("甲", 1)], [*short, ["长" * 1300]])))
    assert "长长" in "".join(pages[0])


@pytest.mark.parametrize("name", ["tables", "cutover", "letter-long", "wide-long"])
def test_a_heading_is_never_last_on_a_page_and_no_head_stands_without_a_row(name):
    titles = {b.get("title") or b.get("text") for b in STRESS[name]["blocks"] if b.get("title") or b.get("role") == "heading"}
    for page in printed(STRESS[name]):
        assert page[-1] not in {t.replace(" ", "") for t in titles if t}
        assert not page[-1].startswith("序号")


@pytest.mark.parametrize("least", range(20, 30))
def test_headings_of_prose_stay_with_it_wherever_the_page_ends(least):
    made = cutover(1)
    made["blocks"][1:1] = [para("body", "前言。")] * least
    heads = {b["text"].replace(" ", "") for b in made["blocks"] if b.get("role") == "heading"}
    assert all(page[-1] not in heads for page in printed(made))


@pytest.mark.parametrize("name", ["form-long", "wide-long", "sign-in", "certificate-long"])
def test_the_head_stands_on_every_page_of_a_table(name):
    assert all(any(line.startswith("序号") for line in page) for page in printed(STRESS[name]))


# ---- letters, certificates, annexes ----
def test_a_letter_begins_flush_indents_two_characters_and_leaves_room_for_the_date():
    page = pypdfium2.PdfDocument(render_pdf(**notice(1), mark=Mark()).data)[0]
    found = lines(page)
    salute = next(line for line in found if line[0][0] == "云")
    body = next(line for line in found if line[0][0] == "我")
    year, month, day = [line for line in found if [c[0] for c in line] == list("年月日")][-1]
    assert round(salute[0][1] - LEFT) == 0
    assert round(body[0][1] - LEFT) == 24
    assert month[1] - year[3] > 10 * MM < day[1] - month[3]
    assert year[1] - (LEFT + (RIGHT - LEFT) / 2) > 14 * MM


def test_a_certificate_has_a_big_title_in_the_middle_and_room_for_a_seal_of_42_mm():
    page = pypdfium2.PdfDocument(render_pdf(**certificate(6), mark=Mark()).data)[0]
    found = lines(page)
    title = next(line for line in found if line[-1][0] == "明")
    assert title[-1][4] - title[-1][2] > 20
    assert abs((title[0][1] - LEFT) - (RIGHT - title[-1][3])) < 2
    seal = next(line for line in found if "".join(c[0] for c in line).startswith("医院(公章)"))
    head = next(line for line in found if "".join(c[0] for c in line).startswith("医院负责人"))
    assert seal[0][4] - head[0][4] > 42 * MM


def test_an_annex_of_seventeen_columns_lies_across_and_what_comes_before_stands():
    pdf = render_pdf(**STRESS["letter-annex"], mark=ISSUED)
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(pdf.data)]
    assert [width > height for width, height in sizes] == [False] + [True] * (len(sizes) - 1)
    assert len(sizes) > 2


def test_a_dense_table_is_set_in_letters_that_can_be_read():
    for name in ("wide-long", "letter-annex"):
        for page in pypdfium2.PdfDocument(render_pdf(**STRESS[name], mark=Mark()).data):
            text = page.get_textpage()
            sizes = {round(pdfium.FPDFText_GetFontSize(text.raw, n), 1) for n in range(text.count_chars())}
            assert min(s for s in sizes if s > 1) >= 8


# ---- text ----
def test_the_paragraphs_of_a_long_text_begin_on_lines_of_their_own():
    page = pypdfium2.PdfDocument(render_pdf(**STRESS["summary"], mark=Mark()).data)[0]
    starts = [round(line[k][1]) for line in lines(page) for k in (0, 1) if line[k][0] == "割" and line[k + 1][0] == "接"]
    assert len(starts) >= 8
    assert len(set(starts)) == 1


@pytest.mark.parametrize("name", ["cutover", "summary", "wide-long", "letter-long"])
def test_no_line_begins_with_a_closing_mark(name):
    for page in printed(STRESS[name]):
        assert not [line for line in page if line[0] in NO_LINE_BEGINS_WITH]


def test_words_between_chinese_marks_are_not_torn():
    block = table([("甲", 1)] + [("乙", 1)] * 8, [["M07、M14", *[""] * 8]])
    (page,) = printed(document("form", "表", block))
    assert "M14" in page


def test_a_box_and_its_words_stay_together_where_the_cell_has_room_and_never_leave_it():
    boxes = "  ".join("\u2060".join(f"□{word}") for word in ("正常", "基本正常", "有问题"))
    narrow = table([("甲", 1)] * 10, [["", boxes, *[""] * 8]])
    for block, torn in ((narrow, True), (table([("甲", 1)] * 6, [["", boxes, *[""] * 4]]), False)):
        page = pypdfium2.PdfDocument(render_pdf(**document("form", "表", block), mark=Mark()).data)[0]
        told = page.get_textpage().get_text_range().replace("\u2060", "").replace(" ", "").splitlines()
        assert ("□基本正常" in told) is not torn
        columns = len(block["columns"])
        cell = (LEFT + 2 * (RIGHT - LEFT) / columns, LEFT + 3 * (RIGHT - LEFT) / columns)
        inside = [c for line in lines(page) for c in line if c[0] in "□基本正常有问题"]
        assert len(inside) >= 12
        assert all(cell[0] < c[1] and c[3] < cell[1] for c in inside)


def test_heads_break_evenly_and_models_have_room_in_a_dense_table():
    assert balanced("公司负责人", 38, 8) == "公司\n负责人"
    assert balanced("完成%", 20, 8) == "完成%"
    assert balanced("姓名", 40, 10) == "姓名"
    (letter, *annex) = printed(STRESS["letter-annex"])
    assert all("BC-6800Plus" in "".join(page) and "SN20251103-088" in "".join(page) for page in annex)


def test_a_day_that_takes_two_lines_breaks_behind_its_year():
    (page,) = printed(plan(4))
    told = [line.replace("\u2060", "") for line in page]
    assert any("3月1日" in line and "2026年3月1日" not in line for line in told)
    assert not [line for line in told if re.search(r"(?<!\d)月\d+日", line)]


def test_no_character_of_names_and_forms_is_an_empty_box():
    text = STRESS["symbols"]["blocks"][1]["text"]
    wanted, missing = [picture(char) for char in dict.fromkeys(text)], picture("\U00020bb7")
    assert ImageChops.difference(missing, picture("\U000ffffd")).getbbox() is None
    same = [c for c, made in zip(dict.fromkeys(text), wanted, strict=True) if not ImageChops.difference(made, missing).getbbox()]
    assert same == []


def picture(char):
    """How a character looks on paper."""
    page = pypdfium2.PdfDocument(render_pdf(**document("form", "", para("salute", char)), mark=Mark()).data)[0]
    return page.render(scale=2).to_pil().convert("L").crop((100, 150, 300, 320))
