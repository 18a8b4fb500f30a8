"""出差记录 (手册 六-3; domain 1.22): what became of the trip, completed with the supervisor on return.

Nearly all of it is read from the trip order, the trip and the receipts; what is typed is the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from fieldbook.engine.calendar import ZONE
from fieldbook.engine.flow import look_up
from fieldbook.engine.kinds import (
    Field,
    Fields,
    Kind,
    Medium,
    Per,
    Rows,
    Signatures,
    Signer,
    Source,
    Type,
)
from fieldbook.handbook.facts import (
    DocumentFacts,
    Facts,
    HospitalFacts,
    OrderFacts,
    PersonFacts,
    ProjectFacts,
    TripFacts,
)
from fieldbook.handbook.kinds.moments import day_of, workdays_between
from fieldbook.handbook.kinds.trip_order import REFUNDED
from fieldbook.handbook.roles import Role

TRIP_ORDER = "trip_order"


def _own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The trip order in force of this trip with its plan and goals, the way there and back, days, papers received."""
    trip, documents = known.get("trip"), look_up(known, "facts.core.documents") or ()
    key = look_up(trip, "id")
    order = next((d for d in documents if d.kind == TRIP_ORDER and d.key == key and d.revision), None)
    task: Mapping[str, Any] = order.payload if order else {}
    plan = task.get("plan") or {}
    return {
        "trip_order": order.number if order else "",
        "planned": {
            "depart": plan.get("depart_at", ""),
            "arrive": plan.get("arrive_at", ""),
            "back": plan.get("return_at", ""),
        },
        "goals": task.get("goals") or [],
        "events": sorted(_events(task, trip, look_up(known, "hospital.name") or ""), key=lambda e: e["date"]),
        "days": _days(plan, trip, known),
        "handed_in": [_received(d) for d in documents if _is_brought_home(d, look_up(trip, "person_id"))],
    }


def _events(task: Mapping[str, Any], trip: Any, hospital: str) -> Iterator[dict[str, str]]:
    """Every leg that was travelled, every change of site, arrival and return, each on its day."""
    for leg in task.get("itinerary") or ():
        if leg.get("status") != REFUNDED:
            ride = " ".join(filter(None, (leg.get("mode"), leg.get("ticket"))))
            way = f"{leg.get('start', '')}至{leg.get('end', '')}"
            yield {"date": leg.get("date", ""), "place": way, "matter": ride}
    for change in task.get("relocations") or ():
        told = f"由{change.get('approver', '')}批准变更地点"
        why = f"：{change['reason']}" if change.get("reason") else ""
        yield {"date": change.get("date", ""), "place": change.get("after", ""), "matter": told + why}
    for step, matter in (("arrived_at", "到达现场"), ("returned_at", "返回")):
        if day := day_of(look_up(trip, step)):
            yield {"date": day.isoformat(), "place": hospital if step == "arrived_at" else "公司", "matter": matter}


def _days(plan: Mapping[str, Any], trip: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    """Working days on site, planned against actual; the order's planned finish stands where no return was planned."""
    holidays = look_up(known, "project.policy.holidays")
    arrive = day_of(plan.get("arrive_at")) or day_of(look_up(trip, "planned_arrival"))
    back = day_of(plan.get("return_at")) or day_of(look_up(known, "order.planned_finish"))
    planned = workdays_between(arrive, back, holidays)
    actual = workdays_between(day_of(look_up(trip, "arrived_at")), day_of(look_up(trip, "returned_at")), holidays)
    return {"planned": planned, "actual": actual, "apart": _apart(planned, actual)}


def _apart(planned: int | None, actual: int | None) -> str:
    if planned is None or actual is None:
        return ""
    more = actual - planned
    return f"{'多' if more > 0 else '少'} {abs(more)} 天" if more else "与计划一致"


def _is_brought_home(document: DocumentFacts, person: str | None) -> bool:
    """A paper in force of the project or of this traveller, but for the record itself."""
    return bool(document.revision and document.kind != "trip_record" and document.person in ("", person))


def _received(document: DocumentFacts) -> dict[str, Any]:
    """One line: in which forms the paper is here; who took the original, where that is known."""
    suffix = f"（{document.suffix}）" if document.suffix else ""
    return {
        "document": document.title + suffix,
        "electronic": "有",
        "scan": "有" if document.scanned_at else "",
        "original": "有" if document.original_at else "",
        "receiver": document.original_by,
        "date": day_of(document.original_at),
    }


def _derived(code: str, label: str, fact: str = "", **more: Any) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, **more)


