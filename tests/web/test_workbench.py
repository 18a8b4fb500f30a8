"""工作台: today before yesterday, the strip of the week, and the lists 待办, 已办, 我发起的, 抄送我的."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from builders import act, drafted, issued, prove, recorded
from fieldbook.record.actions.documents import return_document, submit_document
from visitors import text, visitor

LISTS = ("work-todo", "work-done", "work-begun", "work-copied")


def shown(people, login, route, at, **query):
    with time_machine.travel(at):
        return text(visitor(people[login]).get(reverse(route), query))


def titles(told):
    return re.findall(r"<strong>(.*?)</strong>", told)


@pytest.mark.parametrize("route", LISTS)
def test_an_empty_list_says_so(people, at, route):
    told = shown(people, "yuanq", route, at)
    words = ("暂时没有待办。", "还没有办过事项。", "还没有发起过文档。", "没有抄送给您的事项。")
    assert words[LISTS.index(route)] in told
    assert "badge-count" not in told


def test_what_can_still_be_done_in_time_comes_before_what_is_late(people, project, at):
    day = at.replace(month=10, day=22)  # the day after the arrival: the survey is due tomorrow, much is late already
    told = shown(people, "luxz", "home", day)
    found = titles(told)
    near = [re.search(r"<strong>(.*?)</strong>", li)[1] for li in re.findall(r'<li class="is-near">.*?</li>', told, re.S)]
    assert found[: len(near)] == near
    assert "签发《初步调研报告》" in near
    assert "与签单市场人员沟通" in found[len(near) :]  # due before the journey


def test_the_week_shows_each_day_with_what_ends_on_it(people, project, at):
    day = at.replace(month=10, day=22)  # a Thursday
    told = shown(people, "luxz", "home", day)
    days = re.findall(r"<li class=\"([^\"]*)\"[^>]*>\s*<div class=\"week-day\">.*?<time[^>]*>(\d\d-\d\d)</time></div>(.*?)</li>", told, re.S)
    assert [d for _, d, _ in days] == [f"10-{n}" for n in range(19, 26)]
    assert [c for c, _, _ in days] == ["is-past"] * 3 + ["is-today"] + [""] * 3
    ending = {d: re.findall(r'title="(.*?)"', lines) for _, d, lines in days}
    assert "签发《初步调研报告》" in ending["10-23"]  # a Friday
    assert ending["10-24"] == ["签发《工作周总结（第1周）》"]  # Saturday 24:00 is Saturday
    assert ending["10-25"] == []


def test_todo_holds_everything_and_counts_it(people, project, at):
    told = shown(people, "luxz", "work-todo", at)
    count = int(re.search(r'badge-count ms-1">(\d+)<', told)[1])
    assert count == len(titles(told)) > 7
    assert f"共 {count} 项" in told


def test_done_shows_my_deeds_and_nobody_elses(people, project, at):
    survey = issued(project, "survey_report", people["luxz"], at)
    recorded(project, "meeting.held", people["guqy"], at)
    told = shown(people, "luxz", "work-done", at)
    assert re.search(rf'/documents/{survey.id}/">签发了《初步调研报告》</a>', told)
    assert "登记了一项工作" not in told
    assert "登记了一项工作" in shown(people, "guqy", "work-done", at)
    assert "签发了《初步调研报告》" not in shown(people, "yuanq", "work-done", at)


def test_done_goes_back_two_months(people, project, at):
    issued(project, "survey_report", people["luxz"], at)
    assert "签发了《初步调研报告》" in shown(people, "luxz", "work-done", at + timedelta(days=59))
    assert "签发了《初步调研报告》" not in shown(people, "luxz", "work-done", at + timedelta(days=61))


def test_copied_follows_the_flows(people, project, at):
    plan = drafted(project, "cutover_plan", people["luxz"], at)
    submit_document(document=plan, seen="", **act(people["luxz"], at))
    told = shown(people, "guqy", "work-copied", at)
    assert "陆行舟 " in told
    assert "提交了《系统割接方案》" in told
    assert "暂存了" not in told
    return_document(document=plan, reason="回退方案写得不够细。", **act(people["guqy"], at))
    mine = shown(people, "luxz", "work-copied", at)
    assert "退回了《系统割接方案》" in mine
    assert "回退方案写得不够细。" in mine
    assert "退回了《系统割接方案》" not in shown(people, "baizr", "work-copied", at)  # wrote nothing in it
    assert "退回了" not in shown(people, "guqy", "work-copied", at)  # one's own deed


def test_copied_tells_no_stranger(people, project, at):
    prove(project, people["luxz"], at, [("bill_forms.settled", "")])
    assert "上传了证明" in shown(people, "guqy", "work-copied", at)
    for login in ("yuanq", "fangz", "shenzq"):
        assert "上传了证明" not in shown(people, login, "work-copied", at)


def test_begun_says_whose_turn_it_is(people, project, at):
    plan = drafted(project, "cutover_plan", people["luxz"], at)
    assert "陆行舟、白芷若（填写）" in shown(people, "luxz", "work-begun", at)
    submit_document(document=plan, seen="", **act(people["luxz"], at))
    assert "顾清源（签发）" in shown(people, "luxz", "work-begun", at)
    assert "割接" not in shown(people, "baizr", "work-begun", at)


def test_the_lists_take_the_same_queries_for_much_and_little(people, project, at, django_assert_max_num_queries):
    def counted(route):
        shown(people, "luxz", route, at)  # warm
        with django_assert_max_num_queries(40) as few:
            shown(people, "luxz", route, at)
        return len(few)

    before = {route: counted(route) for route in LISTS}
    for code in ("survey_report", "implementation_plan", "satisfaction_form"):
        issued(project, code, people["luxz"], at)
    assert {route: counted(route) for route in LISTS} == before
