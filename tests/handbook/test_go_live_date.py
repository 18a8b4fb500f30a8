"""Planned against expected go-live, by the dispatches judged by hand."""

from __future__ import annotations

from dataclasses import replace

import judged_new as new
import judged_others as others
from judged import day, moment

from fieldbook.handbook.dues import GoLive, go_live_of


def told(story, now):
    return go_live_of(story.at(now), moment(now))


def test_before_any_survey_the_order_says_the_day():
    assert told(others.UPGRADE, "08-03 10:00") == GoLive(day(others.UPGRADE.finish), day(others.UPGRADE.finish))


def test_the_survey_wishes_and_the_plan_decides():
    assert told(others.UPGRADE, "08-13 10:00").planned == day("09-21")
    assert told(others.UPGRADE, "08-14 12:00").planned == day("09-28")


def test_a_condition_promised_in_time_puts_nothing_off():
    assert told(new.STORY, "03-13 12:00") == GoLive(day("05-06"), day("05-06"))


def test_a_critical_condition_puts_it_off():
    """Promised for Wednesday 05-20: three working days later is Monday 05-25."""
    late = {**new.CORE_SWITCH, "promised_date": "2026-05-20"}
    papers = tuple(
        replace(p, payload={**p.payload, "conditions": [late]}) if p.kind == "survey_report" else p
        for p in new.STORY.papers
    )
    found = told(replace(new.STORY, papers=papers), "03-13 12:00")
    assert (found.planned, found.expected) == (day("05-06"), day("05-25"))
    assert found.why == "关键条件“核心交换机、楼层交换机”尚未到位"


def test_without_a_notice_it_cannot_be_tomorrow():
    late = told(others.LIS, "11-20 12:00")
    assert late.planned < late.expected
    assert late.expected == day("11-25")  # Friday, and three working days
    assert late.why == "启用通知书尚未签发"


def test_what_is_live_is_live():
    found = told(others.UPGRADE, "10-20 12:00")
    assert (found.planned, found.expected, found.live) == (day("09-28"), day("09-28"), day("09-28"))


def test_a_visit_puts_nothing_into_use():
    assert told(others.VISIT, "06-04 12:00") is None
    assert told(others.COURSE, "07-15 12:00") is None
