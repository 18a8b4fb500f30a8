"""The PDF printer: three documents typed by hand, and what paper must never do to them."""

from __future__ import annotations

import threading

import pypdfium2
import pytest
import zxingcpp

from fieldbook.paper.mark import Mark
from fieldbook.paper.pdf import Pdf, render_pdf
from fieldbook.paper.token import page_token, read_token

STEM = "0123456789AB"
ISSUED = Mark(number="XM-2026-0001-DC", revision=1, digest="1a2b3c4d", stem=STEM)
SIGNS = {
    "type": "signs",
    "slots": [
        {"label": "派遣人(主管)", "seal": False, "role": "supervisor"},
        {"label": "接收人(工程师)", "seal": False, "role": "engineer"},
    ],
}


def pairs(*items, title="", note=""):
    listed = [{"label": i[0], "value": i[1], "wide": len(i) > 2} for i in items]
    return {"type": "pairs", "title": title, "items": listed, "note": note}


def table(heads, rows, *, title="", note=""):
    columns = [{"label": "序号", "weight": 1}] + [{"label": h, "weight": w} for h, w in heads]
    return {
        "type": "table",
        "title": title,
        "columns": columns,
        "rows": [[str(n), *r] for n, r in enumerate(rows, 1)],
        "note": note,
    }


def para(role, text, mark=""):
    return {"type": "para", "role": role, "mark": mark, "text": text}


MODULES = [
    *(
        "门急诊挂号",
        "门急诊收费",
        "门诊药房",
        "住院登记",
        "住院收费",
        "住院药房",
        "药库管理",
        "门诊医生站",
        "住院医生站",
    ),
    *("门诊护士站", "住院护士站", "电子病历", "检验管理(LIS)", "检查预约", "放射影像(PACS)", "超声影像", "心电管理"),
    *("病案首页", "病案借阅", "医保接口", "农合接口", "物资管理", "设备管理", "体检管理", "院长查询", "统计报表"),
]


def dispatch_order():
    """20 pairs, 26 modules, two signatures."""
    head = pairs(
        ("派遣单编号", "PQ-2026-0001"),
        ("合同编号", "HT-2025-118"),
        ("项目名称", "清河县人民医院HealthOne一体化平台实施项目", True),
        ("医院全称", "清河县人民医院"),
        ("等级", "二级甲等"),
        ("床位数", "300张"),
        ("行政区划", "河北省邢台市清河县"),
        ("地址", "河北省邢台市清河县泰山路36号", True),
        ("派遣类型", "新装实施"),
        ("签单市场人员", "赵敏(市场部)"),
        ("市场人员电话", "13800138000"),
        ("客户联系人(系统负责人)", "王建国"),
        ("职务", "信息科科长"),
        ("联系人电话", "0319-8166120"),
        ("医院负责人", "李书文"),
        ("负责人电话", "13900139000"),
        ("实施工程师(主)", "陈立"),
        ("协同人员", "孙晓梅、周强"),
        ("计划到达", "2026年3月2日(周一)"),
        ("计划天数", "45天"),
        ("计划完成", "2026年4月15日(周三)"),
        ("硬件准备情况(事前)", "部分：服务器已上架，二楼收费窗口缺发票针式打印机两台", True),
    )
    rows = [
        [
            name,
            "V8.0.12",
            str(4 + n % 7),
            ("否", "仪器", "医保")[n % 3],
            "迈瑞BC-6800Plus" if n % 3 == 1 else "",
            "合同内",
            "",
        ]
        for n, name in enumerate(MODULES)
    ]
    heads = [("模块", 4), ("版本", 2), ("站点数", 2), ("是否接口", 2), ("接口对象", 4), ("合同内外", 2), ("备注", 3)]
    return {"title": "实施派遣单", "style": "form", "blocks": [head, table(heads, rows, title="模块明细"), SIGNS]}


