"""实施计划表 (手册 二-4; domain 1.6): what is done when and by whom, from the site's circumstances and the wished day.

Who answers for a row is named in it, or once for its department.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fieldbook.engine.flow import look_up
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
from fieldbook.handbook.catalogue.datasets import PREP_MODES
from fieldbook.handbook.catalogue.modules import LABELS
from fieldbook.handbook.dues import wished_go_live
from fieldbook.handbook.kinds.moments import day_of
from fieldbook.handbook.roles import Role

BASE_DATA = "基础资料"
PHASES = ("准备", BASE_DATA, "部署", "培训", "接口", "票据报表", "测试", "上线", "验收")
DELAYS = ("客户原因", "公司原因", "接口方原因", "软件缺陷", "其他")
SIDES = (("company_lead", "公司负责人"), ("hospital_lead", "院方负责人"))


def _finish_after_start(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    for index, row in enumerate(payload.get("tasks") or ()):
        for words in ("planned", "actual"):
            start, finish = day_of(row.get(f"{words}_start")), day_of(row.get(f"{words}_finish"))
            if start and finish and finish < start:
                yield f"tasks/{index}/{words}_finish", f"完成 {finish} 早于开始 {start}，请改正其中一个"


def _acceptance_after_go_live(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    header = payload.get("header") or {}
    live = day_of(header.get("go_live_date") or look_up(facts, "own.go_live_date"))
    accepted = day_of(header.get("acceptance_date"))
    if live and accepted and accepted < live:
        yield "header/acceptance_date", f"计划验收 {accepted} 早于计划上线 {live}，请改正其中一个"


def _somebody_on_both_sides(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    """Each task has a person of either side, in its row or by its department."""
    by_department = {r.get("department"): r for r in payload.get("departments") or () if r.get("department")}
    for index, row in enumerate(payload.get("tasks") or ()):
        inherited = by_department.get(row.get("department")) or {}
        for code, label in SIDES:
            if not row.get(code) and not inherited.get(code):
                yield f"tasks/{index}/{code}", f"请填写{label}，或在“各科室负责人”中写明该科室的{label}"


def _own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The go-live day as the hospital wished it; without a project the order's planned finish."""
    core = look_up(known, "facts.core")
    return {"go_live_date": wished_go_live(core) if core else look_up(known, "order.planned_finish")}


def _derived(code: str, label: str, fact: str, **more: Any) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, **more)


