"""Builders of states that many tests start from; always through the product's own actions."""

from __future__ import annotations

import io
import re
import uuid
from datetime import timedelta

from PIL import Image

from fieldbook.chapters.dispatch.actions import import_dispatch
from fieldbook.engine.calendar import local_date
from fieldbook.engine.kinds import Per
from fieldbook.handbook.catalogue.modules import BY_CODE
from fieldbook.handbook.flows import ISSUED
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.readings import NOTICES
from fieldbook.handbook.requirements.archive import CLAIMS
from fieldbook.handbook.requirements.golive import EVIDENCE
from fieldbook.handbook.requirements.records import WORDS
from fieldbook.handbook.subjects import subjects
from fieldbook.record.actions.deeds import stored_file
from fieldbook.record.actions.documents import draft_document, save_document
from fieldbook.record.actions.issuing import issue_document
from fieldbook.record.actions.projects import accept_order
from fieldbook.record.actions.proofs import file_proof, grant_waiver, make_record
from fieldbook.record.actions.receipts import _receive, confirm_seal
from fieldbook.record.actions.trips import report_trip
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
    issued(project, "trip_order", people["guqy"], START + timedelta(hours=3), key=str(trip.id))
    report_trip(verb="trip.arrived", trip=trip.id, project=project.id, **act(people[lead], arrival))
    return project


def drafted(project, code, actor, at, payload=None, *, key=None) -> Document:
    """A draft of a kind filled with its example, or with `payload`; of several subjects the actor's own, else the first."""
    kind = KINDS[code]
    if key is None:
        known = subjects(kind, facts_of(project.id)[1].core, at)
        key = next((s.key for s in known if s.person in ("", str(actor.id))), "")
    own_id = draft_document(project=project, kind=kind, key=key, **act(actor, at))
    document = Document.objects.get(id=own_id)
    raw = payload if payload is not None else kind.example["payload"]
    save_document(document=document, raw=raw, seen="", **act(actor, at))
    return document


def issued(project, code, actor, at, payload=None, *, key=None) -> Document:
    """An issued document of a kind."""
    document = drafted(project, code, actor, at, payload, key=key)
    issue_document(document=document, **act(actor, at))
    return document


def signed(document, actor, at) -> Document:
    """The document with a signed copy of every page on file, as a camera would have brought them."""
    revision = document.revisions.select_related("document").get(state=ISSUED)
    for page in range(1, revision.pages + 1):
        image = stored_file(scope=document.scope_id, data=picture(), name=f"{page}.jpg", media="image/jpeg")
        _receive(verb="page.filed", revision=revision, type_="scan", page=page, image=image, **act(actor, at))
    return document


def taught(project, module, actor, at) -> Document:
    """The signed sign-in sheet of one module, everybody passed."""
    example = KINDS["training_sign_in"].example["payload"]
    header = {**example["header"], "module": BY_CODE[module].label, "date": local_date(at).isoformat()}
    raw = {"header": header, "people": [{**row, "result": "合格"} for row in example["people"]]}
    return signed(issued(project, "training_sign_in", actor, at, raw), actor, at)


def recorded(project, code, actor, at) -> None:
    """One record of what was done."""
    make_record(project=project, code=code, note=f"{WORDS[code].title}：已办。", proven_date=local_date(at), **act(actor, at))


def open_keys(project, at, codes) -> list[tuple[str, str]]:
    """The keys of the open findings of some requirement codes."""
    return [f.key for f in findings_of(facts_of(project.id)[1], at, codes) if f.is_open]


def prove(project, actor, at, keys) -> None:
    """Meet the demands of `keys` each in its own way: a file, a signed sign-in sheet, a signed notice."""
    files = [k for k in keys if k[0] in EVIDENCE]
    if files:
        file_proof(
            project=project,
            keys=files,
            data=PDF,
            name="证明.pdf",
            media="application/pdf",
            proven_date=local_date(at),
            **act(actor, at),
        )
    for code, subject in keys:
        family = code.removesuffix(".noticed")
        if code == "training.done":
            taught(project, subject, actor, at)
        elif family in NOTICES:
            signed(issued(project, NOTICES[family], actor, at), actor, at)


def prove_all(project, actor, at, *, but=()) -> None:
    """Meet everything that a paper claims, except the codes of `but`."""
    prove(project, actor, at, [k for k in open_keys(project, at, CLAIMS) if k[0] not in but])


def picture(colour: str = "white") -> bytes:
    """A small JPEG without any code on it."""
    out = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    return out.getvalue()


def some_id() -> uuid.UUID:
    """A random id nobody knows."""
    return uuid.uuid4()


def _doer(project, roles, person, people):
    """Somebody with one of `roles` in the project: the person themselves where it is theirs."""
    core = facts_of(project.id)[1].core
    ids = {"engineer": core.engineer.id, "supervisor": core.supervisor.id, "package_keeper": str(people["chengy"].id)}
    wanted = person if person and {"engineer", "trainer"} & set(roles) else next(ids[r] for r in roles if r in ids)
    return next(p for p in people.values() if str(p.id) == wanted)


def _dated(value, day):
    """A payload with every date in it moved to one day."""
    if isinstance(value, dict):
        return {k: _dated(v, day) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_dated(v, day) for v in value]
    return day if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value


def complete(project, people, at) -> None:
    """Issue and sign every paper the archive still asks for, seals confirmed; their examples say enough."""
    for trip in Trip.objects.filter(project=project, returned_at=None).exclude(arrived_at=None).select_related("person"):
        report_trip(verb="trip.returned", trip=trip.id, project=project.id, **act(trip.person, at))
    for key in open_keys(project, at, ("week.open",)):
        boss = _doer(project, ("supervisor",), "", people)
        grant_waiver(project=project, key=key, reason="驻场网络中断，准予补交。", **act(boss, at))
    for _ in range(2):  # the training plan brings further papers
        for finding in [f for f in findings_of(facts_of(project.id)[1], at, ("document.issued",)) if f.is_open]:
            code, _, key = finding.subject.partition(".")
            kind = KINDS[code]
            if found := finding.at.thing == "document" and Document.objects.get(id=finding.at.id):
                document = found
            elif key and kind.per is Per.SESSION:
                people_there = [{**r, "department": key, "result": "合格"} for r in kind.example["payload"]["people"]]
                raw = {**kind.example["payload"], "people": people_there}
                document = drafted(project, code, _doer(project, kind.authors, "", people), at, raw, key="")
            else:
                raw = kind.example["payload"]
                raw = _dated(raw, key.rpartition(".")[2]) if kind.per is Per.PERSON_WEEK else raw
                document = drafted(project, code, _doer(project, kind.authors, finding.person, people), at, raw, key=key)
            issue_document(document=document, **act(_doer(project, kind.issuers, finding.person, people), at))
    for document in Document.objects.filter(project=project):
        if ("document.scanned", str(document.id)) in open_keys(project, at, ("document.scanned",)):
            signed(document, people["suh"], at)
        if ("document.sealed", str(document.id)) in open_keys(project, at, ("document.sealed",)):
            confirm_seal(document=document, **act(people["suh"], at))
