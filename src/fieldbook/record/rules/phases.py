"""The phase a project is in, derived from its facts: 待接收, 出差准备, 在途, 到场, 已启用通知, 已归档."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fieldbook.engine.calendar import local_date
from fieldbook.handbook.facts import ProjectFacts

UNDISPATCHED = "待派遣"
PHASES: tuple[str, ...] = ("待接收", "出差准备", "在途", "到场", "已启用通知", "已归档")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the phase strip: its word, whether it is past, running or ahead, and the day it was reached."""

    word: str
    standing: str
    day: date | None


def phase(core: ProjectFacts) -> str:
    """The word of the phase; the furthest that was reached counts."""
    if core.order is None:
        return UNDISPATCHED
    reached = [word for word, day in _reached(core).items() if day is not None]
    return reached[-1] if reached else UNDISPATCHED


def strip(core: ProjectFacts) -> tuple[Step, ...]:
    """All phases in order: `done`, `now` or `ahead`, with the day each was reached."""
    days, now = _reached(core), phase(core)
    place = PHASES.index(now) if now in PHASES else -1
    words = ["done" if n < place else "now" if n == place else "ahead" for n in range(len(PHASES))]
    return tuple(Step(w, s, days[w]) for w, s in zip(PHASES, words, strict=True))


def _reached(core: ProjectFacts) -> dict[str, date | None]:
    order = core.order
    departed = min((t.departed_at for t in core.trips if t.departed_at), default=None)
    notices = [d.first_issued_at for d in core.documents_of("go_live_notice") if d.revision and d.first_issued_at]
    in_force = [d for d in core.documents if d.revision]
    archived = [d.archived_at for d in in_force if d.archived_at]
    moments = {
        "待接收": order.issued_at if order else None,
        "出差准备": order.accepted_at if order else None,
        "在途": departed,
        "到场": core.arrived_at,
        "已启用通知": min(notices, default=None),
        "已归档": max(archived) if notices and len(archived) == len(in_force) else None,
    }
    return {word: local_date(at) if at else None for word, at in moments.items()}
