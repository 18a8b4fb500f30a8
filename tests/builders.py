"""Builders of states that many tests start from; always through the product's own actions."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

from PIL import Image

from fieldbook.chapters.dispatch.actions import import_dispatch
from fieldbook.engine.calendar import local_date
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.requirements.archive import CLAIMS
from fieldbook.handbook.subjects import subjects
from fieldbook.record.actions.documents import draft_document, save_document
from fieldbook.record.actions.issuing import issue_document
from fieldbook.record.actions.projects import accept_order, report_trip
from fieldbook.record.actions.proofs import file_proof
from fieldbook.record.facts import facts_of
from fieldbook.record.findings import findings_of
from fieldbook.record.models import DispatchOrder, Document, Trip
from fieldbook.record.rules.ids import new_id
from fieldbook.web.demo import START, dispatch_workbook

PDF = b"%PDF-1.4\n%proof\n"


def act(actor, at):
    """The arguments every action takes."""
    return {"activity": new_id(at), "actor": actor, "at": at}


def dispatched(people, *, lead="luxz", **changes):
    """A project dispatched by workbook, accepted, arrived; `lead` is the login of the one sent to lead it."""
    project = import_dispatch(data=dispatch_workbook(**changes), name="派遣单.xlsx", actor=people["guqy"], at=START)
    order = DispatchOrder.objects.get(project=project)
    accept_order(order=order.id, project=project.id, **act(people[lead], START + timedelta(hours=2)))
    arrival = START + timedelta(days=9, hours=1)
    trip = Trip.objects.get(project=project, person=people[lead])
    report_trip(verb="trip.arrived", trip=trip.id, project=project.id, **act(people[lead], arrival))
    return project


def drafted(project, code, actor, at, payload=None) -> Document:
    """A draft of a kind filled with its example, or with `payload`; of several subjects the actor's own, else the first."""
    kind = KINDS[code]
    known = subjects(kind, facts_of(project.id)[1].core, at)
    key = next((s.key for s in known if s.person in ("", str(actor.id))), "")
    own_id = draft_document(project=project, kind=kind, key=key, **act(actor, at))
    document = Document.objects.get(id=own_id)
    raw = payload if payload is not None else kind.example["payload"]
    save_document(document=document, raw=raw, seen="", **act(actor, at))
    return document


def issued(project, code, actor, at, payload=None) -> Document:
    """An issued document of a kind."""
    document = drafted(project, code, actor, at, payload)
    issue_document(document=document, **act(actor, at))
    return document


def open_keys(project, at, codes) -> list[tuple[str, str]]:
    """The keys of the open findings of some requirement codes."""
    return [f.key for f in findings_of(facts_of(project.id)[1], at, codes) if f.is_open]


def prove(project, actor, at, keys) -> None:
    """File one proof for `keys`."""
    file_proof(
        project=project,
        keys=keys,
        data=PDF,
        name="证明.pdf",
        media="application/pdf",
        proven_date=local_date(at),
        **act(actor, at),
    )


def prove_all(project, actor, at) -> None:
    """File proofs for everything that a paper claims."""
    prove(project, actor, at, open_keys(project, at, CLAIMS))


def picture(colour: str = "white") -> bytes:
    """A small JPEG without any code on it."""
    out = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    return out.getvalue()


def some_id() -> uuid.UUID:
    """A random id nobody knows."""
    return uuid.uuid4()