_HEADER = Fields(
    code="header",
    fields=(
        _derived("project_name", "项目名称", "project.name", required=True),
        _derived("hospital", "医院", "hospital.name", required=True),
        _derived("arrived_at", "到达现场时间", "arrived_date"),
        Field(code="version", label="版本", max_length=20, help="计划第几稿"),
        _derived("engineer", "工程师", "project.engineer.name"),
        _derived("site_lead", "系统负责人", "hospital.site_lead.name"),
        Field(code="go_live_date", label="计划上线日期", type=Type.DATE, required=True, source=Source.SUGGESTED, fact="own.go_live_date"),
        Field(code="acceptance_date", label="计划验收日期", type=Type.DATE),
    ),
)  # fmt: skip
_DEPARTMENTS = Rows(
    code="departments",
    title="各科室负责人",
    columns=(
        Field(code="department", label="科室", required=True, max_length=40, weight=4),
        *(Field(code=code, label=label, max_length=40, weight=4) for code, label in SIDES),
    ),
    blank=6,
    note="计划表中未写负责人的工作，由该科室的负责人负责。",
)
_TASKS = Rows(
    code="tasks",
    title="实施计划",
    columns=(
        Field(code="phase", label="阶段", type=Type.ENUM, options=PHASES, required=True, weight=27),
        Field(code="task", label="工作内容", type=Type.LONG, required=True, max_length=500, weight=69),
        Field(code="module", label="模块", type=Type.MODULE, options=LABELS, weight=37),
        Field(code="department", label="科室", max_length=40, weight=34),
        Field(code="preparation", label="基础资料整理方式", type=Type.ENUM, options=PREP_MODES, weight=41, help="仅基础资料填写"),
        Field(code="planned_start", label="计划开始", type=Type.DATE, required=True, weight=51),
        Field(code="planned_finish", label="计划完成", type=Type.DATE, required=True, weight=51),
        Field(code="days", label="工作日", type=Type.NUMBER, least=0, most=720, weight=34),
        Field(code="company_lead", label="公司负责人", max_length=40, weight=35),
        Field(code="hospital_lead", label="院方负责人", max_length=40, weight=35),
        Field(code="after", label="前置任务", max_length=40, weight=38, help="填前置任务的序号"),
        Field(code="deliverable", label="交付物(文档)", max_length=60, weight=41),
        Field(code="actual_start", label="实际开始", type=Type.DATE, weight=51),
        Field(code="actual_finish", label="实际完成", type=Type.DATE, weight=51),
        Field(code="percent", label="完成%", type=Type.NUMBER, least=0, most=100, weight=36),
        Field(code="delay", label="延期原因", type=Type.ENUM, options=DELAYS, weight=42),
        Field(code="delay_note", label="延期说明", type=Type.LONG, max_length=500, weight=41),
    ),
    blank=15,
    least=1,
    note="本计划的日期以医院的硬件和网络已安装到位为前提。硬件或网络推迟到位的，相关工作的日期相应顺延。",
    rules=(RowRule("phase", (BASE_DATA,), ("preparation",), "基础资料要写明整理方式（手册 二-3）"),),
)  # fmt: skip
_EXAMPLE_TASKS = [
    {"phase": "准备", "task": "召开实施动员会，明确各科负责人", "department": "院办", "planned_start": "2026-03-12", "planned_finish": "2026-03-12", "days": 1, "deliverable": "项目实施备忘录", "actual_start": "2026-03-12", "actual_finish": "2026-03-12", "percent": 100},
    {"phase": BASE_DATA, "task": "整理收费项目并核对价格", "module": "M02 基础数据/字典维护", "department": "物价科", "preparation": PREP_MODES[1], "planned_start": "2026-03-13", "planned_finish": "2026-03-27", "days": 11, "after": "1", "deliverable": "基础资料整理确认书"},
    {"phase": BASE_DATA, "task": "整理药品目录", "module": "M09 药库", "department": "药剂科", "preparation": PREP_MODES[2], "planned_start": "2026-03-13", "planned_finish": "2026-04-01", "days": 14, "after": "1", "deliverable": "基础资料整理确认书"},
    {"phase": "部署", "task": "安装数据库与应用服务器", "department": "信息科", "planned_start": "2026-03-20", "planned_finish": "2026-03-24", "days": 3, "after": "1", "actual_start": "2026-03-24", "percent": 60, "delay": "客户原因", "delay_note": "核心交换机推迟到 3 月 23 日安装"},
    {"phase": "培训", "task": "门诊收费操作培训与考核", "module": "M06 门诊收费", "department": "财务科", "planned_start": "2026-04-07", "planned_finish": "2026-04-10", "days": 4, "after": "2、4", "deliverable": "系统培训人员签到表"},
    {"phase": "接口", "task": "医保接口联调并送审", "module": "M32 医保接口", "department": "医保办", "planned_start": "2026-04-07", "planned_finish": "2026-04-28", "days": 16, "company_lead": "白芷若", "after": "2、3", "deliverable": "医保接口调试完毕通知书"},
    {"phase": "票据报表", "task": "设置发票与日结报表格式", "module": "M06 门诊收费", "department": "财务科", "planned_start": "2026-04-13", "planned_finish": "2026-04-17", "days": 5, "after": "4"},
    {"phase": "测试", "task": "工程师自测与操作员用户测试", "department": "信息科", "planned_start": "2026-04-27", "planned_finish": "2026-04-30", "days": 4, "after": "5、6、7"},
    {"phase": "上线", "task": "库房盘点、数据割接、全院启用", "department": "院办", "planned_start": "2026-05-02", "planned_finish": "2026-05-03", "after": "8", "deliverable": "系统割接方案"},
    {"phase": "验收", "task": "正常使用一周后申请验收", "department": "院办", "planned_start": "2026-05-11", "planned_finish": "2026-05-11", "days": 1, "after": "9", "deliverable": "系统启用证明"},
]  # fmt: skip
_EXAMPLE_DEPARTMENTS = [
    {"department": department, "company_lead": "陆行舟", "hospital_lead": lead}
    for department, lead in (("院办", "闻人博"), ("信息科", "祝远航"), ("物价科", "庄若谷"), ("药剂科", "白术言"), ("财务科", "钟明澈"), ("医保办", "穆清禾"))
]  # fmt: skip

KIND = Kind(
    code="implementation_plan",
    title="实施计划表",
    aliases=("项目实施计划表",),
    style=Style.WIDE,
    medium=Medium.BOTH,
    series="JH",
    clause="手册 二-4",
    authors=(Role.ENGINEER,),
    issuers=(Role.ENGINEER, Role.SUPERVISOR),
    needs=("order.accepted",),
    own=_own,
    blocks=(
        _HEADER,
        _TASKS,
        _DEPARTMENTS,
        Signatures(
            signers=(
                Signer(Role.ENGINEER, "实施工程师"),
                Signer(Role.SITE_LEAD, "医院系统负责人"),
                Signer(Role.HOSPITAL_HEAD, "医院负责人"),
            )
        ),
    ),
    rules=(
        Rule("手册 二-4", _finish_after_start),
        Rule("手册 二-4", _acceptance_after_go_live),
        Rule("手册 二-4", _somebody_on_both_sides),
    ),
    example={
        "facts": {
            "project": {"name": "云溪县人民医院HealthOne升级项目", "engineer": {"name": "陆行舟"}},
            "hospital": {"name": "云溪县人民医院", "site_lead": {"name": "祝远航"}},
            "arrived_date": "2026年3月11日(周三)",
            "order": {"planned_finish": "2026-05-08"},
        },
        "payload": {
            "header": {"version": "第1稿", "go_live_date": "2026-05-03", "acceptance_date": "2026-05-11"},
            "tasks": _EXAMPLE_TASKS,
            "departments": _EXAMPLE_DEPARTMENTS,
        },
    },
)  # fmt: skip
