"""What a person's week says (手册 五-4; domain 1.4): the sections that the engineer's and the trainer's paper share.

Holds the sections, the rules over them and what they read of the trip. Refuses to say whose paper it is,
and until when it may be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from fieldbook.engine.flow import look_up
from fieldbook.engine.kinds import (
    Block,
    Field,
    Fields,
    Rows,
    Rule,
    Signatures,
    Signer,
    Source,
    Type,
)
from fieldbook.handbook.catalogue.modules import LABELS
from fieldbook.handbook.kinds.moments import day_of, workdays_between
from fieldbook.handbook.roles import Role, label

PHASES = (
    "调研", "基础资料", "部署", "培训/接口/票据", "启用通知", "自测", "用户测试", "割接准备", "上线", "观察期", "验收", "总结",
)  # fmt: skip
"""The phase words of a stay on site (domain 0.4, assumed)."""
WORK = ("调研", "基础资料", "部署", "培训", "接口", "报表票据", "测试", "上线", "维护", "沟通")
CAUSES = ("客户硬件", "客户人员", "资料未到", "软件缺陷", "接口方", "公司资源", "其他")
_INSIDE = "仅公司内部可见，不打印、不导出"


def own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Department and post of the person, the day of arrival, and the working days of the week on site."""
    trip = known.get("trip")
    mine = _whose(trip, look_up(known, "project.engineers") or ())
    role = look_up(mine, "role")
    return {
        "department": look_up(mine, "department") or "",
        "post": label(role) if role else "",
        "arrived_date": day_of(look_up(trip, "arrived_at")),
        "days": _days_on_site(trip, known),
    }


def _whose(trip: Any, people: Iterable[Any]) -> Any:
    """The person of the trip; None where the project does not know them."""
    by = ("person_id", "id") if look_up(trip, "person_id") else ("person", "name")
    return next((p for p in people if look_up(p, by[1]) == look_up(trip, by[0])), None)


def _told_days(known: Any) -> tuple[date, date] | None:
    """The days this week's paper tells of: from Sunday, which came after the last lock, to Saturday (手册 五-2)."""
    monday = day_of(look_up(known, "week.monday"))
    return (monday - timedelta(days=1), monday + timedelta(days=5)) if monday else None


def _days_on_site(trip: Any, known: Mapping[str, Any]) -> str:
    """Working days of the week between arrival and return, 调休 counted; empty where the week is unknown."""
    told = _told_days(known)
    if told is None:
        return ""
    arrived, returned = day_of(look_up(trip, "arrived_at")), day_of(look_up(trip, "returned_at"))
    first, last = max(told[0], arrived or told[0]), min(told[1], returned or told[1])
    return str(workdays_between(first, last, look_up(known, "project.policy.holidays")) or "")


