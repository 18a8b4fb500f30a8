"""签字件 and stored files: only one's own uploads, only files of what one sees; happy path, refusal, repeat."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from builders import PDF, issued, picture, prove, some_id
from fieldbook.record.actions.receipts import read_upload
from fieldbook.record.models import Proof, Receipt, Revision, StoredFile, Upload, UploadPage
from fieldbook.record.queries.files import read_file
from fieldbook.record.rules.ids import new_id
from visitors import queries, send, text, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _then(at):
    with time_machine.travel(at):
        yield


@pytest.fixture
def survey(project, people, at):
    """The survey report in force."""
    document = issued(project, "survey_report", people["luxz"], at)
    return Revision.objects.get(document=document)


def signed(revision, page=1) -> bytes:
    """A photo of a page of the issued paper."""
    sheet = pypdfium2.PdfDocument(read_file(revision.file.sha256))[page - 1]
    out = io.BytesIO()
    sheet.render(scale=200 / 72).to_pil().convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def photo(data, name="照片.jpg"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def read_all(at):
    for upload in Upload.objects.filter(read_at=None).select_related("file", "person", "project"):
        read_upload(upload=upload, at=at)


def unread_page(people, at) -> UploadPage:
    """A page of the engineer without any code on it."""
    send(visitor(people["luxz"]), "upload-new", at=at, files=[photo(picture())])
    read_all(at)
    return UploadPage.objects.get()


def test_empty_page_says_so(people):
    told = text(visitor(people["yuanq"]).get("/uploads/"))
    assert "还没有上传过签字件。" in told
    assert "hx-get" not in told


def test_waiting_uploads_are_asked_for_again(people, at):
    client, activity = visitor(people["luxz"]), new_id(at)
    for _ in range(2):
        answer = send(client, "upload-new", at=at, activity=activity, files=[photo(picture()), photo(picture("red"))])
        assert answer.status_code == 303
    assert Upload.objects.count() == 2
    told = text(client.get("/uploads/"))
    assert told.count("等待识别") == 2
    assert 'hx-trigger="every 2s"' in told
    alone = text(client.get("/uploads/", headers={"HX-Request": "true"}))
    assert "<html" not in alone
    assert alone.count("等待识别") == 2


def test_signed_page_files_itself(people, project, survey, at):
    client = visitor(people["luxz"])
    send(client, "upload-new", at=at, project=project.number, files=[photo(signed(survey, 2))])
    read_all(at)
    assert Receipt.objects.get(revision=survey, type="scan").page == 2
    told = text(client.get("/uploads/"))
    assert "已归位" in told
    assert "hx-get" not in told
    assert "1/" in text(client.get(reverse("project", args=[project.number])))


def test_bad_file_hinders_no_other(people, at):
    client = visitor(people["luxz"])
    bad = SimpleUploadedFile("页面.html", b"<script>alert(1)</script>")
    assert send(client, "upload-new", at=at, files=[bad, photo(picture())]).status_code == 303
    assert Upload.objects.count() == 1
    told = text(client.get("/uploads/"))
    assert "“页面.html”不是照片或 PDF" in told
    assert send(client, "upload-new", at=at, files=[SimpleUploadedFile("x.html", b"<b>")]).status_code == 422
    assert send(client, "upload-new", at=at).status_code == 422


def test_project_of_others_is_404(people, project, at):
    stranger = visitor(people["yuanq"])
    assert stranger.get("/uploads/", {"project": project.number}).status_code == 404
    assert send(stranger, "upload-new", at=at, project=project.number, files=[photo(picture())]).status_code == 404
    assert visitor(people["luxz"]).get("/uploads/", {"project": project.number}).status_code == 200


def test_unread_page_is_filed_by_hand(people, project, survey, at):
    row, client = unread_page(people, at), visitor(people["luxz"])
    told = text(client.get("/uploads/"))
    assert "未归位" in told
    assert f"{project.name} · 初步调研报告 · 第 1 版" in told
    answer = send(client, "upload-page-file", row.id, at=at, revision=str(survey.id), page="1")
    assert answer.status_code == 303
    assert Receipt.objects.get(revision=survey).page == 1
    assert send(client, "upload-page-file", row.id, at=at, revision=str(survey.id), page="2").status_code == 409


@pytest.mark.parametrize("name, guessed", [("云溪_现场情况调研表(2).jpg", True), ("照片.jpg", False), ("割接方案.jpg", False)])
def test_the_name_of_a_file_says_which_document_it_is(people, project, survey, at, name, guessed):
    client = visitor(people["luxz"])
    send(client, "upload-new", at=at, files=[photo(picture(), name)])
    read_all(at)
    told = text(client.get("/uploads/"))
    assert (f'<option value="{survey.id}" selected>' in told) is guessed


@pytest.mark.parametrize("sent", [{}, {"revision": "x", "page": "1"}, {"page": "1"}, {"page": "0"}, {"page": "77"}])
def test_filing_by_hand_needs_paper_and_page(people, survey, at, sent):
    row = unread_page(people, at)
    sent = {"revision": str(survey.id), **sent} if sent.get("page") in ("0", "77") else sent
    assert send(visitor(people["luxz"]), "upload-page-file", row.id, at=at, **sent).status_code == 422
    assert not Receipt.objects.exists()


def test_page_of_another_is_404(people, survey, at):
    row = unread_page(people, at)
    for login in ("guqy", "suh", "yuanq"):
        client = visitor(people[login])
        sent = {"revision": str(survey.id), "page": "1"}
        assert send(client, "upload-page-file", row.id, at=at, **sent).status_code == 404
        assert send(client, "upload-page-dismiss", row.id, at=at).status_code == 404
        assert "照片.jpg" not in text(client.get("/uploads/"))


def test_paper_of_another_project_is_404(people, survey, at):
    send(visitor(people["yuanq"]), "upload-new", at=at, files=[photo(picture())])
    read_all(at)
    sent = {"revision": str(survey.id), "page": "1"}
    assert send(visitor(people["yuanq"]), "upload-page-file", UploadPage.objects.get().id, at=at, **sent).status_code == 404


def test_page_is_put_aside_once(people, at):
    row, client, activity = unread_page(people, at), visitor(people["luxz"]), new_id(at)
    for _ in range(2):
        assert send(client, "upload-page-dismiss", row.id, at=at, activity=activity).status_code == 303
    assert "已搁置" in text(client.get("/uploads/"))
    assert send(client, "upload-page-dismiss", row.id, at=at).status_code == 409


@pytest.mark.slow
def test_list_takes_the_same_queries_for_thirty_uploads(people, survey, at):
    client = visitor(people["luxz"])
    send(client, "upload-new", at=at, files=[photo(picture())])
    read_all(at)
    client.get("/uploads/")
    few = queries(client, "/uploads/")
    send(client, "upload-new", at=at, files=[photo(picture((n, 9, 9)), f"{n}.jpg") for n in range(29)])
    read_all(at)
    client.get("/uploads/")
    assert queries(client, "/uploads/") == few


def test_file_is_for_those_who_see_the_project(people, project, at):
    prove(project, people["luxz"], at, [("bill_forms.settled", "")])
    url = reverse("file", args=[Proof.objects.get().file_id])
    codes = {login: visitor(people[login]).get(url).status_code for login in ("luxz", "suh", "yuanq", "weny")}
    assert codes == {"luxz": 200, "suh": 200, "yuanq": 404, "weny": 404}
    assert visitor(people["luxz"]).get(reverse("file", args=[some_id()])).status_code == 404


def test_own_upload_is_seen_by_nobody_else(people, project, at):
    send(visitor(people["luxz"]), "upload-new", at=at, files=[photo(picture())])
    url = reverse("file", args=[Upload.objects.get().file_id])
    assert visitor(people["luxz"]).get(url).status_code == 200
    for login in ("guqy", "suh", "admin", "yuanq"):
        assert visitor(people[login]).get(url).status_code == 404


def test_a_pdf_that_was_sent_is_only_downloaded(people, project, at):
    prove(project, people["luxz"], at, [("bill_forms.settled", "")])
    url, client = reverse("file", args=[Proof.objects.get().file_id]), visitor(people["luxz"])
    answer = client.get(url)
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E8%AF%81%E6%98%8E.pdf"
    assert f'<a class="file-link" href="{url}">下载 证明.pdf</a>' in text(client.get(f"/projects/{project.number}/"))


def test_what_was_sent_is_downloaded_and_what_was_drawn_anew_is_shown(people, at):
    client = visitor(people["luxz"])
    send(client, "upload-new", at=at, files=[photo(picture()), SimpleUploadedFile("扫描.pdf", PDF)])
    read_upload(upload=Upload.objects.get(file__name="照片.jpg"), at=at)
    sent, pdf = StoredFile.objects.get(name="照片.jpg"), StoredFile.objects.get(name="扫描.pdf")
    url = reverse("file", args=[UploadPage.objects.get().image_id])
    shown, saved = client.get(url), client.get(url, {"download": "1"})
    assert shown["Content-Disposition"] == 'inline; filename="1.jpg"'
    assert shown["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert saved["Content-Disposition"].startswith("attachment;")
    told = text(client.get("/uploads/"))
    for row in (sent, pdf):
        url = reverse("file", args=[row.id])
        assert client.get(url)["Content-Disposition"].startswith("attachment;")
        assert f'<a class="file-link" href="{url}">下载 {row.name}</a>' in told


def test_other_media_are_only_downloaded(people, project, at):
    prove(project, people["luxz"], at, [("bill_forms.settled", "")])
    StoredFile.objects.filter(id=Proof.objects.get().file_id).update(media="text/html")
    answer = visitor(people["luxz"]).get(reverse("file", args=[Proof.objects.get().file_id]))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"].startswith("sandbox;")
