"""齐全检查 and 打包归档: strangers, readers, doers; incomplete, complete, twice."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders import act, dispatched, issued, open_keys, picture, prove_all, signed, some_id
from fieldbook.chapters.closeout.queries import archive_of
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.actions.deeds import stored_file
from fieldbook.record.actions.proofs import grant_waiver
from fieldbook.record.facts import forget
from fieldbook.record.models import Document, Receipt, Revision
from fieldbook.record.rules.ids import new_id
from visitors import send, text, visitor

pytestmark = pytest.mark.django_db
WAIVED = ("document.issued", "document.scanned")


@pytest.fixture(autouse=True)
def _then(at):
    with time_machine.travel(at + timedelta(hours=1)):
        yield


@pytest.fixture
def complete(people, hospital, at):
    """One module added: notified, every claim proven; other papers and signed pages are waived by the supervisor."""
    module = KINDS["dispatch_order"].example["payload"]["modules"][0]
    project = dispatched(people, type="新增模块", modules=[module])
    issued(project, "survey_report", people["luxz"], at)
    prove_all(project, people["luxz"], at)
    issued(project, "go_live_notice", people["luxz"], at)
    for key in open_keys(project, at, WAIVED):
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
    assert told.index("归档条件") < told.index("文档清单")
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
    papers = ("dispatch_order", "trip_order", "survey_report", "training_sign_in", "go_live_notice")
    archived = Receipt.objects.filter(type="archive").values_list("revision__document__kind", flat=True)
    assert sorted(archived) == sorted(papers)
    zipped = client.get(answer.url)
    assert "%E5%BD%92%E6%A1%A3.zip" in zipped["Content-Disposition"]
    assert len(packed(zipped)) == len(papers) + 2  # one of them signed, and the register
    assert "已打包" in text(check(people, "luxz", complete))


def test_the_archive_waits_for_the_seal_that_somebody_saw_on_the_signed_copy(people, complete, at):
    boss = visitor(people["guqy"])
    certificate = issued(complete, "healthone_certificate", people["luxz"], at)
    seal = ("seal-confirmed", complete.number, certificate.id)
    refused = send(boss, *seal, at=at)
    assert refused.status_code == 422
    assert "签字照片" in text(refused)
    signed(certificate, people["luxz"], at)
    assert send(boss, "archive-pack", complete.number, at=at).status_code == 422
    assert "尚未确认盖有医院公章" in text(check(people, "guqy", complete))
    assert send(boss, *seal, at=at).status_code == 303
    assert send(boss, "archive-pack", complete.number, at=at).status_code == 303


def test_reader_does_not_pack(people, complete, at):
    assert "限实施工程师、培训人员、部门主管、部门助理、档案管理员办理（手册 七-1）。" in text(check(people, "shenzq", complete))
    assert send(visitor(people["shenzq"]), "archive-pack", complete.number, at=at).status_code == 403


def signed_copy(revision, number, at) -> None:
    """The same paper once more, for another subject, with two signed pages; planted, as no kind here has five."""
    document = Document.objects.get(id=revision.document_id)
    document.id, document.key, document.suffix = some_id(), str(number), str(number)
    document.number += f"-{number}"
    document.save(force_insert=True)
    revision = Revision.objects.get(id=revision.id)
    revision.id, revision.document, revision.stem = some_id(), document, f"COPY{number:08d}"
    revision.save(force_insert=True)
    image = stored_file(scope=revision.scope_id, data=picture(), name=f"{number}.jpg", media="image/jpeg")
    image.save()
    for page in (1, 2):
        said = {"type": "scan", "page": page, "file": image, "at": at, "by": revision.author}
        Receipt.objects.create(id=some_id(), scope_id=revision.scope_id, revision=revision, **said)


def test_the_archive_takes_the_same_queries_for_one_and_five_documents(project, at):
    first = Revision.objects.get(document__project=project, document__kind="dispatch_order")
    counts = {}
    for number in range(5):
        if number:
            signed_copy(first, number, at)
        forget()
        with CaptureQueriesContext(connection) as seen:
            archive = archive_of(project=project.id, at=at)
        counts[number + 1] = len(seen)
        assert len(archive.names) == 2 + 2 * number  # the order, the trip order, copies with their signed pages
    assert counts[1] == counts[5] == counts[2], counts
