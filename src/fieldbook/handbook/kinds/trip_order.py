"""出差任务书 (手册 一-3 to 一-7; domain 1.2): what the trip is for, and how and when the traveller arrives.

Signed by the supervisor before departure; the lower part (注销) is completed on return.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from fieldbook.engine.calendar import is_workday
from fieldbook.engine.flow import look_up, rows_of, show
from fieldbook.engine.kinds import (
    Field,
    Fields,
    Given,
    Kind,
    Medium,
    Per,
    Prose,
    Rows,
    Rule,
    Signatures,
    Signer,
    Source,
    Type,
)
from fieldbook.handbook.catalogue.modules import LABELS
from fieldbook.handbook.kinds.moments import day_of, moment_of
from fieldbook.handbook.roles import Role

PURPOSES = ("实施", "上线支持", "培训", "验收", "售后", "接口")
SLEEPER, PLANE = "火车硬卧", "飞机"
MODES = (SLEEPER, "硬座", "软卧", "高铁", PLANE, "汽车", "自驾")
REFUNDED = "退票"
OFFICE_HOURS = ((time(8), time(12)), (time(14), time(17, 30)))
"""When a hospital receives visitors on a working day (domain 1.2, assumed)."""


def _in_office_hours(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    plan = payload.get("plan") or {}
    at = moment_of(plan.get("arrive_at"))
    if at is None or plan.get("arrival_reason"):
        return
    working = is_workday(at.date(), look_up(facts, "project.policy.holidays"))
    if not working or not any(start <= at.time() <= end for start, end in OFFICE_HOURS):
        told = show(at, Type.DATETIME)
        yield (
            "plan/arrival_reason",
            f"预计到达 {told} 不在客户上班时间（工作日 08:00–12:00、14:00–17:30），请改时间，或由部门主管写明理由",
        )


def _one_after_the_other(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    plan = payload.get("plan") or {}
    depart, arrive, back = (moment_of(plan.get(code)) for code in ("depart_at", "arrive_at", "return_at"))
    if depart and arrive and arrive < depart:
        yield "plan/arrive_at", "预计到达早于出发，请改正其中一个"
    if arrive and back and back < arrive:
        yield "plan/return_at", "预计返回早于预计到达，请改正其中一个"


def _reasons(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    """Any way to travel but the hard sleeper has its reason; a returned ticket needs none."""
    legs = [r for r in payload.get("itinerary") or () if r.get("status") != REFUNDED]
    modes = {r.get("mode") for r in legs}
    given = payload.get("travel") or {}
    if PLANE in modes and not given.get("plane_reason"):
        yield "travel/plane_reason", "行程中有飞机，请写明理由，如票价合适或时间紧"
    others = "、".join(m for m in MODES if m in modes - {SLEEPER, PLANE})
    if others and not given.get("mode_reason"):
        yield "travel/mode_reason", f"行程中有{others}，请写明不乘火车硬卧的理由"


def _ordered(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    """A change of site has its day, its place, and the supervisor who ordered it."""
    asked = [c for c in _RELOCATIONS.columns if c.code in ("date", "after", "approver")]
    for index, row in enumerate(rows_of(_RELOCATIONS, payload, None)):
        if any(row.get(c.code) for c in _RELOCATIONS.columns):
            missing = (c for c in asked if not row.get(c.code))
            yield from ((f"relocations/{index}/{c.code}", f"变更地点要写明{c.label}") for c in missing)


def _own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Whose department, the day of return, and what has been handed in since."""
    trip = known.get("trip")
    returned = look_up(trip, "returned_at")
    own_id, name = look_up(trip, "person_id"), look_up(trip, "person")
    people = look_up(known, "project.engineers") or ()
    mine = [p for p in people if (look_up(p, "id") == own_id if own_id else look_up(p, "name") == name)]
    return {
        "department": look_up(mine[0], "department") if mine else "",
        "returned_date": day_of(returned),
        "handed_in": _handed_in(known, own_id) if returned else "",
    }


