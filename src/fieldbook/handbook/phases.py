"""The phase a project is in, derived from its facts: a word per moment that was reached (domain 0.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fieldbook.engine.calendar import local_date
from fieldbook.handbook.catalogue.dispatch import OWED, RECORDS
from fieldbook.handbook.facts import Facts, GoLiveFacts, ProjectFacts

UNDISPATCHED = "待派遣"
_NOTICE, _LIVE, _ACCEPTED = OWED["go_live_notice"], RECORDS["system.live"], OWED["satisfaction_form"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the phase strip: its word, whether it is past, running or ahead, and the day it was reached."""

    word: str
    standing: str
    day: date | None


def phase(facts: Facts) -> str:
    """The word of the phase; the furthest that was reached counts."""
    reached = [word for word, day in _days(facts).items() if day is not None]
    return reached[-1] if facts.core.order and reached else UNDISPATCHED


def strip(facts: Facts) -> tuple[Step, ...]:
    """All phases of this dispatch in order: `done`, `now` or `ahead`, with the day each was reached."""
    days, now = _days(facts), phase(facts)
    words = list(days)
    place = words.index(now) if now in words else -1
    standings = ["done" if n < place else "now" if n == place else "ahead" for n in range(len(words))]
    return tuple(Step(w, s, days[w]) for w, s in zip(words, standings, strict=True))


def _days(facts: Facts) -> dict[str, date | None]:
    """Word → the day it was reached, in order; notice, start and acceptance only where this dispatch owes them."""
    core = facts.core
    order = core.order
    live = facts.get(GoLiveFacts).done.get(_LIVE.kind)
    in_force = [d for d in core.documents if d.revision]
    archived = [d.archived_at for d in in_force if d.archived_at]
    found: dict[str, date | None] = {
        "待接收": _day(order.issued_at if order else None),
        "出差准备": _day(order.accepted_at if order else None),
        "在途": _day(min((t.departed_at for t in core.trips if t.departed_at), default=None)),
        "到场": _day(core.arrived_at),
    }
    if order is None or _NOTICE.applies(order.type):
        found["已启用通知"] = _day(_first(core, _NOTICE.kind))
        found["已上线"] = live.on if live else None
        found["已验收"] = _day(_accepted(core))
    return {**found, "已归档": _day(max(archived)) if in_force and len(archived) == len(in_force) else None}


def _first(core: ProjectFacts, kind: str) -> datetime | None:
    issued = [d.first_issued_at for d in core.documents_of(kind) if d.revision and d.first_issued_at]
    return min(issued, default=None)


def _accepted(core: ProjectFacts) -> datetime | None:
    """Acceptance: the hospital's head has signed the satisfaction form (手册 四-4)."""
    return min((d.scanned_at for d in core.documents_of(_ACCEPTED.kind) if d.scanned_at), default=None)


def _day(at: datetime | None) -> date | None:
    return local_date(at) if at else None
