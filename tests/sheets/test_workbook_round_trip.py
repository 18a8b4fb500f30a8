"""A template that is filled in and read back gives the same values, whoever saved it."""

import io
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from fieldbook.sheets import (
    Column,
    FormSheet,
    Reading,
    TableSheet,
    Workbook,
    read_workbook,
    write_table,
    write_template,
)
from sheets.books import DISPATCH, EXAMPLE, MODULES, ORDER


def assert_holds_example(reading: Reading) -> None:
    assert [str(p) for p in reading.problems] == []
    assert reading.notes == []
    assert reading.form("order") == EXAMPLE["order"]
    assert [r.cells for r in reading.rows("modules")] == EXAMPLE["modules"]
    assert [r.number for r in reading.rows("modules")] == [5, 6]


def test_template_with_example_reads_back_without_problems():
    assert_holds_example(read_workbook(write_template(DISPATCH, example=EXAMPLE), DISPATCH))


def test_same_template_gives_same_bytes():
    assert write_template(DISPATCH, example=EXAMPLE) == write_template(DISPATCH, example=EXAMPLE)


def test_empty_template_names_every_required_cell():
    reading = read_workbook(write_template(DISPATCH), DISPATCH)
    assert [str(p) for p in reading.problems] == [
        "“派遣单”第 3 行 B 列（医院全称）：必填，请填写。",
        "“派遣单”第 5 行 B 列（合同编号）：必填，请填写。",
        "“派遣单”第 6 行 B 列（派遣类型）：必填，请填写。",
        "“派遣单”第 8 行 B 列（计划到达）：必填，请填写。",
        "“模块明细”：至少填写 1 行，现有 0 行。",
    ]


def test_template_has_stars_text_format_lists_help_and_frozen_panes():
    file = openpyxl.load_workbook(io.BytesIO(write_template(DISPATCH, example=EXAMPLE)))
    order, modules = file["派遣单"], file["模块明细"]
    assert file.sheetnames == ["派遣单", "模块明细"]
    assert [c.value for c in modules[4]] == ["★模块", "版本", "站点数", "★是否接口", "接口对象", "合同内外", "备注"]
    assert (order["A3"].value, order["C3"].value) == ("★医院全称", "与公章一致")
    assert (order["B5"].number_format, order["B5"].value) == ("@", "00120240304000000018")
    assert (modules["B5"].number_format, modules["B5"].value) == ("@", "3.10")
    assert (modules["C5"].data_type, modules["C5"].value) == ("n", 6)
    assert (modules["G5"].data_type, modules["G5"].value) == ("s", "=1+1")
    assert modules.column_dimensions["A"].width > modules.column_dimensions["B"].width
    assert (order.freeze_panes, modules.freeze_panes) == ("B3", "A5")
    assert order["C3"].font.color.rgb == modules["D3"].font.color.rgb == "FF808080"
    lists = {str(v.sqref): v.formula1 for v in modules.data_validations.dataValidation}
    assert lists == {"D5:D2004": '"否,仪器,医保,农合,其他"', "F5:F2004": '"合同内,合同外"'}


def test_long_list_of_options_stands_on_a_hidden_sheet():
    options = tuple(f"第{n}人民医院检验科" for n in range(60))
    book = Workbook("表", (TableSheet("t", "科室", (Column("d", "科室", options=options),)),))
    data = write_template(book, example={"t": [{"d": options[59]}]})
    file = openpyxl.load_workbook(io.BytesIO(data))
    assert file["可选项"].sheet_state == "hidden"
    assert file["科室"].data_validations.dataValidation[0].formula1 == "'可选项'!$A$1:$A$60"
    reading = read_workbook(data, book)
    assert (reading.problems, reading.rows("t")[0].cells) == ([], {"d": options[59]})
    wrong = read_workbook(write_template(book, example={"t": [{"d": "甲"}]}), book).problems
    assert str(wrong[0]).startswith("“科室”第 5 行 A 列（科室）：“甲”不在可选项内，请从第0人民医院检验科、")
    assert str(wrong[0]).endswith("第11人民医院检验科等 60 项中选择。")


@pytest.mark.office
def test_workbook_saved_again_by_libreoffice_reads_the_same(tmp_path: Path):
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("soffice is not installed")
    (tmp_path / "in.xlsx").write_bytes(write_template(DISPATCH, example=EXAMPLE))
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "in.xlsx")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    saved = tmp_path / "out" / "in.xlsx"
    if not saved.exists():
        pytest.skip(f"LibreOffice Calc is not installed: {(done.stdout + done.stderr).strip()[-120:]}")
    data = saved.read_bytes()
    assert b"xlsxwriter" not in zipfile.ZipFile(io.BytesIO(data)).read("docProps/app.xml").lower()
    assert_holds_example(read_workbook(data, DISPATCH))


def test_table_cells_never_become_formulas_and_long_digits_stay_text():
    rows = [
        ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "\r=1"],
        ["＝1", "＋1", "－1", "＠1", "a\x00\x0bb", "http://a.b"],
        ["110101199003070018", 110101199003070018, 7, 0.1 + 0.2, True, None],
        [date(2026, 11, 20), datetime(2026, 11, 20, 0, 30, tzinfo=UTC), 2.5, float("nan"), 10**15 - 1, "007"],
    ]
    data = write_table("名册[2026]/一", list("甲乙丙丁戊己"), rows)
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert page.title == "名册 2026  一"
    got = [[(c.value, c.data_type) for c in row] for row in page.iter_rows(min_row=2)]
    assert [kind for row in got[:2] for _, kind in row] == ["s"] * 12
    assert [v for v, _ in got[0]] == ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "\n=1"]
    assert [v for v, _ in got[1]] == ["＝1", "＋1", "－1", "＠1", "ab", "http://a.b"]
    assert got[2][:3] == [("110101199003070018", "s"), ("110101199003070018", "s"), (7, "n")]
    assert got[2][3:] == [("0.30000000000000004", "s"), ("是", "s"), (None, "n")]
    assert got[3][:3] == [(datetime(2026, 11, 20), "d"), (datetime(2026, 11, 20, 8, 30), "d"), (2.5, "n")]
    assert got[3][3:] == [("nan", "s"), (10**15 - 1, "n"), ("007", "s")]
    assert all(page.cell(2, at).quotePrefix for at in range(1, 6))
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_text_longer_than_a_cell_is_cut_visibly():
    page = openpyxl.load_workbook(io.BytesIO(write_table("长", ["文"], [["字" * 40_000]]))).active
    assert page["A2"].value == "字" * 32_766 + "…"


@pytest.mark.parametrize("title", ["a/b", "", "x" * 32, "[甲]", "'甲"])
def test_schema_refuses_a_sheet_name_that_excel_refuses(title: str):
    with pytest.raises(ValueError):
        FormSheet("f", title, ORDER.columns)


def test_schema_refuses_a_code_used_twice():
    with pytest.raises(ValueError):
        TableSheet("t", "甲", (Column("a", "甲"), Column("a", "乙")))
    with pytest.raises(ValueError):
        Workbook("表", (MODULES, MODULES))
