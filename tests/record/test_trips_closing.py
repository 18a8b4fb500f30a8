"""Closing a trip (手册 六): what fell due is demanded, the rest is handed over, and the traveller is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from builders import act, dispatched, drafted, issued, recorded, some_id
from fieldbook.engine.requirements import Status
from fieldbook.handbook.roles import Role
from fieldbook.record.actions.documents import revise_document, save_document
from fieldbook.record.actions.issuing import issue_document
from fieldbook.record.actions.people import add_person, appoint_deputy, disable_person
from fieldbook.record.actions.proofs import grant_waiver
from fieldbook.record.actions.receipts import receive_original
from fieldbook.record.actions.trips import close_trip, closing_of, report_trip, return_handover, take_over
from fieldbook.record.facts import facts_of
from fieldbook.record.findings import findings_of
from fieldbook.record.models import Member, Person, Project, Trip
from fieldbook.record.models.activity import Activity
from fieldbook.record.perform import Forbidden, Invalid, NotYet, Stale
from fieldbook.record.queries.standing import standing_of, visible_projects
from fieldbook.record.rules.ids import new_id
from fieldbook.web.demo import START, Story, tell_hospital, tell_people
from visitors import send, text, visitor

ARRIVED = START + timedelta(days=9, hours=1)
BACK = START + timedelta(days=10, hours=1)
AT = BACK + timedelta(hours=2)
"""Thursday noon, a day after the arrival: 食宿 falls due at 18:00, the survey on Friday, the week on Saturday."""


@dataclass(frozen=True, slots=True)
class Told:
    """A project of two travellers and a project of one; all of them are back, nothing was written."""

    people: dict[str, Person]
    shared: Project
    alone: Project

    def trip(self, project, login="luxz") -> Trip:
        return Trip.objects.get(project=project, person=self.people[login])


def tell() -> Told:
    people = tell_people()
    tell_hospital(Story(1000), people["admin"])
    shared = dispatched(people)
    alone = dispatched(people, project_name="云溪县人民医院二期项目", contract_number="HT-2", colleagues="")
    told = Told(people, shared, alone)
    other = told.trip(shared, "baizr")
    issued(shared, "trip_order", people["guqy"], START + timedelta(hours=3), key=str(other.id))
    report_trip(verb="trip.arrived", trip=other.id, project=shared.id, **act(people["baizr"], ARRIVED))
    for trip in Trip.objects.select_related("person"):
        report_trip(verb="trip.returned", trip=trip.id, project=trip.project_id, **act(trip.person, BACK))
    return told


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(AT):
        yield


@pytest.fixture
def people(story):
    return story.people


@pytest.fixture
def project(story):
    """The project of the one who went alone."""
    return story.alone


@pytest.fixture
def trip(story, project):
    """Back, and nothing cleared."""
    return story.trip(project)


@pytest.fixture
def free(people, project, trip):
    """The trip when what it demands was waived: only what is not due yet is left."""
    clear(people, project, trip)
    return trip


@pytest.fixture
def handed(people, project, free):
    """The trip on its way to 袁启, who has no part in the project."""
    close(people, project, free, successor="yuanq")
    return free


def left(project, trip, at=AT):
    return closing_of(facts_of(project.id)[1], trip.id, at)


def clear(people, project, trip, *, but="", at=AT):
    """Waive what the close demands, until it demands nothing but the papers of the kind `but`."""
    for finding in left(project, trip, at).demanded:
        if finding.subject.partition(".")[0] != but or finding.code != "document.issued":
            grant_waiver(project=project, key=finding.key, reason="已当面交代。", **act(people["guqy"], at))


def close(people, project, trip, *, by="luxz", successor="", at=AT, **said):
    heir = people[successor] if successor else None
    return close_trip(trip=trip.id, project=project, successor=heir, **{**act(people[by], at), **said})


def taken(people, project, trip, by, **said):
    take_over(trip=trip.id, project=project.id, **{**act(people[by], AT), **said})


def returned(people, project, trip, by, reason="清单缺一项。", **said):
    return_handover(trip=trip.id, project=project.id, reason=reason, **{**act(people[by], AT), **said})


def row_of(trip) -> tuple:
    return Trip.objects.values_list("state", "settled_at", "successor", "passed").get(id=trip.id)


def sees(person, project) -> bool:
    """Whether the project is there for them on the next day: who leaves keeps it until the day ends."""
    return visible_projects(standing_of(person, (AT + timedelta(days=1)).date())).filter(id=project.id).exists()


def page_of(person, project):
    return visitor(person).get(reverse("project", args=[project.number]))


def core_of(project):
    return facts_of(project.id)[1].core


def finding_of(project, trip):
    return next(f for f in findings_of(facts_of(project.id)[1], AT, ("trip.settled",)) if f.subject == str(trip.id))


BARE = ("back", None, None, [])


# --- what the close demands --------------------------------------------------------------------------


@pytest.mark.parametrize("successor", ["", "yuanq"])
def test_what_fell_due_is_demanded_and_the_trip_stays(people, project, trip, successor):
    before = facts_of(project.id)[0]
    with pytest.raises(NotYet) as refused:
        close(people, project, trip, successor=successor)
    own, order = str(people["luxz"].id), project.documents.get(kind="dispatch_order")
    mine = project.documents.get(kind="trip_order")
    assert {f.key for f in refused.value.findings} == {
        ("document.issued", f"handbook_acknowledgement.{own}.1"),
        ("document.issued", f"weekly_report.{own}.2026-10-19"),
        ("document.issued", f"trip_record.{trip.id}"),
        ("document.scanned", str(mine.id)),
        ("document.original", str(mine.id)),
        ("document.scanned", str(order.id)),
        ("sales.talked", ""),
        ("site.asked", ""),
        ("arrival.told", ""),
    }
    assert refused.value.sentence.startswith("不能注销（共 9 项）：")
    assert "（手册 " in refused.value.sentence
    assert row_of(trip) == BARE
    assert facts_of(project.id)[0] == before


def test_what_falls_due_later_is_demanded_later(people, project, free):
    order, evening = project.documents.get(kind="dispatch_order"), AT.replace(hour=18)
    later = {("lodging.settled", ""), ("document.original", str(order.id))}
    assert later < {f.key for f in left(project, free).passing}
    with pytest.raises(NotYet) as refused:
        close(people, project, free, successor="yuanq", at=evening)
    assert {f.key for f in refused.value.findings} == later
    assert "手册 二-0" in refused.value.sentence
    recorded(project, "lodging.settled", people["luxz"], evening)
    receive_original(document=order, **act(people["suh"], evening))
    assert close(people, project, free, successor="yuanq", at=evening) is False


@pytest.mark.parametrize("kind", ["weekly_report", "trip_record"])
def test_a_personal_paper_is_demanded_before_it_is_due(people, project, trip, kind):
    clear(people, project, trip, but=kind)
    with pytest.raises(NotYet) as refused:
        close(people, project, trip, successor="yuanq")
    (owed,) = refused.value.findings
    assert owed.subject.startswith(f"{kind}.")
    assert owed.due > AT
    assert row_of(trip) == BARE


def test_a_personal_paper_meets_what_was_demanded(story, people):
    project, trip = story.shared, story.trip(story.shared, "baizr")
    clear(people, project, trip, but="trip_record")
    assert [f.code for f in left(project, trip).demanded] == ["document.issued"]
    record = drafted(project, "trip_record", people["baizr"], AT, key=str(trip.id))
    issue_document(document=record, **act(people["guqy"], AT))
    assert left(project, trip).demanded == ()
    assert close(people, project, trip, by="baizr") is True


def test_who_does_not_lead_owes_nothing_but_their_own(story, people):
    project, trip = story.shared, story.trip(story.shared, "baizr")
    own = str(people["baizr"].id)
    asked = left(project, trip)
    assert {f.person for f in asked.demanded} == {own}
    assert asked.passing == ()
    assert own not in {f.person for f in left(project, story.trip(project)).demanded}


# --- nothing left ------------------------------------------------------------------------------------


def test_with_nothing_left_the_trip_is_closed_at_once(story, people):
    project, trip = story.shared, story.trip(story.shared, "baizr")
    clear(people, project, trip)
    assert finding_of(project, trip).is_open
    assert sees(people["baizr"], project)
    assert close(people, project, trip, by="baizr") is True
    assert row_of(trip) == ("settled", AT, None, [])
    assert finding_of(project, trip).status is Status.MET
    assert finding_of(project, trip).met_at == AT
    member = Member.objects.get(project=project, person=people["baizr"])
    assert member.until == AT.date()
    assert [p.name for p in core_of(project).engineers] == ["陆行舟"]
    assert not sees(people["baizr"], project)
    with time_machine.travel(AT + timedelta(days=1)):
        assert page_of(people["baizr"], project).status_code == 404
    assert sees(people["luxz"], project)
    with pytest.raises(Forbidden):
        drafted(project, "project_memo", people["baizr"], AT)


def test_a_close_is_done_once(story, people):
    project, trip, activity = story.shared, story.trip(story.shared, "baizr"), new_id(AT)
    clear(people, project, trip)
    assert close(people, project, trip, by="baizr", activity=activity) is True
    version = facts_of(project.id)[0]
    assert close(people, project, trip, by="baizr", activity=activity) is True
    assert facts_of(project.id)[0] == version
    assert Activity.objects.filter(verb="trip.settled").count() == 1
    with pytest.raises(Stale):
        close(people, project, trip, by="baizr")


def test_nothing_is_handed_over_where_nothing_is_left(story, people):
    project, trip = story.shared, story.trip(story.shared, "baizr")
    clear(people, project, trip)
    with pytest.raises(Stale):
        close(people, project, trip, by="baizr", successor="yuanq")
    assert row_of(trip) == BARE


def test_who_travels_there_again_stays_in_the_project(story, people):
    project, trip, boss = story.shared, story.trip(story.shared, "baizr"), people["guqy"]
    order = project.documents.get(kind="dispatch_order")
    revise_document(document=order, **act(boss, AT))
    issue_document(document=order, **act(boss, AT))  # sends both once more
    again = Trip.objects.get(project=project, person=people["baizr"], state="preparing")
    asked = {f.subject for f in left(project, trip).demanded}
    assert f"trip_record.{trip.id}" in asked
    assert f"trip_record.{again.id}" not in asked  # what the new trip owes is not asked of this one
    clear(people, project, trip)
    assert close(people, project, trip, by="baizr") is True
    assert row_of(again)[0] == "preparing"
    assert Member.objects.get(project=project, person=people["baizr"]).until is None
    assert sees(people["baizr"], project)


def test_a_trip_is_not_closed_before_the_return(story, people):
    other = dispatched(people, project_name="云溪县人民医院三期项目", contract_number="HT-3")
    on_site = story.trip(other)
    for successor in ("", "yuanq"):
        with pytest.raises(Stale):
            close(people, other, on_site, successor=successor)
    assert "close-" not in text(page_of(people["luxz"], other))


@pytest.mark.parametrize("by", ["guqy", "baizr", "suh", "yuanq"])
def test_only_the_traveller_closes(story, people, by):
    for successor in ("", "yuanq"):
        with pytest.raises(Forbidden):
            close(people, story.shared, story.trip(story.shared), by=by, successor=successor)


def test_a_deputy_on_the_road_closes_for_the_traveller(people, project, free):
    day = AT.date()
    said = act(people["admin"], AT)
    appoint_deputy(deputy=people["fangz"], of=people["luxz"], role=Role.ENGINEER, since=day, until=day, **said)
    assert close(people, project, free, by="fangz", successor="yuanq") is False
    assert row_of(free)[0] == "handing"


# --- handing over ------------------------------------------------------------------------------------


def test_what_is_left_needs_a_successor(people, project, free):
    with pytest.raises(Invalid) as refused:
        close(people, project, free)
    assert [p.path for p in refused.value.problems] == ["successor"]
    assert refused.value.sentence == (
        f"还有 {len(left(project, free).passing)} 项尚未完成，请选择接手人，移交后再注销（手册 六-2）。"
    )
    assert row_of(free) == BARE


@pytest.mark.parametrize("successor", ["luxz", "weny", "shenzq", "suh", "chengy", "fangz", "jianglc"])
def test_who_may_not_take_over_is_refused(people, project, free, successor):
    with pytest.raises(Invalid) as refused:
        close(people, project, free, successor=successor)
    assert [p.path for p in refused.value.problems] == ["successor"]
    assert row_of(free) == BARE


def test_nobody_disabled_takes_over(people, project, free):
    gone = Person.objects.get(login="yuanq")
    disable_person(person=gone, **act(people["admin"], AT))
    with pytest.raises(Invalid):
        close_trip(trip=free.id, project=project, successor=gone, **act(people["luxz"], AT))
    answer = send(visitor(people["luxz"]), "trip-close", project.number, free.id, at=AT, successor=str(gone.id))
    assert answer.status_code == 422
    assert row_of(free) == BARE


def test_a_hand_over_keeps_the_list_as_it_was(people, project, free):
    passing = left(project, free).passing
    assert close(people, project, free, successor="yuanq") is False
    state, settled_at, successor, passed = row_of(free)
    assert (state, settled_at, successor) == ("handing", None, people["yuanq"].id)
    assert [(p["code"], p["subject"]) for p in passed] == [f.key for f in passing]
    due, none = "2026-10-22T18:00:00+08:00", {"code": "training.done", "subject": "M06", "due": ""}
    assert {"code": "lodging.settled", "subject": "", "title": "落实食宿", "due": due} in passed
    assert {**none, "title": "“门诊收费”培训考核"} in passed
    assert {p["code"] for p in passed}.isdisjoint({"sales.talked", "trip.settled", "week.open"})
    recorded(project, "lodging.settled", people["luxz"], AT)
    assert row_of(free)[3] == passed
    assert "落实食宿" in text(page_of(people["yuanq"], project)).partition('id="take-')[2]
    assert Member.objects.get(project=project, person=people["luxz"]).until is None
    assert sees(people["luxz"], project)


def test_a_hand_over_is_done_once_and_a_second_one_is_stale(people, project, free):
    activity = new_id(AT)
    close(people, project, free, successor="yuanq", activity=activity)
    kept, version = row_of(free), facts_of(project.id)[0]
    assert close(people, project, free, successor="yuanq", activity=activity) is False
    assert facts_of(project.id)[0] == version
    for successor in ("yuanq", "baizr", ""):
        with pytest.raises(Stale):
            close(people, project, free, successor=successor)
    assert row_of(free) == kept
    with pytest.raises(Forbidden):
        close(people, project, free, successor="baizr", by="guqy", activity=activity)


def test_the_successor_sees_the_project_and_the_duty(story, people, project, free):
    assert not sees(people["yuanq"], project)
    assert "出差注销" not in text(visitor(people["yuanq"]).get("/"))
    close(people, project, free, successor="yuanq")
    home = text(visitor(people["yuanq"]).get("/"))
    assert home.count('<div class="duty-head">') == 1
    assert "陆行舟出差注销" in home
    assert f"已移交 {len(row_of(free)[3])} 项，等待袁启核对清单后接收。" in home
    assert f'href="{reverse("project", args=[project.number])}#trips">去办理</a>' in home
    answer = page_of(people["yuanq"], project)
    assert answer.status_code == 200
    assert "接收移交" in text(answer)
    assert not sees(people["yuanq"], story.shared)
    assert not sees(people["weny"], project)
    assert "陆行舟出差注销" not in text(visitor(people["luxz"]).get("/"))
    with pytest.raises(Forbidden):
        recorded(project, "lodging.settled", people["yuanq"], AT)


# --- taking over -------------------------------------------------------------------------------------


def test_taking_over_closes_the_trip_and_makes_one_who_leads(people, project, handed):
    passed = row_of(handed)[3]
    taken(people, project, handed, "yuanq")
    assert row_of(handed) == ("settled", AT, people["yuanq"].id, passed)
    assert finding_of(project, handed).status is Status.MET
    assert not sees(people["luxz"], project)
    assert Member.objects.get(project=project, person=people["luxz"]).until == AT.date()
    core = core_of(project)
    assert [(p.name, p.role) for p in core.engineers] == [("袁启", "engineer")]
    assert core.doer == Role.ENGINEER
    assert sees(people["yuanq"], project)
    home = text(visitor(people["yuanq"]).get("/"))
    assert "落实食宿" in home
    assert "出差注销" not in home
    recorded(project, "lodging.settled", people["yuanq"], AT)


def test_a_trainer_takes_over_from_a_trainer(story, people):
    home, admin = people["weny"].department, people["admin"]
    other = add_person(login="qinghe", name="青禾", department=home, roles=(Role.TRAINER,), **act(admin, START))
    changes = {"engineer": "温言", "colleagues": "", "type": "培训", "project_name": "培训项目"}
    project = dispatched(people, lead="weny", **changes)
    trip = story.trip(project, "weny")
    report_trip(verb="trip.returned", trip=trip.id, project=project.id, **act(people["weny"], BACK))
    clear(people, project, trip)
    assert close_trip(trip=trip.id, project=project, successor=other, **act(people["weny"], AT)) is False
    take_over(trip=trip.id, project=project.id, **act(other, AT))
    assert [(p.name, p.role) for p in core_of(project).engineers] == [("青禾", "trainer")]
    assert core_of(project).doer == Role.TRAINER


def test_who_took_over_leads_before_a_colleague_who_stays(story, people):
    project, trip = story.shared, story.trip(story.shared)
    clear(people, project, trip)
    close(people, project, trip, successor="yuanq")
    taken(people, project, trip, "yuanq")
    assert [p.name for p in core_of(project).engineers] == ["袁启", "白芷若"]
    assert left(project, story.trip(project, "baizr")).passing == ()


def test_a_colleague_takes_over_and_leads(story, people):
    project, trip = story.shared, story.trip(story.shared)
    clear(people, project, trip)
    close(people, project, trip, successor="baizr")
    taken(people, project, trip, "baizr")
    member = Member.objects.get(project=project, person=people["baizr"])
    assert (member.role, member.until) == (Role.ENGINEER, None)
    assert [p.name for p in core_of(project).engineers] == ["白芷若"]
    assert len(left(project, story.trip(project, "baizr")).passing) > 20


def test_who_had_left_comes_back_by_taking_over(story, people):
    project, trip, own = story.shared, story.trip(story.shared), story.trip(story.shared, "baizr")
    clear(people, project, own)
    close(people, project, own, by="baizr")
    clear(people, project, trip)
    close(people, project, trip, successor="baizr")
    taken(people, project, trip, "baizr")
    assert Member.objects.get(project=project, person=people["baizr"]).until is None
    assert [p.name for p in core_of(project).engineers] == ["白芷若"]


def test_the_supervisor_takes_over_and_the_work_falls_on_them(people, project, free):
    assert "陆行舟出差注销" not in text(visitor(people["guqy"]).get("/"))
    close(people, project, free, successor="guqy")
    assert "陆行舟出差注销" in text(visitor(people["guqy"]).get("/"))
    taken(people, project, free, "guqy")
    assert row_of(free)[:3] == ("settled", AT, people["guqy"].id)
    assert not Member.objects.filter(project=project, person=people["guqy"]).exists()
    assert core_of(project).engineers == ()
    assert core_of(project).doer == Role.SUPERVISOR
    lodging = next(f for f in findings_of(facts_of(project.id)[1], AT) if f.code == "lodging.settled")
    assert lodging.who == Role.SUPERVISOR
    assert not sees(people["luxz"], project)
    recorded(project, "lodging.settled", people["guqy"], AT)


def test_who_took_over_goes_when_the_order_sends_others(people, project, handed):
    taken(people, project, handed, "yuanq")
    order, boss = project.documents.get(kind="dispatch_order"), people["guqy"]
    revise_document(document=order, **act(boss, AT))
    raw = order.revisions.get(state="draft").payload
    save_document(document=order, raw={**raw, "plan": {**raw["plan"], "engineer": "白芷若"}}, seen="", **act(boss, AT))
    issue_document(document=order, **act(boss, AT))
    assert [p.name for p in core_of(project).engineers] == ["白芷若"]
    assert not sees(people["yuanq"], project)


@pytest.mark.parametrize("by", ["luxz", "guqy", "weny", "suh", "admin"])
def test_only_the_successor_takes_over(people, project, handed, by):
    kept = row_of(handed)
    with pytest.raises(Forbidden):
        taken(people, project, handed, by)
    assert row_of(handed) == kept


def test_taking_over_is_done_once(people, project, handed):
    activity = new_id(AT)
    taken(people, project, handed, "yuanq", activity=activity)
    version = facts_of(project.id)[0]
    taken(people, project, handed, "yuanq", activity=activity)
    assert facts_of(project.id)[0] == version
    assert Member.objects.filter(project=project, person=people["yuanq"]).count() == 1
    with pytest.raises(Stale):
        taken(people, project, handed, "yuanq")


def test_nothing_is_taken_over_that_was_not_handed_over(people, project, free):
    for by in ("yuanq", "luxz"):
        with pytest.raises(Forbidden):
            taken(people, project, free, by)
    assert row_of(free) == BARE


# --- handing back ------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["yuanq", "luxz", "guqy"])
def test_a_hand_over_goes_back_with_a_reason(people, project, handed, by):
    for reason in ("", " \n"):
        with pytest.raises(Invalid) as refused:
            returned(people, project, handed, by, reason)
        assert [p.path for p in refused.value.problems] == ["note"]
    activity = new_id(AT)
    for _ in range(2):
        returned(people, project, handed, by, activity=activity)
    assert row_of(handed) == BARE
    assert Activity.objects.get(verb="trip.handover_returned").note == "清单缺一项。"
    assert not sees(people["yuanq"], project)
    assert sees(people["luxz"], project)
    assert finding_of(project, handed).person == str(people["luxz"].id)


@pytest.mark.parametrize("by", ["weny", "suh", "shenzq", "admin"])
def test_nobody_else_hands_back(people, project, handed, by):
    with pytest.raises(Forbidden):
        returned(people, project, handed, by)
    assert row_of(handed)[0] == "handing"


def test_the_list_is_made_anew_next_time(people, project, handed):
    returned(people, project, handed, "yuanq")
    with pytest.raises(Forbidden):
        taken(people, project, handed, "yuanq")
    recorded(project, "lodging.settled", people["luxz"], AT)
    close(people, project, handed, successor="baizr")
    state, _, successor, passed = row_of(handed)
    assert (state, successor) == ("handing", people["baizr"].id)
    assert "lodging.settled" not in {p["code"] for p in passed}
    with pytest.raises(Forbidden):
        taken(people, project, handed, "yuanq")
    taken(people, project, handed, "baizr")
    with pytest.raises(Stale):
        returned(people, project, handed, "guqy")


# --- the page ----------------------------------------------------------------------------------------


def dialog(answer, name) -> str:
    """One dialog of the page as text; empty where there is none."""
    return text(answer).partition(f'<dialog id="{name}"')[2].partition("</dialog>")[0]


def test_the_dialog_lists_what_is_demanded_and_offers_nothing_else(people, project, trip):
    told = dialog(page_of(people["luxz"], project), f"close-{trip.id}")
    assert "下列 9 项须先完成，或由部门主管豁免：" in told
    for words in ("签发《工作周总结（第1周）》", "签发《出差记录（陆行舟）》", "与签单市场人员沟通", "手册 六-3"):
        assert words in told
    assert "落实食宿" not in told
    assert "<select" not in told
    assert 'type="submit"' not in told


def test_the_dialog_lists_what_passes_on_and_who_may_take_it(people, project, free):
    told = dialog(page_of(people["luxz"], project), f"close-{free.id}")
    assert f"下列 {len(left(project, free).passing)} 项尚未完成，移交给接手人" in told
    assert "落实食宿" in told
    offered = [p.name for p in people.values() if f'<option value="{p.id}">{p.name}</option>' in told]
    assert sorted(offered) == sorted(["顾清源", "白芷若", "袁启"])
    assert "提出移交</button>" in told


def test_only_the_traveller_is_offered_the_close(story, people):
    for login in ("guqy", "baizr", "suh"):
        answer = page_of(people[login], story.shared)
        assert answer.status_code == 200
        assert dialog(answer, f"close-{story.trip(story.shared).id}") == ""


def test_closing_by_the_page_hands_over_once(people, project, free):
    client, activity, args = visitor(people["luxz"]), new_id(AT), ("trip-close", project.number, free.id)
    for successor in ("", "x", str(some_id()), str(people["shenzq"].id)):
        answer = send(client, *args, at=AT, successor=successor)
        assert answer.status_code == 422
        assert "接手" in text(answer)
    assert row_of(free) == BARE
    heir = str(people["yuanq"].id)
    for _ in range(2):
        answer = send(client, *args, at=AT, activity=activity, successor=heir)
        assert (answer.status_code, answer.url) == (303, reverse("project", args=[project.number]))
    assert "已提出移交，接手人核对清单、接收后，出差即注销。" in text(client.get(answer.url))
    assert send(client, *args, at=AT, successor=heir).status_code == 409
    assert row_of(free)[2] == people["yuanq"].id


def test_closing_by_the_page_names_what_is_demanded(people, project, trip):
    client = visitor(people["luxz"])
    answer = send(client, "trip-close", project.number, trip.id, at=AT, successor=str(people["yuanq"].id))
    assert answer.status_code == 422
    assert "不能注销（共 9 项）" in text(answer)
    assert row_of(trip) == BARE


def test_closing_by_the_page_ends_the_access(story, people):
    project, trip = story.shared, story.trip(story.shared, "baizr")
    clear(people, project, trip)
    client = visitor(people["baizr"])
    assert "出差期间的事项都已完成，可以注销。" in dialog(page_of(people["baizr"], project), f"close-{trip.id}")
    activity = new_id(AT)
    for _ in range(2):  # the second click finds the first result
        answer = send(client, "trip-close", project.number, trip.id, at=AT, activity=activity)
        assert answer.status_code == 303
        assert "出差已注销。" in text(client.get(answer.url))
    assert row_of(trip)[0] == "settled"
    with time_machine.travel(AT + timedelta(days=1)):
        assert page_of(people["baizr"], project).status_code == 404
    assert "办理了出差注销" in text(page_of(people["guqy"], project))


def test_closing_is_for_the_traveller_of_that_project(story, people):
    trip, args = story.trip(story.shared), {"at": AT, "successor": str(people["yuanq"].id)}
    assert send(visitor(people["baizr"]), "trip-close", story.shared.number, trip.id, **args).status_code == 403
    assert send(visitor(people["guqy"]), "trip-close", story.shared.number, trip.id, **args).status_code == 403
    assert send(visitor(people["weny"]), "trip-close", story.shared.number, trip.id, **args).status_code == 404
    client = visitor(people["luxz"])
    assert send(client, "trip-close", story.alone.number, trip.id, **args).status_code == 404
    assert send(client, "trip-close", story.alone.number, some_id(), **args).status_code == 404
    assert client.get(reverse("trip-close", args=[story.shared.number, trip.id])).status_code == 405
    for verb in ("settled", "handed_over"):  # only with its list
        assert send(client, "trip-report", story.shared.number, trip.id, verb, **args).status_code == 404
    assert row_of(trip) == BARE


def test_the_successor_takes_over_on_the_page_once(people, project, handed):
    args, activity = ("trip-report", project.number, handed.id, "taken_over"), new_id(AT)
    told = dialog(page_of(people["yuanq"], project), f"take-{handed.id}")
    assert f"陆行舟移交袁启，共 {len(row_of(handed)[3])} 项。" in told
    assert "2026-10-22 18:00" in told
    assert "已核对清单，接收移交" in told
    for login, status in (("luxz", 403), ("guqy", 403), ("weny", 404)):
        assert send(visitor(people[login]), *args, at=AT).status_code == status
    client = visitor(people["yuanq"])
    for _ in range(2):
        assert send(client, *args, at=AT, activity=activity).status_code == 303
    assert send(client, *args, at=AT).status_code == 409
    assert row_of(handed)[0] == "settled"
    answer = page_of(people["yuanq"], project)
    assert "项由袁启接手" in text(answer)
    assert "接收了移交，出差已注销" in text(answer)
    assert dialog(answer, f"take-{handed.id}") == ""


def test_the_traveller_may_call_the_hand_over_back_on_the_page_but_not_confirm_it(people, project, handed):
    told = dialog(page_of(people["luxz"], project), f"take-{handed.id}")
    assert "退回移交" in told
    assert "接收移交" not in told


def test_handing_back_on_the_page_asks_for_a_reason(people, project, handed):
    args, client = ("trip-report", project.number, handed.id, "handover_returned"), visitor(people["yuanq"])
    assert send(client, *args, at=AT).status_code == 422
    assert send(client, *args, at=AT, note="长" * 501).status_code == 422
    assert send(visitor(people["weny"]), *args, at=AT, note="误选").status_code == 404
    assert send(visitor(people["suh"]), *args, at=AT, note="误选").status_code == 403
    assert row_of(handed)[0] == "handing"
    assert send(client, *args, at=AT, note="清单缺一项。").status_code == 303
    assert row_of(handed) == BARE
    assert "清单缺一项。" in text(page_of(people["luxz"], project))
    assert send(visitor(people["luxz"]), *args, at=AT, note="再退").status_code == 409


def test_a_late_condition_of_the_hospital_passes_on(story, people):
    """Nobody may waive a claim, so it must not keep a trip open for ever."""
    project, trip = story.alone, story.trip(story.alone)
    survey = issued(project, "survey_report", people["luxz"], AT)
    late = AT + timedelta(days=60)
    left = closing_of(facts_of(project.id)[1], trip.id, late)
    keys = {f.key for f in left.passing}
    assert ("condition.met", "core_switch") in keys
    assert next(f for f in left.passing if f.code == "condition.met").is_late(late)
    assert ("document.scanned", str(survey.id)) in {f.key for f in left.demanded}
