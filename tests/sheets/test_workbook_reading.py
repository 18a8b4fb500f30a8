"""Reading what people really send: other orders, other dates, other hands; every error with its place."""

from datetime import date, datetime, time

import pytest

from fieldbook.sheets import Column, Place, Reading, TableSheet, Workbook, read_workbook
from sheets.books import DISPATCH, GOOD_ROW, HEADS, book, form_rows


def read(order: list | None = None, modules: list | None = None) -> Reading:
    pages = {"派遣单": order or form_rows(), "模块明细": modules or [HEADS, GOOD_ROW]}
    return read_workbook(book(pages), DISPATCH)


def said(reading: Reading) -> list[str]:
    return [str(p) for p in reading.problems]


def one_column(value: object, column: Column) -> tuple[str, list[str]]:
    schema = Workbook("表", (TableSheet("t", "表", (Column("k", "键"), column)),))
    reading = read_workbook(book({"表": [["键", column.title], ["x", value]]}), schema)
    return reading.rows("t")[0].cells[column.code], said(reading)


def test_shuffled_columns_under_a_merged_title_with_blank_rows_are_read():
    rows = [
        ["实施派遣单附表：模块明细"],
        [],
        ["填表说明", "每个模块一行"],
        [None, "备 注", "仪器型号", "＊是否\n接口", "★ 模块", "站点数", "版本", "合同内外"],
        [],
        [1, "加急", "BC-6800", "仪器", "检验", 3.0, "3.2", "合同内"],
        [2],
        [],
        [3, None, None, "否", " 门诊\u200b收费\xa0", 6, "3.10", None],
    ]
    data = book({"派遣单": form_rows(), "模块 清单": rows, "草稿": [["随便"]]}, {"模块 清单": "A1:G1"})
    reading = read_workbook(data, DISPATCH)
    assert (said(reading), reading.notes) == ([], [])
    assert [(r.number, r.cells["module"], r.cells["stations"]) for r in reading.rows("modules")] == [
        (6, "检验", "3"),
        (9, "门诊收费", "6"),
    ]
    assert reading.rows("modules")[0].cells["peer"] == "BC-6800"
    assert reading.rows("modules")[1].cells["remark"] == ""
    assert reading.place("modules", "module", 1) == Place("模块明细", 9, "E", "模块")
    assert reading.place("modules", "module") == Place("模块明细", 4, "E", "模块")


def test_form_may_stand_elsewhere_with_aliases_and_colons():
    rows = [[None, "实施派遣单"], []] + [[None, f"{label}：", value] for label, value in form_rows()]
    rows[4][1] = "合同号"
    reading = read(order=rows)
    assert said(reading) == []
    assert reading.form("order")["contract"] == "00120240304000000018"
    assert reading.place("order", "contract") == Place("派遣单", 5, "C", "合同编号")


def test_caller_attaches_a_problem_of_its_own_to_a_place():
    reading = read(modules=[[], [], [], HEADS, GOOD_ROW])
    problem = reading.place("modules", "stations", 0).problem("站点数超过合同。")
    assert str(problem) == "“模块明细”第 5 行 C 列（站点数）：站点数超过合同。"


def test_renamed_sheets_are_found_by_their_headings():
    reading = read_workbook(book({"Sheet1": form_rows(), "Sheet2": [HEADS, GOOD_ROW]}), DISPATCH)
    assert said(reading) == []
    assert reading.form("order")["hospital"] == "青禾县人民医院"
    assert len(reading.rows("modules")) == 1


def test_two_candidates_for_a_renamed_sheet_are_not_guessed_between():
    data = book({"派遣单": form_rows(), "甲": [HEADS, GOOD_ROW], "乙": [HEADS, GOOD_ROW]})
    assert said(read_workbook(data, DISPATCH)) == [
        "“模块明细”：工作簿里没有“模块明细”这张工作表，请用最新模板，不要改工作表名称。"
    ]


def test_missing_sheet_is_named():
    reading = read_workbook(book({"派遣单": form_rows()}), DISPATCH)
    assert said(reading) == ["“模块明细”：工作簿里没有“模块明细”这张工作表，请用最新模板，不要改工作表名称。"]
    assert reading.rows("modules") == []
    assert reading.place("modules", "module") == Place("模块明细", None, "", "模块")


def test_missing_heading_is_named():
    reading = read(modules=[["模块", "版本"], ["检验", "3.2"]])
    assert said(reading) == ["“模块明细”（是否接口）：缺少“是否接口”这一列，请用最新模板，不要删改标题。"]
    assert reading.rows("modules")[0].cells["interface"] == ""


def test_missing_label_of_a_form_is_named():
    assert said(read(order=form_rows()[1:])) == ["“派遣单”（医院全称）：缺少“医院全称”这一行，请用最新模板，不要删改标题。"]


