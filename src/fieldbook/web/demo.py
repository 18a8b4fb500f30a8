"""The demo: the cast and one project, told by the product's own actions at past moments. Deterministic.

Every name, code and number is invented; telephone numbers 199 0000 xxxx, region 990123.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from fieldbook.chapters.dispatch.actions import import_dispatch
from fieldbook.chapters.dispatch.rules.workbook import MODULES, ORDER, WORKBOOK, example
from fieldbook.engine.calendar import ZONE, local_date
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.roles import Role
from fieldbook.paper import Mark, render_pdf
from fieldbook.record.actions.documents import draft_document, save_document
from fieldbook.record.actions.issuing import issue_document
from fieldbook.record.actions.people import add_department, add_hospital, add_person, found_organisation, set_password
from fieldbook.record.actions.projects import accept_order
from fieldbook.record.actions.proofs import file_proof, make_record
from fieldbook.record.actions.trips import report_trip
from fieldbook.record.models import Department, DispatchOrder, Document, Hospital, Person, Project, Trip
from fieldbook.record.rules.ids import key_id
from fieldbook.sheets import write_template

PASSWORD = "fieldbook"  # noqa: S105  # nosec B105  # the demo's own, printed at every start
START = datetime(2026, 10, 12, 9, 0, tzinfo=ZONE)


@dataclass(frozen=True, slots=True)
class Player:
    """A person of the cast."""

    login: str
    name: str
    roles: tuple[str, ...]
    phone: str


CAST: tuple[Player, ...] = (
    Player("admin", "柳知行", (Role.ADMINISTRATOR,), "199 0000 0001"),
    Player("guqy", "顾清源", (Role.SUPERVISOR,), "199 0000 0002"),
    Player("luxz", "陆行舟", (Role.ENGINEER,), "199 0000 0003"),
    Player("baizr", "白芷若", (Role.ENGINEER,), "199 0000 0004"),
    Player("weny", "温言", (Role.TRAINER,), "199 0000 0005"),
    Player("suh", "苏禾", (Role.ASSISTANT,), "199 0000 0006"),
    Player("shenzq", "沈知秋", (Role.SALES,), "199 0000 0011"),
    Player("chengy", "程砚", (Role.PACKAGE_KEEPER,), "199 0000 0007"),
    Player("jianglc", "江临川", (Role.MANAGER,), "199 0000 0008"),
    Player("fangz", "方止", (Role.SUPERVISOR,), "199 0000 0009"),
    Player("yuanq", "袁启", (Role.ENGINEER,), "199 0000 0010"),
)
HOSPITAL = "云溪县人民医院"
PROJECT = "云溪县人民医院HealthOne升级项目"


class Story:
    """Counts the steps, so that every activity has the same id on every telling."""

    def __init__(self, steps: int = 0) -> None:
        self.steps = steps

    def act(self, actor: Person, at: datetime) -> dict[str, Any]:
        """The arguments every action takes."""
        self.steps += 1
        return {"activity": key_id("demo", self.steps), "actor": actor, "at": at}


def tell() -> Project:
    """The whole demo in an empty installation; returns its project."""
    story = Story()
    people = tell_people(story)
    tell_hospital(story, people["admin"])
    return _tell_project(story, people)


def tell_people(story: Story | None = None) -> dict[str, Person]:
    """The cast, by login, each with the demo's password."""
    story = story or Story()
    first, *others = CAST
    admin = found_organisation(
        login=first.login,
        name=first.name,
        department="实施部",
        activity=key_id("demo", 0),
        at=START - timedelta(days=60),
    )
    people = {first.login: admin}
    at = START - timedelta(days=59)
    office = Department.objects.get(name="实施部")
    market = add_department(name="市场部", **story.act(admin, at))
    for player in others:
        people[player.login] = add_person(
            login=player.login,
            name=player.name,
            department=market if Role.SALES in player.roles else office,
            roles=player.roles,
            phone=player.phone,
            **story.act(admin, at),
        )
    set_password(*people.values(), password=PASSWORD)
    return people


def tell_hospital(story: Story, admin: Person) -> Hospital:
    """The demo hospital with the contacts of its side."""
    facts = KINDS["dispatch_order"].example["facts"]["hospital"]
    lead, head = facts["site_lead"], facts["head"]
    return add_hospital(
        name=facts["name"],
        short_name="云溪县医院",
        grade=facts["grade"],
        beds=facts["beds"],
        address=facts["address"],
        region=facts["region"],
        contacts=(
            (Role.SITE_LEAD, lead["name"], lead["position"], lead["phone"]),
            (Role.HOSPITAL_HEAD, head["name"], head["position"], head["phone"]),
        ),
        **story.act(admin, START - timedelta(days=30)),
    )


