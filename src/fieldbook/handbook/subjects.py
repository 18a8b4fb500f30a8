"""Subjects: what each of several documents of one kind is about, by its `per` (domain 1.20b, 手册 七-1).

A subject gives the key that tells documents of a kind apart, the suffix of the file name, whose paper it
is, and what its paper may print. Refuses to say whether a document is owed (`requirements.archive`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from fieldbook.engine.calendar import local_date, monday_of, week_number
from fieldbook.engine.flow import long_date
from fieldbook.engine.kinds import Kind, Per, Rows
from fieldbook.handbook.catalogue.modules import PRODUCT_NAMES
from fieldbook.handbook.facts import Facts, PersonFacts, ProjectFacts, TripFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What one document is about; `known` are the paths its paper may print (`trip.…`, `week.…`, `module.…`).

    An empty `suffix` is numbered where there are several. `role` is what the person went as: a trainer's week
    owes a trainer's report. `start` and `end` are the days its dues count from.
    """

    key: str = ""
    suffix: str = ""
    person: str = ""
    role: str = ""
    known: Mapping[str, Any] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None


def foreseen(kind: Kind) -> bool:
    """False for events and sessions: nobody can say beforehand how many there will be."""
    return kind.per in _BY


def subjects(kind: Kind, core: ProjectFacts, at: datetime) -> tuple[Subject, ...]:
    """What documents of `kind` are about at the moment `at`; none for events and sessions, which nobody can foresee."""
    return tuple(s for s in _BY[kind.per](core, at) if not s.role or s.role in kind.authors) if kind.per in _BY else ()


def subject_of(kind: Kind, core: ProjectFacts, key: str, at: datetime) -> Subject | None:
    """The subject with this key; None where the project has none (a guessed key, a module struck off the order)."""
    if kind.per not in _BY:
        return Subject(key=key)
    return next((s for s in subjects(kind, core, at) if s.key == key), None)


def _project(core: ProjectFacts, at: datetime) -> Iterator[Subject]:
    yield Subject(start=_day(core.arrived_at), end=_day(returned(core)))


def _trips(core: ProjectFacts, at: datetime) -> Iterator[Subject]:
    for trip in core.trips:
        yield Subject(
            key=trip.id,
            suffix=trip.person,
            person=trip.person_id,
            role=trip.role,
            known={"trip": trip},
            start=_day(trip.arrived_at),
            end=_day(trip.returned_at),
        )


def _weeks(core: ProjectFacts, at: datetime) -> Iterator[Subject]:
    """Every week, Monday to Sunday, in which somebody was on site; counted from the arrival (手册 五-4)."""
    found: dict[str, Subject] = {}
    for trip in core.trips:
        for number, monday in _on_site(trip, at):
            week = _week(core, trip, number, monday)
            found.setdefault(week.key, week)
    yield from found.values()


def _on_site(trip: TripFacts, at: datetime) -> Iterator[tuple[int, date]]:
    if trip.arrived_at is None:
        return
    arrived, last = local_date(trip.arrived_at), local_date(trip.returned_at or at)
    if arrived.weekday() == 6:  # work begins on the Monday, and Sunday's facts open its report (手册 五-2)
        arrived += timedelta(days=1)
    monday = monday_of(arrived)
    while monday <= last:
        yield week_number(arrived=arrived, day=monday), monday
        monday += timedelta(days=7)


def _week(core: ProjectFacts, trip: TripFacts, number: int, monday: date) -> Subject:
    friday = monday + timedelta(days=4)
    words = f"实施第 {number} 周({monday:%m.%d}–{friday:%m.%d})"
    return Subject(
        key=f"{trip.person_id}.{monday.isoformat()}",
        suffix=f"第{number}周" + ("" if trip.person_id == core.engineer.id else f" {trip.person}"),
        person=trip.person_id,
        role=trip.role,
        known={"trip": trip, "week": {"number": number, "monday": monday, "friday": friday, "words": words}},
        start=monday,
        end=monday + timedelta(days=6),
    )


def _modules(core: ProjectFacts, at: datetime) -> Iterator[Subject]:
    for module in core.order.modules if core.order else ():
        yield Subject(key=module.code, suffix=module.name, known={"module": module}, start=_day(core.arrived_at))


def _people(core: ProjectFacts, at: datetime) -> Iterator[Subject]:
    """Everybody who travels, per version of the handbook (手册 九-1)."""
    known = {p.id: p for p in core.engineers}
    for trip in {t.person_id: t for t in core.trips}.values():
        person = known.get(trip.person_id) or PersonFacts(id=trip.person_id, name=trip.person, role=trip.role)
        key = f"{person.id}.{core.policy.handbook_version}"
        yield Subject(key=key, suffix=person.name, person=person.id, role=trip.role, known={"person": person})


def returned(core: ProjectFacts) -> datetime | None:
    """The last return, None while anybody is still away."""
    back = [t.returned_at for t in core.trips]
    return max((b for b in back if b), default=None) if all(back) else None


def _day(at: datetime | None) -> date | None:
    return local_date(at) if at else None


_BY: dict[Per, Callable[[ProjectFacts, datetime], Iterator[Subject]]] = {
    Per.PROJECT: _project,
    Per.TRIP: _trips,
    Per.PERSON_WEEK: _weeks,
    Per.MODULE: _modules,
    Per.PERSON: _people,
}


def paper_facts(
    facts: Facts, kind: Kind, payload: Mapping[str, Any], *, number: str, key: str, at: datetime
) -> dict[str, Any]:
    """What the paper of one document may print: the paths that derived fields of its kind name."""
    core = facts.core
    about = subject_of(kind, core, key, at)
    known: dict[str, Any] = {
        "facts": facts,
        "document": {"number": number, "key": key},
        "project": core,
        "hospital": core.hospital,
        "order": core.order,
        "product": PRODUCT_NAMES.get(core.product_line, core.product_line),
        "arrived_date": long_date(local_date(core.arrived_at)) if core.arrived_at else "",
        **(about.known if about else {}),
    }
    whole = {b.code: payload.get(b.code) or ([] if isinstance(b, Rows) else {}) for b in kind.blocks}
    return {**known, "own": kind.own(whole, known) if kind.own else {}}
