"""Documents of a project as their page reads them: revisions, papers, receipts, reservations."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from fieldbook.engine.kinds import Kind
from fieldbook.handbook.flows import DOCUMENT, DRAFT, ISSUED, SUBMITTED
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.models import Document, Receipt, Reservation, Revision


@dataclass(frozen=True, slots=True)
class Dossier:
    """One document with all its revisions, the newest first."""

    document: Document
    kind: Kind
    revisions: Sequence[Revision]

    @property
    def working(self) -> Revision | None:
        """The revision being written or waiting for its issue."""
        return next((r for r in self.revisions if r.state in (DRAFT, SUBMITTED)), None)

    @property
    def in_force(self) -> Revision | None:
        """The issued revision."""
        return next((r for r in self.revisions if r.state == ISSUED), None)

    @property
    def current(self) -> Revision:
        """What the page is about: the working revision, else the one in force, else the newest."""
        return self.working or self.in_force or self.revisions[0]

    def revision(self, own_id: uuid.UUID) -> Revision | None:
        """The revision with this id, None where it is not one of this document."""
        return next((r for r in self.revisions if r.id == own_id), None)


def dossier(*, project: uuid.UUID, document: uuid.UUID) -> Dossier | None:
    """A document of a project with its revisions; None where the project has no such document. Four queries."""
    row = Document.objects.filter(project=project, id=document).select_related("project").first()
    if row is None:
        return None
    receipts = Prefetch("receipts", Receipt.objects.select_related("file", "by").order_by("at", "id"))
    kept = Prefetch("reservations", Reservation.objects.select_related("granted_by").order_by("granted_at", "id"))
    rows = Revision.objects.filter(document=row).select_related("author", "issued_by", "file").order_by("-number")
    revisions = list(rows.prefetch_related(receipts, kept))
    return Dossier(row, KINDS[row.kind], revisions)


def state_word(state: str) -> str:
    """The Chinese word of a state of a revision."""
    return DOCUMENT.states[state]


@dataclass(frozen=True, slots=True)
class SignedPage:
    """One page of an issued paper and its newest signed copy, None while that is missing."""

    number: int
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class Papers:
    """What is on file of one revision: signed pages, the seal, the original, its archiving."""

    revision: Revision
    pages: tuple[SignedPage, ...]
    sealed: Receipt | None
    original: Receipt | None
    archived: Receipt | None

    @property
    def missing(self) -> tuple[int, ...]:
        """The pages without a signed copy."""
        return tuple(p.number for p in self.pages if p.receipt is None)


def papers_of(found: Dossier) -> list[Papers]:
    """The papers of every revision that was issued once, the newest first. No query."""
    return [_papers(r) for r in found.revisions if r.file_id]


def _papers(revision: Revision) -> Papers:
    received = list(revision.receipts.all())
    scans = {r.page: r for r in received if r.type == "scan"}
    last = {r.type: r for r in received}
    pages = tuple(SignedPage(n, scans.get(n)) for n in range(1, revision.pages + 1))
    return Papers(revision, pages, last.get("seal"), last.get("original"), last.get("archive"))


def begun_by(person: uuid.UUID) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Project → the documents whose first revision this person wrote, the newest first. One query."""
    rows = Revision.objects.filter(author=person, number=1).order_by("-document__created_at", "document")
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    for project, document in rows.values_list("document__project", "document"):
        found.setdefault(project, []).append(document)
    return found


def written_by(person: uuid.UUID) -> frozenset[str]:
    """The ids of the documents of which this person wrote a revision. One query."""
    rows = Revision.objects.filter(author=person).values_list("document", flat=True)
    return frozenset(str(i) for i in rows.distinct())
