"""Scan intake on real pages: each page files itself, each fault has its own sentence and a way on."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from builders import act, dispatched, issued, picture
from fieldbook.paper import intake
from fieldbook.record.actions.documents import revise_document, void_document
from fieldbook.record.actions.issuing import issue_document
from fieldbook.record.actions.receipts import dismiss_page, file_page, read_upload, receive_upload
from fieldbook.record.facts import facts_of
from fieldbook.record.models import Receipt, Upload, UploadPage
from fieldbook.record.perform import Forbidden, Stale
from fieldbook.record.queries.files import path_of
from fieldbook.record.tasks import sweep
from house.hostile_files import png_bomb
from paper.hostile import laughing_pdf
from stories import page_images


@pytest.fixture
def survey(project, people, at):
    return issued(project, "survey_report", people["luxz"], at)


def pages_of(document, number=None):
    found = document.revisions.select_related("file")
    return page_images(found.get(number=number) if number else found.get(state="issued"))


def send(data, person, at, project=None) -> Upload:
    own_id = receive_upload(data=data, name="签字.jpg", media="image/jpeg", project=project, **act(person, at))
    return Upload.objects.select_related("file", "person", "project").get(id=own_id)


def read(data, person, at, project=None) -> UploadPage:
    upload = send(data, person, at, project)
    read_upload(upload=upload, at=at)
    return upload.pages.get()


def state_of(project, document):
    return next(d for d in facts_of(project.id)[1].core.documents if d.id == str(document.id))


def test_pages_file_themselves_and_the_missing_one_is_named(project, people, survey, at):
    images = pages_of(survey)
    for image in images[:-1]:
        assert read(image, people["luxz"], at).outcome == "filed"
    known = state_of(project, survey)
    assert known.scanned_pages == frozenset(range(1, len(images)))
    assert known.scanned_at is None
    from fieldbook.record.findings import findings_of

    found = [f for f in findings_of(facts_of(project.id)[1], at, ("document.scanned",)) if f.subject == str(survey.id)]
    assert f"缺第 {len(images)} 页" in found[0].reason
    read(images[-1], people["luxz"], at)
    assert state_of(project, survey).scanned_at == at


def test_a_pdf_of_all_pages_files_each(project, people, survey, at):
    from fieldbook.record.queries.files import read_file

    upload = send(read_file(survey.revisions.get().file.sha256), people["luxz"], at)
    read_upload(upload=upload, at=at)
    assert [p.outcome for p in upload.pages.order_by("index")] == ["filed"] * survey.revisions.get().pages


def test_reading_again_files_nothing_twice(project, people, survey, at):
    upload = send(pages_of(survey)[0], people["luxz"], at)
    for _ in range(3):
        read_upload(upload=Upload.objects.select_related("file", "person", "project").get(id=upload.id), at=at)
    assert Receipt.objects.filter(type="scan").count() == 1


def test_a_reading_that_was_cut_off_is_finished_by_the_next(project, people, survey, at, monkeypatch):
    from fieldbook.record.actions import receipts

    upload = send(pages_of(survey)[0], people["luxz"], at)
    whole = receipts._file_scan

    def cut(*arguments):
        whole(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(receipts, "_file_scan", cut)
    with pytest.raises(KeyboardInterrupt):
        read_upload(upload=upload, at=at)
    monkeypatch.setattr(receipts, "_file_scan", whole)
    fresh = Upload.objects.select_related("file", "person", "project").get(id=upload.id)
    assert fresh.read_at is None
    read_upload(upload=fresh, at=at)
    assert Receipt.objects.filter(type="scan").count() == 1
    assert fresh.pages.get().outcome == "filed"


def test_an_older_revision_is_not_filed(project, people, survey, at):
    old = pages_of(survey)[0]
    revise_document(document=survey, **act(people["luxz"], at))
    issue_document(document=survey, **act(people["luxz"], at))
    row = read(old, people["luxz"], at)
    assert row.outcome == "older"
    assert "第 1 版，已被新版替代" in row.sentence
    assert not Receipt.objects.filter(type="scan").exists()


def test_a_voided_paper_is_not_filed(project, people, survey, at):
    old = pages_of(survey)[0]
    void_document(document=survey, reason="重做", **act(people["guqy"], at))
    row = read(old, people["luxz"], at)
    assert row.outcome == "void"
    assert "已作废" in row.sentence


def test_another_projects_page_is_named_and_may_be_filed_there(project, people, survey, at):
    other = dispatched(people, project_name="云溪县人民医院CNHIS维护项目")
    row = read(pages_of(survey)[0], people["luxz"], at, project=other)
    assert row.outcome == "other_project"
    assert project.name in row.sentence
    file_page(row=row, revision=row.revision, page=row.page, **act(people["luxz"], at))
    assert state_of(project, survey).scanned_pages == {1}


def test_an_unreadable_photo_says_so_and_is_filed_by_hand(project, people, survey, at):
    row = read(picture(), people["luxz"], at)
    assert row.outcome == "unreadable"
    assert "没有认出" in row.sentence
    revision = survey.revisions.get(state="issued")
    arguments = act(people["luxz"], at)
    file_page(row=row, revision=revision, page=2, **arguments)
    file_page(row=UploadPage.objects.get(id=row.id), revision=revision, page=2, **arguments)
    assert Receipt.objects.get(type="scan").page == 2
    with pytest.raises(Stale):
        file_page(row=UploadPage.objects.get(id=row.id), revision=revision, page=1, **act(people["luxz"], at))


def test_a_page_of_a_project_one_may_not_see_is_unknown(project, people, survey, at):
    row = read(pages_of(survey)[0], people["yuanq"], at)
    assert row.outcome == "unknown"
    assert project.name not in row.sentence
    assert row.revision is None


def test_two_papers_on_one_photo_are_not_filed(project, people, survey, at):
    first, second = (Image.open(io.BytesIO(i)) for i in pages_of(survey)[:2])
    both = Image.new("RGB", (first.width * 2, first.height), "white")
    both.paste(first, (0, 0))
    both.paste(second, (first.width, 0))
    out = io.BytesIO()
    both.save(out, "JPEG")
    assert read(out.getvalue(), people["luxz"], at).outcome == "several"


def test_no_image_at_all_is_a_sentence(project, people, at):
    upload = send(b"<svg onload=alert(1)>", people["luxz"], at)
    read_upload(upload=upload, at=at)
    assert upload.sentence
    assert upload.pages.count() == 0


@pytest.mark.slow
def test_a_file_that_never_ends_or_takes_all_memory_is_a_sentence(project, people, at, monkeypatch):
    for limit, value, data, said in (
        ("SCAN_SECONDS", 2, laughing_pdf(), "用时过长"),
        ("MEMORY", 2**29, png_bomb(7000), "超出内存上限"),
    ):
        with monkeypatch.context() as lower:
            lower.setattr(intake, limit, value)
            upload = send(data, people["luxz"], at)
            read_upload(upload=upload, at=at)
        assert said in upload.sentence
        assert upload.read_at == at
        assert upload.pages.count() == 0


def test_a_stored_file_that_was_changed_is_a_sentence(project, people, at):
    upload = send(picture(), people["luxz"], at)
    path_of(upload.file.sha256).write_bytes(b"changed")
    read_upload(upload=upload, at=at)
    assert "保存的文件已损坏" in upload.sentence


def test_who_has_no_part_may_not_file_by_hand(project, people, survey, at):
    row = read(picture(), people["shenzq"], at)
    with pytest.raises(Forbidden):
        file_page(row=row, revision=survey.revisions.get(), page=1, **act(people["shenzq"], at))


def test_a_dismissed_page_is_settled(project, people, at):
    row = read(picture(), people["luxz"], at)
    dismiss_page(row=row, **act(people["luxz"], at))
    assert UploadPage.objects.get(id=row.id).outcome == "dismissed"


def test_the_sweep_queues_what_a_killed_worker_left(project, people, survey, at):
    from django_tasks_db.models import DBTaskResult

    send(pages_of(survey)[0], people["luxz"], at)
    before = DBTaskResult.objects.count()
    assert sweep() == 1
    assert DBTaskResult.objects.count() == before + 1
