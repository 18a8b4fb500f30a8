"""Duties as people read them: how late, in words; what is urgent first; how much trouble a project is in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fieldbook.engine.calendar import ZONE, is_known, local_date
from fieldbook.engine.requirements import Finding, Status


def days_late(finding: Finding, at: datetime) -> int:
    """Days past the day the due ends, at least 1 where it is late, 0 where it is not."""
    if finding.due is None or not finding.is_late(at):
        return 0
    end = finding.met_at if finding.status is Status.MET and finding.met_at else at
    return max(1, (local_date(end) - last_day(finding.due)).days)


def due_words(finding: Finding, at: datetime) -> str:
    """`逾期 3 天`, `迟 3 天完成`, `今天到期`, `还有 5 天`, `宽限还有 2 天`; empty where nothing is due any more."""
    late = days_late(finding, at)
    if late:
        return f"迟 {late} 天完成" if finding.status is Status.MET else f"逾期 {late} 天"
    if finding.due is None or not finding.is_open:
        return ""
    if finding.grace and at > finding.due:
        left = _days_to(finding.grace, at)
        return f"宽限还有 {left} 天" if left else "宽限今天到期"
    left = _days_to(finding.due, at)
    return f"还有 {left} 天" if left else "今天到期"


def _days_to(end: datetime, at: datetime) -> int:
    return (last_day(end) - local_date(at)).days


def last_day(end: datetime) -> date:
    """The day that a due ends: midnight belongs to the day before."""
    return local_date(end - timedelta(microseconds=1))


def due_moment(end: datetime) -> str:
    """`2026-03-13 18:00`; midnight as `2026-03-14 24:00`; a year whose holidays are not published says so."""
    day, clock = last_day(end), end.astimezone(ZONE).strftime("%H:%M")
    known = "" if is_known(day) else "（当年放假安排未公布）"
    return f"{day.isoformat()} {'24:00' if clock == '00:00' else clock}{known}"


def urgency(finding: Finding, at: datetime) -> tuple[bool, bool, float]:
    """The order of duties: late ones first, then by due, those without a due last."""
    due = finding.due.timestamp() if finding.due else 0.0
    return (not finding.is_late(at), finding.due is None, due)


NEAR = timedelta(days=2)


def is_near(finding: Finding, at: datetime) -> bool:
    """True for what is due within two days and not late: it can still be done in time."""
    end = finding.grace or finding.due
    return finding.is_open and end is not None and at <= end <= at + NEAR


def agenda(finding: Finding, at: datetime) -> tuple[bool, tuple[bool, bool, float]]:
    """The order of 今天要做: tomorrow's deadlines before yesterday's faults, then as `urgency` has it."""
    return (not is_near(finding, at), urgency(finding, at))


@dataclass(frozen=True, slots=True)
class Trouble:
    """Open duties of a project, how many of them are late, and the worst delay in days."""

    open: int
    late: int
    worst: int

    @property
    def order(self) -> tuple[int, int, int]:
        """The order of projects in a list: the most trouble first."""
        return (-self.late, -self.worst, -self.open)


def trouble(findings: Iterable[Finding], at: datetime) -> Trouble:
    """The trouble that findings mean at the moment `at`; what was finished late is past."""
    left = [f for f in findings if f.is_open and f.who]
    late = [days_late(f, at) for f in left if f.is_late(at)]
    return Trouble(len(left), len(late), max(late, default=0))


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one standing, with its word; `urgent` ones are shown at once."""

    status: Status
    word: str
    findings: tuple[Finding, ...]
    urgent: bool = False


SOON = timedelta(days=14)
WORDS: dict[Status, str] = {
    Status.MET: "已完成",
    Status.NOT_APPLICABLE: "不适用",
    Status.WAIVED: "已豁免",
}


def grouped(findings: Iterable[Finding], at: datetime) -> tuple[Group, ...]:
    """The duties by standing, the open ones by how near they are, the most urgent first; empty groups are left out.

    What is nobody's duty but a gate alone (a locked week) is no open line of its own.
    """
    every = sorted(findings, key=lambda f: urgency(f, at))
    left = [f for f in every if f.is_open and f.who]
    soon = [f for f in left if f.due and not f.is_late(at) and f.due <= at + SOON]
    groups = (
        Group(Status.UNMET, "已逾期", tuple(f for f in left if f.is_late(at)), urgent=True),
        Group(Status.UNMET, "两周内到期", tuple(soon), urgent=True),
        Group(Status.UNMET, "两周后到期", tuple(f for f in left if f.due and f.due > at + SOON)),
        Group(Status.UNMET, "期限未定", tuple(f for f in left if f.due is None)),
        *(Group(s, w, tuple(f for f in every if f.status is s)) for s, w in WORDS.items()),
    )
    return tuple(g for g in groups if g.findings)
