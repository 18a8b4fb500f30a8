"""Moments and days as payloads and facts hold them, read for the rules of kinds.

Refuses to judge them: a value that cannot be read is nothing here, and a problem of its own field.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from fieldbook.engine.calendar import ZONE, Holidays, is_workday


def moment_of(value: Any) -> datetime | None:
    """A moment in Asia/Shanghai from a moment or its ISO text; None where it is missing, unreadable or without a zone."""
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value or ""))
    except ValueError:
        return None
    return at.astimezone(ZONE) if at.tzinfo else None


def day_of(value: Any) -> date | None:
    """A day from a day, a moment or the ISO text of either; None where it is missing or unreadable."""
    at = moment_of(value)
    if at is not None:
        return at.date()
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value or ""))
    except ValueError:
        return None


def workdays_between(first: date | None, last: date | None, holidays: Holidays | None = None) -> int | None:
    """How many working days from `first` to `last`, both counted; None where either is unknown."""
    if first is None or last is None:
        return None
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(is_workday(day, holidays) for day in days)
