"""派遣导入: strangers, doers; the template, a faulty workbook, a sound one, twice."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fieldbook.chapters.dispatch.rules.workbook import WORKBOOK
from fieldbook.record.models import Project
from fieldbook.sheets import read_workbook
from fieldbook.web.demo import dispatch_workbook
from visitors import send, text, visitor

pytestmark = pytest.mark.django_db
PAGES = ("dispatch-import", "dispatch-template")


@pytest.fixture(autouse=True)
def _then(at):
    with time_machine.travel(at):
        yield


def book(data=None, **changes):
    return SimpleUploadedFile("派遣单.xlsx", data or dispatch_workbook(**changes))


def test_only_supervisors_enter(people):
    for name in PAGES:
        codes = [visitor(people[p]).get(reverse(name)).status_code for p in ("guqy", "fangz", "luxz", "suh", "admin")]
        assert codes == [200, 200, 403, 403, 403]


def test_template_is_a_workbook_we_read(people):
    answer = visitor(people["guqy"]).get(reverse("dispatch-template"))
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    assert read_workbook(answer.content, WORKBOOK, name="模板.xlsx").problems == []


def test_sound_workbook_makes_the_project_once(people, hospital, at):
    data = dispatch_workbook()
    for _ in range(2):
        answer = send(visitor(people["guqy"]), "dispatch-import", at=at, file=book(data))
        assert (answer.status_code, answer.url) == (303, "/projects/XM-2026-0001/")
    assert Project.objects.count() == 1


def test_faulty_workbook_shows_each_cell_and_makes_nothing(people, hospital, at):
    faulty = book(hospital="没有的医院", engineer="无名氏", planned_days="很多")
    answer = send(visitor(people["guqy"]), "dispatch-import", at=at, file=faulty)
    assert answer.status_code == 422
    for words in ("没有的医院", "无名氏", "计划", "派遣单", "没有建立任何数据"):
        assert words in text(answer), words
    assert not Project.objects.exists()


def test_file_that_is_no_workbook_is_refused_with_a_sentence(people, at):
    answer = send(visitor(people["guqy"]), "dispatch-import", at=at, file=book(b"MZ<script>"))
    assert answer.status_code == 422
    assert "不是 Excel 工作簿" in text(answer)
    assert send(visitor(people["guqy"]), "dispatch-import", at=at).status_code == 422


def test_engineer_imports_nothing(people, hospital, at):
    assert send(visitor(people["luxz"]), "dispatch-import", at=at, file=book()).status_code == 403
    assert not Project.objects.exists()


def test_supervisor_dispatches_only_for_themselves(people, hospital, at):
    assert send(visitor(people["fangz"]), "dispatch-import", at=at, file=book()).status_code == 403
