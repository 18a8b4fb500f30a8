"""Requirement and Finding: what the handbook demands, and how matters stand.

Holds the types and `judge`, which lays stored waivers over what a requirement found.
Refuses to hold any concrete demand (`handbook/requirements`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How a requirement stands."""

    MET = "met"
    UNMET = "unmet"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Place:
    """What a finding points at: a thing and its id. The assembly turns it into a link."""

    thing: str
    id: str
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One requirement applied to one subject at one moment. (code, subject) is its stable key.

    `reason` is a whole sentence: what is missing and what to do next. `due` and `met_at` are
    aware datetimes; lateness does not vanish when the paper arrives.
    """

    code: str
    clause: str
    title: str
    status: Status
    subject: str = ""
    reason: str = ""
    proofs: tuple[str, ...] = ()
    who: str = ""
    due: datetime | None = None
    met_at: datetime | None = None
    at: Place | None = None

    @property
    def key(self) -> tuple[str, str]:
        """(code, subject): what waivers, reservations and reminders name."""
        return (self.code, self.subject)

    @property
    def is_open(self) -> bool:
        """True while something is still to be done."""
        return self.status is Status.UNMET

    def is_late(self, now: datetime) -> bool:
        """True when it was met after its due, or is open and `now` is after it."""
        if self.due is None or self.status in (Status.WAIVED, Status.NOT_APPLICABLE):
            return False
        return (self.met_at if self.status is Status.MET and self.met_at else now) > self.due

    def sentence(self) -> str:
        """The finding as one line for a person, with its clause."""
        return f"{self.title}：{self.reason}（{self.clause}）" if self.reason else f"{self.title}（{self.clause}）"


Find = Callable[[Any, datetime], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A clause of the handbook as a pure function from facts and a moment to findings."""

    code: str
    clause: str
    title: str
    find: Find


@dataclass(frozen=True, slots=True)
class Exemption:
    """A stored waiver, as requirements see it: the key it lifts, and why."""

    code: str
    subject: str
    reason: str


def judge(
    requirements: Sequence[Requirement], facts: Any, at: datetime, exemptions: Iterable[Exemption] = ()
) -> tuple[Finding, ...]:
    """All findings of `requirements` over `facts` at the moment `at`; open ones with a waiver become waived."""
    lifted = {(e.code, e.subject): e for e in exemptions}
    found = (f for r in requirements for f in r.find(facts, at))
    return tuple(_lift(f, lifted) for f in found)


def _lift(finding: Finding, lifted: Mapping[tuple[str, str], Exemption]) -> Finding:
    exemption = lifted.get(finding.key)
    if exemption is None or not finding.is_open:
        return finding
    return replace(finding, status=Status.WAIVED, reason=f"已豁免：{exemption.reason}")


def unmet(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that are still open, in their order."""
    return tuple(f for f in findings if f.is_open)
