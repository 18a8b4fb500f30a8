"""Proofs and waivers on the page: strangers, readers, doers; happy path, refusal, repeat."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from builders import PDF, open_keys, picture, prove, some_id
from fieldbook.record.models import Proof, Waiver
from fieldbook.record.queries.files import path_of, read_file
from fieldbook.record.rules.ids import new_id
from visitors import send, text, visitor

pytestmark = pytest.mark.django_db
KEYS = ["bill_forms.settled:", "insurance.approved:"]


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


def telling_photo(kind="PNG") -> bytes:
    """A photo with a place and a time in it."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0132] = "2026:11:10 08:00:00"
    Image.new("RGB", (300, 200), "green").save(out, kind, exif=exif)
    return out.getvalue()


def test_photo_is_drawn_anew_before_it_is_a_proof(people, project, at):
    data = telling_photo()
    answer = send(visitor(people["luxz"]), "proof-new", project.number, at=at, **sent(file=file(data, "照片.png")))
    assert answer.status_code == 303
    kept = Proof.objects.first().file
    stored = read_file(kept.sha256)
    assert (kept.media, kept.name, kept.size) == ("image/jpeg", "照片.jpg", len(stored))
    assert b"2026:11:10" in data
    assert b"2026:11:10" not in stored
    assert Image.open(io.BytesIO(stored)).format == "JPEG"


def test_photo_that_does_not_open_is_refused(people, project, at):
    broken = file(picture()[:-200], "照片.jpg")
    answer = send(visitor(people["luxz"]), "proof-new", project.number, at=at, **sent(file=broken))
    assert answer.status_code == 422
    assert "上传的文件打不开：内容不完整或已损坏。请重新扫描或拍照后上传。" in text(answer)
    assert not Proof.objects.exists()
    assert kept_in(answer) == ""


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


@pytest.mark.parametrize("key", ["training.done:M06", "insurance.noticed:", "sales.talked:", "document.issued:survey_report"])
def test_a_file_proves_nothing_that_is_met_in_another_way(people, project, at, key):
    told = text(visitor(people["luxz"]).get(reverse("proof-new", args=[project.number])))
    assert f'value="{key}"' not in told
    answer = send(visitor(people["luxz"]), "proof-new", project.number, at=at, **sent(key=[key]))
    assert answer.status_code == 409
    assert not Proof.objects.exists()
    assert tuple(key.split(":")) in open_keys(project, at, (key.partition(":")[0],))


def test_what_is_proven_already_is_refused_on_the_form(people, project, at):
    prove(project, people["luxz"], at, [("bill_forms.settled", "")])
    answer = send(visitor(people["luxz"]), "proof-new", project.number, at=at, **sent(note="原件在财务科。"))
    assert answer.status_code == 409
    told = text(answer)
    assert "选中的事项里有的已经完成或已不适用" in told
    assert KEYS[0] not in told
    assert f'value="{KEYS[1]}" checked' in told
    assert "原件在财务科。" in told
    assert kept_in(answer)


# --- the file that was chosen ------------------------------------------------------------------------


def kept_in(answer) -> str:
    """The word by which the form names the file it keeps; empty where it keeps none."""
    found = re.search(r'name="kept" value="([^"]+)"', text(answer))
    return found[1] if found else ""


def refused(client, project, at, **changes):
    """A form that was refused for its day alone."""
    answer = send(client, "proof-new", project.number, at=at, **sent(proven_date="2027-01-01", **changes))
    assert answer.status_code == 422
    assert "日期不能晚于今天。" in text(answer)
    assert not Proof.objects.exists()
    return answer


