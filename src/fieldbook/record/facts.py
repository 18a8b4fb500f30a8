"""Facts of projects: loaded for a set of scopes with a fixed number of queries, kept by version.

Facts are cached, findings never: time is an argument of a finding, so midnight invalidates nothing.
"""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from fieldbook.engine.chapter import chapters
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
    ReservationFacts,
    TripFacts,
    WaiverFacts,
)
from fieldbook.handbook.flows import CANCELLED, DRAFT, ISSUED, SUBMITTED, SUPERSEDED, VOID
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.policy import VERSIONS
from fieldbook.handbook.readings import DEFAULTS
from fieldbook.handbook.roles import Role
from fieldbook.record import models as m

_KEPT = 2000
_cache: OrderedDict[tuple[uuid.UUID, int, int], Facts] = OrderedDict()
_lock = threading.Lock()

ById = Mapping[uuid.UUID, list[Any]]


def facts_of(scope: uuid.UUID) -> tuple[int, Facts]:
    """The version and facts of one project; LookupError where there is no such project."""
    return load({scope})[scope]


def load(scopes: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[int, Facts]]:
    """Version and facts of each scope; a scope without a project is left out. Warm: one query."""
    asked = m.Scope.objects.filter(id__in=[*scopes, m.ORGANISATION]).values_list("id", "version", "kind")
    known = {scope: (version, kind) for scope, version, kind in asked}
    around = known.pop(m.ORGANISATION, (0, ""))[0]  # names of people and hospitals are facts too
    versions = {scope: version for scope, (version, kind) in known.items() if kind == "project"}
    found: dict[uuid.UUID, tuple[int, Facts]] = {}
    with _lock:
        for scope, version in versions.items():
            if kept := _cache.get((scope, version, around)):
                _cache.move_to_end((scope, version, around))
                found[scope] = (version, kept)
    missing = [s for s in versions if s not in found]
    for scope, facts in (_read(missing) if missing else {}).items():
        found[scope] = (versions[scope], facts)
        _keep((scope, versions[scope], around), facts)
    return found


def _keep(key: tuple[uuid.UUID, int, int], facts: Facts) -> None:
    with _lock:
        _cache[key] = facts
        while len(_cache) > _KEPT:
            _cache.popitem(last=False)


def forget() -> None:
    """Empty the cache (tests, after a restore)."""
    with _lock:
        _cache.clear()


def _read(scopes: Sequence[uuid.UUID]) -> dict[uuid.UUID, Facts]:
    cores = _cores(scopes)
    loaders: dict[type, Any] = {}
    for chapter in chapters():
        loaders.update(chapter.facts)
    parts: dict[uuid.UUID, dict[type, Any]] = defaultdict(dict)
    for of, loader in loaders.items():
        for scope, value in loader(scopes, cores).items():
            parts[scope][of] = value
    for of, reading in DEFAULTS.items():
        if of not in loaders:
            for scope, core in cores.items():
                parts[scope][of] = reading(core)
    return {scope: Facts(core, parts[scope]) for scope, core in cores.items()}


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[uuid.UUID, list[Any]]:
    groups: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for first, *rest in rows:
        groups[first].append(rest)
    return groups


def _cores(scopes: Sequence[uuid.UUID]) -> dict[uuid.UUID, ProjectFacts]:
    rows = m.Project.objects.filter(id__in=scopes).values_list(
        "id", "number", "name", "product_line", "contract_number", "policy_version",
        "hospital__id", "hospital__name", "hospital__short_name", "hospital__grade", "hospital__beds",
        "hospital__address", "hospital__region", *_of("supervisor"), *_of("salesperson"),
    )  # fmt: skip
    heads = list(rows)
    contacts = _contacts([h[6] for h in heads])
    members, orders = _members(scopes), _orders(scopes)
    trips = _trips(scopes)
    documents, proofs = _documents(scopes), _proofs(scopes)
    reservations, waivers = _reservations(scopes), _waivers(scopes)
    return {
        h[0]: ProjectFacts(
            id=str(h[0]), number=h[1], name=h[2], product_line=h[3], contract_number=h[4],
            hospital=_hospital(h[6:13], contacts), supervisor=_person(h[13:17]), salesperson=_person(h[17:21]),
            engineers=_engineers(members.get(h[0], ())), order=orders.get(h[0]), trips=trips.get(h[0], ()),
            documents=documents.get(h[0], ()), proofs=proofs.get(h[0], ()),
            reservations=reservations.get(h[0], ()), waivers=waivers.get(h[0], ()), policy=VERSIONS[h[5]],
        )
        for h in heads
    }  # fmt: skip