def survey_report():
    """40 pairs, a table of 30 rows and 9 columns, paragraphs, one signature."""
    overview = pairs(*[(f"概况项目{n}", f"{n * 37}人次/日") for n in range(1, 21)], title="A 医院概况")
    process = pairs(
        *[(f"流程问题{n}", "窗口6个，号别含普通、专家、急诊；退号由挂号窗口办理并收回票据") for n in range(1, 21)],
        title="B 业务流程调研",
    )
    items = ("机房空调", "UPS不间断电源", "数据库服务器(双机)", "核心交换机", "医保专线", "工作站数量与配置")
    rows = [
        [
            ("机房", "网络", "终端")[n % 3],
            items[n % 6],
            "按实施规范第三章配置到位",
            "已到货，未上架，等待机房接地整改完成" if n % 2 else "良好",
            ("具备", "部分", "不具备")[n % 3],
            "2026年3月9日(周一)" if n % 3 else "",
            "王建国",
            "门急诊收费、住院收费" if n % 4 == 0 else "全部",
        ]
        for n in range(30)
    ]
    heads = [
        ("类别", 1.5),
        ("调研项目", 3),
        ("要求", 3),
        ("现状", 4),
        ("是否具备", 2),
        ("承诺到位", 3),
        ("责任人", 2),
        ("影响模块", 3),
    ]
    text = (
        "经现场核查，机房、网络与终端条件部分具备，数据库服务器接地需在三月中旬前整改，医保专线由当地医保局安排施工。"
    )
    text *= 3
    blocks = [overview, table(heads, rows, title="C 条件核查", note="现状须据实填写。"), process]
    blocks += [para("body", text), para("body", text), para("note", "注：本报告为编制实施计划的依据。"), SIGNS]
    return {"title": "初步调研报告", "style": "form", "blocks": blocks}


def go_live_notice():
    """A letter of one page: salute, body, four clauses, a reservation, two signatures."""
    blocks = [
        para("salute", "清河县人民医院："),
        para(
            "body",
            "贵院HealthOne一体化平台软件V8.0各模块的培训与调试已经完成，具备启用条件，"
            "定于2026年4月13日(周一)启用，现将有关情况通知如下。",
        ),
        para("clause", "所有模块的操作人员培训已全部完成，经考核操作人员成绩良好，能够独立上岗操作。", "1."),
        para("clause", "医保接口、农合接口已调试完成，并已通过医保局、农保局审核。", "2."),
        para("reservation", "农合接口尚无农保局审核凭证，须在2026年4月10日(周五)前补齐，逾期启用日期顺延。", "保留"),
        para("clause", "合同内全部检验仪器已完成联机，结果传输正确。", "3."),
        para("clause", "发票、清单等票据格式已设置完毕，并经财务科试打确认。", "4."),
        para("body", "请贵院按计划安排各科室做好启用准备。"),
        {
            "type": "signs",
            "slots": [
                {"label": "系统负责人", "seal": False, "role": "system_lead"},
                {"label": "实施工程师", "seal": False, "role": "engineer"},
            ],
        },
    ]
    return {"title": "系统启用通知", "style": "letter", "blocks": blocks}


EXAMPLES = {"dispatch": (dispatch_order, 2), "survey": (survey_report, 4), "notice": (go_live_notice, 1)}
MM = 72 / 25.4


def form(*blocks, style="form", title="测试"):
    return {"title": title, "style": style, "blocks": list(blocks)}


def texts(pdf: Pdf) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf.data)]


def codes(pdf: Pdf) -> list[list[tuple[str, str]]]:
    """Of each page the codes in it: (corner, text), as a scanner of 200 dpi sees it."""
    found = []
    for page in pypdfium2.PdfDocument(pdf.data):
        image = page.render(scale=200 / 72).to_pil()
        seen = zxingcpp.read_barcodes(image)
        found.append(sorted((corner(image, code.position.top_left), code.text) for code in seen))
    return found


def corner(image, point):
    across = "right" if point.x > image.width / 2 else "left"
    return f"{'top' if point.y < image.height / 2 else 'bottom'} {across}"


def boxes(page):
    """Where each visible character stands: left, bottom, right, top in points."""
    text = page.get_textpage()
    listed = text.get_text_range(0, text.count_chars())
    found = [text.get_charbox(n) for n in range(text.count_chars())]
    return [b for b, c in zip(found, listed, strict=False) if c.strip() and b[2] > b[0]]


