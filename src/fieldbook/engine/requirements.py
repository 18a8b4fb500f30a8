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

    `reason` says what is missing and what to do next; `person` is whose it is, where it is one person's.
    `due` and `met_at` are aware: lateness does not vanish when the paper arrives; `grace` puts it off.
    """

    code: str
    clause: str
    title: str
    status: Status
    subject: str = ""
    reason: str = ""
    proofs: tuple[str, ...] = ()
    who: str = ""
    person: str = ""
    due: datetime | None = None
    grace: datetime | None = None
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
        return (self.met_at if self.status is Status.MET and self.met_at else now) > (self.grace or self.due)

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


def judge(
    requirements: Sequence[Requirement], facts: Any, at: datetime, waived: Mapping[tuple[str, str], str]
) -> tuple[Finding, ...]:
    """All findings of `requirements` over `facts` at the moment `at`.

    `waived` maps the key of a stored waiver to its reason: an open finding with that key becomes waived.
    """
    return tuple(_lift(f, waived.get(f.key)) for r in requirements for f in r.find(facts, at))


def _lift(finding: Finding, reason: str | None) -> Finding:
    if reason is None or not finding.is_open:
        return finding
    return replace(finding, status=Status.WAIVED, reason=f"已豁免：{reason}")


def unmet(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that are still open, in their order."""
    return tuple(f for f in findings if f.is_open)
