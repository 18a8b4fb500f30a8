"""Stored files as people sent them: photos in the browser, all else as a download; never as a page of our own.

Papers of our own making are shown elsewhere (`views.documents.papers`).
"""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from fieldbook.record.queries.files import read_file
from fieldbook.record.queries.uploads import as_sent, visible_file
from fieldbook.record.rules.media import TAKEN
from fieldbook.record.views.guard import Visit, person_entry

_POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@person_entry
@require_safe
def file(request: HttpRequest, visit: Visit, file: uuid.UUID) -> HttpResponse:
    """The bytes of a stored file that the person may see, checked against their hash. Only what we drew is shown."""
    row = visible_file(visit.standing, file)
    if row is None:
        raise Http404("没有这个文件。")
    media = row.media if row.media in TAKEN else "application/octet-stream"
    picture = media.startswith("image/")
    shown = picture and request.GET.get("download") != "1" and not as_sent(row)
    answer = HttpResponse(read_file(row.sha256), content_type=media)
    answer["Content-Disposition"] = content_disposition_header(not shown, row.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = _POLICY
    answer["Cache-Control"] = "private, max-age=600" if picture else "private, no-store"  # its bytes never change
    return answer
