"""The machine before the kinds: a planted kind of every `per` goes through all rooms without a line of code for it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
import time_machine
from django.urls import reverse

from builders import act, dispatched, issued
from fieldbook.chapters.closeout.queries import archive_of
from fieldbook.engine.kinds import Field, Fields, Kind, Medium, Per, Prose, Signatures, Signer, Source, Type
from fieldbook.engine.requirements import Status
from fieldbook.handbook.catalogue.dispatch import OWED, Owed
from fieldbook.handbook.catalogue.modules import BY_CODE
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.roles import Role
from fieldbook.record.actions.documents import draft_document, save_document, void_document
from fieldbook.record.actions.issuing import issue_document
from fieldbook.record.actions.proofs import grant_waiver
from fieldbook.record.actions.trips import report_trip
from fieldbook.record.facts import facts_of
from fieldbook.record.findings import findings_of
from fieldbook.record.models import Document, Trip
from fieldbook.record.perform import Forbidden, Invalid, NotYet
from visitors import send, text, visitor

COUNTED = {
    Per.PROJECT: {"anchor": "arrival", "offset": "survey_after_arrival"},
    Per.TRIP: {"anchor": "return", "offset": "record_after_return"},
    Per.PERSON_WEEK: {"anchor": "saturday"},
    Per.MODULE: {"anchor": "start"},
    Per.SESSION: {"anchor": "end_of_day"},
    Per.PERSON: {"anchor": "travel"},
    Per.EVENT: {"when": "started"},
}
"""From what the dues count; and what nobody can foresee is owed once it was begun."""
PRINTED = {
    Per.TRIP: "trip.person",
    Per.PERSON_WEEK: "week.words",
    Per.MODULE: "module.name",
    Per.PERSON: "person.name",
}


def planted(per: Per) -> Kind:
    """A small kind of that `per`, with a typed day, a derived line about its subject, and one signature."""
    told = [Field(code="about", label="关于", source=Source.DERIVED, fact=PRINTED[per])] if per in PRINTED else []
    day = Field(code="day", label="日期", type=Type.DATE, required=True)
    topic = Field(code="topic", label="主题", required=True)
    code = f"planted_{per.name.lower()}"
    return Kind(
        code=code,
        title=f"试种{per.name}",
        per=per,
        medium=Medium.ELECTRONIC,
        series="SZ",
        clause="手册 七-1",
        authors=(Role.ENGINEER,),
        issuers=(Role.ENGINEER,),
        suffix="own.words" if per is Per.SESSION else "",
        own=lambda payload, known: {"words": f"{payload['body'].get('topic')} {payload['body'].get('day')}"},
        blocks=(
            Prose(code="intro", text="{topic}", role="body"),
            Fields(code="body", fields=(topic, day, *told)),
            Signatures(signers=(Signer(Role.ENGINEER, "实施工程师"),)),
        ),
    )


@pytest.fixture
def kinds(monkeypatch):
    """One planted kind for every `per`, owed by every dispatch type."""
    found = {per: planted(per) for per in Per}
    for per, kind in found.items():
        monkeypatch.setitem(KINDS, kind.code, kind)
        monkeypatch.setitem(OWED, kind.code, Owed(kind.code, "●●●●●", "手册 七-1", **COUNTED[per]))
    return found


@pytest.fixture
def project(kinds, people, hospital):
    return dispatched(people)


def owed(project, at, kind) -> list:
    """The findings that ask for documents of a kind."""
    found = findings_of(facts_of(project.id)[1], at, ("document.issued",))
    return [f for f in found if f.subject.partition(".")[0] == kind.code]


def written(project, kind, key, actor, at, topic="主题") -> Document:
    """A document of a kind for one subject, issued by `actor`."""
    own_id = draft_document(project=project, kind=kind, key=key, **act(actor, at))
    document = Document.objects.get(id=own_id)
    raw = {"body": {"topic": topic, "day": "2026-11-10"}}
    save_document(document=document, raw=raw, seen="", **act(actor, at))
    issue_document(document=document, **act(actor, at))
    return Document.objects.get(id=own_id)


def planned(project, engineer, at) -> None:
    """A training plan in force: two departments are taught two modules on three days."""
    example = KINDS["training_plan"].example["payload"]
    lessons = (
        ("2026-11-16", "M06", "收费处"),
        ("2026-11-17", "M18", "检验科"),
        ("2026-11-18", "M06", "检验科"),
    )
    row = next(s for s in example["sessions"] if s["category"] == "分科")
    sessions = [{**row, "date": d, "module": BY_CODE[m].label, "department": where} for d, m, where in lessons]
    issued(project, "training_plan", engineer, at, {**example, "sessions": sessions})


def test_what_is_owed_follows_from_per(project, people, kinds, at):
    def count():
        return {per: len(owed(project, at, kind)) for per, kind in kinds.items()}

    weeks = 4  # luxz is on site since Wednesday 2026-10-21; `at` is Wednesday 2026-11-11
    before = {
        Per.PROJECT: 1, Per.TRIP: 2, Per.PERSON_WEEK: weeks, Per.MODULE: 0, Per.SESSION: 1, Per.PERSON: 2, Per.EVENT: 1,
    }  # fmt: skip
    assert count() == before
    assert [f.status for f in owed(project, at, kinds[Per.EVENT])] == [Status.NOT_APPLICABLE]
    planned(project, people["luxz"], at)
    for _ in range(2):
        draft_document(project=project, kind=kinds[Per.EVENT], **act(people["luxz"], at))
    assert count() == {**before, Per.MODULE: 2, Per.SESSION: 2, Per.EVENT: 2}
    assert {f.status for f in owed(project, at, kinds[Per.EVENT])} == {Status.UNMET}


def dues(project, at, kind) -> list[str]:
    """The moments by which documents of a kind are owed, `-` where that is not known yet."""
    return [f.due.strftime("%m-%d %H:%M") if f.due else "-" for f in owed(project, at, kind)]


def test_the_dues_count_from_the_subject(project, people, kinds, at):
    planned(project, people["luxz"], at)
    assert {per: dues(project, at, kind) for per, kind in kinds.items()} == {
        Per.PROJECT: ["10-23 18:00"],
        Per.TRIP: ["-", "-"],  # nobody has returned yet
        Per.PERSON_WEEK: ["10-25 00:00", "11-01 00:00", "11-08 00:00", "11-15 00:00"],
        Per.MODULE: ["11-16 00:00", "11-17 00:00"],
        Per.SESSION: ["11-17 00:00", "11-18 00:00"],
        Per.PERSON: ["10-21 00:00", "10-21 00:00"],
        Per.EVENT: ["-"],
    }
    trip = Trip.objects.get(project=project, person=people["luxz"])
    report_trip(verb="trip.returned", trip=trip.id, project=project.id, **act(people["luxz"], at))
    assert sorted(dues(project, at, kinds[Per.TRIP])) == ["-", "11-12 18:00"]


def test_each_subject_has_its_document_its_file_name_and_its_words(project, people, kinds, at):
    names = {"luxz": people["luxz"], "baizr": people["baizr"]}
    by_id = {str(p.id): p for p in names.values()}
    planned(project, people["luxz"], at)
    for per in (Per.PROJECT, Per.TRIP, Per.PERSON_WEEK, Per.MODULE, Per.PERSON):
        for finding in owed(project, at, kinds[per]):
            actor = by_id.get(finding.person, people["luxz"])
            written(project, kinds[per], finding.at.part, actor, at)
        assert [f.status for f in owed(project, at, kinds[per]) if f.is_open] == []
    suffixes = {per: sorted(Document.objects.filter(kind=k.code).values_list("suffix", flat=True)) for per, k in kinds.items()}
    assert suffixes[Per.PROJECT] == [""]
    assert suffixes[Per.TRIP] == suffixes[Per.PERSON] == ["白芷若", "陆行舟"]
    assert suffixes[Per.PERSON_WEEK] == ["第1周", "第2周", "第3周", "第4周"]
    assert suffixes[Per.MODULE] == ["LIS检验", "门诊收费"]
    week = Document.objects.get(kind="planted_person_week", suffix="第3周").revisions.get()
    assert {"label": "关于", "value": "实施第 3 周(11.02–11.06)", "wide": False} in week.flow[1]["items"]


def test_events_are_numbered_and_sessions_are_named_by_what_they_say(project, people, kinds, at):
    engineer = people["luxz"]
    for kind, topic in ((Per.EVENT, "变更"), (Per.EVENT, "延期"), (Per.SESSION, "门诊收费"), (Per.SESSION, "门诊收费")):
        written(project, kinds[kind], "", engineer, at, topic)
    suffixes = Document.objects.filter(kind__startswith="planted_").order_by("created_at", "number")
    assert list(suffixes.values_list("suffix", flat=True)) == ["", "2", "门诊收费 2026-11-10", "门诊收费 2026-11-10 2"]
    archive = archive_of(project=project.id, at=at)
    names = zipfile.ZipFile(io.BytesIO(archive.data)).namelist()
    assert any(n.endswith("试种SESSION（门诊收费 2026-11-10 2）.pdf") for n in names)
    assert any(n.endswith("试种EVENT（2）.pdf") for n in names)


def test_a_voided_sheet_leaves_its_name_taken_and_the_next_one_is_numbered(project, people, kinds, at):
    engineer = people["luxz"]
    first = written(project, kinds[Per.SESSION], "", engineer, at, "门诊/收费")
    void_document(document=first, reason="写错", **act(people["guqy"], at))
    second = written(project, kinds[Per.SESSION], "", engineer, at, "门诊:收费")
    assert (first.suffix, second.suffix) == ("门诊_收费 2026-11-10", "门诊_收费 2026-11-10 2")
    known = {d.id: d.working for d in facts_of(project.id)[1].core.documents_of("planted_session")}
    assert known == {str(first.id): "void", str(second.id): ""}


def test_nobody_writes_a_colleagues_own_paper(project, people, kinds, at):
    mine = next(f for f in owed(project, at, kinds[Per.PERSON_WEEK]) if f.person == str(people["luxz"].id))
    with pytest.raises(Forbidden):
        draft_document(project=project, kind=kinds[Per.PERSON_WEEK], key=mine.at.part, **act(people["baizr"], at))


def test_a_gate_may_ask_for_the_own_subject_alone(project, people, kinds, at, monkeypatch):
    """The week that the supervisor reopened is issued after its lock, no other one."""
    kind = replace(kinds[Per.PERSON_WEEK], needs=("week.open:planted_person_week.{key}",))
    monkeypatch.setitem(KINDS, kind.code, kind)
    first, second, *_, now = (f.at.part for f in owed(project, at, kind))
    written(project, kind, now, people["luxz"], at)
    with pytest.raises(NotYet, match="已锁定"):
        written(project, kind, second, people["luxz"], at)
    lifted = ("week.open", f"{kind.code}.{second}")
    grant_waiver(project=project, key=lifted, reason="驻场网络中断。", **act(people["guqy"], at))
    document = Document.objects.get(kind=kind.code, key=second)
    issue_document(document=document, **act(people["luxz"], at))
    with pytest.raises(NotYet, match="已锁定"):
        written(project, kind, first, people["luxz"], at)


def test_a_guessed_subject_is_refused(project, people, kinds, at):
    for per in (Per.TRIP, Per.PERSON_WEEK, Per.MODULE, Per.PERSON, Per.PROJECT):
        with pytest.raises(Invalid):
            draft_document(project=project, kind=kinds[per], key="m99", **act(people["luxz"], at))
    assert not Document.objects.filter(kind__startswith="planted_").exists()


def test_the_pages_show_and_make_them(project, people, kinds, at):
    with time_machine.travel(at):
        engineer = visitor(people["luxz"])
        home = text(engineer.get(reverse("project", args=[project.number])))
        for word in ("《试种PERSON_WEEK（第3周）》", "《试种TRIP（白芷若）》", "新建《试种EVENT》", "新建《试种SESSION》"):
            assert word in home, word
        week = next(f for f in owed(project, at, kinds[Per.PERSON_WEEK]) if f.title.endswith("（第3周）》"))
        answer = send(engineer, "document-new", project.number, "planted_person_week", at=at, key=week.at.part)
        assert answer.status_code == 303
        page = text(engineer.get(answer.url))
        assert "实施第 3 周(11.02–11.06)" in page
        again = send(engineer, "document-new", project.number, "planted_person_week", at=at, key=week.at.part)
        assert again.url == answer.url
        check = text(engineer.get(reverse("completeness", args=[project.number])))
        assert "云溪县人民医院HealthOne升级项目试种PERSON_WEEK（第3周）.pdf" in check


def test_a_traveller_struck_off_the_order_before_leaving_travels_no_more(project, people, at):
    from fieldbook.record.actions.documents import revise_document

    order = project.documents.get(kind="dispatch_order")
    boss = people["guqy"]
    revise_document(document=order, **act(boss, at))
    row = order.revisions.get(state="draft")
    payload = {**row.payload, "plan": {**row.payload["plan"], "colleagues": []}}
    save_document(document=order, raw=payload, seen="", **act(boss, at))
    issue_document(document=order, **act(boss, at))
    states = dict(Trip.objects.filter(project=project).values_list("person__login", "state"))
    assert states == {"luxz": "on_site", "baizr": "cancelled"}
    assert [t.person for t in facts_of(project.id)[1].core.trips] == ["陆行舟"]