def dispatch_workbook(modules: list[dict[str, Any]] | None = None, **changes: Any) -> bytes:
    """The demo's dispatch-order workbook; `changes` replace cells of its form sheet, `modules` its module rows."""
    filled = example()
    dates = {"planned_arrival": "2026-10-21", "planned_days": 60, "planned_finish": "2026-12-18"}
    filled[ORDER] = {**filled[ORDER], "project_name": PROJECT, "contract_number": "HT-2026-018", **dates, **changes}
    return write_template(WORKBOOK, example={ORDER: filled[ORDER], MODULES: modules or filled[MODULES]})


def _tell_project(story: Story, people: dict[str, Person]) -> Project:
    engineer, supervisor = people["luxz"], people["guqy"]
    project = import_dispatch(data=dispatch_workbook(), name="派遣单.xlsx", actor=supervisor, at=START)
    order = DispatchOrder.objects.get(project=project)
    accept_order(order=order.id, project=project.id, **story.act(engineer, START + timedelta(hours=2)))
    _tell_preparation(story, project, engineer, START + timedelta(days=1))
    arrival = START + timedelta(days=9, hours=1)
    for trip in Trip.objects.filter(project=project).select_related("person").order_by("person__login"):
        _tell_trip_order(story, project, trip, supervisor, START + timedelta(days=4))
        for verb, moment in (("trip.departed", arrival - timedelta(hours=20)), ("trip.arrived", arrival)):
            report_trip(verb=verb, trip=trip.id, project=project.id, **story.act(trip.person, moment))
    _tell_survey(story, project, engineer, arrival + timedelta(days=2, hours=5))
    file_proof(
        project=project,
        keys=[("bill_forms.settled", "")],
        data=_confirmation(),
        name="票据样张确认.pdf",
        media="application/pdf",
        proven_date=(START + timedelta(days=25)).date(),
        note="财务科已确认门诊、住院发票样张。",
        **story.act(engineer, START + timedelta(days=25)),
    )
    return project


def _tell_preparation(story: Story, project: Project, engineer: Person, at: datetime) -> None:
    """What the engineer did before leaving, written down once (手册 一-1, 一-2)."""
    for code, note in (
        ("sales.talked", "电话沟通。院方希望年底前启用；检验科有两台老仪器，需现场确认接口。"),
        ("site.asked", "机房、服务器已到位；核心交换机预计10月底到货，祝远航负责跟进。"),
    ):
        make_record(project=project, code=code, note=note, proven_date=local_date(at), **story.act(engineer, at))


def _tell_trip_order(story: Story, project: Project, trip: Trip, supervisor: Person, at: datetime) -> None:
    """The trip order of one traveller, signed by the supervisor; the example's dates moved to this trip."""
    kind = KINDS["trip_order"]
    days = trip.order.planned_arrival - date.fromisoformat(kind.example["payload"]["plan"]["arrive_at"][:10])
    raw = _moved(kind.example["payload"], days)
    others = Trip.objects.filter(project=project).exclude(id=trip.id).values_list("person__name", flat=True)
    raw["header"] = {**raw["header"], "companions": list(others)}
    own_id = draft_document(project=project, kind=kind, key=str(trip.id), **story.act(supervisor, at))
    document = Document.objects.get(id=own_id)
    save_document(document=document, raw=raw, seen="", **story.act(supervisor, at + timedelta(minutes=20)))
    issue_document(document=document, **story.act(supervisor, at + timedelta(minutes=25)))


def _moved(value: Any, by: timedelta) -> Any:
    """A payload with every date and moment in it moved."""
    if isinstance(value, dict):
        return {k: _moved(v, by) for k, v in value.items()}
    if isinstance(value, list):
        return [_moved(v, by) for v in value]
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d", value):
        return (date.fromisoformat(value[:10]) + by).isoformat() + value[10:]
    return value


def _confirmation() -> bytes:
    """A confirmation as the finance office would send it: a real PDF that opens."""
    text = "门诊、住院发票样张已核对，格式无误，同意使用。云溪县人民医院财务科"
    blocks = [{"type": "para", "role": "body", "mark": "", "text": text}]
    return render_pdf(title="票据样张确认", style="letter", blocks=blocks, mark=Mark()).data


def _tell_survey(story: Story, project: Project, engineer: Person, at: datetime) -> None:
    kind = KINDS["survey_report"]
    document_id: uuid.UUID = draft_document(project=project, kind=kind, **story.act(engineer, at))
    document = Document.objects.get(id=document_id)
    raw = {**kind.example["payload"]}
    raw["hospital"] = {**raw["hospital"], "wished_date": "2026-12-11"}
    raw["conditions"] = [
        {**row, "promised_date": "2026-11-06"} if row.get("promised_date") else row for row in raw["conditions"]
    ]
    save_document(document=document, raw=raw, seen="", **story.act(engineer, at + timedelta(hours=1)))
    issue_document(document=document, **story.act(engineer, at + timedelta(hours=2)))
