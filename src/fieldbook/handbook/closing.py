"""Closing a trip (手册 六): what fell due in it is demanded, the rest passes to whoever takes over.

Holds the split of findings by a trip. Refuses to hold the findings themselves (`requirements`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fieldbook.engine.requirements import Finding
from fieldbook.handbook.facts import ProjectFacts, TripFacts
from fieldbook.handbook.requirements.archive import NEVER_WAIVED
from fieldbook.handbook.roles import PERSONAL


@dataclass(frozen=True, slots=True)
class Closing:
    """Open findings at the close of a trip: those to be met or waived first, and those that pass on."""

    demanded: tuple[Finding, ...]
    passing: tuple[Finding, ...]


def closing(findings: Iterable[Finding], core: ProjectFacts, trip: TripFacts, at: datetime) -> Closing:
    """The open `findings` of a project split for one trip at the moment `at`.

    What is the traveller's own (a weekly report, the trip record) is demanded whatever its due: nobody else may write
    it. The project's duties are those of whoever leads: demanded once due, passed on before that. A claim that is not proven
    yet (a switch that the hospital did not install) passes on even when late: nobody may waive it, and the trip ends all the same.
    """
    others = {t.id for t in core.trips if t.id != trip.id}
    left = [f for f in findings if f.is_open and f.code != "trip.settled" and others.isdisjoint(f.subject.split("."))]
    mine = tuple(f for f in left if f.person == trip.person_id)
    leads = core.engineer.id == trip.person_id
    shared = [f for f in left if leads and not f.person and f.who in PERSONAL]
    due = tuple(f for f in shared if f.due and f.due <= at and f.code not in NEVER_WAIVED)
    return Closing((*mine, *due), tuple(f for f in shared if f not in due))
