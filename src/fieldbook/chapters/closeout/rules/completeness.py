"""齐全检查 on plain values: each document of the handbook, whether it is owed, and how far it is (手册 六-2, 七-1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fieldbook.engine.kinds import Kind, Medium
from fieldbook.engine.naming import file_name
from fieldbook.engine.requirements import Finding, Status
from fieldbook.handbook.facts import DocumentFacts, ProjectFacts
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.requirements.archive import kind_of, name_in


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
    every = {f.key: f for f in findings}
    owed = [f for f in every.values() if f.code == "document.issued"]
    papers = {d.id: d for d in core.documents}
    found = [_line(core, kind_of(f), f, papers.get(f.at.id) if f.at else None, every) for f in owed]
    shown = {line.paper.id for line in found if line.paper}
    found += [_line(core, KINDS[d.kind], None, d, every) for d in core.documents if d.revision and d.id not in shown]
    return tuple(sorted(found, key=lambda line: (not line.is_missing, not line.needed)))


def _line(
    core: ProjectFacts,
    kind: Kind,
    issued: Finding | None,
    paper: DocumentFacts | None,
    every: Mapping[tuple[str, str], Finding],
) -> Line:
    scanned = every.get(("document.scanned", paper.id)) if paper else None
    reasons = [issued.reason if issued else "", scanned.reason if scanned and scanned.is_open else ""]
    suffix = paper.suffix if paper else ""
    return Line(
        title=f"{kind.title}（{suffix}）" if suffix else name_in(issued) if issued else kind.title,
        clause=issued.clause if issued else kind.clause,
        needed=issued is None or issued.status not in (Status.NOT_APPLICABLE, Status.WAIVED),
        why="".join(r for r in reasons if r),
        paper=paper,
        on_paper=kind.medium is not Medium.ELECTRONIC,
        name=file_name(project=core.name, title=kind.title, suffix=suffix, extension="pdf"),
    )