def _of(person: str) -> list[str]:
    return [f"{person}__id", f"{person}__name", f"{person}__phone", f"{person}__department__name"]


def _person(cells: Sequence[Any]) -> PersonFacts:
    return PersonFacts(str(cells[0]), cells[1], cells[2], cells[3] or "", *cells[4:])


def _hospital(cells: Sequence[Any], contacts: Mapping[tuple[uuid.UUID, str], ContactFacts]) -> HospitalFacts:
    key, name, short, grade, beds, address, region = cells
    none = ContactFacts()
    lead, head = contacts.get((key, Role.SITE_LEAD), none), contacts.get((key, Role.HOSPITAL_HEAD), none)
    return HospitalFacts(str(key), name, short, grade, beds, address, region, lead, head)


def _contacts(hospitals: Sequence[uuid.UUID]) -> dict[tuple[uuid.UUID, str], ContactFacts]:
    rows = m.Contact.objects.filter(hospital__in=hospitals).order_by("id")
    return {
        (hospital, role): ContactFacts(name, position, phone)
        for hospital, role, name, position, phone in rows.values_list("hospital", "role", "name", "position", "phone")
    }


def _members(scopes: Sequence[uuid.UUID]) -> ById:
    """Everybody who was ever sent: person, role, and the day they left, None while they are there."""
    rows = m.Member.objects.filter(project__in=scopes).order_by("position", "id")
    return _grouped(rows.values_list("project", *_of("person"), "role", "until"))


def _engineers(members: Iterable[Sequence[Any]]) -> tuple[PersonFacts, ...]:
    return tuple(_person(cells[:5]) for cells in members if cells[5] is None)


def _orders(scopes: Sequence[uuid.UUID]) -> dict[uuid.UUID, OrderFacts]:
    """The last issued order of each project whose revision is still in force."""
    rows = m.OrderModule.objects.filter(order__project__in=scopes, order__revision__state=ISSUED)
    cells = rows.order_by("order__issued_at", "position").values_list(
        "order__project", "order__id", "order__number", "order__type", "order__planned_arrival",
        "order__planned_days", "order__planned_finish", "order__issued_at", "order__accepted_at",
        "order__revision__payload", "code", "name", "version", "stations", "interface", "counterpart", "contract",
        "remark",
    )  # fmt: skip
    found: dict[uuid.UUID, OrderFacts] = {}
    for project, lines in _grouped(cells).items():
        last = lines[-1]
        modules = tuple(ModuleFacts(*line[9:]) for line in lines if line[0] == last[0])
        engineer = (last[8].get("plan") or {}).get("engineer", "")
        found[project] = OrderFacts(str(last[0]), *[*last[1:8], engineer, modules])
    return found


def _trips(scopes: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[TripFacts, ...]]:
    rows = m.Trip.objects.filter(project__in=scopes).exclude(state=CANCELLED).order_by("order__issued_at", "id")
    cells = rows.values_list(
        "project", "id", "person__name", "person__id", "order__planned_arrival", "departed_at", "arrived_at",
        "returned_at", "role", "state", "settled_at", "passed", *_of("successor"),
    )  # fmt: skip
    return {k: tuple(_trip(c) for c in v) for k, v in _grouped(cells).items()}


def _trip(cells: Sequence[Any]) -> TripFacts:
    heir = _person(cells[11:15]) if cells[11] else None
    own_id, name, person, planned, departed, arrived, returned, role, state, settled, passed = cells[:11]
    return TripFacts(
        str(own_id), name, str(person), planned, departed, arrived, returned, role, state, settled, heir, tuple(passed)
    )


