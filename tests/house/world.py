"""The world of the house tests: the demo's project and another one beside it, told once for a whole module.

Every test works inside a savepoint that is rolled back, so that the world stays as it was told.
"""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta

from django.db import transaction
from django.test import Client
from django.urls import reverse

from builders import act, drafted, issued, picture, prove, signed
from fieldbook.chapters.dispatch.actions import import_dispatch
from fieldbook.handbook.flows import HANDING
from fieldbook.handbook.roles import Role
from fieldbook.record.actions.people import add_person
from fieldbook.record.actions.projects import accept_order
from fieldbook.record.actions.receipts import read_upload, receive_upload
from fieldbook.record.actions.trips import report_trip
from fieldbook.record.facts import forget
from fieldbook.record.models import DispatchOrder, Document, Person, Project, Proof, Trip, Upload, UploadPage
from fieldbook.record.rules.ids import new_id
from fieldbook.web.demo import CAST, START, dispatch_workbook, tell
from visitors import visitor

AT = START + timedelta(days=30)
LOGINS = ("", *(player.login for player in CAST))
"""Everybody who may stand before a page; the empty login is somebody who is not logged in."""
OTHER = {
    "project_name": "青禾县中医院HealthOne升级项目",
    "contract_number": "HT-2026-044",
    "supervisor": "方止",
    "engineer": "袁启",
    "colleagues": "",
    "salesperson": "秦月",
}


@dataclass(frozen=True, slots=True)
class Objects:
    """What an address may name: a project's number, a draft, issued papers, a proof, trips, files, an upload.

    `handover` is a trip that waits for its successor; of the other project it is the trip itself.
    """

    number: str
    document: uuid.UUID
    survey: uuid.UUID
    revision: uuid.UUID
    certificate: uuid.UUID
    trip: uuid.UUID
    handover: uuid.UUID
    proof: uuid.UUID
    file: uuid.UUID
    row: uuid.UUID
    own_file: uuid.UUID
    project: uuid.UUID


@dataclass(frozen=True, slots=True)
class World:
    """Both projects, ids that nobody knows, and a session for each login."""

    mine: Objects
    theirs: Objects
    unknown: Objects
    sessions: dict[str, str]
    browser: Client = field(default_factory=Client)

    def fill(self, sent: dict[str, str]) -> dict[str, str]:
        """What a row of the table sends, with its placeholder filled."""
        return {name: value.replace("{survey}", str(self.mine.survey)) for name, value in sent.items()}

    def client(self, login: str) -> Client:
        """The browser, emptied, in which `login` is logged in; a new one would load the middleware again."""
        self.browser.cookies.clear()
        self.browser.raise_request_exception = True
        if login:
            self.browser.cookies["session"] = self.sessions[login]
        return self.browser


def tell_world() -> World:
    """The demo with a draft notice, a proof, an upload and a trip being handed over; another project of other people."""
    mine = tell()
    people = {p.login: p for p in Person.objects.all()}
    _hand_over(mine, people)
    theirs = _other_project(people)
    return World(
        mine=_objects(mine, people["luxz"], people["baizr"]),
        theirs=_objects(theirs, people["yuanq"], people["yuanq"]),
        unknown=Objects("XM-1999-0001", *(uuid.UUID(int=n) for n in range(1, len(fields(Objects))))),
        sessions={login: visitor(people[login]).cookies["session"].value for login in LOGINS if login},
    )


def _other_project(people: dict[str, Person]) -> Project:
    market = people["shenzq"].department
    sales = {"login": "qiny", "name": "秦月", "phone": "199 0000 0012", "roles": (Role.SALES,)}
    add_person(department=market, **sales, **act(people["admin"], START - timedelta(days=50)))
    data = dispatch_workbook(**OTHER)
    project = import_dispatch(data=data, name="派遣单.xlsx", actor=people["fangz"], at=START)
    order = DispatchOrder.objects.get(project=project)
    accept_order(order=order.id, project=project.id, **act(people["yuanq"], START + timedelta(hours=1)))
    trip = Trip.objects.get(project=project)
    issued(project, "trip_order", people["fangz"], START + timedelta(hours=2), key=str(trip.id))
    report_trip(
        verb="trip.arrived", trip=trip.id, project=project.id, **act(people["yuanq"], START + timedelta(days=9))
    )
    issued(project, "survey_report", people["yuanq"], AT)
    prove(project, people["yuanq"], AT, [("bill_forms.settled", "")])
    return project


def _hand_over(project: Project, people: dict[str, Person]) -> None:
    """The colleague is back, and the trip waits for its successor; planted, as whoever does not lead passes nothing on."""
    trip = Trip.objects.get(project=project, person=people["baizr"])
    report_trip(verb="trip.returned", trip=trip.id, project=project.id, **act(people["baizr"], AT))
    passed = [{"code": "bill_forms.settled", "subject": "", "title": "报表、票据格式", "due": ""}]
    Trip.objects.filter(id=trip.id).update(state=HANDING, successor=people["weny"], passed=passed)
    forget()


def _objects(project: Project, engineer: Person, away: Person) -> Objects:
    notice = drafted(project, "go_live_notice", engineer, AT)
    survey = Document.objects.get(project=project, kind="survey_report")
    certificate = signed(issued(project, "healthone_certificate", engineer, AT), engineer, AT)
    proof = Proof.objects.get(project=project, code="bill_forms.settled")
    upload = receive_upload(data=picture(), name="照片.jpg", media="image/jpeg", project=None, **act(engineer, AT))
    read_upload(upload=Upload.objects.select_related("file", "person", "project").get(id=upload), at=AT)
    row = UploadPage.objects.get(upload=upload)
    return Objects(
        number=project.number,
        document=notice.id,
        survey=survey.id,
        revision=survey.revisions.get(state="issued").id,
        certificate=certificate.id,
        trip=Trip.objects.get(project=project, person=engineer).id,
        handover=Trip.objects.get(project=project, person=away).id,
        proof=proof.id,
        file=proof.file_id,
        row=row.id,
        own_file=row.image_id,
        project=project.id,
    )


@contextmanager
def rolled_back():
    """A savepoint that leaves no trace, not even in the cache of facts."""
    forget()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    forget()


def activity(at: datetime = AT) -> str:
    """A fresh activity id, as a form carries it."""
    return str(new_id(at))


def path_of(route: str, names: tuple[str, ...], objects: Objects, ids: Objects | None = None) -> str:
    """The address of a route; a name that `objects` has stands for its value, others for themselves.

    `ids` gives everything but the project's number, to mix two projects.
    """
    args = [getattr(objects if n == "number" else ids or objects, n, n) for n in names]
    return reverse(route, args=args)
