"""实施培训计划表 (手册 三-1; domain 1.9): who is taught what, when, where and by whom.

One training for all departments together comes first by advice, not by rule: the paper says so and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fieldbook.engine.kinds import (
    Field,
    Fields,
    Kind,
    Medium,
    RowRule,
    Rows,
    Rule,
    Signatures,
    Signer,
    Source,
    Style,
    Type,
)
from fieldbook.handbook.catalogue.modules import LABELS
from fieldbook.handbook.kinds.time_spans import span_fault
from fieldbook.handbook.roles import Role

WAYS = ("集中", "分科", "一对一", "远程")
OVERALL, BY_DEPARTMENT = "系统总体", "分科"
CATEGORIES = (OVERALL, BY_DEPARTMENT, "管理员", "强化")


def _spans(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    for index, row in enumerate(payload.get("sessions") or ()):
        if fault := span_fault(row.get("span")):
            yield f"sessions/{index}/span", fault


def _agreed(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    """Place and assessment are agreed with the customer too; a remote training needs no place."""
    header = payload.get("header") or {}
    if not header.get("assessment"):
        yield "header/assessment", "请写明与院方商定的考核方式"
    if not header.get("place") and set(header.get("ways") or ()) - {"远程"}:
        yield "header/place", "请写明与院方商定的场地"


def _derived(code: str, label: str, fact: str) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, required=True)


_HEADER = Fields(
    code="header",
    fields=(
        _derived("project_name", "项目", "project.name"),
        _derived("hospital", "医院", "hospital.name"),
        Field(code="ways", label="培训方式", type=Type.CHOICES, options=WAYS, required=True, help="可多选"),
        Field(code="place", label="场地", max_length=60),
        Field(code="machines", label="机器数", type=Type.NUMBER, least=0, most=9999, unit="台"),
        Field(code="organiser", label="院方组织负责人", max_length=40, source=Source.SUGGESTED, fact="hospital.site_lead.name"),
        Field(code="assessment", label="考核方式", max_length=100, wide=True, help="如：上机操作，按模块考核题评分"),
    ),
)  # fmt: skip
_SESSIONS = Rows(
    code="sessions",
    title="培训安排",
    columns=(
        Field(code="date", label="日期", type=Type.DATE, required=True, weight=16),
        Field(code="part", label="时段", type=Type.ENUM, options=("上午", "下午", "晚上"), weight=8),
        Field(code="span", label="起止", max_length=20, weight=13, help="如 08:30–10:30"),
        Field(code="category", label="培训类别", type=Type.ENUM, options=CATEGORIES, required=True, weight=10),
        Field(code="module", label="模块", type=Type.MODULE, options=LABELS, weight=18),
        Field(code="department", label="科室", required=True, max_length=60, weight=14),
        Field(code="post", label="岗位", max_length=60, weight=14),
        Field(code="expected", label="应到人数", type=Type.NUMBER, least=0, most=9999, weight=8),
        Field(code="lecturer", label="讲师", type=Type.PERSON, weight=10),
        Field(code="place", label="地点", max_length=60, weight=16),
        Field(code="convener", label="院方召集人", max_length=40, weight=10),
        Field(code="status", label="状态", type=Type.ENUM, options=("计划", "已完成", "推迟", "取消"), weight=10),
    ),
    blank=10,
    least=1,
    rules=(RowRule("category", (BY_DEPARTMENT,), ("module",), "分科培训要写明模块（手册 三-1）"),),
    note="建议先组织一次各科室共同参加的系统总体培训，了解整体流程，再分科培训。本计划由双方商定，操作员名单和参加培训的时间请医院负责人安排落实；分科培训的人员须签到，并参加考核。",
)  # fmt: skip
_EXAMPLE_SESSIONS = [
    {"date": "2026-04-02", "part": "下午", "span": "14:30–17:30", "category": "管理员", "module": "M01 系统管理/权限", "department": "信息科", "post": "系统管理员", "expected": 3, "lecturer": "陆行舟", "place": "信息科机房", "convener": "祝远航", "status": "已完成"},
    {"date": "2026-04-03", "part": "下午", "span": "15:00–17:00", "category": OVERALL, "department": "各科室", "post": "科主任、护士长、操作员代表", "expected": 86, "lecturer": "温言", "place": "门诊楼五楼会议室", "convener": "祝远航", "status": "计划"},
    {"date": "2026-04-07", "part": "上午", "span": "08:30–11:30", "category": BY_DEPARTMENT, "module": "M06 门诊收费", "department": "收费处", "post": "收费员、组长", "expected": 12, "lecturer": "温言", "place": "门诊楼三楼培训室", "convener": "钟明澈", "status": "计划"},
    {"date": "2026-04-08", "part": "下午", "span": "14:30–17:30", "category": BY_DEPARTMENT, "module": "M09 药库", "department": "药剂科", "post": "库管、采购、会计", "expected": 6, "lecturer": "温言", "place": "门诊楼三楼培训室", "convener": "白术言", "status": "计划"},
    {"date": "2026-04-09", "part": "晚上", "span": "18:30–20:30", "category": BY_DEPARTMENT, "module": "M13 住院护士站", "department": "内一科、内二科", "post": "护士、护士长", "expected": 15, "lecturer": "白芷若", "place": "门诊楼三楼培训室", "convener": "叶知微", "status": "计划"},
    {"date": "2026-04-29", "part": "下午", "span": "14:30–17:00", "category": "强化", "module": "M06 门诊收费", "department": "收费处", "post": "收费员", "expected": 12, "lecturer": "温言", "place": "门诊收费窗口", "convener": "钟明澈", "status": "计划"},
]  # fmt: skip

KIND = Kind(
    code="training_plan",
    title="实施培训计划表",
    aliases=("培训计划表", "项目培训计划表"),
    style=Style.WIDE,
    medium=Medium.BOTH,
    series="PX",
    clause="手册 三-1",
    authors=(Role.ENGINEER, Role.TRAINER),
    issuers=(Role.ENGINEER, Role.TRAINER, Role.SUPERVISOR),
    needs=("order.accepted",),
    blocks=(
        _HEADER,
        _SESSIONS,
        Signatures(signers=(Signer(Role.SITE_LEAD, "医院系统负责人"), Signer(Role.ENGINEER, "实施工程师"))),
    ),
    rules=(Rule("手册 三-1", _spans), Rule("手册 二-6", _agreed)),
    example={
        "facts": {
            "project": {"name": "云溪县人民医院HealthOne升级项目"},
            "hospital": {"name": "云溪县人民医院", "site_lead": {"name": "祝远航"}},
        },
        "payload": {
            "header": {"ways": ["集中", "分科"], "place": "门诊楼三楼培训室", "machines": 15, "assessment": "上机操作，按各模块的考核题逐项评分，80 分合格"},
            "sessions": _EXAMPLE_SESSIONS,
        },
    },
)  # fmt: skip