def _documents(scopes: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[DocumentFacts, ...]]:
    rows = m.Revision.objects.filter(
        document__project__in=scopes, state__in=[DRAFT, SUBMITTED, ISSUED, SUPERSEDED, VOID]
    ).order_by("document__created_at", "document__id", "number")
    cells = rows.values_list(
        "document__id", "document__project", "document__kind", "document__key", "document__number",
        "document__suffix", "document__person", "id", "number", "state", "issued_at", "pages", "payload",
    )  # fmt: skip
    receipts = _receipts(scopes)
    found: dict[uuid.UUID, list[DocumentFacts]] = defaultdict(list)
    for document, lines in _grouped(cells).items():
        found[lines[0][0]].append(_document(document, lines, receipts))
    return {k: tuple(v) for k, v in found.items()}


def _document(document: uuid.UUID, lines: list[Any], receipts: ById) -> DocumentFacts:
    _, kind, key, number, suffix, person = lines[0][:6]
    revisions = [line[6:] for line in lines]
    working = next((state for _, _, state, *_ in revisions if state in (DRAFT, SUBMITTED)), "")
    bare = DocumentFacts(
        id=str(document), kind=kind, key=key, number=number, title=KINDS[kind].title, suffix=suffix,
        person=str(person or ""), working=working,
        first_issued_at=min((at for _, _, _, at, *_ in revisions if at), default=None),
    )  # fmt: skip
    issued = next((r for r in revisions if r[2] == ISSUED), None)
    if issued is None:
        return bare if working else replace(bare, working=VOID)
    revision, no, _, issued_at, pages, payload = issued
    mine = receipts.get(revision, [])
    scans = {page: at for type_, page, at, _ in reversed(mine) if type_ == "scan"}
    whole = set(range(1, pages + 1)) <= set(scans)
    return replace(
        bare, revision=no, issued_at=issued_at, pages=pages, scanned_pages=frozenset(scans),
        scanned_at=max(scans.values()) if whole and scans else None,
        sealed_at=_received(mine, "seal"), original_at=_received(mine, "original"),
        original_by=next((by for type_, _, _, by in mine if type_ == "original"), ""),
        archived_at=_received(mine, "archive"),
        payload=payload, earlier=tuple(r[5] for r in revisions if r[2] == SUPERSEDED),
    )  # fmt: skip


def _received(receipts: Iterable[Sequence[Any]], type_: str) -> datetime | None:
    return next((at for kind, _, at, _ in receipts if kind == type_), None)


def _receipts(scopes: Sequence[uuid.UUID]) -> ById:
    rows = m.Receipt.objects.filter(revision__document__project__in=scopes, revision__state=ISSUED)
    return _grouped(rows.order_by("at", "id").values_list("revision", "type", "page", "at", "by__name"))


def _proofs(scopes: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[ProofFacts, ...]]:
    rows = m.Proof.objects.filter(project__in=scopes, withdrawn_at=None).order_by("filed_at", "id")
    cells = rows.values_list("project", "id", "code", "subject", "title", "proven_date", "filed_at")
    return {k: tuple(ProofFacts(str(c[0]), *c[1:]) for c in v) for k, v in _grouped(cells).items()}


def _reservations(scopes: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[ReservationFacts, ...]]:
    rows = m.Reservation.objects.filter(project__in=scopes).order_by("granted_at", "id")
    cells = rows.values_list(
        "project", "id", "revision__document__id", "code", "subject", "title", "reason", "due", "granted_at",
        "granted_by__name", "cleared_at",
    )  # fmt: skip
    return {k: tuple(ReservationFacts(str(c[0]), str(c[1]), *c[2:]) for c in v) for k, v in _grouped(cells).items()}


def _waivers(scopes: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[WaiverFacts, ...]]:
    rows = m.Waiver.objects.filter(project__in=scopes, withdrawn_at=None).order_by("granted_at", "id")
    return {
        k: tuple(WaiverFacts(*c) for c in v)
        for k, v in _grouped(rows.values_list("project", "code", "subject", "reason")).items()
    }
