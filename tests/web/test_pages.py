"""The shell: log in and out, lock-out, 工作台, the list, strangers, and how many queries pages take."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from builders import act, dispatched, drafted
from fieldbook.record.actions.documents import submit_document
from fieldbook.record.facts import forget
from fieldbook.record.models import Revision
from fieldbook.web.demo import START
from visitors import queries, send, text, visitor

pytestmark = pytest.mark.django_db
COLD, WARM = 15 + 2, 8
"""The project page: 15 and one per chapter (派遣, 归档); 8 when the facts are known."""


@pytest.fixture(autouse=True)
def _then(at):
    with time_machine.travel(at):
        yield


def log_in(client, login, password, **more):
    return client.post(reverse("login"), {"username": login, "password": password, **more})


def test_login_leads_to_the_page_asked_for(client, project):
    asked = reverse("project", args=[project.number])
    answer = client.get(asked)
    assert answer.status_code == 302
    assert answer.url.startswith("/login/?next=")
    assert log_in(client, "luxz", "fieldbook", next=asked).url == asked
    assert client.get(asked).status_code == 200


def test_login_never_leads_away(client, people):
    assert log_in(client, "luxz", "fieldbook", next="https://example.org/").url == "/"


def test_wrong_password_and_unknown_account_read_the_same(client, people):
    wrong, unknown = log_in(client, "luxz", "falsch"), log_in(client, "nobody", "falsch")
    sentence = "账号或密码不正确，请核对后重试。"
    assert sentence in text(wrong)
    assert sentence in text(unknown)


def test_disabled_person_cannot_log_in(client, people):
    people["luxz"].is_active = False
    people["luxz"].save()
    assert "账号或密码不正确" in text(log_in(client, "luxz", "fieldbook"))


def test_eighth_failure_locks_the_account(client, people):
    answers = [log_in(client, "luxz", "falsch") for _ in range(8)]
    assert [a.status_code for a in answers] == [200] * 7 + [429]
    assert "账号暂时锁定" in text(answers[-1])
    assert log_in(client, "luxz", "fieldbook").status_code == 429


def test_logout_ends_the_session_and_only_by_post(people):
    client = visitor(people["luxz"])
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).url == "/login/"
    assert client.get("/").status_code == 302


def test_health_answers_strangers(client, db):
    assert client.get("/health/").json() == {"ok": True}


def test_menu_shows_what_one_may_open(people):
    assert "派遣导入" in text(visitor(people["guqy"]).get("/"))
    assert "派遣导入" not in text(visitor(people["luxz"]).get("/"))


def test_home_of_somebody_without_projects_says_so(people, project):
    page = text(visitor(people["yuanq"]).get("/"))
    assert "暂时没有待办。" in page
    assert project.name not in page


def test_home_shows_seven_duties_late_first(people, project):
    with time_machine.travel(START + timedelta(days=9, hours=3)):  # the day of arrival
        page = text(visitor(people["luxz"]).get("/"))
    assert page.count('<div class="duty-head">') == 7
    assert page.index("《实施派遣单》签字件") < page.index("与签单市场人员沟通") < page.index("落实食宿")
    assert re.findall(r"，逾期 (\d+) 天", page) == ["2", "2", "1", "1", "1", "1"]
    assert "还有 1 天" in page
    assert "手册 二-0" in page
    further = re.search(r"另有 (\d+) 项", page)
    assert int(further[1]) > 7


def test_home_shows_my_trip_with_its_week(people, project):
    page = text(visitor(people["luxz"]).get("/"))
    assert "第 4 周" in page
    assert "登记返回" in page
    assert "第 4 周" not in text(visitor(people["guqy"]).get("/"))


def test_home_shows_the_issuer_what_waits(people, project, at):
    document = drafted(project, "survey_report", people["luxz"], at)
    seen = str(Revision.objects.get(document=document).touched)
    submit_document(document=document, seen=seen, **act(people["luxz"], at))
    assert reverse("document", args=[project.number, document.id]) in text(visitor(people["guqy"]).get("/"))
    assert "没有等您签发的文档。" in text(visitor(people["fangz"]).get("/"))


def test_list_shows_own_projects_only(people, project):
    for login in ("luxz", "guqy", "shenzq", "suh", "jianglc"):
        assert project.name in text(visitor(people[login]).get("/projects/"))
    for login in ("yuanq", "fangz", "chengy"):
        assert "还没有您参与的项目。" in text(visitor(people[login]).get("/projects/"))


@pytest.mark.parametrize("wanted", ["XM-2026-0001", "云溪", "HealthOne升级", "yunxi", "yxxrmyy"])
def test_list_finds_by_number_name_and_pinyin(people, project, wanted):
    assert project.name in text(visitor(people["luxz"]).get("/projects/", {"q": wanted}))


def test_list_says_when_nothing_is_found(people, project):
    page = text(visitor(people["luxz"]).get("/projects/", {"q": "<b>没有"}))
    assert "没有找到“&lt;b&gt;没有”。" in page


def test_pages_are_chinese_strict_and_not_cached(people):
    answer = visitor(people["luxz"]).get("/")
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert "style=" not in text(answer)


def test_unknown_address_is_a_page(people):
    answer = visitor(people["luxz"]).get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到" in text(answer)


def test_refusal_is_a_page_with_sentence_and_clause(people, project, at):
    answer = send(visitor(people["guqy"]), "archive-pack", project.number, at=at)
    assert answer.status_code == 422
    assert "不能打包归档" in text(answer)
    assert "手册 二-2" in text(answer)


def test_project_page_takes_few_queries(people, project):
    client, path = visitor(people["luxz"]), reverse("project", args=[project.number])
    client.get(path)
    forget()
    assert queries(client, path) <= COLD
    assert queries(client, path) <= WARM


@pytest.mark.slow
def test_home_and_list_take_the_same_queries_for_many_projects(people, project):
    client = visitor(people["luxz"])
    client.get("/")
    few = {}
    for path in ("/", "/projects/"):
        forget()
        few[path] = queries(client, path)
    for n in range(19):
        dispatched(people, project_name=f"第 {n} 项目")
    for path in ("/", "/projects/"):
        forget()
        assert queries(client, path) == few[path]
