"""Standing: which roles a person holds today, and for whom they stand in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from fieldbook.engine.kinds import Kind
from fieldbook.handbook.facts import ProjectFacts
from fieldbook.handbook.flows import BACK, HANDING, ON_SITE, TRAVELLING
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.roles import PERSONAL, READ_ALL, Role
from fieldbook.record.models import Assignment, Person, Project

UNFINISHED = (TRAVELLING, ON_SITE, BACK, HANDING)
"""A trip that began and is not closed: who is on it stays with the project, even when called off meanwhile."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A person with the roles held on a day; `bosses` are those they are deputy of, by role."""

    person: uuid.UUID
    day: date
    roles: frozenset[str]
    bosses: frozenset[tuple[str, uuid.UUID]]

    def acts_for(self, person: str, role: str) -> bool:
        """True when this is that person, or their deputy in that role."""
        return bool(person) and (
            str(self.person) == person or any(str(b) == person and r == role for r, b in self.bosses)
        )

    @property
    def all_roles(self) -> frozenset[str]:
        """Roles held, and roles in which this person stands in for somebody."""
        return self.roles | frozenset(role for role, _ in self.bosses)

    @property
    def reads_all(self) -> bool:
        """True for roles that see every project."""
        return bool(self.all_roles & READ_ALL)

    def people(self, role: str) -> set[uuid.UUID]:
        """This person and those they stand in for in `role`."""
        return {self.person, *(boss for r, boss in self.bosses if r == role)}


def standing_of(person: Person, day: date) -> Standing:
    """The standing of `person` on `day`; nobody inactive has any."""
    if not person.is_active:
        return Standing(person.id, day, frozenset(), frozenset())
    held = Assignment.objects.filter(person=person, since__lte=day).filter(Q(until=None) | Q(until__gte=day))
    rows = list(held.values_list("role", "deputy_of"))
    return Standing(
        person.id,
        day,
        frozenset(r for r, boss in rows if boss is None),
        frozenset((r, boss) for r, boss in rows if boss is not None),
    )


def relations(standing: Standing, core: ProjectFacts) -> frozenset[str]:
    """The relations of a person to a project: own roles that bind everywhere, and their part in it."""
    held: set[str] = {r for r in standing.all_roles if r in READ_ALL or r == Role.PACKAGE_KEEPER}
    if standing.acts_for(core.supervisor.id, Role.SUPERVISOR):
        held.add(Role.SUPERVISOR)
    if standing.acts_for(core.salesperson.id, Role.SALES):
        held.add(Role.SALES)
    held |= {p.role for p in core.engineers if standing.acts_for(p.id, p.role)}
    if any(t.successor and t.settled_at is None and str(standing.person) == t.successor.id for t in core.trips):
        held.add(Role.SUCCESSOR)
    return frozenset(held)


def travels(standing: Standing, person: object) -> bool:
    """True for that traveller and for whoever stands in for them on the road."""
    return any(standing.acts_for(str(person), role) for role in PERSONAL)


def trip_relations(standing: Standing, held: frozenset[str], person: object, successor: object) -> frozenset[str]:
    """The relations to a trip: those to its project, 出差人 and 接手人."""
    own = {Role.TRAVELLER} if travels(standing, person) else set()
    heir = {Role.SUCCESSOR} if successor and str(standing.person) == str(successor) else set()
    return (held - {Role.SUCCESSOR}) | own | heir


def document_relations(standing: Standing, held: frozenset[str], kind: Kind, person: object = None) -> frozenset[str]:
    """The relations to a document: those to its project, and 编写人 or 签发人 by its kind.

    `person` is whose paper it is, None where it is nobody's: a colleague does not write my weekly report.
    """
    able = held
    if person is not None:  # who was called off meanwhile still writes what is their own
        able = held | PERSONAL if travels(standing, person) else held - PERSONAL
    author = {Role.AUTHOR} if able & set(kind.authors) else set()
    issuer = {Role.ISSUER} if able & set(kind.issuers) else set()
    return held | author | issuer


def part_in(standing: Standing) -> Q:
    """The projects a person, or somebody they stand in for in that role, has a part in, up to the day they leave."""
    boss = Q(supervisor__in=standing.people(Role.SUPERVISOR)) | Q(salesperson__in=standing.people(Role.SALES))
    for role in PERSONAL:
        there = Q(members__until=None) | Q(members__until__gte=standing.day)
        boss |= Q(there, members__person__in=standing.people(role), members__role=role)
        boss |= Q(trips__person__in=standing.people(role), trips__state__in=UNFINISHED)
    boss |= Q(trips__successor=standing.person, trips__state=HANDING)
    if Role.PACKAGE_KEEPER in standing.all_roles:
        boss |= Q(documents__kind__in=[k.code for k in KINDS.values() if Role.PACKAGE_KEEPER in k.issuers])
    return boss


def visible_projects(standing: Standing) -> QuerySet[Project]:
    """The projects a person may see: all for some roles, otherwise those they have a part in."""
    if standing.reads_all:
        return Project.objects.all()
    return Project.objects.filter(part_in(standing)).distinct()