_HEADER = Fields(
    code="header",
    fields=(
        _derived("order_number", "派遣单编号", "order.number"),
        _derived("trip_order", "任务书编号", "own.trip_order"),
        _derived("person", "出差人", "trip.person", required=True),
        _derived("hospital", "医院", "hospital.name", required=True),
        _derived("planned_departure", "计划出发", "own.planned.depart", type=Type.DATETIME),
        _derived("departed_at", "实际出发", "trip.departed_at", type=Type.DATETIME),
        _derived("planned_arrival", "计划到达", "own.planned.arrive", type=Type.DATETIME),
        _derived("arrived_at", "实际到达", "trip.arrived_at", type=Type.DATETIME),
        _derived("planned_return", "计划返回", "own.planned.back", type=Type.DATETIME),
        _derived("returned_at", "实际返回", "trip.returned_at", type=Type.DATETIME),
    ),
)
_DAYS = Fields(
    code="days",
    title="在场工作日",
    fields=(
        _derived("planned_days", "计划在场工作日", "own.days.planned", unit="天"),
        _derived("actual_days", "实际在场工作日", "own.days.actual", unit="天"),
        _derived("apart", "相差工作日", "own.days.apart"),
    ),
    note="到达日、返回日各计一天，节假日和调休按国家规定计算。",
)
_EVENTS = Rows(
    code="events",
    title="出差经过",
    columns=(
        _derived("date", "日期", type=Type.DATE, weight=3),
        _derived("place", "地点", weight=5),
        _derived("matter", "事项", weight=7),
    ),
    fact="own.events",
    blank=8,
)
_GOALS = Rows(
    code="goals",
    title="任务目标",
    columns=(
        _derived("goal", "目标", weight=5),
        _derived("module", "模块", weight=4),
        _derived("standard", "完成标准", weight=5),
        _derived("due", "期限", type=Type.DATE, weight=4),
    ),
    fact="own.goals",
    blank=4,
)
_RESULTS = Rows(
    code="results",
    title="目标完成情况",
    columns=(
        Field(code="goal", label="目标", required=True, max_length=200, weight=5, help="照任务目标填写，可只写序号"),
        Field(
            code="result",
            label="完成情况",
            type=Type.ENUM,
            options=("完成", "部分", "未完成"),
            required=True,
            weight=3,
        ),
        Field(code="remark", label="说明", type=Type.LONG, max_length=500, weight=6),
    ),
    blank=4,
)
_HANDED_IN = Rows(
    code="handed_in",
    title="文档上交情况",
    columns=(
        _derived("document", "文档", weight=7),
        _derived("electronic", "电子", weight=2),
        _derived("scan", "签字件", weight=2),
        _derived("original", "原件", weight=2),
        _derived("receiver", "接收人", weight=3),
        _derived("date", "日期", type=Type.DATE, weight=4),
    ),
    fact="own.handed_in",
    blank=12,
    note="日期为收到原件的日期。",
)
_HANDOVER = Rows(
    code="handover",
    title="移交事项",
    columns=(
        Field(code="item", label="事项", required=True, max_length=300, weight=7),
        Field(code="successor", label="接手人", type=Type.PERSON, required=True, weight=3),
        Field(code="due", label="期限", type=Type.DATE, weight=4),
        Field(code="remark", label="说明", max_length=300, weight=5),
    ),
    blank=3,
)
_REMARKS = Fields(
    code="remarks",
    title="备注",
    fields=(
        Field(code="lodging", label="食宿与交通情况", type=Type.LONG, max_length=1000, internal=True, help="仅公司内部可见，不打印、不导出"),
        Field(code="supervisor", label="主管意见", type=Type.LONG, max_length=1000, internal=True, help="仅公司内部可见，不打印、不导出"),
    ),
)  # fmt: skip


