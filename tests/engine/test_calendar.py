"""Working days and deadlines against dates written by hand from the State Council's notice for 2026."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from fieldbook.engine.calendar import ZONE, add_workdays, close_of, is_known, is_workday, next_workday, week_number


@pytest.mark.parametrize(
    "day, works",
    [
        (date(2026, 10, 1), False),  # National Day, a Thursday
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # 调休 Saturday
        (date(2026, 10, 11), False),  # ordinary Sunday
        (date(2026, 11, 23), True),
    ],
)
def test_holidays_and_swapped_days(day, works):
    assert is_workday(day) is works


def test_two_working_days_after_a_thursday_before_a_weekend():
    assert add_workdays(date(2026, 10, 22), 2) == date(2026, 10, 26)


def test_working_days_before_a_day_count_the_swapped_saturday():
    assert add_workdays(date(2026, 10, 12), -3) == date(2026, 10, 8)


def test_an_own_table_comes_first():
    assert not is_workday(date(2026, 11, 23), {date(2026, 11, 23): False})
    assert next_workday(date(2026, 11, 23), {date(2026, 11, 23): False}) == date(2026, 11, 24)


def test_a_year_without_notice_falls_back_to_weekdays_and_says_so():
    assert not is_known(date(2031, 1, 1))
    assert is_workday(date(2031, 1, 1))


def test_close_of_business_is_in_shanghai():
    assert close_of(date(2026, 11, 20)) == datetime(2026, 11, 20, 18, 0, tzinfo=ZONE)


@pytest.mark.parametrize("day, week", [(date(2026, 10, 21), 1), (date(2026, 10, 25), 1), (date(2026, 10, 26), 2)])
def test_weeks_count_from_the_week_of_arrival(day, week):
    assert week_number(arrived=date(2026, 10, 21), day=day) == week
