"""Presence: who is on site now, and how many person-days were spent there against the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldbook.engine.calendar import local_date
from fieldbook.handbook.facts import ProjectFacts


@dataclass(frozen=True, slots=True)
class Presence:
    """Names of those on site, person-days spent there (first and last day count), and those planned."""

    there: tuple[str, ...]
    spent: int
    planned: int


def presence(core: ProjectFacts, at: datetime) -> Presence:
    """The presence of a project at the moment `at`. The plan counts for each traveller of the order (assumed)."""
    there = tuple(t.person for t in core.trips if t.arrived_at and not t.returned_at)
    stays = [(t.arrived_at, t.returned_at or at) for t in core.trips if t.arrived_at]
    spent = sum((local_date(end) - local_date(start)).days + 1 for start, end in stays)
    return Presence(there, spent, core.order.planned_days * len(core.trips) if core.order else 0)
