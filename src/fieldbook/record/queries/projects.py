"""Reads of projects: which ones, by which name people look for them, their proofs, one's own trips."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from fieldbook.handbook.flows import CANCELLED, SUBMITTED
from fieldbook.record.models import Document, Person, Project, Proof, Revision, Trip
from fieldbook.record.queries.standing import Standing, part_in, visible_projects


def found_projects(standing: Standing, wanted: str) -> list[uuid.UUID]:
    """Ids of the visible projects whose number, name, hospital, its pinyin or initials hold `wanted`. One query."""
    cells = visible_projects(standing).values_list(
        "id", "number", "name", "hospital__name", "hospital__short_name", "hospital__pinyin"
    )
    text = _plain(wanted)
    return [own_id for own_id, *words in cells if text in _haystack(words)]


def _plain(text: str) -> str:
    return "".join(text.split()).lower()


def _haystack(words: list[str]) -> str:
    initials = "".join(part[:1] for part in words[-1].split())
    return "\n".join([*(_plain(w) for w in words), initials])


def own_projects(standing: Standing) -> set[uuid.UUID]:
    """Ids of the projects this person, or somebody they stand in for, has a part in. One query."""
    return set(Project.objects.filter(part_in(standing)).values_list("id", flat=True))


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submitted revision that waits for its issuer."""

    project: uuid.UUID
    document: uuid.UUID
    kind: str
    person: uuid.UUID | None
    number: int
    author: str
    submitted_at: datetime | None


def submitted_revisions(standing: Standing) -> list[Submitted]:
    """The submitted revisions of visible projects, the longest waiting first. One query."""
    rows = Revision.objects.filter(state=SUBMITTED, document__project__in=visible_projects(standing).values("id"))
    cells = rows.order_by("submitted_at", "id").values_list(
        "document__project", "document", "document__kind", "document__person", "number", "author__name", "submitted_at"
    )
    return [Submitted(*c) for c in cells]


def open_trips(person: Person) -> list[Trip]:
    """The trips of a person that have not ended, with project and hospital. One query."""
    rows = Trip.objects.filter(person=person, returned_at=None).exclude(state=CANCELLED)
    return list(rows.select_related("project__hospital", "order").order_by("order__planned_arrival", "id"))


def proofs_of(project: Project) -> list[Proof]:
    """The proofs of a project, withdrawn ones last, newest first. One query."""
    rows = Proof.objects.filter(project=project).select_related("file", "filed_by")
    return sorted(rows.order_by("-filed_at", "id"), key=lambda p: p.withdrawn_at is not None)


def document_in(project: Project, document: uuid.UUID) -> Document | None:
    """The document of that id in the project, None where there is none."""
    return Document.objects.filter(project=project, id=document).first()


def has_trip(project: Project, trip: uuid.UUID) -> bool:
    """True where the trip of that id belongs to the project."""
    return Trip.objects.filter(id=trip, project=project).exists()


def has_proof(project: Project, proof: uuid.UUID) -> bool:
    """True where the proof of that id belongs to the project."""
    return Proof.objects.filter(id=proof, project=project).exists()
