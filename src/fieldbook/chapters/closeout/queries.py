"""The archive of a project: what goes into it, what is missing."""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from PIL import Image

from fieldbook.chapters.closeout.rules.archive import Entry, pack
from fieldbook.engine.calendar import ZONE
from fieldbook.engine.kinds import Kind, Medium
from fieldbook.engine.naming import file_name
from fieldbook.engine.requirements import Finding
from fieldbook.handbook.facts import Facts, ProjectFacts
from fieldbook.handbook.flows import ISSUED
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.facts import facts_of
from fieldbook.record.findings import missing_for_archive
from fieldbook.record.models import Project, Receipt, Revision
from fieldbook.record.queries.files import read_file
from fieldbook.sheets import write_table

_MEDIA = {Medium.ELECTRONIC: "电子", Medium.PAPER: "纸质", Medium.BOTH: "电子、纸质"}
_HEADS = ("序号", "文档名称", "文档编号", "版次", "签发日期", "归档形式", "页数", "签字页", "原件", "文件名", "校验码")


@dataclass(frozen=True, slots=True)
class Archive:
    """The packed archive, what is missing from it, and the names of its files."""

    data: bytes
    missing: tuple[Finding, ...]
    names: tuple[str, ...]


def archive_of(*, project: uuid.UUID, at: datetime) -> Archive:
    """The archive as it is at the moment `at`; reads every issued PDF and signed page, checks their hashes."""
    _, facts = facts_of(project)
    signed = Receipt.objects.filter(type="scan", file__isnull=False).select_related("file").order_by("at", "id")
    revisions = (
        Revision.objects.filter(document__project=project, state=ISSUED)
        .select_related("document", "file")
        .prefetch_related(Prefetch("receipts", signed))
        .order_by("document__created_at", "document__id")
    )
    entries, lines = [], []
    for number, revision in enumerate(revisions, 1):
        kind = KINDS[revision.document.kind]
        name = _name(facts.core, kind, revision)
        assert revision.file is not None  # noqa: S101  # a database constraint
        entries.append(Entry("电子版", name, read_file(revision.file.sha256)))
        scans = _scans(revision)
        if scans:
            entries.append(Entry("签字件", name, _as_pdf(scans)))
        lines.append(_line(number, kind, revision, name, facts, len(scans)))
    register = write_table("归档登记表", _HEADS, lines)
    data = pack(project=facts.core.name, entries=entries, register=register)
    return Archive(data, missing_for_archive(facts, at), tuple(f"{e.folder}/{e.name}" for e in entries))


def _name(core: ProjectFacts, kind: Kind, revision: Revision) -> str:
    return file_name(project=core.name, title=kind.title, suffix=revision.document.suffix, extension="pdf")


def _line(
    number: int, kind: Kind, revision: Revision, name: str, facts: Facts, scans: int
) -> tuple[str | int, ...]:
    known = next(d for d in facts.core.documents if d.id == str(revision.document_id))
    issued = revision.issued_at.astimezone(ZONE).strftime("%Y-%m-%d") if revision.issued_at else ""
    original = "已收" if known.original_at else ("–" if kind.medium is Medium.ELECTRONIC else "未收")
    return (
        number, kind.title, revision.document.number, revision.number, issued, _MEDIA[kind.medium],
        revision.pages, scans, original, name, revision.digest[:8],
    )  # fmt: skip


def _scans(revision: Revision) -> list[bytes]:
    """The latest signed image of every page, in page order; the receipts are those that `archive_of` fetched."""
    latest = {r.page: r.file.sha256 for r in revision.receipts.all() if r.file}
    return [read_file(latest[page]) for page in sorted(latest)]


def _as_pdf(images: list[bytes]) -> bytes:
    """Signed pages as one PDF, a page an image."""
    pages = [Image.open(io.BytesIO(data)).convert("RGB") for data in images]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200.0)
    return out.getvalue()


def project_numbered(number: str) -> Project | None:
    """The project with this number or exact name, None where there is none."""
    return Project.objects.filter(number=number).first() or Project.objects.filter(name=number).first()
