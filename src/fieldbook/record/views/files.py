"""Stored files: photos and PDFs in the browser, everything else as a download; never as a page of our own."""

from __future__ import annotations

import re
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from fieldbook.record.queries.files import read_file
from fieldbook.record.queries.uploads import visible_file
from fieldbook.record.rules.media import EXTENSIONS
from fieldbook.record.views.guard import Visit, person_entry

_IMAGE = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""Chromium's PDF viewer refuses to start in a sandbox; a PDF runs nothing in our origin."""

_SCRIPT = re.compile(rb"/(JavaScript|JS|Launch|RichMedia)\b")


@person_entry
@require_safe
def file(request: HttpRequest, visit: Visit, file: uuid.UUID) -> HttpResponse:
    """The bytes of a stored file that the person may see, checked against their hash."""
    row = visible_file(visit.standing, file)
    if row is None:
        raise Http404("没有这个文件。")
    data = read_file(row.sha256)
    shown = row.media in EXTENSIONS and request.GET.get("download") != "1" and not _acts(row.media, data)
    media = row.media if row.media in EXTENSIONS else "application/octet-stream"
    answer = HttpResponse(data, content_type=media)
    answer["Content-Disposition"] = content_disposition_header(not shown, row.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = _PDF if media == "application/pdf" else _IMAGE
    still = media.startswith("image/")  # its bytes never change under its address
    answer["Cache-Control"] = "private, max-age=600" if still else "private, no-store"
    return answer


def _acts(media: str, data: bytes) -> bool:
    """True for a PDF that openly brings scripts or starts programs; compressed ones the viewer must hold."""
    return media == "application/pdf" and _SCRIPT.search(data) is not None
