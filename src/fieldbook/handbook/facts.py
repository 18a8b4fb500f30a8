"""Facts: all that requirements and papers may know, as frozen values. No ids are looked up from here.

The first group is loaded by the record; the second group belongs to chapters. Where a
chapter does not exist yet, the record's default loader fills the same type from signed
documents and filed proofs, so that a chapter never edits a gate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from fieldbook.engine.calendar import local_date
from fieldbook.handbook.catalogue.dispatch import MERGED
from fieldbook.handbook.policy import DEFAULT, Policy
from fieldbook.handbook.roles import Role

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person of the vendor; `role` is the part in the project (engineer, trainer)."""

    id: str = ""
    name: str = ""
    phone: str = ""
    department: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A person of the hospital with a part in the project."""

    name: str = ""
    position: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class HospitalFacts:
    """The hospital; `name` is the full legal name that documents print."""

    id: str = ""
    name: str = ""
    short_name: str = ""
    grade: str = ""
    beds: int | None = None
    address: str = ""
    region: str = ""
    site_lead: ContactFacts = ContactFacts()
    head: ContactFacts = ContactFacts()


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """One module row of the issued dispatch order: it decides what is owed (手册 一-1)."""

    code: str
    name: str
    version: str = ""
    stations: int | None = None
    interface: str = "否"
    counterpart: str = ""
    contract: str = "合同内"
    remark: str = ""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """The last issued dispatch order."""

    id: str
    number: str
    type: str
    planned_arrival: date
    planned_days: int
    planned_finish: date
    issued_at: datetime
    accepted_at: datetime | None = None
    engineer: str = ""
    modules: tuple[ModuleFacts, ...] = ()

    def _interfaces(self, kind: str) -> tuple[ModuleFacts, ...]:
        return tuple(m for m in self.modules if m.interface == kind)

    @property
    def insurance(self) -> tuple[ModuleFacts, ...]:
        """Modules with a medical-insurance interface."""
        return self._interfaces("医保")

    @property
    def rural_insurance(self) -> tuple[ModuleFacts, ...]:
        """Modules with a rural-cooperative interface, without those merged into 医保."""
        return tuple(m for m in self._interfaces("农合") if m.counterpart != MERGED)

    @property
    def merged_rural_insurance(self) -> tuple[ModuleFacts, ...]:
        """Rural-cooperative modules whose scheme has been merged into 医保: not applicable."""
        return tuple(m for m in self._interfaces("农合") if m.counterpart == MERGED)

    @property
    def instruments(self) -> tuple[ModuleFacts, ...]:
        """Modules with an instrument interface inside the contract."""
        return tuple(m for m in self._interfaces("仪器") if m.contract == "合同内")

    @property
    def billing(self) -> tuple[ModuleFacts, ...]:
        """Modules that print bills: registration, out-patient and in-patient charging."""
        return tuple(m for m in self.modules if m.code in {"M04", "M06", "M12", "M37"})


@dataclass(frozen=True, slots=True)
class TripFacts:
    """One person's trip under the order; `person` is the name, `person_id` whose it is, `role` what they went as.

    `successor` is who was asked to take over what is left, `passed` what was handed over: code, subject,
    title, due.
    """

    id: str
    person: str
    person_id: str
    planned_arrival: date
    departed_at: datetime | None = None
    arrived_at: datetime | None = None
    returned_at: datetime | None = None
    role: str = Role.ENGINEER
    state: str = ""
    settled_at: datetime | None = None
    successor: PersonFacts | None = None
    passed: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document with its revision in force: payload as issued, pages, and what has been received.

    `suffix` tells several of one kind apart, `person` is the id of whose paper it is, where it is somebody's.
    `scanned_at` is the moment the last missing page was filed; None while a page is missing.
    `working` is the state of the revision being written; `void` where none is, nor any in force.
    `earlier` are the payloads of the revisions it replaced.
    """

    id: str
    kind: str
    key: str
    number: str
    title: str
    suffix: str = ""
    person: str = ""
    revision: int = 0
    working: str = ""
    issued_at: datetime | None = None
    first_issued_at: datetime | None = None
    pages: int = 0
    scanned_pages: frozenset[int] = frozenset()
    scanned_at: datetime | None = None
    original_at: datetime | None = None
    original_by: str = ""
    sealed_at: datetime | None = None
    archived_at: datetime | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    earlier: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """A filed proof of one requirement: a file was stored for the key (code, subject)."""

    id: str
    code: str
    subject: str
    title: str
    proven_date: date
    filed_at: datetime


