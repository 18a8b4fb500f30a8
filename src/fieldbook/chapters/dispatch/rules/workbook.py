"""The dispatch-order workbook (domain 1.1): its sheets come from the Kind, so that a field is defined once.

Turns a reading into the raw payload and names the cell of every problem. Refuses to look up
people or hospitals (`queries`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldbook.engine.kinds import Field, Rows
from fieldbook.handbook.catalogue.modules import CNHIS, HEALTHONE
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.rules.payload import Problem
from fieldbook.sheets import Column, FormSheet, Reading, SheetProblem, TableSheet, Workbook

KIND = KINDS["dispatch_order"]
ORDER, MODULES = "order", "modules"

_HEAD = (
    Column("supervisor", "派遣人(主管)", required=True, help="部门主管姓名，须在系统中"),
    Column("project_name", "项目名称", required=True, help="归档文件名以它开头", width=34),
    Column("contract_number", "合同编号"),
    Column("product_line", "产品", required=True, options=(HEALTHONE, CNHIS)),
    Column("hospital", "医院全称", required=True, help="与医院资料中的全称一致", width=30),
    Column("salesperson", "签单市场人员", required=True, help="姓名，须在系统中"),
    Column("site_lead", "客户联系人(系统负责人)", aliases=("系统负责人",)),
    Column("site_lead_position", "职务"),
    Column("site_lead_phone", "联系人电话"),
    Column("head", "医院负责人"),
    Column("head_position", "负责人职务"),
    Column("head_phone", "负责人电话"),
)
LONGEST = {
    "project_name": 120, "contract_number": 40, "site_lead": 40, "site_lead_position": 40, "site_lead_phone": 30,
    "head": 40, "head_position": 40, "head_phone": 30,
}  # fmt: skip
"""How long the cells of the head may be: what the tables hold."""
_TYPED = {f.code: f for f in KIND.fields() if not f.fact}
_TABLE: Rows = next(t for t in KIND.tables() if t.code == MODULES)


def _column(item: Field) -> Column:
    help_ = item.help or ("例 2026-11-20" if item.type == "date" else "")
    width = 4 + 6 * item.weight
    return Column(item.code, item.label, required=item.required, options=item.options, help=help_, width=width)


WORKBOOK = Workbook(
    "实施派遣单",
    (
        FormSheet(ORDER, "派遣单", (*_HEAD, *(_column(f) for f in _TYPED.values())), aliases=("实施派遣单",)),
        TableSheet(MODULES, "模块明细", tuple(_column(c) for c in _TABLE.columns), least=1),
    ),
)


def example() -> dict[str, Any]:
    """A filled-in example that the demo's people and hospital accept as it is."""
    facts, payload = KIND.example["facts"], KIND.example["payload"]
    hospital, project = facts["hospital"], facts["project"]
    typed = {**payload["project"], **payload["plan"]}
    typed["colleagues"] = "、".join(typed["colleagues"])
    head = {
        "supervisor": "顾清源",
        "project_name": "云溪县人民医院HealthOne二期项目",
        "contract_number": "HT-2026-031",
        "product_line": project["product_line"],
        "hospital": hospital["name"],
        "salesperson": project["salesperson"]["name"],
        "site_lead": hospital["site_lead"]["name"],
        "site_lead_position": hospital["site_lead"]["position"],
        "site_lead_phone": hospital["site_lead"]["phone"],
        "head": hospital["head"]["name"],
        "head_position": hospital["head"]["position"],
        "head_phone": hospital["head"]["phone"],
    }
    return {ORDER: {**head, **typed}, MODULES: payload["modules"]}


def raw_payload(reading: Reading) -> dict[str, Any]:
    """The typed part of a reading, shaped as the Kind's raw payload."""
    form = reading.form(ORDER)
    blocks: dict[str, Any] = {}
    for block in KIND.blocks:
        codes = [f.code for f in getattr(block, "fields", ()) if f.code in _TYPED]
        if codes:
            blocks[block.code] = {c: form.get(c, "") for c in codes}
    blocks[MODULES] = [row.cells for row in reading.rows(MODULES)]
    return blocks


def located(reading: Reading, problems: list[Problem], moved: Mapping[str, str]) -> list[SheetProblem]:
    """The problems of a payload at their cells; `moved` maps paths of derived fields to workbook columns."""
    found = []
    for problem in problems:
        parts = problem.path.split("/")
        if parts[0] == MODULES and len(parts) == 3:
            place = reading.place(MODULES, parts[2], int(parts[1]))
        elif parts[0] == MODULES:
            place = reading.place(MODULES, _TABLE.columns[0].code)
        else:
            place = reading.place(ORDER, moved.get(problem.path, parts[-1]))
        found.append(place.problem(problem.sentence))
    return found
