"""The papers of a document: issued PDF and Word, live drafts, blank copies, and pages as pictures."""

from __future__ import annotations

import hashlib
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from fieldbook.engine.naming import file_name
from fieldbook.paper import Mark, render_word
from fieldbook.record.queries.documents import Dossier
from fieldbook.record.queries.files import read_file
from fieldbook.record.rules.printing import blank_pdf, blank_word, draft_pdf, draft_word, page_picture
from fieldbook.record.views.documents.page import dossier_of, mark_of, scene_of
from fieldbook.record.views.guard import ProjectVisit, project_entry

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# A browser shows a PDF by an embedded viewer of its own, which `default-src 'none'` would forbid.
_VIEWER = "script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


@project_entry
@require_safe
def document_pdf(request: HttpRequest, visit: ProjectVisit, document: uuid.UUID, revision: uuid.UUID) -> HttpResponse:
    """The paper of a revision as it was issued."""
    found = dossier_of(visit, document)
    data, _ = _issued(found, revision)
    return _file(data, PDF, _name(visit, found, "pdf"))


@project_entry
@require_safe
def document_word(request: HttpRequest, visit: ProjectVisit, document: uuid.UUID, revision: uuid.UUID) -> HttpResponse:
    """A revision as Word: an issued one from what was frozen, a draft from how it stands."""
    found = dossier_of(visit, document)
    row = found.revision(revision)
    if row is None or (not row.file_id and row != found.current):
        raise Http404("没有这一版。")
    number, kind = found.document.number, found.kind
    if row.flow is not None:
        mark = Mark(number=number, revision=row.number, digest=row.digest[:8], stem=row.stem)
        data = render_word(title=kind.title, style=kind.style, blocks=row.flow, mark=mark)
    else:
        scene = scene_of(visit, found)
        data = draft_word(kind, scene.payload, scene.facts, mark_of(found))
    return _file(data, WORD, _name(visit, found, "docx"), attachment=True)


@project_entry
@require_safe
def document_draft_pdf(request: HttpRequest, visit: ProjectVisit, document: uuid.UUID) -> HttpResponse:
    """What was not issued as it stands, marked 草稿 (or 作废), without a code."""
    found = dossier_of(visit, document)
    return _file(_draft(visit, found), PDF, _name(visit, found, "pdf", "草稿"))


@project_entry
@require_safe
def document_blank(request: HttpRequest, visit: ProjectVisit, document: uuid.UUID) -> HttpResponse:
    """The paper to fill by hand, as PDF or Word."""
    found = dossier_of(visit, document)
    if request.GET.get("format") == "docx":
        return _file(blank_word(found.kind), WORD, _name(visit, found, "docx", "空白"), attachment=True)
    return _file(blank_pdf(found.kind).data, PDF, _name(visit, found, "pdf", "空白"))


@project_entry
@require_safe
def document_page(
    request: HttpRequest, visit: ProjectVisit, document: uuid.UUID, revision: uuid.UUID, page: int
) -> HttpResponse:
    """One page of an issued paper as a picture, for phones that show no PDF inside a page."""
    data, sha256 = _issued(dossier_of(visit, document), revision)
    return _picture(request, data, sha256, page)


@project_entry
@require_safe
def document_draft_page(request: HttpRequest, visit: ProjectVisit, document: uuid.UUID, page: int) -> HttpResponse:
    """One page of the draft as a picture."""
    data = _draft(visit, dossier_of(visit, document))
    return _picture(request, data, hashlib.sha256(data).hexdigest(), page)


def _issued(found: Dossier, revision: uuid.UUID) -> tuple[bytes, str]:
    row = found.revision(revision)
    if row is None or row.file is None:
        raise Http404("没有这一版，或它尚未签发。")
    return read_file(row.file.sha256), row.file.sha256


def _draft(visit: ProjectVisit, found: Dossier) -> bytes:
    if found.current.file_id:
        raise Http404("没有编写中的版本。")
    scene = scene_of(visit, found)
    return draft_pdf(found.kind, scene.payload, scene.facts, mark_of(found)).data


def _name(visit: ProjectVisit, found: Dossier, extension: str, word: str = "") -> str:
    """项目名称+文档名称 (手册 七-1); what is not issued says so."""
    suffix = "、".join(filter(None, (found.document.suffix, word)))
    return file_name(
        project=visit.project.name, title=found.kind.title, suffix=suffix, extension=extension
    )


def _file(data: bytes, media: str, name: str, *, attachment: bool = False) -> HttpResponse:
    response = HttpResponse(data, content_type=media)
    response.headers["Content-Disposition"] = content_disposition_header(attachment, name) or "inline"
    response.headers["Content-Security-Policy"] = _VIEWER
    return response


def _picture(request: HttpRequest, data: bytes, sha256: str, page: int) -> HttpResponse:
    etag = quote_etag(f"{sha256[:32]}-{page}")
    if request.headers.get("If-None-Match") == etag:
        answered = get_conditional_response(request, etag=etag)
        if answered is not None:
            return answered
    picture = page_picture(data, page)
    if picture is None:
        raise Http404("没有这一页。")
    response = HttpResponse(picture, content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response