def test_a_refused_form_keeps_its_file(people, project, at):
    client = visitor(people["luxz"])
    answer = refused(client, project, at, file=file(picture("red"), "照片.jpg"))
    assert "文件已保留，不必重新选择。" in text(answer)
    assert "已保留：照片.jpg（" in text(answer)
    again = {**sent(kept=kept_in(answer)), "file": ""}
    worse = send(client, "proof-new", project.number, at=at, **{**again, "key": []})
    assert worse.status_code == 422
    assert "请选择文件。" not in text(worse)
    for page in (text(answer), text(worse)):
        chooser = re.search(r'<input type="file"[^>]*>', page)[0]
        assert "required" not in chooser
    for activity in [new_id(at)] * 2:
        again["kept"] = kept_in(worse)
        assert send(client, "proof-new", project.number, at=at, activity=activity, **again).status_code == 303
    assert {(p.file.name, p.file.media) for p in Proof.objects.all()} == {("照片.jpg", "image/jpeg")}
    assert Proof.objects.count() == 2
    assert Image.open(path_of(Proof.objects.first().file.sha256)).getpixel((9, 9))[0] > 200


def test_a_newly_chosen_file_comes_before_the_kept_one(people, project, at):
    client = visitor(people["luxz"])
    kept = kept_in(refused(client, project, at, file=file(picture(), "旧.jpg")))
    bad = send(client, "proof-new", project.number, at=at, **sent(kept=kept, file=file(b"<html>", "页面.html")))
    assert bad.status_code == 422
    assert "“页面.html”不是照片或 PDF" in text(bad)
    assert "已保留：旧.jpg" in text(bad)
    assert send(client, "proof-new", project.number, at=at, **sent(kept=kept, file=file(PDF, "新.pdf"))).status_code == 303
    assert {p.file.name for p in Proof.objects.all()} == {"新.pdf"}


def test_what_is_no_photo_or_pdf_is_never_kept(people, project, at):
    answer = send(visitor(people["luxz"]), "proof-new", project.number, at=at, **sent(file=file(b"<html>", "x.html")))
    assert answer.status_code == 422
    assert kept_in(answer) == ""
    assert not path_of(hashlib.sha256(b"<html>").hexdigest()).exists()


def test_a_kept_file_is_for_its_person_and_its_day_alone(people, project, at):
    kept = kept_in(refused(visitor(people["luxz"]), project, at))
    again = {**sent(kept=kept), "file": ""}
    assert send(visitor(people["guqy"]), "proof-new", project.number, at=at, **again).status_code == 422
    for spoiled in (kept[:-1], f"{kept}x", "x:y:z", "甲\x00乙", ""):
        answer = send(visitor(people["luxz"]), "proof-new", project.number, at=at, **{**again, "kept": spoiled})
        assert answer.status_code == 422
        assert "请选择文件。" in text(answer)
    with time_machine.travel(at + timedelta(hours=13)):
        late = send(visitor(people["luxz"]), "proof-new", project.number, at=at, **again)
        assert "请选择文件。" in text(late)
    assert not Proof.objects.exists()


def test_a_kept_file_whose_bytes_are_gone_is_asked_for_again(people, project, at, settings):
    client = visitor(people["luxz"])
    kept = kept_in(refused(client, project, at))
    for path in [p for p in settings.FILES.rglob("*") if p.is_file()]:
        path.unlink()
    answer = send(client, "proof-new", project.number, at=at, **{**sent(kept=kept), "file": ""})
    assert answer.status_code == 422
    assert "请选择文件。" in text(answer)


def test_withdrawing_asks_for_a_reason_and_opens_it_again(people, project, at):
    prove(project, people["luxz"], at, [("bill_forms.settled", "")])
    args = ("proof-withdraw", project.number, Proof.objects.get().id)
    client, activity = visitor(people["luxz"]), new_id(at)
    assert send(client, *args, at=at).status_code == 422
    assert send(visitor(people["suh"]), *args, at=at, note="误传").status_code == 403
    assert send(visitor(people["yuanq"]), *args, at=at, note="误传").status_code == 404
    for _ in range(2):
        assert send(client, *args, at=at, activity=activity, note="误传").status_code == 303
    assert open_keys(project, at, ("bill_forms.settled",)) == [("bill_forms.settled", "")]
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
