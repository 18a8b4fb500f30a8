"""The policy value by value, typed by hand from the handbook's defaults: what it is, and what we only assumed."""

from __future__ import annotations

from datetime import time

from fieldbook.handbook.catalogue.dispatch import OWED, RECORDS
from fieldbook.handbook.policy import DEFAULT, SETTINGS, VERSIONS

BY_HAND = {
    # name: value, clause, assumed
    "handbook_version": (1, "九-1", False),
    "close_of_business": (time(18), "五-3", True),
    "lodging_after_arrival": (1, "二-0", True),
    "survey_after_arrival": (2, "二-2", True),
    "meeting_after_arrival": (3, "二-1", True),
    "plan_after_arrival": (3, "二-4", True),
    "pass_rate": (90, "三-4", True),
    "pass_mark": (80, "三-4", True),
    "notice_before_go_live": (3, "三-4", True),
    "cutover_before_go_live": (5, "四-3", True),
    "acceptance_days": (7, "四-4", False),
    "summary_after_return": (3, "六-1", True),
    "record_after_return": (1, "六-3", True),
    "settle_after_return": (5, "六-2", True),
    "scan_after_issue": (5, "六-2", True),
}


def test_every_value_says_what_it_is_and_whether_it_was_assumed():
    found = {
        name: (getattr(DEFAULT, name), said.clause.removeprefix("手册 "), said.assumed)
        for name, said in SETTINGS.items()
    }
    assert found == BY_HAND
    assert all(said.label for said in SETTINGS.values())


def test_what_is_owed_counts_with_values_of_the_policy():
    offsets = {row.offset for row in (*OWED.values(), *RECORDS.values()) if row.offset}
    assert offsets <= set(SETTINGS)


def test_a_version_is_known_by_its_number():
    assert all(policy.version == number for number, policy in VERSIONS.items())
