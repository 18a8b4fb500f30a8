"""签字件: photos and PDFs of signed pages, what became of each, and filing by hand."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fieldbook.engine.naming import recognise
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.actions.receipts import dismiss_page, file_page, receive_upload
from fieldbook.record.forms.files import PlaceForm
from fieldbook.record.perform import Invalid
from fieldbook.record.queries.uploads import latest_uploads, own_page, revision_seen, revisions_in_force
from fieldbook.record.rules.ids import key_id
from fieldbook.record.rules.media import media_of, refused
from fieldbook.record.rules.payload import Problem
from fieldbook.record.views.guard import ProjectVisit, Visit, activity_of, person_entry, visit_project
from fieldbook.record.views.pages import done, page

if TYPE_CHECKING:
    from fieldbook.record.models import Revision, Upload


@person_entry
@require_safe
def uploads(request: HttpRequest, visit: Visit) -> HttpResponse:
    """My latest uploads; htmx gets the list alone, and asks again while something waits to be read."""
    number = request.GET.get("project", "")
    rows = latest_uploads(visit.person)
    waiting = any(r.read_at is None for r in rows)
    open_pages = any(p.settled_at is None for r in rows for p in r.pages.all())
    choices = revisions_in_force(visit.standing) if open_pages else []
    told = {
        "project": visit_project(visit, number=number).project if number else None,
        "uploads": [(r, _guess(r, choices)) for r in rows],
        "waiting": waiting,
        "choices": [(r, KINDS[r.document.kind].title) for r in choices],
    }
    alone = bool(getattr(request, "htmx", False))
    return page(request, visit, "record/_uploads.html" if alone else "record/uploads.html", told)


def _guess(upload: Upload, choices: Sequence[Revision]) -> uuid.UUID | None:
    """The one revision in force that the name of a file speaks of, where it speaks of one (手册 七-1, 八)."""
    kind = recognise(upload.file.name, KINDS.values())
    at_hand = [r for r in choices if upload.project_id in (None, r.document.project_id)]
    meant = [r.id for r in at_hand if kind is not None and r.document.kind == kind.code]
    return meant[0] if len(meant) == 1 else None


@person_entry
@require_POST
def upload_new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take every file; one that cannot be taken is named and hinders no other."""
    number, files = request.POST.get("project", ""), request.FILES.getlist("files")
    context = visit_project(visit, number=number) if number else None
    if not files:
        raise Invalid("请先选择照片或 PDF 文件。", [Problem("files", "文件", "至少一个。")])
    told = [_take(request, visit, context, index, file) for index, file in enumerate(files)]
    taken, faults = told.count(""), [why for why in told if why]
    for why in faults:
        messages.error(request, why)
    if not taken:
        raise Invalid("没有收下任何文件。" + faults[0])
    return done(request, f"已收到 {taken} 个文件，正在识别归位。", "uploads")


def _take(
    request: HttpRequest, visit: Visit, context: ProjectVisit | None, index: int, file: UploadedFile[bytes]
) -> str:
    """Why the file was not taken, empty where it was. Its activity comes from place and content, for repeats."""
    size, name = file.size or 0, file.name or ""
    media = media_of(file.read(16))
    if why := refused(name=name, size=size, media=media, limit=settings.UPLOAD_LIMIT):
        return why
    file.seek(0)
    data = file.read()
    receive_upload(
        data=data,
        name=name,
        media=media,
        project=context.project if context else None,
        activity=key_id(activity_of(request), index, hashlib.sha256(data).hexdigest()),
        actor=visit.person,
        at=visit.at,
    )
    return ""


@person_entry
@require_POST
def upload_page_file(request: HttpRequest, visit: Visit, row: uuid.UUID) -> HttpResponse:
    """手工归入: a page of mine to a revision that I see."""
    found = own_page(visit.person, row)
    if found is None:
        raise Http404("没有这一页。")
    form = PlaceForm(request.POST)
    if not form.is_valid():
        problems = [Problem(name, "页码" if name == "page" else "文档", str(e[0])) for name, e in form.errors.items()]
        raise Invalid(problems[0].sentence, problems)
    revision = revision_seen(visit.standing, form.cleaned_data["revision"])
    if revision is None:
        raise Http404("没有这份文档。")
    file_page(
        row=found,
        revision=revision,
        page=form.cleaned_data["page"],
        activity=activity_of(request),
        actor=visit.person,
        at=visit.at,
    )
    title = KINDS[revision.document.kind].title
    return done(request, f"已归入《{title}》第 {form.cleaned_data['page']} 页。", "uploads")


@person_entry
@require_POST
def upload_page_dismiss(request: HttpRequest, visit: Visit, row: uuid.UUID) -> HttpResponse:
    """搁置 a page of mine."""
    found = own_page(visit.person, row)
    if found is None:
        raise Http404("没有这一页。")
    dismiss_page(row=found, activity=activity_of(request), actor=visit.person, at=visit.at)
    return done(request, "已搁置这一页。", "uploads")
