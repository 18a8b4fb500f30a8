"""When a paper or a record is due, and on which condition it is owed (domain 1.20, 1.20b; assumed where the handbook is silent).

Holds the anchors and conditions that the rows of `catalogue.dispatch` name. Refuses to hold the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fieldbook.engine.calendar import add_workdays, close_of, copy_days, local_date, lock_of, next_workday
from fieldbook.handbook.catalogue.dispatch import OWED, Owed
from fieldbook.handbook.catalogue.modules import CNHIS, HEALTHONE
from fieldbook.handbook.catalogue.teaching import TEACHING
from fieldbook.handbook.facts import ConditionFacts, DocumentFacts, Facts, GoLiveFacts, ProjectFacts, TrainingFacts
from fieldbook.handbook.roles import Role
from fieldbook.handbook.subjects import Subject, returned

STORES = frozenset({"M09", "M10", "M11", "M24", "M25"})
"""Modules that keep stock: drug stores and pharmacies, goods, consumables (手册 四-3)."""


def go_live_date(core: ProjectFacts) -> date | None:
    """The planned go-live: of the plan in force, else the wished one."""
    return _told(core, "implementation_plan", "header", "go_live_date") or wished_go_live(core)


def wished_go_live(core: ProjectFacts) -> date | None:
    """The go-live that the hospital wished in the survey in force, else the order's planned finish."""
    wished = _told(core, "survey_report", "hospital", "wished_date")
    return wished or (core.order.planned_finish if core.order else None)


def _told(core: ProjectFacts, kind: str, block: str, field: str) -> date | None:
    for paper in core.documents_of(kind):
        told = (paper.payload.get(block) or {}).get(field)
        if paper.revision and told:
            return date.fromisoformat(told)
    return None


@dataclass(frozen=True, slots=True)
class GoLive:
    """The go-live as planned and as it can be expected by now, with what puts it off; `live` once it happened."""

    planned: date
    expected: date
    why: str = ""
    live: date | None = None


def go_live_of(facts: Facts, at: datetime) -> GoLive | None:
    """Planned against expected go-live at the moment `at`; None where this dispatch puts nothing into use.

    Expected is the plan, or later: the notice comes some working days before (手册 三-4), and not before the last critical
    condition that is still open was promised (手册 二-2). An estimate from facts (assumed).
    """
    core = facts.core
    planned = go_live_date(core)
    if planned is None or core.order is None or not OWED["go_live_notice"].applies(core.order.type):
        return None
    if done := facts.get(GoLiveFacts).done.get("system.live"):
        return GoLive(planned, done.on, live=done.on)
    today, policy = local_date(at), core.policy
    promised = [
        (c.promised_date or today, f"关键条件“{c.item}”尚未到位")
        for c in facts.get(ConditionFacts).conditions
        if c.critical and c.proven is None
    ]
    ready, why = max([(today, "启用通知书尚未签发"), *promised])
    if any(d.revision for d in core.documents_of("go_live_notice")):
        return GoLive(planned, max(planned, today))
    earliest = add_workdays(max(ready, today), policy.notice_before_go_live, policy.holidays)
    return GoLive(planned, earliest, why) if earliest > planned else GoLive(planned, planned)


def due_of(owed: Owed, facts: Facts, subject: Subject | None = None) -> datetime | None:
    """When what a row asks for is due; None where its anchor still lies in the unknown."""
    about = subject or Subject(start=_day(facts.core.arrived_at), end=_day(returned(facts.core)))
    return _ANCHORS[owed.anchor](owed, facts, about) if owed.anchor else None


def signed_due(owed: Owed, facts: Facts, paper: DocumentFacts) -> tuple[datetime | None, datetime | None]:
    """When the signed copy of a paper in force is due, and until when it is not late (手册 五-3)."""
    core = facts.core
    if owed.signed == "friday":
        monday = date.fromisoformat(paper.key.rpartition(".")[2])
        friday, grace = copy_days(monday, core.policy.holidays)
        return _close(core, friday), _close(core, grace)
    if owed.signed == "session":
        held = (paper.payload.get("header") or {}).get("date")
        return (_midnight(date.fromisoformat(held) + timedelta(days=1)), None) if held else (None, None)
    if owed.signed == "leaving":
        return next((t.returned_at for t in core.trips if t.id == paper.key), None), None
    issued = local_date(paper.issued_at) if paper.issued_at else None
    return (_after(core, issued, core.policy.scan_after_issue), None) if issued else (None, None)


def returned_of(core: ProjectFacts, person: str) -> datetime | None:
    """When papers of that person are back: their own last return, or for a project's papers everybody's."""
    if not person:
        return returned(core)
    mine = [t.returned_at for t in core.trips if t.person_id == person]
    return max((at for at in mine if at), default=None) if mine and all(mine) else None


def _close(core: ProjectFacts, day: date) -> datetime:
    return close_of(day, core.policy.close_of_business)


def _midnight(day: date) -> datetime:
    return close_of(day, time(0))


def _after(core: ProjectFacts, day: date | None, count: int) -> datetime | None:
    return _close(core, add_workdays(day, count, core.policy.holidays)) if day else None


