"""People, departments, roles, hospitals: writes in the scope of the organisation."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from pypinyin import Style, lazy_pinyin

from fieldbook.engine.calendar import local_date
from fieldbook.handbook.roles import Role
from fieldbook.record.actions.deeds import deed
from fieldbook.record.models import ORGANISATION, Assignment, Contact, Department, Hospital, Person, Scope, Scoped
from fieldbook.record.perform import Forbidden, Ground, Plan, perform
from fieldbook.record.rules.ids import key_id


def pinyin_key(text: str) -> str:
    """The key Chinese names are ordered by: full pinyin, lower case, at most 80 characters."""
    return " ".join(lazy_pinyin(text, style=Style.NORMAL)).lower()[:80]


def _only_administrators(ground: Ground) -> None:
    if Role.ADMINISTRATOR not in ground.standing.roles and Scope.objects.filter(id=ORGANISATION).exists():
        raise Forbidden("只有系统管理员可以维护人员、角色和医院资料。")


def _change(
    verb: str, row: Scoped, rows: Callable[[], list[Scoped]], *, activity: uuid.UUID, actor: Person, at: datetime
) -> None:
    plan = Plan(
        scope=ORGANISATION,
        scope_kind="organisation",
        check=_only_administrators,
        write=lambda ground: rows(),
    )
    perform(deed(verb, row, activity=activity, actor=actor, at=at), plan)


def found_organisation(*, login: str, name: str, department: str, activity: uuid.UUID, at: datetime) -> Person:
    """The first administrator of an empty installation; an existing organisation refuses."""
    home = Department(id=key_id("department", department), scope_id=ORGANISATION, name=department)
    person = Person(
        id=key_id("person", login),
        scope_id=ORGANISATION,
        login=login,
        name=name,
        pinyin=pinyin_key(name),
        department=home,
    )
    role = Assignment(
        id=key_id("assignment", login, Role.ADMINISTRATOR),
        scope_id=ORGANISATION,
        person=person,
        role=Role.ADMINISTRATOR,
        since=local_date(at),
    )

    def refuse_second(ground: Ground) -> None:
        if Person.objects.exists():
            raise Forbidden("已有人员资料，不能再次初始化。")

    plan = Plan(
        scope=ORGANISATION,
        scope_kind="organisation",
        check=refuse_second,
        write=lambda ground: [home, person, role],
    )
    perform(deed("organisation.founded", person, activity=activity, actor=person, at=at), plan)
    return person


def add_department(*, name: str, activity: uuid.UUID, actor: Person, at: datetime) -> Department:
    """A department; the same name gives the same row."""
    row = Department(id=key_id("department", name), scope_id=ORGANISATION, name=name)
    _change("department.added", row, lambda: [row], activity=activity, actor=actor, at=at)
    return row


def add_person(
    *,
    login: str,
    name: str,
    department: Department,
    roles: tuple[str, ...],
    phone: str = "",
    activity: uuid.UUID,
    actor: Person,
    at: datetime,
) -> Person:
    """A person with roles from the day of `at` on; the password is set apart, it is local."""
    row = Person(
        id=key_id("person", login),
        scope_id=ORGANISATION,
        login=login,
        name=name,
        pinyin=pinyin_key(name),
        phone=phone,
        department=department,
    )
    held = [
        Assignment(id=key_id("assignment", login, r), scope_id=ORGANISATION, person=row, role=r, since=local_date(at))
        for r in roles
    ]
    _change("person.added", row, lambda: [row, *held], activity=activity, actor=actor, at=at)
    return row


def appoint_deputy(
    *,
    deputy: Person,
    of: Person,
    role: str,
    since: date,
    until: date | None,
    activity: uuid.UUID,
    actor: Person,
    at: datetime,
) -> Assignment:
    """`deputy` stands in for `of` in `role` from `since` to `until`."""
    row = Assignment(
        id=key_id("deputy", deputy.id, of.id, role, since),
        scope_id=ORGANISATION,
        person=deputy,
        role=role,
        deputy_of=of,
        since=since,
        until=until,
    )
    _change("deputy.appointed", row, lambda: [row], activity=activity, actor=actor, at=at)
    return row


def disable_person(*, person: Person, activity: uuid.UUID, actor: Person, at: datetime) -> None:
    """The person can no longer log in; their history stays."""
    person.is_active = False
    _change("person.disabled", person, lambda: [person], activity=activity, actor=actor, at=at)


def add_hospital(
    *,
    name: str,
    short_name: str,
    grade: str,
    beds: int | None,
    address: str,
    region: str,
    contacts: tuple[tuple[str, str, str, str], ...],
    activity: uuid.UUID,
    actor: Person,
    at: datetime,
) -> Hospital:
    """A hospital with its contacts (role, name, position, phone)."""
    row = Hospital(
        id=key_id("hospital", name),
        scope_id=ORGANISATION,
        name=name,
        short_name=short_name,
        pinyin=pinyin_key(name),
        grade=grade,
        beds=beds,
        address=address,
        region=region,
    )
    people = [contact_row(row, *contact) for contact in contacts]
    _change("hospital.added", row, lambda: [row, *people], activity=activity, actor=actor, at=at)
    return row


def contact_row(hospital: Hospital, role: str, name: str, position: str, phone: str) -> Contact:
    """The contact of a hospital for one role; there is one per role."""
    return Contact(
        id=key_id("contact", hospital.id, role),
        scope_id=ORGANISATION,
        hospital=hospital,
        role=role,
        name=name,
        position=position,
        phone=phone,
    )


def set_password(*people: Person, password: str) -> None:
    """Set one password for people. It is local to the installation: no activity, no after-image."""
    secret = make_password(password)
    Person.objects.filter(id__in=[p.id for p in people]).update(password=secret)
