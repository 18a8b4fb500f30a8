"""齐全检查 on plain values: each document of the handbook, whether it is owed, and how far it is (手册 六-2, 七-1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fieldbook.engine.kinds import Kind, Medium
from fieldbook.engine.naming import file_name
from fieldbook.engine.requirements import Finding, Status
from fieldbook.handbook.facts import DocumentFacts, ProjectFacts
from fieldbook.handbook.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Line:
    """One document of the check; `why` says why it is not needed, or what is missing of it."""

    title: str
    clause: str
    needed: bool
    why: str
    paper: DocumentFacts | None
    on_paper: bool
    name: str

    @property
    def is_missing(self) -> bool:
        """True while something of an owed document is missing."""
        return self.needed and bool(self.why)


def lines(core: ProjectFacts, findings: Iterable[Finding]) -> tuple[Line, ...]:
    """A line per owed document and per further document there is: missing ones first, those not needed last."""
    every = tuple(findings)
    found = [line for f in every if f.code == "document.issued" for line in _of_kind(core, f, every)]
    return tuple(sorted(found, key=lambda line: (not line.is_missing, not line.needed)))


def _of_kind(core: ProjectFacts, issued: Finding, every: tuple[Finding, ...]) -> list[Line]:
    kind = KINDS[issued.subject]
    papers: tuple[DocumentFacts | None, ...] = core.documents_of(kind.code) or (None,)
    return [_line(core, kind, issued, paper, every) for paper in papers]


def _line(
    core: ProjectFacts, kind: Kind, issued: Finding, paper: DocumentFacts | None, every: tuple[Finding, ...]
) -> Line:
    scanned = next((f for f in every if paper and f.key == ("document.scanned", paper.id)), None)
    reasons = [issued.reason, scanned.reason if scanned and scanned.is_open else ""]
    name = file_name(project=core.name, title=kind.title, suffix=paper.suffix if paper else "", extension="pdf")
    return Line(
        title=kind.title,
        clause=issued.clause,
        needed=issued.status not in (Status.NOT_APPLICABLE, Status.WAIVED),
        why="".join(r for r in reasons if r),
        paper=paper,
        on_paper=kind.medium is not Medium.ELECTRONIC,
        name=name,
    )
