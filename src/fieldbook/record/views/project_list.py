"""项目列表: the projects I may see, those in trouble first, with what is wrong and what comes next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from fieldbook.engine.requirements import Finding
from fieldbook.handbook.facts import DocumentFacts, Facts, ProjectFacts
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.phases import phase
from fieldbook.record.facts import load
from fieldbook.record.findings import findings_of
from fieldbook.record.queries.projects import found_projects
from fieldbook.record.rules.duties import Trouble, agenda, days_late, trouble
from fieldbook.record.rules.presence import Presence, presence
from fieldbook.record.views.guard import Visit, person_entry
from fieldbook.record.views.pages import page

PER_PAGE = 100
PAPERS = ("document.issued", "document.scanned", "document.sealed")
"""What makes a document missing: not issued, not signed, not sealed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: how far, how late and why, what comes next, what is missing, who is there.

    `papers` are the documents that were looked for by name.
    """

    core: ProjectFacts
    phase: str
    trouble: Trouble
    worst: Finding | None
    next: Finding | None
    missing: int
    presence: Presence
    papers: tuple[DocumentFacts, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the search form asks for; `kinds` are documents named by title or alias (手册 八)."""

    wanted: str
    text: str
    kinds: frozenset[str]
    phase: str
    late: bool
    there: bool

    def takes(self, row: Row) -> bool:
        """True where a line is asked for."""
        return (
            (bool(row.papers) or not self.kinds)
            and (not self.phase or row.phase == self.phase)
            and (not self.late or bool(row.trouble.late))
            and (not self.there or bool(row.presence.there))
        )


def _asked(query: QueryDict) -> Asked:
    wanted = query.get("q", "").strip()[:60]
    words = wanted.split()
    kinds = frozenset(k.code for k in KINDS.values() if not set(words).isdisjoint(k.names()))
    names = {name for code in kinds for name in KINDS[code].names()}
    text = " ".join(w for w in words if w not in names)
    return Asked(wanted, text, kinds, query.get("phase", "")[:20], "late" in query, "there" in query)


@person_entry
@require_safe
def projects(request: HttpRequest, visit: Visit) -> HttpResponse:
    """项目列表, filtered by the address; the same queries for any number."""
    asked = _asked(request.GET)
    every = [_row(f, asked.kinds, visit.at) for _, f in load(found_projects(visit.standing, asked.text)).values()]
    rows = sorted(filter(asked.takes, every), key=lambda r: (r.trouble.order, r.core.number))
    told = {
        "rows": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "phases": _phases(every),
    }
    return page(request, visit, "record/projects.html", told)


def _phases(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """The phases there are, each with how many projects are in it."""
    words = [r.phase for r in rows]
    return [(word, words.count(word)) for word in dict.fromkeys(words)]


def _row(facts: Facts, kinds: Collection[str], at: datetime) -> Row:
    core, found = facts.core, findings_of(facts, at)
    left = [f for f in found if f.is_open and f.who]
    late = [f for f in left if f.is_late(at)]
    ahead = [f for f in left if f.due and not f.is_late(at)]
    return Row(
        core=core,
        phase=phase(facts),
        trouble=trouble(found, at),
        worst=max(late, key=lambda f: days_late(f, at), default=None),
        next=min(ahead, key=lambda f: agenda(f, at), default=None),
        missing=sum(f.code in PAPERS for f in left),
        presence=presence(core, at),
        papers=tuple(d for d in core.documents if d.kind in kinds),
    )
