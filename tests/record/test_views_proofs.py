"""Proofs and waivers on the page: strangers, readers, doers; happy path, refusal, repeat."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from builders import PDF, open_keys, picture, prove, some_id
from fieldbook.engine.ids import new_id
from fieldbook.record.models import Proof, Waiver
from visitors import send, text, visitor

pytestmark = pytest.mark.django_db
KEYS = ["training.done:M06", "insurance.approved:"]


@pytest.fixture(autouse=True)
def _then(at):
    with time_machine.travel(at):
        yield


def file(data=PDF, name="审核单.pdf"):
    return SimpleUploadedFile(name, data, "text/html")


def sent(**changes):
    return {"key": KEYS, "proven_date": "2026-11-10", "note": "", "file": file(), **changes}


def test_form_is_for_doers_only(people, project):
    url = reverse("proof-new", args=[project.number])
    codes = {login: visitor(people[login]).get(url).status_code for login in ("luxz", "guqy", "shenzq", "suh", "yuanq")}
    assert codes == {"luxz": 200, "guqy": 200, "shenzq": 403, "suh": 403, "yuanq": 404}


def test_form_ticks_the_key_it_was_opened_for(people, project):
    told = text(visitor(people["luxz"]).get(reverse("proof-new", args=[project.number]), {"key": KEYS[0]}))
    assert told.count(" checked") == 1
    assert 'value="2026-11-11"' in told
    assert "医保局审核凭证" in told


def test_one_file_proves_several_once(people, project, at):
    client, activity = visitor(people["luxz"]), new_id(at)
    for _ in range(2):
        answer = send(client, "proof-new", project.number, at=at, activity=activity, **sent())
        assert answer.status_code == 303
    rows = Proof.objects.filter(project=project)
    assert sorted(f"{p.code}:{p.subject}" for p in rows) == sorted(KEYS)
    assert {p.file.media for p in rows} == {"application/pdf"}


def test_photo_is_a_proof(people, project, at):
    answer = send(visitor(people["luxz"]), "proof-new", project.number, at=at, **sent(file=file(picture(), "照片.pdf")))
    assert answer.status_code == 303
    assert Proof.objects.first().file.media == "image/jpeg"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"file": SimpleUploadedFile("x.pdf", b"<html><script>1</script>")}, "不是照片或 PDF"),
        ({"file": SimpleUploadedFile("x.pdf", b"")}, "空"),
        ({"file": ""}, "请选择文件。"),
        ({"key": []}, "至少一项"),
        ({"key": ["drop table"]}, "勾选的事项有误"),
        ({"proven_date": "昨天"}, "日期写法有误"),
    ],
)
def test_faults_are_told_beside_the_form(people, project, at, changes, sentence):
    answer = send(visitor(people["luxz"]), "proof-new", project.number, at=at, **sent(**changes))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Proof.objects.exists()


def test_too_large_a_file_is_refused(people, project, at, settings):
    settings.UPLOAD_LIMIT = 2**20
    big = SimpleUploadedFile("大.pdf", b"%PDF-" + b"0" * 2**20)
    answer = send(visitor(people["luxz"]), "proof-new", project.number, at=at, **sent(file=big))
    assert answer.status_code == 422
    assert "超过 1 MB 的上限" in text(answer)


def test_reader_and_stranger_file_nothing(people, project, at):
    assert send(visitor(people["shenzq"]), "proof-new", project.number, at=at, **sent()).status_code == 403
    assert send(visitor(people["yuanq"]), "proof-new", project.number, at=at, **sent()).status_code == 404
    assert not Proof.objects.exists()


def test_what_is_proven_already_is_refused(people, project, at):
    prove(project, people["luxz"], at, [("training.done", "M06")])
    assert send(visitor(people["luxz"]), "proof-new", project.number, at=at, **sent()).status_code == 409


def test_withdrawing_asks_for_a_reason_and_opens_it_again(people, project, at):
    prove(project, people["luxz"], at, [("training.done", "M06")])
    args = ("proof-withdraw", project.number, Proof.objects.get().id)
    client, activity = visitor(people["luxz"]), new_id(at)
    assert send(client, *args, at=at).status_code == 422
    assert send(visitor(people["suh"]), *args, at=at, note="误传").status_code == 403
    assert send(visitor(people["yuanq"]), *args, at=at, note="误传").status_code == 404
    for _ in range(2):
        assert send(client, *args, at=at, activity=activity, note="误传").status_code == 303
    assert ("training.done", "M06") in open_keys(project, at, ("training.done",))
    assert "已撤销：误传" in text(client.get(reverse("project", args=[project.number])))
    assert send(client, "proof-withdraw", project.number, some_id(), at=at, note="误传").status_code == 404


def paper(project) -> str:
    """The key of a duty that may be waived: the original of the dispatch order."""
    return f"document.original:{project.documents.get(kind='dispatch_order').id}"


def test_a_claim_of_a_notice_cannot_be_waived(people, project, at):
    answer = send(visitor(people["guqy"]), "waive", project.number, at=at, key=KEYS[1], note="先启用")
    assert answer.status_code == 422
    assert "有条件签发" in text(answer)
    assert not Waiver.objects.exists()


def test_supervisor_waives_one_finding_once(people, project, at):
    client, activity = visitor(people["guqy"]), new_id(at)
    for _ in range(2):
        answer = send(client, "waive", project.number, at=at, activity=activity, key=paper(project), note="院方书面同意。")
        assert answer.status_code == 303
    assert Waiver.objects.get().reason == "院方书面同意。"
    assert "已豁免" in text(client.get(reverse("project", args=[project.number])))


def test_waiver_is_the_supervisors_and_needs_reason_and_key(people, project, at):
    args = ("waive", project.number)
    assert send(visitor(people["luxz"]), *args, at=at, key=paper(project), note="x").status_code == 403
    assert send(visitor(people["fangz"]), *args, at=at, key=paper(project), note="x").status_code == 404
    assert send(visitor(people["guqy"]), *args, at=at, key=paper(project), note=" ").status_code == 422
    assert send(visitor(people["guqy"]), *args, at=at, key="?", note="x").status_code == 422
    assert send(visitor(people["guqy"]), *args, at=at, key="document.original:x", note="x").status_code == 409