def test_sheet_without_headings_is_named():
    assert said(read(modules=[["甲"], ["乙"]])) == ["“模块明细”：前 20 行里没有找到标题行，请用最新模板，不要删改标题。"]


def test_heading_below_the_first_twenty_rows_is_not_found():
    assert said(read(modules=[[]] * 19 + [HEADS, GOOD_ROW])) == []
    assert len(said(read(modules=[[]] * 20 + [HEADS, GOOD_ROW]))) == 1


def test_duplicate_heading_and_duplicate_label_are_problems_and_the_first_counts():
    reading = read(
        order=[*form_rows(), ["等级", "一级"]],
        modules=[[*HEADS, " ★版本"], [*GOOD_ROW, "9.9"]],
    )
    assert said(reading) == [
        "“派遣单”第 8 行 A 列（等级）：与第 2 行重复，请只保留一处。",
        "“模块明细”第 1 行 H 列（版本）：与 B 列重复，请只保留一列。",
    ]
    assert reading.form("order")["grade"] == "二级甲等"
    assert reading.rows("modules")[0].cells["version"] == "3.2"


def test_unknown_heading_is_a_note():
    reading = read(order=[*form_rows(), ["天气", "晴"]], modules=[[*HEADS, "颜色"], [*GOOD_ROW, "红"]])
    assert said(reading) == []
    assert [str(n) for n in reading.notes] == [
        "“派遣单”第 8 行 A 列（天气）：这一项不在模板内，未读取。",
        "“模块明细”第 1 行 H 列（颜色）：这一列不在模板内，未读取。",
    ]


def test_empty_required_cell_and_value_outside_the_options_are_named():
    reading = read(
        order=form_rows(hospital=" \u3000", grade="四级"),
        modules=[HEADS, GOOD_ROW, [], [None, "3.2", 1, "网银", None, "合同内", None]],
    )
    assert said(reading) == [
        "“派遣单”第 1 行 B 列（医院全称）：必填，请填写。",
        "“派遣单”第 2 行 B 列（等级）：“四级”不在可选项内，"
        "请从三级甲等、三级乙等、二级甲等、二级乙等、一级、未定级、乡镇卫生院中选择。",
        "“模块明细”第 4 行 A 列（模块）：必填，请填写。",
        "“模块明细”第 4 行 D 列（是否接口）：“网银”不在可选项内，请从否、仪器、医保、农合、其他中选择。",
    ]
    assert reading.form("order")["grade"] == "四级"


def test_options_match_across_width_and_blanks_and_come_back_as_the_schema_writes_them():
    reading = read(order=form_rows(kind=" 升级割接（ＣＮＨＩＳ→HealthOne） "))
    assert said(reading) == []
    assert reading.form("order")["kind"] == "升级割接(CNHIS→HealthOne)"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (0, "0"),
        (-2.50, "-2.5"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (100, "100"),
        (13800000001, "13800000001"),
        (999999999999999, "999999999999999"),
        (True, "是"),
        (False, "否"),
        (date(2026, 11, 20), "2026-11-20"),
        (datetime(2026, 11, 20, 8, 30), "2026-11-20 08:30"),
        (time(8, 30), "08:30"),
        ("  e\u0301te\u0301\xa0x\ufeff\u200b ", "été x"),
        ("a\r\nb", "a\nb"),
        ("𠮷野家", "𠮷野家"),
        ("007", "007"),
    ],
)
def test_stored_values_become_the_text_a_person_sees(value: object, text: str):
    assert one_column(value, Column("v", "值")) == (text, [])


def test_number_that_excel_rounded_is_a_problem_in_a_text_column_only():
    assert one_column(110101199003070018, Column("v", "值"))[1] == [
        "“表”第 2 行 B 列（值）：“110101199003070000”超过 15 位，Excel 已把第 15 位以后改成 0。"
        "请把单元格设为文本格式，重新填写完整的号码。"
    ]
    assert one_column(110101199003070018, Column("v", "值", text=False))[1] == []
    assert one_column("110101199003070018", Column("v", "值")) == ("110101199003070018", [])


def test_scientific_notation_is_a_problem_in_a_text_column():
    assert one_column("1.10101E+17", Column("v", "值"))[1] == [
        "“表”第 2 行 B 列（值）：“1.10101E+17”是科学计数法，后面的位数已丢失。请把单元格设为文本格式，重新填写完整的号码。"
    ]


def test_two_hundred_thousand_cells_are_read():
    rows = [["模块", "是否接口"], *([f"模块{n}", "否"] for n in range(20_000))]
    assert len(read(modules=rows).rows("modules")) == 20_000
