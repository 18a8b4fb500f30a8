"""Reads of uploads and stored files: only one's own uploads, only files of scopes one may see."""

from __future__ import annotations

import uuid

from django.db.models import Prefetch

from fieldbook.handbook.flows import ISSUED
from fieldbook.record.models import Person, Revision, StoredFile, Upload, UploadPage
from fieldbook.record.queries.standing import Standing, visible_projects

LATEST = 30


def latest_uploads(person: Person) -> list[Upload]:
    """The latest uploads of a person with their pages, newest first. Two queries."""
    pages = UploadPage.objects.select_related("image", "revision__document__project").order_by("index")
    pages = pages.defer("revision__payload", "revision__flow", "revision__basis")
    rows = Upload.objects.filter(person=person).select_related("file", "project")
    return list(rows.prefetch_related(Prefetch("pages", pages)).order_by("-at", "-id")[:LATEST])


def own_page(person: Person, page: uuid.UUID) -> UploadPage | None:
    """A page of an upload of this person, None where it is not theirs."""
    rows = UploadPage.objects.select_related("upload", "image", "revision__document__project")
    return rows.filter(id=page, upload__person=person).first()


def revisions_in_force(standing: Standing) -> list[Revision]:
    """The revisions in force of visible projects, by project and document. One query."""
    rows = Revision.objects.filter(state=ISSUED, document__project__in=visible_projects(standing).values("id"))
    rows = rows.select_related("document__project").defer("payload", "flow", "basis")
    return list(rows.order_by("-document__project__number", "document__created_at", "id"))


def revision_seen(standing: Standing, revision: uuid.UUID) -> Revision | None:
    """The revision of that id where its project is visible, None otherwise."""
    seen = Revision.objects.filter(id=revision, document__project__in=visible_projects(standing).values("id"))
    return seen.select_related("document__project").first()


def as_sent(file: StoredFile) -> bool:
    """True for an upload as a person sent it; its pages were drawn anew."""
    return Upload.objects.filter(file=file).exists()


def visible_file(standing: Standing, file: uuid.UUID) -> StoredFile | None:
    """The stored file of that id in a visible project or in the person's own scope, None otherwise."""
    row = StoredFile.objects.filter(id=file).first()
    if row is None or row.scope_id == standing.person:
        return row
    return row if visible_projects(standing).filter(id=row.scope_id).exists() else None