@pytest.mark.parametrize("name", EXAMPLES)
def test_documents_have_the_pages_that_were_counted_by_hand(name):
    make, pages = EXAMPLES[name]
    pdf = render_pdf(**make(), mark=ISSUED)
    assert pdf.pages == pages == len(pypdfium2.PdfDocument(pdf.data))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_page_carries_its_own_code_in_two_corners(name):
    make, pages = EXAMPLES[name]
    own = [page_token(STEM, n) for n in range(1, pages + 1)]
    assert codes(render_pdf(**make(), mark=ISSUED)) == [[("bottom left", t), ("top right", t)] for t in own]
    assert [read_token(t).page for t in own] == list(range(1, pages + 1))


def test_pages_beyond_the_guess_have_their_own_code_too():
    kept = [para("reservation", "逾期顺延。", "保留")] * 90
    pdf = render_pdf(**form(*kept), mark=ISSUED)
    assert pdf.pages >= 3
    assert [read_token(page[0][1]).page for page in codes(pdf)] == list(range(1, pdf.pages + 1))


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("style", ["form", "wide"])
def test_no_text_touches_the_quiet_zone_of_a_code_or_leaves_the_margins(name, style):
    pdf = render_pdf(**{**EXAMPLES[name][0](), "style": style}, mark=ISSUED)
    for page in pypdfium2.PdfDocument(pdf.data):
        width, height = page.get_size()
        quiet = 25 * MM  # 7 mm to the edge, 15 mm of code, 2.9 mm of quiet zone
        for left, bottom, right, top in boxes(page):
            assert left > 19.5 * MM
            assert right < width - 19.5 * MM
            assert not (right > width - 38 * MM and top > height - quiet)
            assert not (left < 38 * MM and bottom < quiet)


def test_no_code_without_a_stem():
    assert codes(render_pdf(**go_live_notice(), mark=Mark(number="XM-1"))) == [[]]


def test_head_and_foot_name_the_document_and_count_the_pages():
    for n, text in enumerate(texts(render_pdf(**dispatch_order(), mark=ISSUED)), 1):
        flat = text.replace(" ", "")
        assert "编号XM-2026-0001-DC" in flat
        assert "第1版" in flat
        assert "校验码1a2b3c4d" in flat
        assert f"第{n}页/共2页" in flat


def test_a_draft_has_no_edition_and_its_state_on_every_page():
    draft = texts(render_pdf(**dispatch_order(), mark=Mark(number="XM-1", state="草稿")))
    assert all("草稿" in t and "版" not in t.splitlines()[0] for t in draft)
    assert not any("草稿" in t for t in texts(render_pdf(**dispatch_order(), mark=ISSUED)))


@pytest.mark.parametrize(
    "place", ["title", "label", "value", "cell", "head", "para", "mark", "slot", "number", "state"]
)
def test_text_is_printed_as_it_is_and_never_read_as_markup(place):
    evil = '#panic() $x$ *b* \\u{202e} <w> "q" ] }'

    def at(name):
        return evil if place == name else "字"

    document = form(
        pairs((at("label"), at("value"), True)),
        table([(at("head"), 1)], [[at("cell")]]),
        para("clause", at("para"), at("mark")),
        {"type": "signs", "slots": [{"label": at("slot"), "seal": False, "role": ""}]},
        title=at("title"),
    )
    pdf = render_pdf(**document, mark=Mark(number=at("number"), state=at("state")))
    printed = "".join("".join(texts(pdf)).replace("\ufffe", "").split())
    assert "".join(evil.split()) in printed


def test_a_direction_override_cannot_turn_a_line_around():
    line = "".join(texts(render_pdf(**form(para("body", "付\u202e元001\u202c款")), mark=Mark())))
    assert "付元001款" in line.replace(" ", "")


