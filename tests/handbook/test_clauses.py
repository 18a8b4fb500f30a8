"""Every clause of the handbook that can be checked is checked somewhere; typed by hand, clause by clause."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from fieldbook.engine.kinds import Rows
from fieldbook.handbook.catalogue.dispatch import OWED, RECORDS
from fieldbook.handbook.flows import STEPS
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.requirements import REQUIREMENTS

BY_HAND = {
    "一-1": "sales.talked order.accepted dispatch_order",
    "一-2": "site.asked",
    "一-3": "trip_order:rule",
    "一-4": "trip_order:rule",
    "一-5": "trip_order arrival.told trip.departed",
    "一-6": "arrival.reported trip.arrived",
    "一-7": "trip_order:rule trip.cancelled",
    "二-0": "lodging.settled",
    "二-1": "meeting.held",
    "二-2": "survey_report condition.met condition.promised",
    "二-3": "base_data_confirmation",
    "二-4": "implementation_plan",
    "二-5": "package_request",
    "二-6": "training_plan:rule",
    "三-1": "training_plan module_training_plan training_sign_in",
    "三-2": "bill_forms.settled",
    "三-3": "insurance.commissioned insurance.approved rural_insurance.approved instruments.working instrument_notice",
    "三-4": "go_live_notice training.done insurance.noticed rural_insurance.noticed instruments.noticed",
    "四-1": "self_test.done",
    "四-2": "user_test.done",
    "四-3": "cutover_plan stocktake.done contacts.named support.arranged",
    "四-4": "system.live acceptance.asked satisfaction_form healthone_certificate cnhis_certificate document.sealed",
    "四-5": "service_slip",
    "五-1": "weekly_report training_weekly",
    "五-2": "week.open weekly_report:rule",
    "五-4": "weekly_report:rule",
    "六-1": "implementation_summary",
    "六-2": "document.issued document.scanned document.original trip.settled",
    "六-3": "trip_record trip.returned",
    "七-1": "archive.packed",
    "七-3": "waiver.granted",
    "九-1": "handbook_acknowledgement",
}
"""Clause → the requirements, papers, rules of papers and steps that carry it. Not here: 五-5 names the part of 问吧, 七-2
says what a cutover plan is. The dues of 五-3 are those of the signed weekly report (`test_judged`)."""


def carried() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)

    def add(told: str, by: str) -> None:
        for clause in re.findall(r"[一二三四五六七八九]-\d", told):
            found[clause].add(by)

    for requirement in REQUIREMENTS:
        add(requirement.clause, requirement.code)
    for step in STEPS.values():
        add(step.clause, step.verb)
    for row in (*OWED.values(), *RECORDS.values()):
        add(row.clause, row.kind)
    for kind in KINDS.values():
        add(kind.clause, kind.code)
        for rule in kind.rules:
            add(rule.clause, f"{kind.code}:rule")
        for block in kind.blocks:
            for row_rule in block.rules if isinstance(block, Rows) else ():
                add(str(row_rule), f"{kind.code}:rule")
    return found


@pytest.mark.parametrize("clause", BY_HAND)
def test_a_clause_is_carried(clause):
    assert set(BY_HAND[clause].split()) <= carried()[clause]


def test_no_clause_was_made_up():
    assert set(carried()) <= set(BY_HAND) | {"八-1"}


@pytest.mark.parametrize("ways, place, faults", [(["集中"], "", 2), (["远程"], "", 1), (["集中"], "培训室", 1)])
def test_place_and_assessment_are_agreed(ways, place, faults):
    rule = next(r for r in KINDS["training_plan"].rules if r.clause == "手册 二-6")
    assert len(list(rule.check({"header": {"ways": ways, "place": place}}, None))) == faults
