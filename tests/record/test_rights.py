"""Who may do what: relations to a project, deputies in every role, trainers sent along, the words of a closed step."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import act, dispatched, drafted, issued, picture
from fieldbook.handbook.flows import STEPS
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.actions.documents import revise_document, save_document
from fieldbook.record.actions.issuing import issue_document
from fieldbook.record.actions.people import appoint_deputy
from fieldbook.record.actions.projects import accept_order
from fieldbook.record.actions.proofs import file_proof, grant_waiver, withdraw_proof
from fieldbook.record.actions.receipts import receive_original
from fieldbook.record.actions.trips import close_trip, closing_of, report_trip
from fieldbook.record.facts import facts_of
from fieldbook.record.models import DispatchOrder, Proof, Trip
from fieldbook.record.perform import Forbidden, NotYet, Stale
from fieldbook.record.queries.standing import relations, standing_of, visible_projects
from fieldbook.record.rules.rights import closed, refusal
from visitors import send, visitor


def stands_in(people, deputy, of, role, at):
    appoint_deputy(
        deputy=people[deputy], of=people[of], role=role, since=at.date(), until=at.date(), **act(people["admin"], at)
    )


@pytest.mark.parametrize("of, role", [("suh", "assistant"), ("guqy", "supervisor")])
def test_a_deputy_hands_in_originals_like_the_one_they_stand_in_for(project, people, at, of, role):
    order = project.documents.get(kind="dispatch_order")
    with pytest.raises(Forbidden):
        receive_original(document=order, **act(people["fangz"], at))
    stands_in(people, "fangz", of, role, at)
    receive_original(document=order, **act(people["fangz"], at))
    assert facts_of(project.id)[1].core.documents[0].original_at == at


def test_a_deputy_stands_in_for_their_days_only(project, people, at):
    stands_in(people, "fangz", "suh", "assistant", at)
    order = project.documents.get(kind="dispatch_order")
    with pytest.raises(Forbidden):
        receive_original(document=order, **act(people["fangz"], at + timedelta(days=1)))


def test_a_trainer_sent_along_is_one_there(people, hospital, at):
    project = dispatched(people, colleagues="温言")
    core = facts_of(project.id)[1].core
    assert [(p.name, p.role) for p in core.engineers] == [("陆行舟", "engineer"), ("温言", "trainer")]
    assert relations(standing_of(people["weny"], at.date()), core) == {"trainer"}


def test_where_a_trainer_leads_the_work_falls_on_them(people, hospital, at):
    from fieldbook.chapters.dispatch.actions import import_dispatch
    from fieldbook.record.findings import findings_of
    from fieldbook.web.demo import START, dispatch_workbook

    data = dispatch_workbook(engineer="温言", colleagues="", type="培训")
    project = import_dispatch(data=data, name="x.xlsx", actor=people["guqy"], at=START)
    found = findings_of(facts_of(project.id)[1], START, ("order.accepted", "document.scanned"))
    assert {f.who for f in found} == {"trainer"}
    accept_order(order=DispatchOrder.objects.get().id, project=project.id, **act(people["weny"], START))


def test_a_colleague_reports_nobody_elses_trip(project, people, at):
    trip = Trip.objects.get(project=project, person=people["luxz"])
    for verb in ("trip.departed", "trip.returned"):
        with pytest.raises(Forbidden) as refused:
            report_trip(verb=verb, trip=trip.id, project=project.id, **act(people["baizr"], at))
    assert refused.value.sentence == "不能“登记返回”：限出差人办理（手册 六-3）。请联系项目的部门主管。"


def test_a_withdrawn_proof_is_withdrawn_once(project, people, at):
    engineer = people["luxz"]
    file_proof(
        project=project, keys=[("bill_forms.settled", "")], data=picture(), name="a.jpg", media="image/jpeg",
        proven_date=at.date(), **act(engineer, at),
    )  # fmt: skip
    told = {"proof": Proof.objects.get().id, "project": project.id, "reason": "传错文件"}
    with pytest.raises(Forbidden):
        withdraw_proof(**told, **act(people["suh"], at))
    withdraw_proof(**told, **act(engineer, at))
    with pytest.raises(Stale):
        withdraw_proof(**told, **act(engineer, at))


def test_a_closed_step_says_who_may_and_on_which_clause():
    notice = KINDS["go_live_notice"]
    assert closed(STEPS["document.issued"], {"issuer"}, notice) == ""
    assert closed(STEPS["document.issued"], {"sales"}, notice) == "限实施工程师、部门主管办理。"
    assert refusal(STEPS["document.issued"], notice) == (
        "不能“签发”：限实施工程师、部门主管办理（手册 三-4）。请联系项目的部门主管。"
    )


def test_an_override_keeps_what_it_replaced(project, people, at):
    from builders import drafted
    from fieldbook.record.actions.documents import save_document

    engineer = people["luxz"]
    example = KINDS["survey_report"].example["payload"]
    mine = {**example, "conclusion": {**example["conclusion"], "advice": "先借用备用交换机"}}
    survey = drafted(project, "survey_report", engineer, at, mine)
    row = survey.revisions.get()
    assert row.payload["replaced"] == {"conclusion/advice": "核心交换机、楼层交换机"}
    ready = [{**r, "ready": "具备"} for r in mine["conditions"]]
    save_document(document=survey, raw={**mine, "conditions": ready}, seen="", **act(engineer, at))
    assert survey.revisions.get().payload["replaced"] == {"conclusion/advice": "核心交换机、楼层交换机"}
    save_document(document=survey, raw={**mine, "conclusion": {}}, seen="", **act(engineer, at))
    assert "replaced" not in survey.revisions.get().payload


def test_what_was_replaced_stays_with_the_issued_paper(project, people, at):
    example = KINDS["survey_report"].example["payload"]
    mine = {**example, "conclusion": {**example["conclusion"], "advice": "先借用备用交换机"}}
    row = issued(project, "survey_report", people["luxz"], at, mine).revisions.get()
    assert row.payload["replaced"] == {"conclusion/advice": "核心交换机、楼层交换机"}
    assert row.payload["conclusion"]["advice"] == "先借用备用交换机"


def test_who_was_called_off_on_site_still_reports_the_return_and_closes_the_trip(project, people, at):
    order, boss = project.documents.get(kind="dispatch_order"), people["guqy"]
    revise_document(document=order, **act(boss, at))
    row = order.revisions.get(state="draft")
    plan = {**row.payload["plan"], "engineer": "白芷若", "colleagues": []}
    save_document(document=order, raw={**row.payload, "plan": plan}, seen="", **act(boss, at))
    issue_document(document=order, **act(boss, at))
    accept_order(order=DispatchOrder.objects.latest("issued_at").id, project=project.id, **act(people["baizr"], at))
    away = standing_of(people["luxz"], at.date())
    assert visible_projects(away).get() == project
    assert "engineer" not in relations(away, facts_of(project.id)[1].core)
    trip = Trip.objects.get(project=project, person=people["luxz"])
    report_trip(verb="trip.returned", trip=trip.id, project=project.id, **act(people["luxz"], at))
    assert visible_projects(away).get() == project
    for finding in closing_of(facts_of(project.id)[1], trip.id, at).demanded:
        assert finding.person == str(people["luxz"].id)
        grant_waiver(project=project, key=finding.key, reason="已当面交代。", **act(boss, at))
    assert close_trip(trip=trip.id, project=project, successor=None, **act(people["luxz"], at))
    assert visible_projects(away).get() == project  # until the day ends
    assert not visible_projects(standing_of(people["luxz"], at.date() + timedelta(days=1))).exists()


def test_the_package_keeper_sees_projects_that_ask_for_packages(project, people, at):
    keeper = standing_of(people["chengy"], at.date())
    assert not visible_projects(keeper).exists()
    request = drafted(project, "package_request", people["luxz"], at)
    assert visible_projects(keeper).get() == project
    issue_document(document=request, **act(people["chengy"], at))


def test_a_trip_is_cancelled_by_a_new_order_alone(project, people, at):
    trip = Trip.objects.get(project=project, person=people["baizr"])
    answer = send(visitor(people["guqy"]), "trip-report", project.number, trip.id, "cancelled", at=at)
    assert answer.status_code == 404


def test_voiding_what_somebody_began_to_revise_meanwhile_is_stale(project, people, at):
    survey = issued(project, "survey_report", people["luxz"], at)
    seen = str(survey.revisions.get().touched)
    revise_document(document=survey, **act(people["luxz"], at))
    answer = send(visitor(people["guqy"]), "document-step", project.number, survey.id, "void", at=at, note="作废", seen=seen)
    assert answer.status_code == 409
    assert sorted(survey.revisions.values_list("state", flat=True)) == ["draft", "issued"]


def test_an_order_is_accepted_never_waived(people, hospital, at):
    from fieldbook.chapters.dispatch.actions import import_dispatch
    from fieldbook.web.demo import START, dispatch_workbook

    project = import_dispatch(data=dispatch_workbook(), name="x.xlsx", actor=people["guqy"], at=START)
    with pytest.raises(NotYet) as refused:
        grant_waiver(project=project, key=("order.accepted", ""), reason="急", **act(people["guqy"], START))
    assert "手册 一-1" in refused.value.sentence