@pytest.mark.parametrize(
    "text", ["\x00\x01\x1b", "\ud800坏", "\ufffe\uffff", "a\r\nb\rc", "😀𠮷\U0002a7dd", "e" + "\u0301" * 500]
)
def test_no_character_stops_the_printer(text):
    document = form(pairs((text, text)), table([(text, 1)], [[text]]), para("clause", text, text), title=text)
    assert render_pdf(**document, mark=Mark(number=text, state=text)).pages == 1


@pytest.mark.parametrize("text", ["A1" * 1000, "！" * 2000, "汉" * 2000, "a/b-" * 500, "W" * 2000, "\u00a0长" * 1000])
def test_two_thousand_characters_without_a_space_stay_inside_their_cell(text):
    narrow = table([("列", 1)] * 8, [["", "", text, "", "", "", "", ""]])
    pdf = render_pdf(**form(narrow, pairs(("标签", text)), para("body", text)), mark=Mark())
    for page in pypdfium2.PdfDocument(pdf.data):
        assert all(b[0] > 19.5 * MM and b[2] < 191 * MM and b[1] > 25 * MM for b in boxes(page) if b[3] > 25 * MM)
    first = pypdfium2.PdfDocument(pdf.data)[0]  # the table alone: nine columns of 170/9 mm, the text in the fourth
    cells = [b for b in boxes(first) if b[1] > 26 * MM and b[3] < 250 * MM and b[0] > 39 * MM]
    assert len(cells) > 100
    assert all(b[0] > (20 + 170 * 3 / 9) * MM and b[2] < (20 + 170 * 4 / 9) * MM for b in cells)


def test_empty_papers_are_one_page():
    assert render_pdf(**form(title=""), mark=Mark()).pages == 1
    nothing = form(pairs(), pairs(("", "")), table([("甲", 1)], []), {"type": "signs", "slots": []})
    assert render_pdf(**nothing, mark=ISSUED).pages == 1


def test_a_row_with_too_few_or_too_many_cells_shifts_no_other():
    block = table([("甲", 1), ("乙", 1)], [["甲一"], ["甲二", "乙二", "多余"], ["甲三", "乙三"]])
    text = texts(render_pdf(**form(block), mark=Mark()))[0]
    assert "多余" not in text
    assert text.index("甲二") < text.index("乙二") < text.index("甲三") < text.index("乙三")


def test_the_head_of_a_table_stands_on_each_of_its_pages():
    pages = texts(render_pdf(**dispatch_order(), mark=ISSUED))
    assert all("接口对象" in text for text in pages)


@pytest.mark.parametrize("rows", range(14, 46))
def test_a_signature_block_is_never_split_nor_a_row(rows):
    lines = [["首行" * 20 + "末"] * 2 for _ in range(rows)]
    pages = texts(render_pdf(**form(table([("甲", 1), ("乙", 1)], lines), SIGNS), mark=Mark()))
    signed = [t for t in pages if "派遣人" in t or "接收人" in t or "月" in t]
    assert len(signed) == 1
    assert all(text.count("首") == 20 * text.count("末") for text in pages)


def test_the_same_input_gives_the_same_bytes_in_every_thread():
    wanted = {name: render_pdf(**make(), mark=ISSUED).data for name, (make, _) in EXAMPLES.items()}
    differing = []

    def work():
        differing.extend(n for n, (make, _) in EXAMPLES.items() if render_pdf(**make(), mark=ISSUED).data != wanted[n])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert differing == []


def test_unknown_blocks_roles_and_styles_are_refused():
    for block in ({"type": "video"}, para("poem", "床前明月光")):
        with pytest.raises(ValueError, match="no printer"):
            render_pdf(**form(block), mark=Mark())
    with pytest.raises(KeyError):
        render_pdf(**form(style="scroll"), mark=Mark())


def test_a_paper_of_many_pages_is_counted_right():
    pdf = render_pdf(**form(*[para("body", "长文。" * 400)] * 90), mark=ISSUED)
    assert pdf.pages == len(pypdfium2.PdfDocument(pdf.data)) > 40


def test_a_two_page_form_is_small():
    """Nearly all of it are the outlines of its 251 different characters, about 190 bytes each."""
    assert len(render_pdf(**dispatch_order(), mark=ISSUED).data) < 68_000
