"""Six dispatches at four moments each: every finding, judged by hand before the code (document, clause, due, status, met_at)."""

from __future__ import annotations

import judged_new as new
import judged_others as others
import pytest
from judged import moment

from fieldbook.engine.requirements import Status, judge
from fieldbook.handbook.requirements import REQUIREMENTS

DISPATCHES = {
    "new HealthOne with everything": (new.STORY, new.MOMENTS, new.LIST, new.REASONS),
    "small CNHIS": (others.SMALL, others.SMALL_MOMENTS, others.SMALL_LIST, others.SMALL_REASONS),
    "CNHIS to HealthOne": (others.UPGRADE, others.UPGRADE_MOMENTS, others.UPGRADE_LIST, others.UPGRADE_REASONS),
    "added LIS": (others.LIS, others.LIS_MOMENTS, others.LIS_LIST, others.LIS_REASONS),
    "after-sales visit": (others.VISIT, others.VISIT_MOMENTS, others.VISIT_LIST, others.VISIT_REASONS),
    "training only": (others.COURSE, others.COURSE_MOMENTS, others.COURSE_LIST, others.COURSE_REASONS),
}
WORDS = {Status.MET: "成", Status.UNMET: "未", Status.NOT_APPLICABLE: "不"}


def expected(table: str, place: int) -> dict[str, tuple[str, str, str, str]]:
    """Key → clause, due, status, met_at at one of the four moments."""
    found = {}
    for line in table.strip().splitlines():
        key, clause, due, *cells = (part.strip() for part in line.split("|"))
        status, *rest = cells[place].split(" ", 1)
        told = rest[0] if rest else ""
        if status == "成":
            found[key] = (clause, due, status, told)
        elif status != "·":
            found[key] = (clause, told or due, status, "")
    return found


def judged(story, now: str) -> dict[str, tuple[str, str, str, str]]:
    return {
        f"{f.code} {f.subject}".strip(): (
            f.clause.removeprefix("手册 "), told(f.due) or "-", WORDS[f.status], told(f.met_at)
        )
        for f in judge(REQUIREMENTS, story.at(now), moment(now), {})
    }  # fmt: skip


def told(at) -> str:
    return f"{at:%m-%d %H:%M}" if at else ""


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("name", DISPATCHES)
def test_what_is_owed(name, place):
    story, moments, table, _ = DISPATCHES[name]
    hand, found = expected(table, place), judged(story, moments[place])
    assert {k: v for k, v in found.items() if hand.get(k) != v} == {k: v for k, v in hand.items() if found.get(k) != v}


@pytest.mark.parametrize("name", DISPATCHES)
def test_why(name):
    story, moments, _, reasons = DISPATCHES[name]
    last = {}
    for now in moments:
        found = judge(REQUIREMENTS, story.at(now), moment(now), {})
        last |= {f"{f.code} {f.subject}".strip(): f.reason for f in found if f.reason}
    assert {key: last.get(key, "")[: len(begin)] for key, begin in reasons.items()} == reasons


def test_a_signed_weekly_report_has_until_monday():
    found = judge(REQUIREMENTS, new.STORY.at("04-30 12:00"), moment("04-30 12:00"), {})
    graced = {f"{f.code} {f.subject}": told(f.grace) for f in found if f.grace}
    assert graced == new.GRACE
    signed = next(f for f in found if f.grace)
    assert not signed.is_late(moment("04-30 12:00"))  # filed on Monday morning
