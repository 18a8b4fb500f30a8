"""The dispatch order as a workbook, and workbooks made by another hand (openpyxl), for the tests of `sheets`."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import openpyxl

from fieldbook.sheets import Column, FormSheet, TableSheet, Workbook

GRADES = ("三级甲等", "三级乙等", "二级甲等", "二级乙等", "一级", "未定级", "乡镇卫生院")
KINDS = ("新装实施", "升级割接(CNHIS→HealthOne)", "新增模块", "售后维护", "培训")

ORDER = FormSheet(
    "order",
    "派遣单",
    (
        Column("hospital", "医院全称", required=True, help="与公章一致", width=40),
        Column("grade", "等级", options=GRADES),
        Column("contract", "合同编号", aliases=("合同号",), required=True),
        Column("kind", "派遣类型", required=True, options=KINDS),
        Column("beds", "床位数", text=False),
        Column("arrive", "计划到达", required=True),
        Column("phone", "医院负责人电话"),
    ),
)
MODULES = TableSheet(
    "modules",
    "模块明细",
    (
        Column("module", "模块", required=True, width=24),
        Column("version", "版本"),
        Column("stations", "站点数", text=False),
        Column("interface", "是否接口", required=True, options=("否", "仪器", "医保", "农合", "其他")),
        Column("peer", "接口对象", aliases=("仪器型号",)),
        Column("within", "合同内外", options=("合同内", "合同外")),
        Column("remark", "备注"),
    ),
    help="每个模块一行。",
    least=1,
    aliases=("模块清单",),
)
DISPATCH = Workbook("实施派遣单", (ORDER, MODULES))

EXAMPLE = {
    "order": {
        "hospital": "青禾县人民医院",
        "grade": "二级甲等",
        "contract": "00120240304000000018",
        "kind": "升级割接(CNHIS→HealthOne)",
        "beds": "300",
        "arrive": "2026-11-20",
        "phone": "13800000001",
    },
    "modules": [
        {
            "module": "门诊收费",
            "version": "3.10",
            "stations": "6",
            "interface": "医保",
            "peer": "县医保局",
            "within": "合同内",
            "remark": "=1+1",
        },
        {
            "module": "检验",
            "version": "3.2",
            "stations": "3",
            "interface": "仪器",
            "peer": "BC-6800\n第二行",
            "within": "合同外",
            "remark": "",
        },
    ],
}


def book(pages: Mapping[str, Sequence[Sequence[object]]], merged: Mapping[str, str] | None = None) -> bytes:
    """An xlsx file made by openpyxl: sheet title → rows of values; `merged` names one range to merge per sheet."""
    file = openpyxl.Workbook()
    file.remove(file.active)
    for title, rows in pages.items():
        page = file.create_sheet(title)
        for row in rows:
            page.append(list(row))
        if merged and title in merged:
            page.merge_cells(merged[title])
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def form_rows(**changed: object) -> list[list[object]]:
    """The form sheet filled with the example, some values changed by column code."""
    values = {**EXAMPLE["order"], **changed}
    return [[f"★{c.title}" if c.required else c.title, values[c.code]] for c in ORDER.columns]


HEADS = [c.title for c in MODULES.columns]
GOOD_ROW = ["检验", "3.2", 3, "仪器", "BC-6800", "合同外", None]
