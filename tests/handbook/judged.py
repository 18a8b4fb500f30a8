"""Six dispatches told as dated events, and the facts they give at a moment; what is owed stands in `test_judged.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fieldbook.engine.calendar import ZONE
from fieldbook.handbook.facts import (
    ContactFacts,
    DocumentFacts,
    Facts,
    HospitalFacts,
    ModuleFacts,
    OrderFacts,
    PersonFacts,
    ProjectFacts,
    ProofFacts,
    TripFacts,
)
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.readings import DEFAULTS


def moment(text: str) -> datetime:
    """`03-11 18:00` of 2026 in Shanghai."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=ZONE)


def day(text: str) -> date:
    """`03-11` of 2026."""
    return date.fromisoformat(f"2026-{text}")


@dataclass(frozen=True)
class Paper:
    """A document: when its one revision was issued, signed pages filed, the seal confirmed, the original handed in."""

    kind: str
    issued: str
    scanned: str = ""
    original: str = ""
    key: str = ""
    suffix: str = ""
    person: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    sealed: str = ""


@dataclass(frozen=True)
class Away:
    """A trip: whose, when it began and ended, and when it was closed."""

    id: str
    person: str
    name: str
    planned: str
    departed: str = ""
    arrived: str = ""
    returned: str = ""
    role: str = "engineer"
    settled: str = ""


@dataclass(frozen=True)
class Story:
    """A dispatch with everything that happened; `filed` are proofs and records: (code, subject, when)."""

    type: str
    product: str
    issued: str
    accepted: str
    arrival: str
    finish: str
    modules: tuple[ModuleFacts, ...]
    trips: tuple[Away, ...]
    papers: tuple[Paper, ...]
    filed: tuple[tuple[str, str, str], ...]

    def at(self, now: str) -> Facts:
        """The facts as they were known at the moment `now`."""
        core = ProjectFacts(
            id="p",
            number="XM-2026-0001",
            name="云溪县人民医院项目",
            product_line=self.product,
            hospital=HospitalFacts(name="云溪县人民医院", site_lead=ContactFacts("祝远航"), head=ContactFacts("闻人博")),
            engineers=tuple(PersonFacts(id=t.person, name=t.name, role=t.role) for t in self.trips),
            order=self._order(now),
            trips=tuple(self._trip(t, now) for t in self.trips),
            documents=tuple(self._document(p, now) for p in self.papers if p.issued <= now),
            proofs=tuple(
                ProofFacts(f"{code}/{subject}", code, subject, code, day(at[:5]), moment(at))
                for code, subject, at in self.filed
                if at <= now
            ),
        )
        return Facts(core, {of: reading(core) for of, reading in DEFAULTS.items()})

    def _order(self, now: str) -> OrderFacts:
        return OrderFacts(
            id="order",
            number="PQ-2026-0001",
            type=self.type,
            planned_arrival=day(self.arrival),
            planned_days=60,
            planned_finish=day(self.finish),
            issued_at=moment(self.issued),
            accepted_at=moment(self.accepted) if self.accepted <= now else None,
            engineer=self.trips[0].name,
            modules=self.modules,
        )

    @staticmethod
    def _trip(trip: Away, now: str) -> TripFacts:
        known = [moment(at) if at and at <= now else None for at in (trip.departed, trip.arrived, trip.returned)]
        settled = moment(trip.settled) if trip.settled and trip.settled <= now else None
        return TripFacts(trip.id, trip.name, trip.person, day(trip.planned), *known, role=trip.role, settled_at=settled)

    @staticmethod
    def _document(paper: Paper, now: str) -> DocumentFacts:
        name = ".".join(filter(None, (paper.kind, paper.key)))
        signed = bool(paper.scanned) and paper.scanned <= now
        return DocumentFacts(
            id=name,
            kind=paper.kind,
            key=paper.key,
            number=f"{KINDS[paper.kind].series}-2026-0001",
            title=KINDS[paper.kind].title,
            suffix=paper.suffix,
            person=paper.person,
            revision=1,
            issued_at=moment(paper.issued),
            first_issued_at=moment(paper.issued),
            pages=1,
            scanned_pages=frozenset({1} if signed else ()),
            scanned_at=moment(paper.scanned) if signed else None,
            original_at=moment(paper.original) if paper.original and paper.original <= now else None,
            sealed_at=moment(paper.sealed) if paper.sealed and paper.sealed <= now else None,
            payload=paper.payload,
        )


def module(code: str, name: str, interface: str = "否", counterpart: str = "") -> ModuleFacts:
    """A module row inside the contract."""
    return ModuleFacts(code, name, "8.0", 4, interface, counterpart)


def session(when: str, category: str, told: str = "", department: str = "") -> dict[str, str]:
    """A row of the training plan."""
    return {"date": f"2026-{when}", "category": category, "module": told, "department": department or "全院"}


def sheet(when: str, told: str, department: str, *results: str) -> dict[str, Any]:
    """The payload of a sign-in sheet: one trainee per result."""
    people = [{"name": f"学员{n}", "department": department, "result": r} for n, r in enumerate(results, 1)]
    header = {"date": f"2026-{when}", "module": told, "level": "分科"}
    return {"header": header, "people": people}
