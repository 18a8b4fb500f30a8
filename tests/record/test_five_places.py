"""Remove each proof in turn: exactly its clause turns red, in all five places where findings are shown."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from builders import act, drafted, issued, prove_all
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.actions.proofs import withdraw_proof
from fieldbook.record.models import Proof
from visitors import text, visitor

NOTICE = KINDS["go_live_notice"]
CODES = [c for c in NOTICE.claims() if c != "rural_insurance.approved"]


@pytest.fixture
def ready(project, people, at, time_machine):
    """Everything proven, the notice written; the clock stands at the moment of the story."""
    time_machine.move_to(at)
    engineer = people["luxz"]
    issued(project, "survey_report", engineer, at)
    prove_all(project, engineer, at)
    return drafted(project, "go_live_notice", engineer, at, NOTICE.example["payload"])


def shown(person, route, *arguments) -> str:
    """The text of a page without tags and white space."""
    page = text(visitor(person).get(reverse(route, args=arguments)))
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


def squeezed(sentence: str) -> str:
    return re.sub(r"\s+", "", sentence)


def places(project, notice, engineer) -> dict[str, str]:
    document = shown(engineer, "document", project.number, notice.id)
    return {
        "gate": shown(engineer, "project", project.number),
        "disabled button": document,
        "to-do": shown(engineer, "home"),
        "notice clause": document,
        "completeness": shown(engineer, "completeness", project.number),
    }


def test_nothing_is_red_while_everything_is_proven(project, people, ready):
    from fieldbook.record.facts import facts_of
    from fieldbook.record.findings import findings_of

    found = [f for f in findings_of(facts_of(project.id)[1], ready.created_at, CODES) if f.is_open]
    assert found == []
    for place in places(project, ready, people["luxz"]).values():
        assert "上传签到表" not in place
        assert "审核凭证" not in place


@pytest.mark.parametrize("code", CODES)
def test_each_removed_proof_is_told_in_all_five_places(project, people, at, ready, code):
    from fieldbook.record.facts import facts_of
    from fieldbook.record.findings import findings_of

    proof = Proof.objects.filter(project=project, code=code).first()
    withdraw_proof(proof=proof.id, project=project.id, reason="传错文件", **act(people["luxz"], at))
    red = [f for f in findings_of(facts_of(project.id)[1], at, CODES) if f.is_open]
    assert [f.key for f in red] == [(code, proof.subject)]
    title, reason = squeezed(red[0].title), squeezed(red[0].reason)
    seen = places(project, ready, people["luxz"])
    assert [name for name, page in seen.items() if title not in page] == []
    asked = ["gate", "disabled button", "completeness", "to-do"]
    assert [name for name in asked if reason not in seen[name]] == []
