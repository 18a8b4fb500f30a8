"""Receipts: signed pages that file themselves, originals handed in, archiving (手册 六-2, 七-1)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from fieldbook.engine.calendar import local_date
from fieldbook.handbook.flows import ISSUED, STEPS
from fieldbook.handbook.kinds import KINDS
from fieldbook.paper.intake import ScannedPage, Unreadable, read_scan
from fieldbook.paper.token import PageToken
from fieldbook.record.actions.deeds import deed, file_in, stored_file
from fieldbook.record.facts import facts_of
from fieldbook.record.models import (
    Document,
    Person,
    Project,
    Receipt,
    Revision,
    Scope,
    Scoped,
    StoredFile,
    Upload,
    UploadPage,
)
from fieldbook.record.perform import Ground, Invalid, Plan, Stale, perform
from fieldbook.record.queries.files import read_file
from fieldbook.record.queries.standing import relations, standing_of, visible_projects
from fieldbook.record.rules.ids import key_id
from fieldbook.record.rules.intake import Target, decide
from fieldbook.record.rules.payload import Problem
from fieldbook.record.rules.rights import closed


def receive_upload(
    *, data: bytes, name: str, media: str, project: Project | None, activity: uuid.UUID, actor: Person, at: datetime
) -> uuid.UUID:
    """Keep a photo or PDF, durable at once; reading it is a reaction. Returns the upload's id."""
    own_id = key_id("upload", activity)

    def check(ground: Ground) -> None:
        if not data:
            raise Invalid("文件是空的，请重新选择。", [Problem("file", "文件", "文件是空的。")])

    def write(ground: Ground) -> list[Scoped]:
        file = stored_file(scope=actor.id, data=data, name=name, media=media)
        upload = Upload(id=own_id, scope_id=actor.id, person=actor, project=project, file=file, at=at)
        return [file, upload]

    plan = Plan(scope=actor.id, scope_kind="person", check=check, write=write)
    perform(deed("upload.received", own_id, activity=activity, actor=actor, at=at), plan)
    return own_id


def read_upload(*, upload: Upload, at: datetime) -> None:
    """Read the codes of an upload and file each page. May run any number of times, to the same effect."""
    if upload.read_at is not None:
        return
    pages, sentence = _pages(upload)
    rows: list[Scoped] = []
    for page in pages:
        rows += _page_rows(upload, page)
    upload.read_at, upload.sentence = at, sentence
    own_deed = deed("upload.read", upload.id, activity=key_id("read", upload.id), actor=upload.person, at=at)
    plan = Plan(scope=upload.scope_id, scope_kind="person", write=lambda ground: [*rows, upload])
    perform(own_deed, plan)


def _pages(upload: Upload) -> tuple[list[ScannedPage], str]:
    """The pages of an upload, or the sentence that says why there are none."""
    try:
        data = read_file(upload.file.sha256)
    except (OSError, ValueError):
        return [], "保存的文件已损坏，读不出来。请重新拍照上传。"
    try:
        return read_scan(data), ""
    except Unreadable as refusal:
        return [], refusal.sentence


def give_up(*, upload: Upload, at: datetime) -> None:
    """Say that an upload cannot be read, after its reading ended the worker again and again."""
    upload.read_at, upload.sentence = at, "多次识别都没有完成，文件可能有问题。请重新拍照，或另存为 JPG 后上传。"
    own_deed = deed("upload.read", upload.id, activity=key_id("read", upload.id), actor=upload.person, at=at)
    perform(own_deed, Plan(scope=upload.scope_id, scope_kind="person", write=lambda ground: [upload]))


def _page_rows(upload: Upload, page: ScannedPage) -> list[Scoped]:
    image = stored_file(scope=upload.scope_id, data=page.image, name=f"{page.index + 1}.jpg", media="image/jpeg")
    row = UploadPage(
        id=key_id("upload-page", upload.id, page.index),
        scope_id=upload.scope_id,
        upload=upload,
        index=page.index,
        image=image,
    )
    verdict = decide(_targets(upload, page.tokens), str(upload.project_id or ""))
    row.outcome, row.sentence, row.page = verdict.outcome, verdict.sentence, verdict.page
    row.revision_id = uuid.UUID(verdict.revision) if verdict.revision else None
    if verdict.outcome == "filed":
        _file_scan(upload, row, verdict.revision)
        row.settled_at = upload.at
    return [image, row]


def _targets(upload: Upload, tokens: Sequence[PageToken]) -> list[Target]:
    """What the codes on a page point at; a page of a project where the person may not file counts as unknown."""
    standing = standing_of(upload.person, local_date(upload.at))
    stems = [t.stem for t in tokens]
    rows = Revision.objects.filter(stem__in=stems, document__project__in=visible_projects(standing)).select_related(
        "document__project"
    )
    found = {
        r.stem: Target(
            known=True,
            revision=str(r.id),
            number=r.number,
            state=r.state,
            pages=r.pages,
            page=0,
            project=str(r.document.project_id),
            project_name=r.document.project.name,
            title=KINDS[r.document.kind].title,
        )
        for r in rows
        if not closed(STEPS["page.filed"], relations(standing, facts_of(r.document.project_id)[1].core))
    }
    return [replace(found.get(t.stem, Target(known=False, page=0)), page=t.page) for t in tokens]


