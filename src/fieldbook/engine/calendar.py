"""Working days, deadlines and work weeks of mainland China (手册 五-2, 五-3).

Our own holiday table comes first, then the State Council's published notices; for a year
without a notice Monday to Friday are taken as working days and `is_known` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import chinese_calendar

ZONE = ZoneInfo("Asia/Shanghai")
CLOSE_OF_BUSINESS = time(18, 0)

Holidays = Mapping[date, bool]
"""Own table: day → True where people work that day, False where they do not."""


@lru_cache(maxsize=4096)
def _official(day: date) -> bool | None:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def is_known(day: date) -> bool:
    """True when the State Council's notice for the year of `day` is known."""
    return _official(day) is not None


def is_workday(day: date, holidays: Holidays | None = None) -> bool:
    """True when people work on `day`: own table, else the notice (调休 included), else Monday to Friday."""
    if holidays and day in holidays:
        return holidays[day]
    official = _official(day)
    return day.weekday() < 5 if official is None else official


def add_workdays(day: date, count: int, holidays: Holidays | None = None) -> date:
    """The `count`-th working day after `day` (before it, where `count` is negative)."""
    step = timedelta(days=1 if count >= 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_workday(day, holidays):
            day += step
    return day


def next_workday(day: date, holidays: Holidays | None = None) -> date:
    """`day` itself if people work on it, else the next day on which they do."""
    while not is_workday(day, holidays):
        day += timedelta(days=1)
    return day


def close_of(day: date, close: time = CLOSE_OF_BUSINESS) -> datetime:
    """Close of business on `day`, Asia/Shanghai, aware."""
    return datetime.combine(day, close, ZONE)


def local_date(at: datetime) -> date:
    """The day in Asia/Shanghai on which the moment `at` falls."""
    return at.astimezone(ZONE).date()


def monday_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def week_number(*, arrived: date, day: date) -> int:
    """Which week since arrival `day` falls in; the week of arrival is 1 (手册 五-4)."""
    return (monday_of(day) - monday_of(arrived)).days // 7 + 1


def lock_of(monday: date) -> datetime:
    """Saturday 24:00 of the week of `monday`: the weekly report locks then, on holidays too (手册 五-2)."""
    return close_of(monday + timedelta(days=6), time(0))


def copy_days(monday: date, holidays: Holidays | None = None) -> tuple[date, date]:
    """Friday and the Monday after it, by which the signed copy is in; each moved to a working day (手册 五-3)."""
    friday, grace = (next_workday(monday + timedelta(days=n), holidays) for n in (4, 7))
    return friday, max(friday, grace)
