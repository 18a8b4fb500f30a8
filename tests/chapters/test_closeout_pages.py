"""齐全检查 and 打包归档: strangers, readers, doers; incomplete, complete, twice."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from builders import act, issued, open_keys, prove_all
from fieldbook.engine.ids import new_id
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.actions.proofs import grant_waiver
from fieldbook.record.models import Receipt
from visitors import send, text, visitor

pytestmark = pytest.mark.django_db
SIGNED = ("document.scanned",)


@pytest.fixture(autouse=True)
def _then(at):
    with time_machine.travel(at + timedelta(hours=1)):
        yield


@pytest.fixture
def complete(project, people, at):
    """Everything issued; the signed pages are waived by the supervisor."""
    issued(project, "survey_report", people["luxz"], at)
    prove_all(project, people["luxz"], at)
    issued(project, "go_live_notice", people["luxz"], at, KINDS["go_live_notice"].example["payload"])
    for key in open_keys(project, at, SIGNED):
        grant_waiver(project=project, key=key, reason="院方只收电子版。", **act(people["guqy"], at))
    return project


def check(people, login, project):
    return visitor(people[login]).get(reverse("completeness", args=[project.number]))


def packed(answer) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


def test_strangers_get_404(people, project, at):
    for login in ("yuanq", "fangz", "weny"):
        assert check(people, login, project).status_code == 404
        assert visitor(people[login]).get(reverse("archive-download", args=[project.number])).status_code == 404
        assert send(visitor(people[login]), "archive-pack", project.number, at=at).status_code == 404


def test_check_names_what_is_missing_and_the_file_names(people, project):
    told = text(check(people, "shenzq", project))
    assert "尚未编写" in told
    assert f"{project.name}初步调研报告.pdf" in told
    assert told.index("还缺什么") < told.index("文档清单")
    assert "disabled" in told
    assert "下载现有资料" in told


def test_incomplete_archive_is_not_packed_but_can_be_had(people, project, at):
    answer = send(visitor(people["guqy"]), "archive-pack", project.number, at=at)
    assert answer.status_code == 422
    assert not Receipt.objects.filter(type="archive").exists()
    partial = visitor(people["luxz"]).get(reverse("archive-download", args=[project.number]))
    assert partial["Content-Type"] == "application/zip"
    assert any(name.endswith("实施派遣单.pdf") for name in packed(partial))


def test_complete_archive_is_packed_once(people, complete, at):
    client, activity = visitor(people["luxz"]), new_id(at)
    assert "各项资料都已具备，可以打包归档。" in text(check(people, "luxz", complete))
    for _ in range(2):
        answer = send(client, "archive-pack", complete.number, at=at, activity=activity)
        assert (answer.status_code, answer.url) == (303, reverse("archive-download", args=[complete.number]))
    assert Receipt.objects.filter(type="archive").count() == 3
    zipped = client.get(answer.url)
    assert "%E5%BD%92%E6%A1%A3.zip" in zipped["Content-Disposition"]
    assert len(packed(zipped)) == 4
    assert "已打包" in text(check(people, "luxz", complete))


def test_reader_does_not_pack(people, complete, at):
    assert "由项目工程师、部门主管或部门助理打包归档。" in text(check(people, "shenzq", complete))
    assert send(visitor(people["shenzq"]), "archive-pack", complete.number, at=at).status_code == 403
