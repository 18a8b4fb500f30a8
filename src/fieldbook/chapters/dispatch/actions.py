"""A dispatch-order workbook becomes a project with its issued dispatch order; nothing is half-created."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from fieldbook.chapters.dispatch.rules.workbook import KIND, LONGEST, ORDER, WORKBOOK, located, raw_payload
from fieldbook.engine.calendar import local_date
from fieldbook.handbook.roles import Role, label
from fieldbook.record.actions.issuing import issue_document
from fieldbook.record.actions.people import contact_row
from fieldbook.record.actions.projects import open_project
from fieldbook.record.facts import forget
from fieldbook.record.models import Contact, Document, Hospital, Person, Project
from fieldbook.record.perform import Refusal
from fieldbook.record.queries.people import people_by_label, roles_held
from fieldbook.record.rules.ids import key_id
from fieldbook.record.rules.payload import clean
from fieldbook.sheets import Reading, SheetProblem, read_workbook


class WorkbookRefused(Refusal):
    """The workbook has faults; carries each with sheet, row and column."""

    def __init__(self, problems: list[SheetProblem]) -> None:
        super().__init__(f"派遣单工作簿有 {len(problems)} 处问题，改正后请重新导入；没有建立任何数据。")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class _Named:
    """What the names in the workbook stand for."""

    supervisor: Person
    salesperson: Person
    hospital: Hospital
    contacts: list[Contact]


def import_dispatch(*, data: bytes, name: str, actor: Person | None, at: datetime) -> Project:
    """The project that the workbook describes, with its dispatch order issued.

    Without an actor (command line) the supervisor named in the workbook acts. The same workbook
    again gives the same project. Raises WorkbookRefused, and `sheets.Refused` for a hostile file.
    """
    reading = read_workbook(data, WORKBOOK, name=name)
    if reading.problems and not reading.values.get(ORDER):
        raise WorkbookRefused(reading.problems)
    named, payload = _understood(reading, at)
    deed_id = key_id("dispatch-workbook", hashlib.sha256(data).hexdigest())
    if known := Project.objects.filter(id=key_id("project", deed_id)).first():
        return known
    form = reading.form(ORDER)
    acting = actor or named.supervisor
    namesake = Project.objects.filter(name=form["project_name"]).exclude(id=key_id("project", deed_id))
    if namesake.exists():
        place = reading.place(ORDER, "project_name")
        raise WorkbookRefused([place.problem(f"项目“{form['project_name']}”已存在，不能重复派遣。")])
    with _whole():  # here alone a paper is rendered inside a transaction: nobody waits for a project yet to be
        project = open_project(
            name=form["project_name"],
            contract_number=form["contract_number"],
            product_line=form["product_line"],
            hospital=named.hospital,
            supervisor=named.supervisor,
            salesperson=named.salesperson,
            order=payload,
            contacts=named.contacts,
            activity=deed_id,
            actor=acting,
            at=at,
        )
        document = Document.objects.get(project=project, kind=KIND.code)
        issue_document(document=document, activity=key_id(deed_id, "issue"), actor=acting, at=at)
    return project


@contextmanager
def _whole() -> Iterator[None]:
    """Everything or nothing; facts read on the way to nothing are forgotten."""
    try:
        with transaction.atomic():
            yield
    except BaseException:
        forget()
        raise


def _understood(reading: Reading, at: datetime) -> tuple[_Named, dict[str, Any]]:
    """The named people and hospital and the clean payload; WorkbookRefused with every fault at once."""
    form, problems = reading.form(ORDER), list(reading.problems)
    people, roles = people_by_label(), roles_held(local_date(at))
    found: dict[str, Person | None] = {}
    for code, role in (("supervisor", Role.SUPERVISOR), ("salesperson", Role.SALES)):
        found[code] = people.get(form[code])
        person = found[code]
        if form[code] and person is None:
            problems.append(reading.place(ORDER, code).problem(f"系统中没有叫“{form[code]}”的在职人员，请核对姓名。"))
        if person is not None and role not in roles.get(person.id, ()):
            problems.append(reading.place(ORDER, code).problem(f"“{form[code]}”不是{label(role)}，请核对。"))
    hospital = Hospital.objects.filter(name=form["hospital"]).first()
    if form["hospital"] and hospital is None:
        sentence = f"系统中没有“{form['hospital']}”，请核对全称，或先登记医院资料。"
        problems.append(reading.place(ORDER, "hospital").problem(sentence))
    problems += _people_problems(reading, people)
    problems += [
        reading.place(ORDER, code).problem(f"最多 {most} 字，现有 {len(form[code])} 字，请缩短。")
        for code, most in LONGEST.items()
        if len(form[code]) > most
    ]
    contacts = _contacts(form, hospital) if hospital else []
    done = clean(KIND, raw_payload(reading), _paper_facts(form, hospital, contacts), complete=True)
    moved = {"project/project_name": "project_name", "hospital/hospital_name": "hospital"}
    told = {(p.sheet, p.row, p.letter) for p in problems}
    problems += [p for p in located(reading, done.problems, moved) if (p.sheet, p.row, p.letter) not in told]
    supervisor, salesperson = found["supervisor"], found["salesperson"]
    if problems or supervisor is None or salesperson is None or hospital is None:
        raise WorkbookRefused(problems)
    return _Named(supervisor, salesperson, hospital, contacts), done.payload


def _people_problems(reading: Reading, people: dict[str, Person]) -> list[SheetProblem]:
    payload = clean(KIND, raw_payload(reading)).payload.get("plan", {})
    wanted = [("engineer", payload.get("engineer")), *(("colleagues", n) for n in payload.get("colleagues") or ())]
    return [
        reading.place(ORDER, code).problem(f"系统中没有叫“{name}”的在职人员，请核对姓名。")
        for code, name in wanted
        if name and name not in people
    ]


def _contacts(form: dict[str, str], hospital: Hospital) -> list[Contact]:
    """Contacts of the hospital that the workbook names, where they differ from what is known."""
    wanted = {
        Role.SITE_LEAD: (form["site_lead"], form["site_lead_position"], form["site_lead_phone"]),
        Role.HOSPITAL_HEAD: (form["head"], form["head_position"], form["head_phone"]),
    }
    known = {c.role: (c.name, c.position, c.phone) for c in hospital.contacts.all()}
    rows = []
    for role, (name, position, phone) in wanted.items():
        old = known.get(role, ("", "", ""))
        same = name == old[0]  # an empty cell takes nothing away from the same person
        cells = (name, position or (old[1] if same else ""), phone or (old[2] if same else ""))
        if name and cells != old:
            rows.append(contact_row(hospital, role, *cells))
    return rows


def _paper_facts(form: dict[str, str], hospital: Hospital | None, contacts: list[Contact]) -> dict[str, Any]:
    """What the order's derived fields would say, for the rules that ask for them."""
    sides: dict[str, Any] = {}
    if hospital is not None:
        known = {c.role: {"name": c.name, "phone": c.phone} for c in [*hospital.contacts.all(), *contacts]}
        sides = {"site_lead": known.get(Role.SITE_LEAD), "head": known.get(Role.HOSPITAL_HEAD), "name": hospital.name}
    return {"project": {"name": form["project_name"]}, "hospital": sides}
