"""Work weeks, lock and deadlines over every day of 2020–2035: what must hold whatever the year (手册 五-2, 五-3, 五-4)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldbook.engine.calendar import (
    ZONE,
    add_workdays,
    close_of,
    copy_days,
    is_known,
    is_workday,
    local_date,
    lock_of,
    monday_of,
    next_workday,
    week_number,
)

FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
DAYS = st.dates(FIRST, LAST)
OWN = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 3, 31)), st.booleans(), max_size=30)
NEAR = st.dates(date(2026, 1, 1), date(2026, 2, 28))
DAY = timedelta(days=1)


def test_a_week_runs_from_monday_to_sunday_over_every_new_year():
    for day in EVERY_DAY:
        monday = monday_of(day)
        assert (monday.weekday(), 0 <= (day - monday).days <= 6) == (0, True), day


def test_the_lock_falls_at_saturday_midnight_and_never_moves():
    for day in EVERY_DAY:
        lock = lock_of(monday_of(day))
        saturday = monday_of(day) + 5 * DAY
        assert lock == datetime.combine(saturday + DAY, time(0), ZONE), day
        assert local_date(lock - timedelta(microseconds=1)) == saturday, day


def test_the_copy_is_due_on_working_days_and_the_grace_after_the_friday():
    for monday in EVERY_DAY[5::7]:
        friday, grace = copy_days(monday)
        assert is_workday(friday), monday
        assert is_workday(grace), monday
        assert monday + 4 * DAY <= friday <= grace, monday
        assert grace >= monday + 7 * DAY, monday
        between = [monday + n * DAY for n in range(4, (friday - monday).days)]
        assert not any(is_workday(d) for d in between), monday


@pytest.mark.parametrize(
    "monday, friday, grace",  # typed from the notices
    [
        (date(2026, 3, 9), date(2026, 3, 13), date(2026, 3, 16)),  # an ordinary week
        (date(2026, 9, 28), date(2026, 10, 8), date(2026, 10, 8)),  # National Day takes both
        (date(2026, 2, 9), date(2026, 2, 13), date(2026, 2, 24)),  # Spring Festival takes the Monday
        (date(2025, 12, 29), date(2026, 1, 4), date(2026, 1, 5)),  # New Year: the Sunday is worked
        (date(2026, 4, 27), date(2026, 5, 6), date(2026, 5, 6)),  # Labour Day
    ],
)
def test_copies_over_holidays_as_typed_by_hand(monday, friday, grace):
    assert copy_days(monday) == (friday, grace)


def test_only_published_years_are_known():
    assert all(is_known(d) for d in EVERY_DAY if d.year <= 2026)
    assert not any(is_known(d) for d in EVERY_DAY if d.year >= 2031)
    assert all(is_workday(d) is (d.weekday() < 5) for d in EVERY_DAY if not is_known(d))


def test_every_published_year_has_its_holidays_and_swapped_days():
    for year in range(2020, 2027):
        days = [d for d in EVERY_DAY if d.year == year]
        assert any(d.weekday() < 5 and not is_workday(d) for d in days), year
        assert any(d.weekday() >= 5 and is_workday(d) for d in days), year
        assert not any(is_workday(date(year, 10, n)) for n in (1, 2, 3)), year


@given(NEAR, st.integers(1, 30), OWN)
def test_working_days_are_counted_one_by_one(day, count, own):
    end = add_workdays(day, count, own)
    passed = [day + n * DAY for n in range(1, (end - day).days + 1)]
    assert sum(is_workday(d, own) for d in passed) == count
    assert is_workday(end, own)


@given(DAYS, st.integers(1, 20))
def test_counting_back_undoes_counting_on(day, count):
    start = next_workday(day)
    assert add_workdays(add_workdays(start, count), -count) == start


@given(NEAR, OWN)
def test_the_next_working_day_skips_none(day, own):
    found = next_workday(day, own)
    assert is_workday(found, own)
    assert not any(is_workday(day + n * DAY, own) for n in range((found - day).days))


@given(DAYS, st.integers(0, 800))
def test_weeks_since_arrival_count_mondays(arrived, later):
    day = arrived + later * DAY
    mondays = sum((arrived + n * DAY).weekday() == 0 for n in range(1, later + 1))
    assert week_number(arrived=arrived, day=day) == 1 + mondays


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)))
def test_a_day_is_a_day_in_shanghai(naive):
    at = naive.replace(tzinfo=ZONE)
    assert local_date(at) == naive.date()
    assert close_of(naive.date()).hour == 18