@dataclass(frozen=True, slots=True)
class ReservationFacts:
    """A claim that an issued notice left open (有条件签发), until a supplementary notice clears it."""

    id: str
    document: str
    code: str
    subject: str
    title: str
    reason: str
    due: date
    granted_at: datetime
    granted_by: str
    cleared_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WaiverFacts:
    """A waived finding with its reason."""

    code: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """The core of one project."""

    id: str
    number: str
    name: str
    product_line: str
    contract_number: str = ""
    hospital: HospitalFacts = HospitalFacts()
    supervisor: PersonFacts = PersonFacts()
    salesperson: PersonFacts = PersonFacts()
    engineers: tuple[PersonFacts, ...] = ()
    order: OrderFacts | None = None
    trips: tuple[TripFacts, ...] = ()
    documents: tuple[DocumentFacts, ...] = ()
    proofs: tuple[ProofFacts, ...] = ()
    reservations: tuple[ReservationFacts, ...] = ()
    waivers: tuple[WaiverFacts, ...] = ()
    policy: Policy = DEFAULT

    @property
    def arrived_at(self) -> datetime | None:
        """The first arrival on site, None before it."""
        return min((t.arrived_at for t in self.trips if t.arrived_at), default=None)

    @property
    def engineer(self) -> PersonFacts:
        """The leading engineer; an empty person before dispatch."""
        return self.engineers[0] if self.engineers else PersonFacts()

    @property
    def doer(self) -> str:
        """The role on whom the work falls: the leading engineer's, a trainer's where a trainer leads, the supervisor's
        where nobody is sent any more."""
        return self.engineer.role or (Role.SUPERVISOR if self.trips else Role.ENGINEER)

    def documents_of(self, kind: str) -> tuple[DocumentFacts, ...]:
        """All documents of a kind that are in force or being written."""
        return tuple(d for d in self.documents if d.kind == kind)


@dataclass(frozen=True, slots=True)
class Proven:
    """A thing that has been shown: when, and by which document or proof; `day` is the day it happened, where told."""

    at: datetime
    by: str
    day: date | None = None

    @property
    def on(self) -> date:
        """The day it happened, as told; else the day it was shown."""
        return self.day or local_date(self.at)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the site that the survey found missing, with its promise (手册 二-2)."""

    key: str
    item: str
    critical: bool
    promised_date: date | None
    responsible: str
    proven: Proven | None = None


@dataclass(frozen=True, slots=True)
class ConditionFacts:
    """Chapter preparation: whether a survey is in force, and the conditions it found missing."""

    conditions: tuple[Condition, ...] = ()
    surveyed: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """One planned training session of the plan in force; `module` is a code, empty for an overview."""

    day: date
    category: str
    module: str
    department: str

    @property
    def by_department(self) -> bool:
        """True for a session of one department: its people sign in and are assessed (手册 三-1)."""
        return self.category == "分科"


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """Chapter training: planned sessions; module code → shown to be trained with a good result (手册 三-4).

    `rates` are the pass rates in per cent of modules whose signed sheets show too few passes.
    """

    modules: Mapping[str, Proven] = field(default_factory=dict)
    rates: Mapping[str, int] = field(default_factory=dict)
    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class InterfaceFacts:
    """Chapter interfaces, by family (insurance, rural_insurance, instruments): tested or all working; approved by
    the bureau; and the notice signed by the hospital's head and filed (手册 三-3)."""

    commissioned: Mapping[str, Proven] = field(default_factory=dict)
    approved: Mapping[str, Proven] = field(default_factory=dict)
    noticed: Mapping[str, Proven] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TravelFacts:
    """Chapter dispatch: what was done before and on arrival, by requirement code (手册 一, 二-0, 二-1)."""

    done: Mapping[str, Proven] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoLiveFacts:
    """Chapter go-live: tests, stocktake, contacts, the start itself, by requirement code (手册 四)."""

    done: Mapping[str, Proven] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BillFormFacts:
    """Chapter go-live: report and bill forms settled while debugging (手册 三-2)."""

    settled: Proven | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of one project: its core, and one value per fact type of the chapters."""

    core: ProjectFacts
    parts: Mapping[type, Any] = field(default_factory=dict)

    def get(self, of: type[T]) -> T:
        """The facts of one type; its empty value where nobody loaded it."""
        found: T = self.parts[of] if of in self.parts else of()
        return found
