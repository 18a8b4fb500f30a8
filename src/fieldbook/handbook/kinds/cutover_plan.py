"""系统割接方案 (手册 四-3, 七-2; domain 1.15, 5.1, 5.2): from CNHIS to HealthOne in thirteen mandatory sections.

An emergency that applies names who decides, how long it may last, and what is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fieldbook.engine.kinds import (
    Field,
    Fields,
    Given,
    Kind,
    Medium,
    RowRule,
    Rows,
    Rule,
    Signatures,
    Signer,
    Source,
    Type,
)
from fieldbook.handbook.kinds.cutover_example import EXAMPLE
from fieldbook.handbook.kinds.cutover_sections import EMERGENCIES, RECONCILIATION, TIMETABLE
from fieldbook.handbook.roles import Role

CLAUSE = "手册 四-3"
SIDES = ("院方", "公司", "第三方")


def _both_sides(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    named = {row.get("side") for row in payload.get("contacts") or ()}
    for side in SIDES[:2]:
        if side not in named:
            yield "contacts", f"组织与联系人中没有{side}人员，请补上"


def _window(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    window = payload.get("window") or {}
    start, end = window.get("start", ""), window.get("end", "")
    if start and end and end <= start:
        yield "window/end", "停机结束不能早于停机开始，请改正其中一个"


def _everything_has_somebody(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    """Each given row names who answers for it, or says in its remark why it is left out."""
    for block, keys, who, label, remark in (
        ("timetable", [key for key, *_ in TIMETABLE], "responsible", "责任人", "备注"),
        ("reconciliation", [key for key, *_ in RECONCILIATION], "checker", "核对人", "说明"),
    ):
        rows = {row.get("key"): row for row in payload.get(block) or ()}
        for index, key in enumerate(keys):
            row = rows.get(key) or {}
            if not row.get(who) and not row.get("remark"):
                yield f"{block}/{index}/{who}", f"请填写{label}；不做的在“{remark}”写明原因"


def _derived(code: str, label: str, fact: str, **more: Any) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, **more)


_SCOPE = Fields(
    code="scope",
    title="1 总则与范围",
    fields=(
        _derived("hospital_name", "医院", "hospital.name", required=True),
        _derived("product", "割接到", "product", required=True),
        _derived("project_name", "项目名称", "project.name", required=True, wide=True),
        Field(code="old_system", label="现用系统", required=True, max_length=60, help="名称与版本"),
        Field(code="cutover_date", label="割接日期(T日)", type=Type.DATE, required=True),
        Field(code="scope", label="总则与范围", type=Type.LONG, required=True, max_length=3000, help="目标、原则、割接的科室与模块、不在范围内的内容"),
    ),
)  # fmt: skip
_CONTACTS = Rows(
    code="contacts",
    title="2 组织与联系人",
    columns=(
        Field(code="side", label="所属方", type=Type.ENUM, options=SIDES, required=True, weight=3),
        Field(code="duty", label="职责", required=True, max_length=60, weight=4),
        Field(code="name", label="姓名", required=True, max_length=40),
        Field(code="phone", label="24小时电话", type=Type.PHONE, required=True, weight=3),
        Field(code="remark", label="备注"),
    ),
    blank=12,
    least=2,
    note="双方联系人在割接期间 24 小时保持电话畅通。",
)
_TIMETABLE = Rows(
    code="timetable",
    title="3 时间表",
    columns=(
        Field(code="point", label="时点", weight=6),
        Field(code="item", label="事项", weight=10),
        Field(code="planned_date", label="计划日期", type=Type.DATE, weight=7, help="不填的按 T 日推算"),
        Field(code="responsible", label="责任人", max_length=40, weight=4),
        Field(code="remark", label="备注", weight=5),
    ),
    given=tuple(Given(key, {"point": point, "item": item}) for key, point, item in TIMETABLE),
    free=False,
    note="T 日为割接日期。",
)
_WAY = Fields(
    code="way",
    title="4 割接方式",
    fields=(
        Field(code="way", label="割接方式", type=Type.ENUM, options=("一次", "分批"), required=True),
        Field(code="order", label="先后顺序", type=Type.LONG, required=True, max_length=1000, help="通常先门诊，后住院；写明各批的科室、日期和过渡期做法"),
    ),
)  # fmt: skip
_DATA = Rows(
    code="data",
    title="5 数据清单与口径",
    columns=(
        Field(code="data", label="数据", required=True, max_length=60, weight=3, help="如 药品库存期初、在院病人转入"),
        Field(code="measure", label="口径", type=Type.LONG, required=True, max_length=500, weight=5),
        Field(code="way", label="处理方式", type=Type.ENUM, options=("转入", "重新整理", "只供查询"), weight=4),
        Field(code="until", label="截止时点", max_length=40, weight=3),
        Field(code="responsible", label="责任人", required=True, max_length=40),
    ),
    blank=12,
    least=1,
)
_WINDOW = Fields(
    code="window",
    title="6 停机窗口",
    fields=(
        Field(code="start", label="停机开始", type=Type.DATETIME, required=True),
        Field(code="end", label="停机结束", type=Type.DATETIME, required=True),
        Field(code="meanwhile", label="停机期间安排", type=Type.LONG, required=True, max_length=2000, help="影响的科室、手工流程、公告"),
    ),
)  # fmt: skip
_CARDS = Rows(
    code="cards",
    title="7 岗位操作卡",
    columns=(
        Field(code="post", label="岗位", required=True, max_length=40),
        Field(code="steps", label="操作步骤", type=Type.LONG, required=True, max_length=1500, weight=7),
        Field(code="attention", label="注意事项", type=Type.LONG, max_length=500, weight=4),
    ),
    blank=8,
    least=1,
)
_REHEARSALS = Rows(
    code="rehearsals",
    title="8 演练记录",
    columns=(
        Field(code="day", label="日期", type=Type.DATE, required=True, weight=25),
        Field(code="content", label="演练内容", required=True, max_length=300, weight=22),
        Field(code="people", label="参加人员", max_length=300, weight=16),
        Field(code="took", label="用时", max_length=40, weight=11),
        Field(code="problems", label="发现的问题与整改", type=Type.LONG, max_length=1000, weight=26),
        Field(code="result", label="结论", type=Type.ENUM, options=("待进行", "通过", "整改后通过", "不通过"), weight=16),
    ),
    blank=3,
    least=1,
)  # fmt: skip
_EMERGENCIES = Rows(
    code="emergencies",
    title="9 应急预案",
    columns=(
        Field(code="trigger", label="触发条件", weight=5),
        Field(code="applies", label="是否适用", type=Type.ENUM, options=("适用", "不适用"), required=True, weight=4),
        Field(code="judge", label="判定人", max_length=40, weight=4),
        Field(code="limit", label="最大容忍时间", max_length=40, weight=4, help="如 10 分钟"),
        Field(code="action", label="处置", type=Type.LONG, max_length=1000, weight=9),
        Field(code="paper", label="手工表单", max_length=100, weight=5),
        Field(code="notify", label="通知对象", max_length=100, weight=5),
        Field(code="afterwards", label="恢复后补录", max_length=200, weight=5),
    ),
    given=tuple(Given(key, {"trigger": trigger}) for key, trigger in EMERGENCIES),
    free=False,
    rules=(RowRule("applies", ("适用",), ("judge", "limit", "action"), f"适用的情形要写明判定人、最大容忍时间和处置（{CLAUSE}）"),),
)  # fmt: skip
_ROLLBACK = Fields(
    code="rollback",
    title="10 回退判据与步骤",
    fields=(
        Field(
            code="criteria",
            label="回退判据",
            type=Type.LONG,
            required=True,
            max_length=2000,
            help="如 收费链路中断超过 30 分钟；费用或库存错误超过业务量 1% 且 2 小时内无法修复；医保无法结算超过 2 小时且无手工办法；数据丢失",
        ),
        Field(code="no_return", label="不可回退时点", type=Type.DATETIME, required=True),
        Field(code="decided_by", label="回退签批人", required=True, max_length=60),
    ),
)
_ROLLBACK_STEPS = Rows(
    code="rollback_steps",
    title="回退步骤",
    columns=(
        Field(code="step", label="步骤", type=Type.LONG, required=True, max_length=500, weight=7),
        Field(code="responsible", label="执行人", required=True, max_length=40),
        Field(code="took", label="预计用时", max_length=40),
    ),
    blank=6,
    least=1,
)
_RECONCILIATION = Rows(
    code="reconciliation",
    title="11 数据核对表",
    columns=(
        Field(code="item", label="核对项目", weight=13),
        Field(code="measure", label="口径", weight=18),
        Field(code="old", label="旧系统值", max_length=60, weight=8),
        Field(code="new", label="新系统值", max_length=60, weight=8),
        Field(code="difference", label="差异", max_length=60, weight=5),
        Field(code="remark", label="说明", weight=6),
        Field(code="checker", label="核对人(财务/药剂/住院处)", max_length=40, weight=7),
        Field(code="signed", label="签字", type=Type.SIGN, weight=7),
    ),
    given=tuple(Given(key, {"item": item, "measure": measure}) for key, item, measure in RECONCILIATION),
    free=False,
    note="未另行说明的，新旧系统值应完全一致，不允许差异。",
)
_ROSTER = Rows(
    code="roster",
    title="12 上线值守表",
    columns=(
        Field(code="day", label="日期", type=Type.DATE, required=True, weight=11),
        Field(code="shift", label="班次", max_length=40, weight=10),
        Field(code="area", label="区域", required=True, max_length=60, weight=10),
        Field(code="hospital_person", label="院方负责人", required=True, max_length=40, weight=10),
        Field(code="hospital_phone", label="院方电话", type=Type.PHONE, required=True, weight=12),
        Field(code="company_person", label="公司值守人", required=True, max_length=40, weight=10),
        Field(code="company_phone", label="公司电话", type=Type.PHONE, required=True, weight=12),
    ),
    blank=10,
    least=1,
)
_SUPPORT = Fields(
    code="support",
    fields=(Field(code="channel", label="公司支援渠道", required=True, wide=True, help="公司内部值守人员与联系方式"),),
)
_ANNEXES = Rows(
    code="annexes",
    title="13 附表",
    columns=(
        Field(code="name", label="附表名称", required=True, max_length=100, weight=6),
        Field(code="pages", label="页数", type=Type.NUMBER, least=1, most=9999),
        Field(code="keeper", label="保管人", max_length=40),
        Field(code="remark", label="备注", weight=3),
    ),
    blank=5,
    least=1,
)

KIND = Kind(
    code="cutover_plan",
    title="系统割接方案",
    aliases=("割接方案",),
    medium=Medium.ELECTRONIC,
    series="GJ",
    clause=CLAUSE,
    authors=(Role.ENGINEER,),
    issuers=(Role.SUPERVISOR,),
    needs=("order.accepted",),
    blocks=(
        _SCOPE,
        _CONTACTS,
        _TIMETABLE,
        _WAY,
        _DATA,
        _WINDOW,
        _CARDS,
        _REHEARSALS,
        _EMERGENCIES,
        _ROLLBACK,
        _ROLLBACK_STEPS,
        _RECONCILIATION,
        _ROSTER,
        _SUPPORT,
        _ANNEXES,
        Signatures(
            signers=(
                Signer(Role.HOSPITAL_HEAD, "医院负责人"),
                Signer(Role.SITE_LEAD, "医院系统负责人"),
                Signer(Role.ENGINEER, "实施工程师"),
                Signer(Role.SUPERVISOR, "部门主管"),
            ),
        ),
    ),
    rules=(Rule(CLAUSE, _both_sides), Rule(CLAUSE, _window), Rule(CLAUSE, _everything_has_somebody)),
    example=EXAMPLE,
)
