"""实施总结报告 (手册 六-1; domain 1.18): what was done, which problems came up, and what others may do better.

Electronic: nobody signs it on paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fieldbook.engine.flow import long_date, look_up
from fieldbook.engine.kinds import Field, Fields, Kind, Medium, RowRule, Rows, Source, Type
from fieldbook.handbook.catalogue.modules import LABELS
from fieldbook.handbook.kinds.moments import day_of
from fieldbook.handbook.roles import Role

SIGN_IN = "training_sign_in"
LIVE = ("已上线", "部分上线")
YES_NO = ("是", "否")


def _own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """From when to when somebody was on site, how many days that is, and the sessions signed for."""
    trips = look_up(known, "project.trips") or ()
    arrived = [day for t in trips if (day := day_of(look_up(t, "arrived_at")))]
    returned = [day_of(look_up(t, "returned_at")) for t in trips if look_up(t, "arrived_at")]
    start, end = min(arrived, default=None), _latest(returned)
    documents = look_up(known, "project.documents") or ()
    papers = [d for d in documents if look_up(d, "kind") == SIGN_IN and look_up(d, "revision")]
    return {
        "period": f"{_dated(start)}至{_dated(end)}" if start and end else "",
        "days": (end - start).days + 1 if start and end else "",
        "sessions": len(papers) or "",
        "attendances": sum(len(look_up(d, "payload.people") or ()) for d in papers) or "",
    }


def _latest(days: Sequence[date | None]) -> date | None:
    """The last of the days; None while one of them lies ahead."""
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def _dated(day: date) -> str:
    return long_date(day).partition("(")[0]


def _derived(code: str, label: str, fact: str, **more: Any) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, **more)


def _count(code: str, label: str, **more: Any) -> Field:
    return Field(code=code, label=label, type=Type.NUMBER, least=0, most=99_999_999, **more)


_HEADER = Fields(
    code="header",
    fields=(
        _derived("project_name", "项目", "project.name", required=True, wide=True),
        _derived("hospital", "医院", "hospital.name", required=True),
        _derived("engineer", "工程师", "project.engineer.name"),
        Field(code="period", label="起止日期", source=Source.SUGGESTED, fact="own.period", required=True, max_length=60, wide=True, help="如 2026年3月11日至2026年5月13日"),
        _derived("planned_days", "计划天数", "order.planned_days", type=Type.NUMBER, unit="天"),
        Field(code="days", label="实际天数", type=Type.NUMBER, least=0, most=9999, unit="天", source=Source.SUGGESTED, fact="own.days"),
    ),
)  # fmt: skip
_MODULES = Rows(
    code="modules",
    title="模块完成表",
    columns=(
        Field(code="module", label="模块", type=Type.MODULE, options=LABELS, required=True, weight=7),
        Field(code="status", label="状态", type=Type.ENUM, options=(*LIVE, "未上线", "取消"), required=True, weight=4),
        Field(code="live_date", label="上线日期", type=Type.DATE, weight=4),
    ),
    blank=10,
    rules=(RowRule("status", LIVE, ("live_date",), "已上线的模块要有上线日期"),),
)
_STORY = Fields(
    code="story",
    fields=(
        Field(code="overview", label="项目概况", type=Type.LONG, required=True, max_length=5000),
        Field(code="course", label="实施过程", type=Type.LONG, required=True, max_length=10000),
    ),
)
_PROBLEMS = Rows(
    code="problems",
    title="问题清单",
    columns=(
        Field(code="problem", label="问题", type=Type.LONG, required=True, max_length=1000, weight=6),
        Field(code="cause", label="发生原因", type=Type.LONG, required=True, max_length=1000, weight=6),
        Field(code="handling", label="处理经过", type=Type.LONG, required=True, max_length=2000, weight=8),
        Field(code="better", label="更好的处理方式", type=Type.LONG, required=True, max_length=2000, weight=8, help="没有的填“无”"),
        Field(code="module", label="模块", type=Type.MODULE, options=LABELS, weight=5),
        Field(code="kept", label="是否入知识库", type=Type.ENUM, options=YES_NO, weight=3),
    ),
    blank=6,
)  # fmt: skip
_LEFT = Rows(
    code="left",
    title="遗留问题",
    columns=(
        Field(code="item", label="内容", type=Type.LONG, required=True, max_length=1000, weight=8),
        Field(code="responsible", label="责任人", max_length=40, weight=3),
        Field(code="plan", label="计划", type=Type.LONG, max_length=500, weight=6),
        Field(code="told", label="客户是否知情", type=Type.ENUM, options=YES_NO, weight=4),
    ),
    blank=4,
)
_CUSTOMER = Fields(
    code="customer",
    title="客户情况与关系",
    fields=(
        Field(code="relations", label="客户情况与关系", type=Type.LONG, max_length=5000, internal=True, help="仅公司内部可见，不打印、不导出"),
    ),
)  # fmt: skip
_LESSONS = Fields(
    code="lessons",
    fields=(
        Field(code="reusable", label="可复用成果(脚本/报表/字典)", type=Type.LONG, max_length=5000),
        Field(code="product", label="对产品建议", type=Type.LONG, max_length=5000),
        Field(code="process", label="对流程建议", type=Type.LONG, max_length=5000),
    ),
)
_FIGURES = Fields(
    code="figures",
    title="数据统计",
    fields=(
        _count("sessions", "培训场次", source=Source.SUGGESTED, fact="own.sessions"),
        _count("attendances", "培训人次", source=Source.SUGGESTED, fact="own.attendances"),
        _count("records", "导入记录数"),
        _count("interfaces", "调通接口数"),
        _count("problems", "处理问题数"),
    ),
)

_EXAMPLE_PROBLEMS = [
    {"problem": "双机切换后应用无法连接数据库。", "cause": "备机未登记浮动地址。", "handling": "补登浮动地址，重做切换试验三次。", "better": "安装前按双机切换检查表逐项核对，切换试验列入部署验收。", "module": "M01 系统管理/权限", "kept": "是"},
    {"problem": "上线首日 2 号窗口日结不平。", "cause": "收费员重复补打发票，作废票号未登记。", "handling": "核对票据使用记录，补登作废票号后重新结账。", "better": "强化培训时增加补打票据的练习，上线首日由讲师在窗口值守。", "module": "M06 门诊收费", "kept": "是"},
    {"problem": "医保测试环境连续两天无法签到。", "cause": "医保局更换前置机证书，未通知医院。", "handling": "联系局方更新证书后恢复。", "better": "无", "module": "M32 医保接口", "kept": "否"},
]  # fmt: skip
_EXAMPLE_FACTS = {
    "project": {
        "name": "云溪县人民医院HealthOne升级项目",
        "engineer": {"name": "陆行舟"},
        "trips": [
            {"arrived_at": "2026-03-11T09:40:00+08:00", "returned_at": "2026-05-13T17:00:00+08:00"},
            {"arrived_at": "2026-04-01T10:15:00+08:00", "returned_at": "2026-05-08T16:00:00+08:00"},
        ],
        "documents": [
            {"kind": SIGN_IN, "revision": 1, "payload": {"people": [{"name": "尹沐晴"}] * came}}
            for came in (82, 11, 11, 6, 14, 15, 12, 12, 9)
        ],
    },
    "hospital": {"name": "云溪县人民医院"},
    "order": {"number": "PQ-2026-0001", "planned_days": 60},
}

KIND = Kind(
    code="implementation_summary",
    title="实施总结报告",
    aliases=("实施总结", "项目实施总结", "项目实施总结报告"),
    medium=Medium.ELECTRONIC,
    series="ZR",
    clause="手册 六-1",
    authors=(Role.ENGINEER, Role.TRAINER),
    issuers=(Role.ENGINEER, Role.TRAINER, Role.SUPERVISOR),
    needs=("order.accepted",),
    own=_own,
    blocks=(_HEADER, _MODULES, _STORY, _PROBLEMS, _LEFT, _CUSTOMER, _LESSONS, _FIGURES),
    example={
        "facts": _EXAMPLE_FACTS,
        "payload": {
            "header": {},
            "modules": [
                {"module": "M06 门诊收费", "status": "已上线", "live_date": "2026-05-03"},
                {"module": "M09 药库", "status": "已上线", "live_date": "2026-05-03"},
                {"module": "M13 住院护士站", "status": "部分上线", "live_date": "2026-05-06"},
                {"module": "M32 医保接口", "status": "已上线", "live_date": "2026-05-03"},
                {"module": "M36 自助机/微信/移动支付", "status": "未上线"},
            ],
            "story": {
                "overview": "云溪县人民医院由 CNHIS 升级为 HealthOne，开放床位 300 张，实施门诊、住院、药品、医保共 12 个模块，采用一次割接。",
                "course": "3 月 11 日到场，3 月 13 日完成调研。3 月 24 日完成服务器部署，4 月 1 日完成基础资料导入。\n4 月 2 日至 4 月 29 日分科培训并考核，4 月 27 日医保接口通过审核。\n5 月 2 日夜间割接，5 月 3 日全院启用，5 月 11 日通过验收。",
            },
            "problems": _EXAMPLE_PROBLEMS,
            "left": [
                {"item": "自助机支付待银行开通商户号", "responsible": "白芷若", "plan": "商户号开通后三个工作日内调通", "told": "是"},
            ],
            "customer": {"relations": "信息科配合积极，财务科对报表格式要求较多，重要变更须先与分管院长沟通。"},
            "lessons": {
                "reusable": "收费项目价格核对脚本；按险种小计的日结报表。",
                "product": "补打票据时提示登记作废票号。",
                "process": "建议在出差前向医院发放双机切换检查表。",
            },
            "figures": {"records": 48216, "interfaces": 2, "problems": 37},
        },
    },
)  # fmt: skip