def _day(at: datetime | None) -> date | None:
    return local_date(at) if at else None


def _offset(owed: Owed, core: ProjectFacts) -> int:
    return int(getattr(core.policy, owed.offset)) if owed.offset else 0


def _travel(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    return _midnight(facts.core.order.planned_arrival) if facts.core.order else None


def _departure(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    planned = next((t.planned_arrival for t in facts.core.trips if t.id == about.key), None)
    return _midnight(planned) if planned else None


def _arrival(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    return _after(facts.core, about.start, _offset(owed, facts.core))


def _return(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    return _after(facts.core, about.end, _offset(owed, facts.core))


def _go_live(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    return _after(facts.core, go_live_date(facts.core), -_offset(owed, facts.core))


def _live_day(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    day = go_live_date(facts.core)
    return _midnight(day) if day else None


def _live_day_end(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    day = go_live_date(facts.core)
    return _midnight(day + timedelta(days=1)) if day else None


def _acceptance(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    """A week of normal use after the system went live (手册 四-4); a day off moves it on."""
    live, policy = facts.get(GoLiveFacts).done.get("system.live"), facts.core.policy
    if live is None:
        return None
    return _close(facts.core, next_workday(live.on + timedelta(days=policy.acceptance_days), policy.holidays))


def _first_session(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    days = [s.day for s in facts.get(TrainingFacts).sessions]
    return _midnight(min(days)) if days else None


def _first_lesson(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    days = [s.day for s in facts.get(TrainingFacts).sessions if s.by_department]
    return _midnight(min(days)) if days else None


def _start(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    return _midnight(about.start) if about.start else None


def _end_of_day(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    return _midnight(about.start + timedelta(days=1)) if about.start and about.key else None


def _saturday(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    """Saturday 24:00, never moved for holidays (手册 五-2)."""
    return lock_of(about.start) if about.start else None


def _leaving(owed: Owed, facts: Facts, about: Subject) -> datetime | None:
    return next((t.returned_at for t in facts.core.trips if t.id == about.key), None)


_ANCHORS: dict[str, Callable[[Owed, Facts, Subject], datetime | None]] = {
    "travel": _travel,
    "departure": _departure,
    "arrival": _arrival,
    "return": _return,
    "go_live": _go_live,
    "live_day": _live_day,
    "live_day_end": _live_day_end,
    "acceptance": _acceptance,
    "first_session": _first_session,
    "first_lesson": _first_lesson,
    "start": _start,
    "end_of_day": _end_of_day,
    "saturday": _saturday,
    "leaving": _leaving,
}


def not_owed(owed: Owed, facts: Facts) -> str:
    """Why the condition behind ◐ does not hold, as a sentence; empty where it holds or there is none."""
    order = facts.core.order
    if order is None or owed.mark(order.type) != "◐":
        return ""
    return _CONDITIONS[owed.when](facts)


def _unless(holds: object, reason: str) -> str:
    return "" if holds else reason


def _codes(facts: Facts) -> set[str]:
    return {m.code for m in facts.core.order.modules} if facts.core.order else set()


def _rural(facts: Facts) -> str:
    order = facts.core.order
    if order and order.merged_rural_insurance and not order.rural_insurance:
        return "当地农合已并入医保，不适用。"
    return _unless(order and order.rural_insurance, "派遣单没有农合接口，不需要。")


def _old_system(facts: Facts) -> str:
    surveys = [d for d in facts.core.documents_of("survey_report") if d.revision]
    if not surveys:
        return "签发调研报告之后，才知道是否有旧系统需要割接。"
    used = (surveys[0].payload.get("hospital") or {}).get("current_system", "")
    return _unless(used not in ("", "无"), "没有在用的旧系统，不需要割接。")


def _of_line(line: str, title: str) -> Callable[[Facts], str]:
    def find(facts: Facts) -> str:
        own = facts.core.product_line
        return _unless(own == line, f"本项目的产品是{own}，不需要{title}。")

    return find


_CONDITIONS: dict[str, Callable[[Facts], str]] = {
    "planned_by_module": lambda f: _unless(
        any(s.module for s in f.get(TrainingFacts).sessions if s.by_department), "实施培训计划没有按模块安排培训。"
    ),
    "needs_data": lambda f: _unless(
        any(TEACHING[c].data for c in _codes(f) if c in TEACHING), "本次派遣的模块不需要整理基础资料。"
    ),
    "started": lambda f: "",
    "instruments": lambda f: _unless(f.core.order and f.core.order.instruments, "派遣单没有合同内的仪器接口，不需要。"),
    "insurance": lambda f: _unless(f.core.order and f.core.order.insurance, "派遣单没有医保接口，不需要。"),
    "rural_insurance": _rural,
    "old_system": _old_system,
    "healthone": _of_line(HEALTHONE, "HealthOne启用证明"),
    "cnhis": _of_line(CNHIS, "CNHIS启用证明"),
    "trainers": lambda f: _unless(
        any(t.role == Role.TRAINER for t in f.core.trips), "没有派出培训人员，不需要。"
    ),
    "stores": lambda f: _unless(STORES & _codes(f), "派遣单没有库房类模块，不需要盘点。"),
}
