"""The phase a project is in, derived from its facts: a word per moment that was reached (domain 0.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fieldbook.engine.calendar import local_date
from fieldbook.handbook.catalogue.dispatch import OWED
from fieldbook.handbook.facts import ProjectFacts

UNDISPATCHED = "待派遣"
_NOTICE = OWED["go_live_notice"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the phase strip: its word, whether it is past, running or ahead, and the day it was reached."""

    word: str
    standing: str
    day: date | None


def phase(core: ProjectFacts) -> str:
    """The word of the phase; the furthest that was reached counts."""
    reached = [word for word, at in _moments(core).items() if at is not None]
    return reached[-1] if core.order and reached else UNDISPATCHED


def strip(core: ProjectFacts) -> tuple[Step, ...]:
    """All phases of this dispatch in order: `done`, `now` or `ahead`, with the day each was reached."""
    moments, now = _moments(core), phase(core)
    words = list(moments)
    place = words.index(now) if now in words else -1
    standings = ["done" if n < place else "now" if n == place else "ahead" for n in range(len(words))]
    return tuple(Step(w, s, local_date(at) if (at := moments[w]) else None) for w, s in zip(words, standings, strict=True))


def _moments(core: ProjectFacts) -> dict[str, datetime | None]:
    """Word → when it was reached, in order; the notice only where this dispatch owes one."""
    order = core.order
    in_force = [d for d in core.documents if d.revision]
    archived = [d.archived_at for d in in_force if d.archived_at]
    found: dict[str, datetime | None] = {
        "待接收": order.issued_at if order else None,
        "出差准备": order.accepted_at if order else None,
        "在途": min((t.departed_at for t in core.trips if t.departed_at), default=None),
        "到场": core.arrived_at,
    }
    if order is None or _NOTICE.applies(order.type):
        issued = [d.first_issued_at for d in core.documents_of(_NOTICE.kind) if d.revision and d.first_issued_at]
        found["已启用通知"] = min(issued, default=None)
    whole = in_force and len(archived) == len(in_force)
    return {**found, "已归档": max(archived) if whole else None}
