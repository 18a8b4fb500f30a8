"""The page of a project and the deeds on it: strangers, readers, doers; happy path, refusal, repeat."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.urls import reverse

from builders import issued, some_id
from fieldbook.chapters.dispatch.actions import import_dispatch
from fieldbook.record.models import DispatchOrder, Receipt, Trip
from fieldbook.record.rules.ids import new_id
from fieldbook.web.demo import START, dispatch_workbook
from visitors import send, text, visitor

pytestmark = pytest.mark.django_db
READERS, STRANGERS = ("shenzq", "suh", "jianglc", "admin"), ("yuanq", "fangz", "chengy", "weny")


@pytest.fixture(autouse=True)
def _then(at):
    with time_machine.travel(at):
        yield


@pytest.fixture
def waiting(people, hospital):
    """A dispatched project that nobody accepted."""
    return import_dispatch(data=dispatch_workbook(), name="派遣单.xlsx", actor=people["guqy"], at=START)


def page(people, login, project):
    return visitor(people[login]).get(reverse("project", args=[project.number]))


def test_strangers_get_404(people, project):
    assert [page(people, login, project).status_code for login in STRANGERS] == [404] * 4


def test_readers_see_it_without_buttons(people, project):
    for login in READERS:
        answer = page(people, login, project)
        assert answer.status_code == 200
        assert 'data-dialog="waive"' not in text(answer)
        assert "限实施工程师、培训人员、部门主管办理。" in text(answer)


def test_page_shows_gate_duties_contacts_and_phase(people, project):
    told = text(page(people, "luxz", project))
    for words in ("系统启用通知书", "待完成 9 项", "祝远航", "tel:19900000101", "到场", "接收了实施派遣单"):
        assert words in told, words


def test_nobody_else_needs_the_gate_of_the_training_types(people, hospital):
    changes = {"type": "售后维护", "project_name": "售后项目"}
    other = import_dispatch(data=dispatch_workbook(**changes), name="x.xlsx", actor=people["guqy"], at=START)
    told = text(page(people, "guqy", other))
    assert 'class="gate"' not in told
    assert "派遣类型“售后维护”不需要这份文档。" in told


def test_engineer_accepts_the_order_once(people, waiting, at):
    client, activity = visitor(people["luxz"]), new_id(at)
    assert "接收派遣" in text(page(people, "luxz", waiting))
    first = send(client, "order-accept", waiting.number, at=at, activity=activity)
    again = send(client, "order-accept", waiting.number, at=at, activity=activity)
    assert first.status_code == again.status_code == 303
    assert DispatchOrder.objects.get(project=waiting).state == "accepted"
    assert send(client, "order-accept", waiting.number, at=at).status_code == 409


def test_supervisor_may_not_accept_and_is_told_who(people, waiting, at):
    assert "由实施工程师接收（手册 一-1）。" in text(page(people, "guqy", waiting))
    assert send(visitor(people["guqy"]), "order-accept", waiting.number, at=at).status_code == 403
    assert send(visitor(people["yuanq"]), "order-accept", waiting.number, at=at).status_code == 404


def test_nothing_starts_before_acceptance(people, waiting, at):
    told = text(page(people, "luxz", waiting))
    assert "尚未接收，请陆行舟在项目页点“接收派遣”。（手册 一-1）" in told
    assert re.search(r"<button[^>]* disabled [^>]*>登记出发</button>", told)
    trip = Trip.objects.get(project=waiting, person=people["luxz"])
    answer = send(visitor(people["luxz"]), "trip-report", waiting.number, trip.id, "departed", at=at)
    assert answer.status_code == 422
    assert "手册 一-1" in text(answer)


def test_traveller_reports_the_return_once(people, project, at):
    trip = Trip.objects.get(project=project, person=people["luxz"])
    client, activity = visitor(people["luxz"]), new_id(at)
    args = ("trip-report", project.number, trip.id, "returned")
    first = send(client, *args, at=at, activity=activity, next="/")
    assert (first.status_code, first.url) == (303, "/")
    assert send(client, *args, at=at, activity=activity).status_code == 303
    assert Trip.objects.get(id=trip.id).state == "back"
    assert f'data-activity-done="{activity}"' in text(client.get("/"))


def test_nobody_reports_for_another(people, project, at):
    trip = Trip.objects.get(project=project, person=people["luxz"])
    args = ("trip-report", project.number, trip.id, "returned")
    assert send(visitor(people["baizr"]), *args, at=at).status_code == 403
    assert send(visitor(people["suh"]), *args, at=at).status_code == 403
    assert send(visitor(people["yuanq"]), *args, at=at).status_code == 404


def test_unknown_trip_or_verb_is_404(people, project, at):
    trip, client = Trip.objects.get(project=project, person=people["luxz"]), visitor(people["luxz"])
    assert send(client, "trip-report", project.number, trip.id, "flown", at=at).status_code == 404
    assert send(client, "trip-report", project.number, some_id(), "returned", at=at).status_code == 404


def test_next_never_leads_away(people, project, at):
    trip = Trip.objects.get(project=project, person=people["luxz"])
    args = ("trip-report", project.number, trip.id, "returned")
    answer = send(visitor(people["luxz"]), *args, at=at, next="//example.org/")
    assert answer.url == reverse("project", args=[project.number])


def test_assistant_receives_the_original_once(people, project, at):
    document = issued(project, "survey_report", people["luxz"], at)
    args, activity = ("original-received", project.number, document.id), new_id(at)
    assert send(visitor(people["luxz"]), *args, at=at).status_code == 403
    assert send(visitor(people["yuanq"]), *args, at=at).status_code == 404
    assert "登记原件" in text(page(people, "suh", project))
    for _ in range(2):
        assert send(visitor(people["suh"]), *args, at=at, activity=activity).status_code == 303
    assert Receipt.objects.filter(revision__document=document, type="original").count() == 1


def test_original_of_another_project_is_404(people, project, at):
    args = ("original-received", project.number, some_id())
    assert send(visitor(people["suh"]), *args, at=at).status_code == 404


def test_history_tells_who_did_what(people, project, at):
    issued(project, "survey_report", people["luxz"], at)
    assert "陆行舟　签发了《初步调研报告》" in text(page(people, "shenzq", project))


def test_an_activity_of_another_is_refused(people, project, at):
    trip, activity = Trip.objects.get(project=project, person=people["luxz"]), new_id(at)
    args = ("trip-report", project.number, trip.id, "returned")
    send(visitor(people["luxz"]), *args, at=at, activity=activity)
    assert send(visitor(people["suh"]), *args, at=at, activity=activity).status_code == 403


def test_forms_need_a_token(people, project, at):
    from django.test import Client

    from visitors import BACKEND

    client = Client(enforce_csrf_checks=True)
    people["luxz"].refresh_from_db()
    client.force_login(people["luxz"], backend=BACKEND)
    answer = send(client, "order-accept", project.number, at=at)
    assert answer.status_code == 403
    assert "页面已过期" in text(answer)


def test_a_document_is_found_by_any_of_its_names(people, project, at):
    survey = issued(project, "survey_report", people["luxz"], at)
    for wanted in ("初步调研报告", "现场情况调研表", "云溪 调研报告"):
        told = text(visitor(people["luxz"]).get(reverse("projects"), {"q": wanted}))
        assert f"/documents/{survey.id}/" in told, wanted
    assert "没有找到" in text(visitor(people["luxz"]).get(reverse("projects"), {"q": "系统割接方案"}))