def _handed_in(known: Mapping[str, Any], person: str | None) -> str:
    documents = look_up(known, "facts.core.documents") or ()
    received = [d for d in documents if d.original_at and d.person in ("", person)]
    return f"已收到原件 {len(received)} 份" if received else "尚未收到原件"


def _derived(code: str, label: str, fact: str, **more: Any) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, **more)


_HEADER = Fields(
    code="header",
    fields=(
        _derived("number", "任务书编号", "document.number"),
        _derived("order_number", "关联派遣单", "order.number"),
        _derived("person", "出差人", "trip.person", required=True),
        _derived("department", "部门", "own.department"),
        Field(code="companions", label="同行人", type=Type.PERSONS, help="可多选，也可不填"),
        Field(code="purpose", label="事由", type=Type.ENUM, options=PURPOSES, required=True),
        _derived("hospital", "目的地(医院)", "hospital.name", required=True),
        Field(code="city", label="目的地(城市)", max_length=40),
    ),
)
_PLAN = Fields(
    code="plan",
    title="时间",
    fields=(
        Field(code="depart_at", label="出发", type=Type.DATETIME, required=True),
        Field(code="arrive_at", label="预计到达", type=Type.DATETIME, required=True, help="须在客户上班时间：工作日 08:00–12:00、14:00–17:30"),
        Field(code="return_at", label="预计返回", type=Type.DATETIME),
        Field(code="arrival_reason", label="非上班时间到达的理由", type=Type.LONG, max_length=300, help="由部门主管填写"),
    ),
)  # fmt: skip
_ITINERARY = Rows(
    code="itinerary",
    title="行程",
    columns=(
        Field(code="date", label="日期", type=Type.DATE, required=True, weight=11),
        Field(code="start", label="起点", required=True, max_length=40, weight=4),
        Field(code="end", label="终点", required=True, max_length=40, weight=4),
        Field(code="mode", label="交通方式", type=Type.ENUM, options=MODES, required=True, weight=5),
        Field(code="ticket", label="车次航班", max_length=40, weight=5),
        Field(code="fare", label="预计票价", type=Type.DECIMAL, least=0, most=99999, weight=5),
        Field(code="booker", label="订票人", type=Type.PERSON, weight=4),
        Field(code="status", label="状态", type=Type.ENUM, options=("待订", "已订", "改签", REFUNDED), weight=8),
    ),
    blank=5,
    least=1,
    note="按先后每段一行，票价以元计。优先选择火车硬卧。",
)
_TRAVEL = Fields(
    code="travel",
    title="交通、食宿与携带物品",
    fields=(
        Field(code="plane_reason", label="选择飞机的理由", type=Type.LONG, max_length=300),
        Field(code="mode_reason", label="其他交通方式的理由", type=Type.LONG, max_length=300, help="火车硬卧、飞机以外的方式"),
        Field(code="lodging", label="食宿约定", type=Type.ENUM, options=("客户安排", "自理", "协议酒店")),
        Field(code="advance", label="预借差旅费金额", type=Type.NUMBER, least=0, most=999999, unit="元"),
        Field(code="lodging_note", label="食宿说明", max_length=300, wide=True),
        Field(code="luggage", label="携带资料/设备", type=Type.CHOICES, options=("打印好的表单", "笔记本电脑", "加密狗", "线缆"), wide=True),
        Field(code="luggage_note", label="其他携带物品", max_length=300, wide=True),
    ),
)  # fmt: skip
_GOALS = Rows(
    code="goals",
    title="任务目标",
    columns=(
        Field(code="goal", label="目标", required=True, max_length=200, weight=6),
        Field(code="module", label="模块", type=Type.MODULE, options=LABELS, weight=4),
        Field(code="standard", label="完成标准", max_length=200, weight=6),
        Field(code="due", label="期限", type=Type.DATE, weight=4),
    ),
    blank=4,
    least=1,
)
_RELOCATIONS = Rows(
    code="relocations",
    title="变更地点记录",
    columns=(
        Field(code="date", label="日期", type=Type.DATE, weight=4),
        Field(code="before", label="原地点", max_length=60, weight=4),
        Field(code="after", label="新地点", max_length=60, weight=4),
        Field(code="reason", label="原因", max_length=200, weight=6),
        Field(code="approver", label="批准主管", type=Type.PERSON, weight=3),
    ),
    given=(Given("first", {}), Given("second", {})),  # lines to write on: the paper is signed before anybody moves
    blank=0,
    note="只有本人主管可以安排变更地点，其他人的要求可以拒绝。",
)

