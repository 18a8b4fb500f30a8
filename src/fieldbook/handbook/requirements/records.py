"""手册 一, 二-0, 二-1, 四: what is met by a record (when, with whom, what came of it), and the report of arrival."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from fieldbook.engine.calendar import add_workdays, close_of, local_date
from fieldbook.engine.requirements import Finding, Place, Requirement, Status
from fieldbook.handbook.catalogue.dispatch import RECORDED_BY, RECORDS, Owed
from fieldbook.handbook.dues import due_of, not_owed
from fieldbook.handbook.facts import Facts, GoLiveFacts, TravelFacts, TripFacts
from fieldbook.handbook.roles import Role

_PARTS: dict[str, type[TravelFacts] | type[GoLiveFacts]] = {"dispatch": TravelFacts, "golive": GoLiveFacts}


@dataclass(frozen=True, slots=True)
class Record:
    """A duty met by a record: its title, what has to be written down, and what must be done before it."""

    title: str
    what: str
    needs: tuple[str, ...] = ()


_BEFORE_LIVE = (
    "document.issued:go_live_notice",
    "document.issued:cutover_plan",
    "self_test.done",
    "user_test.done",
    "stocktake.done",
    "contacts.named",
    "support.arranged",
)
WORDS: dict[str, Record] = {
    "sales.talked": Record("与签单市场人员沟通", "沟通的时间、对象和要点"),
    "site.asked": Record("询问现场准备情况", "询问的时间、对象和硬件准备情况"),
    "arrival.told": Record("告知客户到达时间", "告知的时间、对象和接待安排"),
    "lodging.settled": Record("落实食宿", "食宿安排；条件不好的，写明已向公司反映"),
    "meeting.held": Record("召开实施动员会", "会议时间、参加人和要点"),
    "self_test.done": Record("上线前自测", "测试范围、发现的问题和处理结果"),
    "user_test.done": Record("用户测试", "参加的操作员、测试范围和结果"),
    "stocktake.done": Record("库房盘点", "盘点的库房、时间和差异处理"),
    "contacts.named": Record("明确上线日各区域负责人", "各区域负责人和电话"),
    "support.arranged": Record("落实公司内部支援渠道", "支援人员、联系方式和值守时间"),
    "system.live": Record("系统上线", "启用的时间和范围", _BEFORE_LIVE),
    "acceptance.asked": Record("申请验收", "向院方系统负责人申请的时间和答复", ("system.live",)),
}


def _recorded(code: str) -> Callable[[Facts, datetime], Iterable[Finding]]:
    owed, words, part = RECORDS[code], WORDS[code], _PARTS[RECORDED_BY[code]]

    def find(facts: Facts, at: datetime) -> Iterable[Finding]:
        order = facts.core.order
        if order is None:
            return
        if why := _not_owed(owed, facts, order.type):
            yield Finding(
                code=code, clause=owed.clause, title=words.title, status=Status.NOT_APPLICABLE, reason=why
            )
            return
        done = facts.get(part).done.get(code)
        yield Finding(
            code=code,
            clause=owed.clause,
            title=words.title,
            status=Status.MET if done else Status.UNMET,
            proofs=(done.by,) if done else (),
            reason="" if done else f"尚未登记，请登记{words.what}。",
            who=facts.core.doer,
            due=due_of(owed, facts),
            met_at=done.at if done else None,
            at=Place("proof", facts.core.id, f"{code}:"),
        )

    return find


def _not_owed(owed: Owed, facts: Facts, type_: str) -> str:
    return not_owed(owed, facts) if owed.applies(type_) else f"派遣类型“{type_}”不需要这一项。"


def _arrivals(facts: Facts, at: datetime) -> Iterable[Finding]:
    """The report of arrival at once (手册 一-6): registering it tells the supervisor."""
    for trip in facts.core.trips:
        done = trip.arrived_at
        yield Finding(
            code="arrival.reported",
            subject=trip.id,
            clause="手册 一-6",
            title=f"{trip.person}到场报告",
            status=Status.MET if done else Status.UNMET,
            proofs=(trip.id,) if done else (),
            reason="" if done else "到达后请立即登记到达，系统随即告知部门主管。",
            who=trip.role,
            person=trip.person_id,
            due=close_of(trip.planned_arrival, facts.core.policy.close_of_business),
            met_at=done,
            at=Place("project", facts.core.id, "trips"),
        )


def _settled(facts: Facts, at: datetime) -> Iterable[Finding]:
    """A trip is closed when what fell due in it is done and the rest has been taken over (手册 六)."""
    policy = facts.core.policy
    for trip in facts.core.trips:
        if trip.returned_at is None:
            continue
        heir = trip.successor
        last = add_workdays(local_date(trip.returned_at), policy.settle_after_return, policy.holidays)
        yield Finding(
            code="trip.settled",
            subject=trip.id,
            clause="手册 六-2",
            title=f"{trip.person}出差注销",
            status=Status.MET if trip.settled_at else Status.UNMET,
            reason=_settling(trip),
            proofs=(trip.id,) if trip.settled_at else (),
            who=Role.SUCCESSOR if heir else trip.role,
            person=heir.id if heir else trip.person_id,
            due=close_of(last, policy.close_of_business),
            met_at=trip.settled_at,
            at=Place("project", facts.core.id, "trips"),
        )


def _settling(trip: TripFacts) -> str:
    if trip.settled_at:
        return ""
    if trip.successor:
        return f"已移交 {len(trip.passed)} 项，等待{trip.successor.name}核对清单后接收。"
    return "完成出差期间到期的事项后注销；其余的列出清单移交接手人。"


REQUIREMENTS = (
    *(Requirement(code, row.clause, WORDS[code].title, _recorded(code)) for code, row in RECORDS.items()),
    Requirement("arrival.reported", "手册 一-6", "到场报告", _arrivals),
    Requirement("trip.settled", "手册 六-2", "出差注销", _settled),
)