_EXAMPLE_TASK = {
    "plan": {
        "depart_at": "2026-03-10T18:20:00+08:00",
        "arrive_at": "2026-03-11T09:30:00+08:00",
        "return_at": "2026-05-08T16:00:00+08:00",
    },
    "itinerary": [
        {"date": "2026-03-10", "start": "江州", "end": "临溪", "mode": "火车硬卧", "ticket": "K1024"},
        {"date": "2026-03-11", "start": "临溪", "end": "云溪县", "mode": "汽车"},
    ],
    "goals": [
        {
            "goal": "完成门诊收费上线",
            "module": "M06 门诊收费",
            "standard": "各窗口当日结账平衡",
            "due": "2026-05-03",
        },
        {
            "goal": "医保接口通过审核",
            "module": "M32 医保接口",
            "standard": "取得医保局审核凭证",
            "due": "2026-04-28",
        },
    ],
}


def _paper(kind: str, title: str, **more: Any) -> DocumentFacts:
    issued = datetime(2026, 5, 8, 10, tzinfo=ZONE)
    return DocumentFacts(id=title, kind=kind, key="", number="", title=title, revision=1, scanned_at=issued, **more)


def _example_facts() -> dict[str, Any]:
    """The trip of the example as the record would know it."""
    trip = TripFacts(
        id="trip-1", person="陆行舟", person_id="luxz", planned_arrival=date(2026, 3, 11),
        departed_at=datetime(2026, 3, 10, 18, 5, tzinfo=ZONE), arrived_at=datetime(2026, 3, 11, 9, 40, tzinfo=ZONE),
        returned_at=datetime(2026, 5, 13, 17, 0, tzinfo=ZONE),
    )  # fmt: skip
    order = OrderFacts(
        id="order-1", number="PQ-2026-0001", type="升级割接", planned_arrival=date(2026, 3, 11), planned_days=60,
        planned_finish=date(2026, 5, 8), issued_at=datetime(2026, 3, 2, 9, tzinfo=ZONE),
    )  # fmt: skip
    home = datetime(2026, 5, 14, 9, tzinfo=ZONE)
    task_order = DocumentFacts(
        id="task", kind=TRIP_ORDER, key=trip.id, number="RW-2026-0001", title="出差任务书", person="luxz", revision=1,
        scanned_at=home, original_at=home, payload=_EXAMPLE_TASK,
    )  # fmt: skip
    papers = (
        task_order,
        _paper("survey_report", "初步调研报告", original_at=home),
        _paper("implementation_plan", "实施计划表", original_at=home),
        _paper("go_live_notice", "系统启用通知书"),
    )
    core = ProjectFacts(
        id="project-1", number="XM-2026-0001", name="云溪县人民医院HealthOne升级项目", product_line="HealthOne",
        hospital=HospitalFacts(name="云溪县人民医院"), engineers=(PersonFacts(id="luxz", name="陆行舟"),), order=order,
        trips=(trip,), documents=papers,
    )  # fmt: skip
    return {"facts": Facts(core), "project": core, "hospital": core.hospital, "order": order, "trip": trip}


KIND = Kind(
    code="trip_record",
    title="出差记录",
    per=Per.TRIP,
    medium=Medium.ELECTRONIC,
    series="CC",
    clause="手册 六-3",
    authors=(Role.ENGINEER, Role.TRAINER, Role.SUPERVISOR),
    issuers=(Role.SUPERVISOR,),
    needs=("order.accepted",),
    own=_own,
    blocks=(
        _HEADER,
        _DAYS,
        _EVENTS,
        _GOALS,
        _RESULTS,
        _HANDED_IN,
        _HANDOVER,
        _REMARKS,
        Signatures(signers=(Signer(Role.TRAVELLER, "出差人"), Signer(Role.SUPERVISOR, "部门主管"))),
    ),
    example={
        "facts": _example_facts(),
        "payload": {
            "results": [
                {"goal": "完成门诊收费上线", "result": "完成", "remark": "5 月 3 日上线，首周各窗口结账平衡。"},
                {"goal": "医保接口通过审核", "result": "完成", "remark": "4 月 27 日取得医保局审核凭证。"},
            ],
            "handover": [
                {"item": "跟踪检验科两台新增仪器的接口协议", "successor": "白芷若", "due": "2026-05-29", "remark": "已与检验科说明"},
            ],
            "remarks": {"lodging": "住医院招待所，热水供应不稳定。", "supervisor": "按期完成，移交清楚。"},
        },
    },
)  # fmt: skip
