"""The thread through the record: dispatch, survey, gate, proofs, notice, reservation."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from builders import act, drafted, issued, open_keys, prove, prove_all, signed
from fieldbook.engine.requirements import Status
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.actions.documents import revise_document, save_document, void_document
from fieldbook.record.actions.issuing import issue_document, issue_with_reservation
from fieldbook.record.actions.proofs import grant_waiver
from fieldbook.record.facts import facts_of
from fieldbook.record.findings import findings_of
from fieldbook.record.models import Reservation, Revision
from fieldbook.record.perform import Forbidden, Invalid, NotYet, Stale

NOTICE = KINDS["go_live_notice"].example["payload"]


def finding(project, at, code, subject=""):
    found = findings_of(facts_of(project.id)[1], at, (code,))
    return next(f for f in found if f.subject == subject)


def test_survey_is_due_two_working_days_after_arrival(project, at):
    due = finding(project, at, "document.issued", "survey_report").due
    assert due.isoformat() == "2026-10-23T18:00:00+08:00"


def test_nothing_is_owed_by_a_draft(people, hospital, at):
    from builders import dispatched

    project = dispatched(people)
    order = project.documents.get(kind="dispatch_order")
    revise_document(document=order, **act(people["guqy"], at))
    row = order.revisions.get(state="draft")
    save_document(
        document=order, raw={**row.payload, "modules": row.payload["modules"][:1]}, seen="", **act(people["guqy"], at)
    )
    assert len(facts_of(project.id)[1].core.order.modules) == 6


def test_go_live_waits_for_missing_critical_condition(project, people, at):
    engineer = people["luxz"]
    issued(project, "survey_report", engineer, at)
    notice = drafted(project, "go_live_notice", engineer, at, NOTICE)
    prove_all(project, engineer, at, but=("condition.met",))
    with pytest.raises(NotYet) as refusal:
        issue_document(document=notice, **act(engineer, at))
    assert [f.key for f in refusal.value.findings] == [("condition.met", "core_switch")]
    assert "手册 二-2" in refusal.value.sentence
    prove(project, engineer, at, [("condition.met", "core_switch")])
    issue_document(document=notice, **act(engineer, at))
    assert finding(project, at, "document.issued", "go_live_notice").status is Status.MET


def test_a_reservation_is_printed_and_stays_a_duty_until_a_supplementary_notice(project, people, at):
    engineer, boss = people["luxz"], people["guqy"]
    issued(project, "survey_report", engineer, at)
    notice = drafted(project, "go_live_notice", engineer, at, NOTICE)
    prove_all(project, engineer, at, but=("insurance.approved", "insurance.noticed"))
    with pytest.raises(Forbidden):
        issue_with_reservation(document=notice, reason="已约好日期", due=at.date(), **act(engineer, at))
    with pytest.raises(Invalid):
        issue_with_reservation(document=notice, reason=" ", due=at.date(), **act(boss, at))
    due = (at + timedelta(days=10)).date()
    issue_with_reservation(document=notice, reason="医保局已约定审核日期。", due=due, **act(boss, at))
    row = notice.revisions.get(state="issued")
    printed = [b for b in row.flow if b.get("role") == "reservation"]
    assert len(printed) == 1
    assert "医保接口" in printed[0]["text"]
    kept = Reservation.objects.get(revision=row)
    assert finding(project, at, "reservation.cleared", str(kept.id)).is_open
    prove(project, engineer, at, [("insurance.approved", ""), ("insurance.noticed", "")])
    revise_document(document=notice, **act(engineer, at))
    later = at + timedelta(days=2)
    issue_document(document=notice, **act(engineer, later))
    assert finding(project, later, "reservation.cleared", str(kept.id)).status is Status.MET
    assert list(notice.revisions.order_by("number").values_list("state", flat=True)) == ["superseded", "issued"]


def test_a_notice_of_an_interface_with_a_reservation_is_none_yet(project, people, at):
    engineer = people["luxz"]
    prove(project, engineer, at, [("insurance.commissioned", "")])
    notice = drafted(project, "insurance_notice", engineer, at)
    due = (at + timedelta(days=10)).date()
    issue_with_reservation(document=notice, reason="已约定审核日期。", due=due, **act(people["guqy"], at))
    signed(notice, engineer, at)
    assert finding(project, at, "insurance.noticed").is_open
    prove(project, engineer, at, [("insurance.approved", "")])
    assert finding(project, at, "insurance.noticed").status is Status.MET


def test_reservation_without_anything_missing_is_refused(project, people, at):
    issued(project, "survey_report", people["luxz"], at)
    prove_all(project, people["luxz"], at)
    notice = drafted(project, "go_live_notice", people["luxz"], at, NOTICE)
    with pytest.raises(NotYet, match="直接"):
        issue_with_reservation(document=notice, reason="谨慎", due=at.date(), **act(people["guqy"], at))


def test_issued_revision_keeps_its_words(project, people, at):
    survey = issued(project, "survey_report", people["luxz"], at)
    row = survey.revisions.get()
    before = (row.payload, row.flow, row.digest, row.file_id)
    void_document(document=survey, reason="重做", **act(people["guqy"], at))
    row.refresh_from_db()
    assert (row.payload, row.flow, row.digest, row.file_id) == before
    assert row.state == "void"


def test_a_void_survey_no_longer_meets_its_duty(project, people, at):
    survey = issued(project, "survey_report", people["luxz"], at)
    void_document(document=survey, reason="重做", **act(people["guqy"], at))
    assert finding(project, at, "document.issued", "survey_report").is_open


def test_stranger_and_reader_may_not_issue(project, people, at):
    survey = drafted(project, "survey_report", people["luxz"], at)
    for login in ("yuanq", "fangz", "shenzq", "suh", "jianglc", "weny"):
        with pytest.raises(Forbidden):
            issue_document(document=survey, **act(people[login], at))


def test_incomplete_form_names_each_missing_field(project, people, at):
    survey = drafted(project, "survey_report", people["luxz"], at, {"conclusion": {"ready": "具备"}})
    with pytest.raises(Invalid) as refusal:
        issue_document(document=survey, **act(people["luxz"], at))
    paths = {p.path for p in refusal.value.problems}
    assert "hospital/current_system" in paths
    assert "conditions/0/ready" in paths


def test_a_missing_condition_needs_date_and_owner(project, people, at):
    payload = {**KINDS["survey_report"].example["payload"]}
    payload["conditions"] = [
        {k: v for k, v in row.items() if k not in ("promised_date", "responsible")} for row in payload["conditions"]
    ]
    survey = drafted(project, "survey_report", people["luxz"], at, payload)
    with pytest.raises(Invalid) as refusal:
        issue_document(document=survey, **act(people["luxz"], at))
    assert {p.path.split("/")[-1] for p in refusal.value.problems} == {"promised_date", "responsible"}


def test_repeat_of_a_deed_changes_nothing_and_a_foreign_repeat_is_refused(project, people, at):
    survey = drafted(project, "survey_report", people["luxz"], at)
    arguments = act(people["luxz"], at)
    issue_document(document=survey, **arguments)
    version = facts_of(project.id)[0]
    issue_document(document=survey, **arguments)
    assert facts_of(project.id)[0] == version
    with pytest.raises(Forbidden):
        issue_document(document=survey, **{**arguments, "actor": people["guqy"]})


def test_a_stale_form_is_refused_and_nothing_lost(project, people, at):
    survey = drafted(project, "survey_report", people["luxz"], at)
    seen = str(survey.revisions.get().touched)
    save_document(
        document=survey, raw={"conclusion": {"risks": "甲"}}, seen=seen, **act(people["luxz"], at)
    )
    with pytest.raises(Stale):
        save_document(document=survey, raw={"conclusion": {"risks": "乙"}}, seen=seen, **act(people["baizr"], at))
    assert survey.revisions.get().payload["conclusion"]["risks"] == "甲"


def test_waiver_lifts_one_finding_by_the_supervisor_only(project, people, at):
    survey = issued(project, "survey_report", people["luxz"], at)
    key = ("document.original", str(survey.id))
    with pytest.raises(Forbidden):
        grant_waiver(project=project, key=key, reason="院方书面承诺", **act(people["luxz"], at))
    grant_waiver(project=project, key=key, reason="院方书面承诺", **act(people["guqy"], at))
    assert finding(project, at, *key).status is Status.WAIVED


def test_database_refuses_two_revisions_in_force(project, people, at):
    from django.db import IntegrityError, transaction

    survey = issued(project, "survey_report", people["luxz"], at)
    row = survey.revisions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(
            id="00000000-0000-7000-8000-000000000001", scope_id=row.scope_id, document=survey, number=9, state="issued",
            author=people["luxz"], touched=row.touched, stem="X" * 12, issued_at=at, file_id=row.file_id,
        )  # fmt: skip


def test_late_does_not_vanish_when_the_paper_arrives(project, people, at):
    issued(project, "survey_report", people["luxz"], at)
    met = finding(project, at, "document.issued", "survey_report")
    assert met.status is Status.MET
    assert met.is_late(at)


def test_a_claim_cannot_be_waived_away(project, people, at):
    issued(project, "survey_report", people["luxz"], at)
    with pytest.raises(NotYet, match="有条件签发"):
        grant_waiver(project=project, key=("condition.met", "core_switch"), reason="口头承诺", **act(people["guqy"], at))


def test_without_a_survey_the_notice_cannot_be_issued(project, people, at):
    notice = drafted(project, "go_live_notice", people["luxz"], at, NOTICE)
    prove_all(project, people["luxz"], at, but=("condition.met",))
    with pytest.raises(NotYet) as refusal:
        issue_document(document=notice, **act(people["luxz"], at))
    assert [f.key for f in refusal.value.findings] == [("condition.met", "")]


def test_with_the_order_voided_nothing_can_be_issued(project, people, at):
    notice = drafted(project, "go_live_notice", people["luxz"], at, NOTICE)
    order = project.documents.get(kind="dispatch_order")
    void_document(document=order, reason="客户终止", **act(people["guqy"], at))
    with pytest.raises(NotYet, match="没有生效的实施派遣单"):
        issue_document(document=notice, **act(people["luxz"], at))


def test_typing_ready_into_a_new_revision_meets_nothing_until_it_is_signed(project, people, at):
    from stories import sign_and_file

    engineer = people["luxz"]
    survey = issued(project, "survey_report", engineer, at)
    revise_document(document=survey, **act(engineer, at))
    row = survey.revisions.get(state="draft")
    rows = [{"key": r["key"], "ready": "具备"} for r in row.payload["conditions"]]
    save_document(document=survey, raw={**row.payload, "conditions": rows}, seen="", **act(engineer, at))
    issue_document(document=survey, **act(engineer, at))
    assert finding(project, at, "condition.met", "core_switch").is_open
    sign_and_file(survey, engineer, at)
    assert open_keys(project, at, ("condition.met",)) == []


def test_before_eight_in_the_morning_today_is_today(project, people, at):
    issued(project, "survey_report", people["luxz"], at)
    early = at.replace(hour=1)
    prove(project, people["luxz"], early.astimezone(UTC), [("condition.met", "core_switch")])
    assert finding(project, early, "condition.met", "core_switch").status is Status.MET


def test_names_of_the_hospital_side_reach_every_project_at_once(project, people, at):
    from builders import dispatched

    dispatched(people, project_name="云溪县人民医院二期项目", site_lead="苗若水", site_lead_phone="199 0000 0177")
    assert facts_of(project.id)[1].core.hospital.site_lead.name == "苗若水"