def _file_scan(upload: Upload, row: UploadPage, revision_id: str) -> None:
    """The receipt of one page, in the scope of its project."""
    revision = Revision.objects.select_related("document").get(id=revision_id)
    _receive(
        verb="page.filed",
        revision=revision,
        type_="scan",
        page=row.page,
        image=row.image,
        activity=key_id("filed", row.id),
        actor=upload.person,
        at=upload.at,
    )


def _copied(scope: uuid.UUID, file: StoredFile) -> StoredFile:
    """The same bytes as a file of another scope."""
    return file_in(scope=scope, sha256=file.sha256, name=file.name, media=file.media, size=file.size)


def _receive(
    *,
    verb: str,
    revision: Revision,
    type_: str,
    page: int,
    image: StoredFile | None,
    activity: uuid.UUID,
    actor: Person,
    at: datetime,
    also: Callable[[], None] = lambda: None,
    further: Callable[[], Sequence[Scoped]] = tuple,
) -> None:
    def check(ground: Ground) -> None:
        if ground.target.state != ISSUED:
            raise Stale("这一版刚刚被替代或作废，请用最新版打印、签字后再上传。")
        if page > ground.target.pages:
            raise Invalid("没有这一页。", [Problem("page", "页码", f"这份文档共 {ground.target.pages} 页。")])
        also()

    def write(ground: Ground) -> list[Scoped]:
        files = [_copied(revision.scope_id, image)] if image is not None else []
        receipt = Receipt(
            id=key_id("receipt", revision.id, type_, page, activity),
            scope_id=revision.scope_id,
            revision=revision,
            type=type_,
            page=page,
            file=files[0] if files else None,
            at=at,
            by=actor,
        )
        return [*files, receipt, *further()]

    plan = Plan(
        scope=revision.scope_id,
        transition=STEPS[verb],
        kind=KINDS[revision.document.kind],
        target=lambda: Revision.objects.get(id=revision.id),
        check=check,
        write=write,
    )
    own_deed = deed(verb, revision.document_id, activity=activity, actor=actor, at=at)
    perform(own_deed, plan)


def file_page(
    *, row: UploadPage, revision: Revision, page: int, activity: uuid.UUID, actor: Person, at: datetime
) -> None:
    """File a page by hand, where its code could not be read or names no page."""

    def check() -> None:
        _still_open(row)
        if page < 1:
            raise Invalid("请选择页码。", [Problem("page", "页码", f"这份文档共 {revision.pages} 页。")])

    def settle() -> list[Scoped]:
        # The project's version says nothing about this row: whoever settles a page takes its person's scope.
        Scope.objects.select_for_update().get(id=row.scope_id)
        _still_open(row)
        row.outcome, row.sentence = "filed", f"已手工归入《{KINDS[revision.document.kind].title}》第 {page} 页。"
        row.revision, row.page, row.settled_at = revision, page, at
        return [row]

    _receive(
        verb="page.filed_by_hand",
        revision=revision,
        type_="scan",
        page=page,
        image=row.image,
        activity=activity,
        actor=actor,
        at=at,
        also=check,
        further=settle,
    )


def _still_open(row: UploadPage) -> None:
    if UploadPage.objects.filter(id=row.id, settled_at__isnull=False).exists():
        raise Stale("这一页已经处理过，请刷新页面。")


def dismiss_page(*, row: UploadPage, activity: uuid.UUID, actor: Person, at: datetime) -> None:
    """Put a page aside that belongs nowhere; the file stays."""

    def write(ground: Ground) -> list[Scoped]:
        row.outcome, row.sentence, row.settled_at = "dismissed", "已搁置，不归档。", at
        return [row]

    plan = Plan(scope=row.scope_id, scope_kind="person", check=lambda ground: _still_open(row), write=write)
    perform(deed("page.dismissed", row.id, activity=activity, actor=actor, at=at), plan)


def _in_force(document: Document, deed_words: str) -> Revision:
    revision = document.revisions.filter(state=ISSUED).select_related("document").first()
    if revision is None:
        raise Stale(f"这份文档没有签发中的版本，不能{deed_words}。")
    return revision


def receive_original(*, document: Document, activity: uuid.UUID, actor: Person, at: datetime) -> None:
    """The paper itself is handed in to the supervisor, or to the assistant for them (手册 五-3, 六-2)."""
    revision = _in_force(document, "登记原件")
    _receive(
        verb="original.received",
        revision=revision,
        type_="original",
        page=0,
        image=None,
        activity=activity,
        actor=actor,
        at=at,
    )


def confirm_seal(*, document: Document, activity: uuid.UUID, actor: Person, at: datetime) -> None:
    """Somebody has seen the hospital's seal on the signed copy (手册 四-4)."""
    revision = _in_force(document, "确认公章")

    def check() -> None:
        if Receipt.objects.filter(revision=revision, type="seal").exists():
            raise Stale("公章已经确认过，请刷新页面。")

    _receive(
        also=check,
        verb="seal.confirmed",
        revision=revision,
        type_="seal",
        page=0,
        image=None,
        activity=activity,
        actor=actor,
        at=at,
    )