def _in_the_week(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    """What was done was done in the week that the paper tells of."""
    told = _told_days(facts)
    for index, row in enumerate(payload.get("done") or ()):
        day = day_of(row.get("date"))
        if told and day and not told[0] <= day <= told[1]:
            yield f"done/{index}/date", f"{day} 不在本周填报的 {told[0]} 至 {told[1]} 之内，请改日期，或写入当周的周报"


def _somebody_asked(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    """Help is asked of a named colleague, who gets it as a to-do."""
    for index, row in enumerate(payload.get("undone") or ()):
        if row.get("help") and not row.get("helper"):
            yield f"undone/{index}/helper", "需要公司协助的，请写明由谁协助"


RULES = (Rule("手册 五-2", _in_the_week), Rule("手册 五-4", _somebody_asked))


def _derived(code: str, label: str, fact: str, **more: Any) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, **more)


HEADER = Fields(
    code="header",
    fields=(
        _derived("project_name", "项目名称", "project.name", required=True, wide=True),
        _derived("hospital", "医院名称", "hospital.name", required=True),
        _derived("person", "姓名", "trip.person", required=True),
        Field(code="post", label="岗位", max_length=40, source=Source.SUGGESTED, fact="own.post"),
        _derived("department", "部门", "own.department"),
        _derived("arrived_at", "到达日期", "own.arrived_date", type=Type.DATE),
        _derived("period", "周期", "week.words", required=True),
        Field(code="days", label="本周出勤天数", type=Type.DECIMAL, least=0, most=7, unit="天", source=Source.SUGGESTED, fact="own.days"),
        Field(code="overtime", label="加班小时", type=Type.DECIMAL, least=0, most=120, internal=True, help=_INSIDE),
        Field(code="phase", label="所在阶段", type=Type.ENUM, options=PHASES, wide=True),
    ),
)  # fmt: skip
DONE = Rows(
    code="done",
    title="本周完成的工作",
    columns=(
        Field(code="date", label="日期", type=Type.DATE, weight=5),
        Field(code="module", label="模块", type=Type.MODULE, options=LABELS, weight=5),
        Field(code="department", label="科室", max_length=40, weight=4),
        Field(code="work", label="工作内容", type=Type.LONG, required=True, max_length=1000, weight=13),
        Field(code="category", label="类别", type=Type.ENUM, options=WORK, weight=4),
        Field(code="hours", label="工时", type=Type.DECIMAL, least=0, most=168, weight=2, help="小时"),
        Field(code="result", label="结果", type=Type.ENUM, options=("完成", "部分"), weight=4),
    ),
    blank=8,
    least=1,
    note="工时以小时计。",
)
PROBLEMS = Rows(
    code="problems",
    title="重点问题及处理经过",
    columns=(
        Field(code="problem", label="问题", type=Type.LONG, required=True, max_length=1000, weight=7),
        Field(code="cause", label="原因", type=Type.LONG, required=True, max_length=1000, weight=6, help="尚未查明的填“待查”"),
        Field(code="handling", label="处理经过", type=Type.LONG, required=True, max_length=2000, weight=9),
        Field(code="solved", label="是否解决", type=Type.ENUM, options=("已解决", "部分", "未解决"), weight=4),
        Field(code="article", label="知识库链接", max_length=200, weight=4),
    ),
    blank=2,
)  # fmt: skip
PROGRESS = Fields(
    code="progress",
    title="大概进度",
    fields=(
        Field(code="words", label="大概进度", type=Type.LONG, required=True, max_length=2000, help="已完成什么，下一步做什么，预计几天后试运行"),
        Field(code="percent", label="进度%", type=Type.NUMBER, least=0, most=100),
    ),
)  # fmt: skip
UNDONE = Rows(
    code="undone",
    title="本周未完成的工作",
    columns=(
        Field(code="work", label="内容", type=Type.LONG, required=True, max_length=1000, weight=8),
        Field(code="reason", label="未完成原因", type=Type.LONG, required=True, max_length=1000, weight=8),
        Field(code="cause", label="原因类别", type=Type.ENUM, options=CAUSES, weight=4),
        Field(code="help", label="需要公司协助", type=Type.LONG, max_length=1000, internal=True, weight=6, help=_INSIDE),
        Field(code="helper", label="协助人", type=Type.PERSON, internal=True, weight=3, help=_INSIDE),
        Field(code="help_due", label="协助期限", type=Type.DATE, internal=True, weight=5, help=_INSIDE),
        Field(code="due", label="预计完成", type=Type.DATE, weight=5),
    ),
    blank=3,
)  # fmt: skip
DEMANDS = Rows(
    code="demands",
    title="客户提出的新要求",
    columns=(
        Field(code="who", label="提出人/科室", max_length=60, weight=4),
        Field(code="demand", label="要求", type=Type.LONG, required=True, max_length=1000, weight=9),
        Field(code="sort", label="类型", type=Type.ENUM, options=("缺陷", "合同内", "合同外", "政策"), weight=3),
        Field(code="urgency", label="紧急度", type=Type.ENUM, options=("紧急", "较急", "一般"), weight=3),
        Field(code="answer", label="答复", type=Type.LONG, max_length=1000, weight=7),
    ),
    blank=2,
)
NEXT = Rows(
    code="next",
    title="下周计划",
    columns=(
        Field(code="work", label="内容", type=Type.LONG, required=True, max_length=1000, weight=12),
        Field(code="due", label="计划完成", type=Type.DATE, weight=4),
    ),
    blank=3,
    note="意见：请医院系统负责人核对以上内容，有意见的写在左下方空白处，然后签字并注明日期。",
)
REVIEW = Fields(
    code="review",
    title="批阅",
    fields=(Field(code="supervisor", label="主管批阅", type=Type.LONG, max_length=2000, internal=True, help=_INSIDE),),
)
SIGNED = Signatures(signers=(Signer(Role.SITE_LEAD, "医院系统负责人"),))


def sections(*after_done: Block) -> tuple[Block, ...]:
    """All sections in printed order, with those of one paper alone right after the work that was done."""
    return (HEADER, DONE, *after_done, PROBLEMS, PROGRESS, UNDONE, DEMANDS, NEXT, SIGNED, REVIEW)
