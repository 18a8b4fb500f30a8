"""Remove each proof in turn: exactly its clause turns red, in all five places where findings are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from builders import act, dispatched, drafted, issued, open_keys, prove_all
from fieldbook.handbook import readings
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.requirements.archive import CLAIMS
from fieldbook.record.actions.documents import revise_document, void_document
from fieldbook.record.actions.issuing import issue_document
from fieldbook.record.actions.proofs import grant_waiver, withdraw_proof
from fieldbook.record.facts import facts_of
from fieldbook.record.findings import findings_of
from fieldbook.record.models import Document, Person, Project, Proof
from fieldbook.record.perform import NotYet
from fieldbook.web.demo import START, Story, tell_hospital, tell_people
from visitors import text, visitor

AT = START + timedelta(days=30)
KIND = "go_live_notice"
NOTICES = (KIND, "insurance_notice", "instrument_notice")
"""What the demo's order owes; its 农合 scheme has been merged into 医保."""
CLAIMED = [(k, c) for k in NOTICES for c in KINDS[k].claims() if not c.startswith("rural_insurance.")]
MISSING = ("没有生效", "承诺", "上传签到表", "尚无医保局", "尚无接口", "尚无约定", "尚未签字归档", "尚无财务")
"""What the reasons say of claims that are not proven."""


@dataclass(frozen=True, slots=True)
class Told:
    """A project whose go-live notice waits for its issue alone."""

    people: dict[str, Person]
    project: Project


def tell() -> Told:
    """Everything proven, nothing else to do but to issue the notice: 工作台 shows seven duties at most."""
    people = tell_people()
    tell_hospital(Story(1000), people["admin"])
    project, engineer = dispatched(people), people["luxz"]
    issued(project, "survey_report", engineer, AT)
    prove_all(project, engineer, AT)
    drafted(project, KIND, engineer, AT)
    for finding in found(project):
        if finding.is_open and finding.key != ("document.issued", KIND):
            grant_waiver(project=project, key=finding.key, reason="与本例无关。", **act(people["guqy"], AT))
    return Told(people, project)


def found(project, codes=()):
    return findings_of(facts_of(project.id)[1], AT, codes)


def take_away(story, code) -> tuple[str, str]:
    """Withdraw the file, or void the signed paper, that meets the first finding of `code`; the key that is open now."""
    finding = found(story.project, (code,))[0]
    (by,) = finding.proofs
    if proof := Proof.objects.filter(id=by).first():
        said = act(story.people["luxz"], AT)
        withdraw_proof(proof=proof.id, project=story.project.id, reason="传错文件", **said)
    else:
        void_document(document=Document.objects.get(id=by), reason="签错了", **act(story.people["guqy"], AT))
    return finding.key


def noticed(kind) -> list[tuple[str, str]]:
    """A notice of an interface that asserts what is not proven is no notice."""
    return [(f"{family}.noticed", "") for family, notice in readings.NOTICES.items() if notice == kind]


def draft_of(story, kind) -> Document:
    """The draft of a notice; of one in force a revision."""
    notice = Document.objects.get(project=story.project, kind=kind)
    if kind != KIND:
        revise_document(document=notice, **act(story.people["luxz"], AT))
    return notice


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(AT):
        yield


def shown(person, route, *arguments) -> str:
    """The text of a page without tags and white space."""
    page = text(visitor(person).get(reverse(route, args=arguments)))
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


def squeezed(sentence: str) -> str:
    return re.sub(r"\s+", "", sentence)


def places(story, notice) -> dict[str, str]:
    engineer, number = story.people["luxz"], story.project.number
    document = shown(engineer, "document", number, notice.id)
    return {
        "gate": shown(engineer, "project", number),
        "disabled button": document,
        "to-do": shown(engineer, "home"),
        "notice clause": document,
        "completeness": shown(engineer, "completeness", number),
    }


@pytest.mark.parametrize("kind", NOTICES)
def test_nothing_is_red_while_everything_is_proven(story, kind):
    assert open_keys(story.project, AT, CLAIMS) == []
    for place in places(story, draft_of(story, kind)).values():
        assert [word for word in MISSING if word in place] == []


@pytest.mark.parametrize("kind, code", CLAIMED)
def test_each_removed_proof_is_told_in_all_five_places(story, kind, code):
    notice, key = draft_of(story, kind), take_away(story, code)
    reds = {f.key: f for f in found(story.project, CLAIMS) if f.is_open}
    assert set(reds) == {key, *noticed(kind)}
    red = reds[key]
    assert [word for word in MISSING if word in red.reason] != []
    seen = places(story, notice)
    assert [name for name, page in seen.items() if squeezed(red.title) not in page] == []
    asked = ["gate", "disabled button", "completeness", "to-do"]
    assert [name for name in asked if squeezed(red.reason) not in seen[name]] == []


@pytest.mark.parametrize("kind, code", CLAIMED)
def test_removing_each_proof_turns_exactly_its_clause_red(story, kind, code):
    notice = draft_of(story, kind)
    assert open_keys(story.project, AT, KINDS[kind].needs) == []
    key = take_away(story, code)
    assert open_keys(story.project, AT, KINDS[kind].needs) == [key]
    with pytest.raises(NotYet) as refusal:
        issue_document(document=notice, **act(story.people["luxz"], AT))
    assert [f.key for f in refusal.value.findings] == [key]