KIND = Kind(
    code="trip_order",
    title="出差任务书",
    per=Per.TRIP,
    medium=Medium.BOTH,
    series="RW",
    clause="手册 一-5",
    authors=(Role.ENGINEER, Role.TRAINER, Role.ASSISTANT, Role.SUPERVISOR),
    issuers=(Role.SUPERVISOR,),
    needs=("order.accepted",),
    own=_own,
    blocks=(
        Prose(code="duties", text="出差前在部门助理处填写，经部门主管签字后方可出发。到达现场后立即向部门主管报到。", role="note"),
        _HEADER,
        _PLAN,
        _GOALS,
        _ITINERARY,
        _TRAVEL,
        Signatures(
            signers=(
                Signer(Role.TRAVELLER, "出差人"),
                Signer(Role.ASSISTANT, "部门助理"),
                Signer(Role.SUPERVISOR, "部门主管"),
            )
        ),
        Fields(code="arrival", title="到达", fields=(_derived("arrived_at", "到达登记", "trip.arrived_at", type=Type.DATETIME, wide=True),)),
        _RELOCATIONS,
        Fields(
            code="closing",
            title="注销",
            fields=(
                _derived("returned_date", "返回日期", "own.returned_date", type=Type.DATE),
                _derived("handed_in", "资料上交", "own.handed_in"),
                Field(code="claim_number", label="费用报销单号", max_length=40),
            ),
        ),
        Signatures(code="closing_signature", signers=(Signer(Role.SUPERVISOR, "主管确认"),)),
    ),
    rules=(
        Rule("手册 一-3", _in_office_hours),
        Rule("手册 一-5", _one_after_the_other),
        Rule("手册 一-4", _reasons),
        Rule("手册 一-7", _ordered),
    ),
    example={
        "facts": {
            "document": {"number": "RW-2026-0001"},
            "order": {"number": "PQ-2026-0001"},
            "trip": {"person": "陆行舟"},
            "project": {"engineers": [{"name": "陆行舟", "department": "实施一部"}]},
            "hospital": {"name": "云溪县人民医院"},
        },
        "payload": {
            "header": {"companions": ["白芷若"], "purpose": "实施", "city": "云溪县"},
            "plan": {
                "depart_at": "2026-03-10T18:20:00+08:00",
                "arrive_at": "2026-03-11T09:30:00+08:00",
                "return_at": "2026-05-08T16:00:00+08:00",
            },
            "itinerary": [
                {"date": "2026-03-10", "start": "江州", "end": "临溪", "mode": "火车硬卧", "ticket": "K1024", "fare": "186.5", "booker": "苏禾", "status": "已订"},
                {"date": "2026-03-11", "start": "临溪", "end": "云溪县", "mode": "汽车", "ticket": "早班车", "fare": "35", "booker": "陆行舟", "status": "待订"},
            ],
            "travel": {
                "mode_reason": "临溪至云溪县不通火车。",
                "lodging": "客户安排",
                "advance": 3000,
                "lodging_note": "住医院招待所，在职工食堂用餐。",
                "luggage": ["打印好的表单", "笔记本电脑", "加密狗"],
            },
            "goals": [
                {"goal": "完成门诊收费上线", "module": "M06 门诊收费", "standard": "各窗口当日结账平衡", "due": "2026-05-03"},
                {"goal": "医保接口通过审核", "module": "M32 医保接口", "standard": "取得医保局审核凭证", "due": "2026-04-28"},
            ],
        },
    },
)  # fmt: skip
