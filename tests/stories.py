"""Whole stories told through the product's own actions, for laws that need every table filled."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdfium2
from PIL import Image

from builders import act, complete, dispatched, drafted, issued, prove, prove_all, recorded, signed
from fieldbook.chapters.closeout.actions import pack_archive
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.requirements.records import WORDS
from fieldbook.record.actions.documents import (
    return_document,
    revise_document,
    save_document,
    submit_document,
    void_document,
    withdraw_document,
)
from fieldbook.record.actions.issuing import issue_document, issue_with_reservation
from fieldbook.record.actions.people import appoint_deputy, disable_person
from fieldbook.record.actions.projects import accept_order
from fieldbook.record.actions.proofs import grant_waiver, withdraw_proof
from fieldbook.record.actions.receipts import dismiss_page, file_page, read_upload, receive_original, receive_upload
from fieldbook.record.actions.trips import close_trip, closing_of, report_trip, return_handover, take_over
from fieldbook.record.facts import facts_of
from fieldbook.record.models import DispatchOrder, Document, Proof, Revision, Trip, Upload, UploadPage
from fieldbook.record.queries.files import read_file

MODULES = [row for row in KINDS["dispatch_order"].example["payload"]["modules"] if row["module"][:3] in ("M06", "M32")]
"""One module that bills and one interface: the fewest papers that still make every claim wait for something."""


def page_images(revision: Revision, scale: float = 2.0) -> list[bytes]:
    """The pages of an issued revision as JPEG, as a scanner would give them."""
    images = []
    for page in pypdfium2.PdfDocument(read_file(revision.file.sha256)):
        out = io.BytesIO()
        page.render(scale=scale).to_pil().convert("RGB").save(out, "JPEG", quality=85)
        images.append(out.getvalue())
    return images


def sign_and_file(document, actor, at) -> None:
    """Every page of the revision in force is photographed and files itself."""
    revision = document.revisions.select_related("file").get(state="issued")
    for number, image in enumerate(page_images(revision), 1):
        upload = receive_upload(data=image, name=f"{number}.jpg", media="image/jpeg", project=None, **act(actor, at))
        read_upload(upload=Upload.objects.select_related("file", "person", "project").get(id=upload), at=at)


def whole_life(people, at):
    """Dispatch to packed archive: every step that a flow knows is taken, and every table gets rows.

    A colleague is struck off the order. One claim is left open at the notice and met later; a deputy lifts a demand.
    The colleague who stays has nothing to hand over; the leading engineer has, and the list comes back once.
    """
    project = dispatched(people, colleagues="白芷若、温言", modules=MODULES)
    later, last = at + timedelta(days=3), at + timedelta(days=3, hours=2)
    _order_again(project, people, at)
    _colleague_arrives(project, people, at)
    _taught_by_plan(project, people, at)
    notice = _noticed_with_reservation(project, people, at)
    _lifted_by_deputy(project, ("document.original", str(notice.id)), people, at)
    _supplementary_notice(project, notice, people, later)
    complete(project, people, later)
    _closed(project, people["baizr"], people, last)
    _hand_over(project, people, last)
    complete(project, people, last)  # the successor has a handbook to acknowledge
    pack_archive(project=project, **act(people["suh"], last))
    disable_person(person=people["weny"], **act(people["admin"], last))
    return project


def _order_again(project, people, at) -> None:
    """The order in force without the second colleague, whose trip is cancelled; accepted again."""
    order, boss = project.documents.get(kind="dispatch_order"), people["guqy"]
    revise_document(document=order, **act(boss, at))
    payload = order.revisions.get(state="draft").payload
    raw = {**payload, "plan": {**payload["plan"], "colleagues": ["白芷若"]}}
    save_document(document=order, raw=raw, seen="", **act(boss, at))
    issue_document(document=order, **act(boss, at))
    waiting = DispatchOrder.objects.get(project=project, state="waiting")
    accept_order(order=waiting.id, project=project.id, **act(people["luxz"], at))


def _colleague_arrives(project, people, at) -> None:
    trip = Trip.objects.get(project=project, person=people["baizr"])
    issued(project, "trip_order", people["guqy"], at, key=str(trip.id))
    for verb in ("trip.departed", "trip.arrived"):
        report_trip(verb=verb, trip=trip.id, project=project.id, **act(people["baizr"], at))


def _taught_by_plan(project, people, at) -> None:
    """A short training plan, one sheet on which each department of it signed in and passed, another one voided."""
    engineer = people["luxz"]
    plan, there = KINDS["training_plan"].example["payload"], KINDS["training_sign_in"].example["payload"]
    lessons = [s for s in plan["sessions"] if s.get("module")][:2]
    issued(project, "training_plan", engineer, at, {**plan, "sessions": lessons})
    rows = [{**there["people"][0], "department": s["department"], "result": "合格"} for s in lessons]
    signed(issued(project, "training_sign_in", engineer, at, {**there, "people": rows}), engineer, at)
    twice = drafted(project, "training_sign_in", engineer, at)
    void_document(document=twice, reason="建重了。", **act(people["guqy"], at))


def _noticed_with_reservation(project, people, at) -> Document:
    """The notice sent back, taken back, and issued while the notice of 医保 waits for its signature."""
    engineer, boss = people["luxz"], people["guqy"]
    issued(project, "survey_report", engineer, at)
    prove_all(project, engineer, at, but=("insurance.noticed",))
    issued(project, "insurance_notice", engineer, at)
    notice = drafted(project, "go_live_notice", engineer, at)
    submit_document(document=notice, seen="", **act(engineer, at))
    return_document(document=notice, reason="请核对日期。", **act(boss, at))
    submit_document(document=notice, seen="", **act(engineer, at))
    withdraw_document(document=notice, **act(engineer, at))
    due = (at + timedelta(days=9)).date()
    issue_with_reservation(document=notice, reason="院长出差，医保通知书尚未签字。", due=due, **act(boss, at))
    return notice


def _lifted_by_deputy(project, key, people, at) -> None:
    deputy, boss, day = people["fangz"], people["guqy"], at.date()
    appoint_deputy(deputy=deputy, of=boss, role="supervisor", since=day, until=day, **act(people["admin"], at))
    grant_waiver(project=project, key=key, reason="补充通知签发后一并上交。", **act(deputy, at))


def _supplementary_notice(project, notice, people, at) -> None:
    """The paper that was missing files itself; a proof is exchanged; the notice is issued once more."""
    engineer = people["luxz"]
    sign_and_file(project.documents.get(kind="insurance_notice"), engineer, at)
    wrong = Proof.objects.get(project=project, code="bill_forms.settled")
    withdraw_proof(proof=wrong.id, project=project.id, reason="传错文件。", **act(engineer, at))
    prove(project, engineer, at, [("bill_forms.settled", "")])
    revise_document(document=notice, **act(engineer, at))
    issue_document(document=notice, **act(engineer, at))
    _pages_by_hand(project, notice.revisions.get(state="issued"), engineer, at)


def _pages_by_hand(project, revision, engineer, at) -> None:
    """Two pages without a code: one a person files, one is put aside."""
    paper, out = Image.new("RGB", (40, 30), "white"), io.BytesIO()
    paper.save(out, "PDF", save_all=True, append_images=[paper])
    sent = {"data": out.getvalue(), "name": "扫描.pdf", "media": "application/pdf", "project": project}
    upload = receive_upload(**sent, **act(engineer, at))
    read_upload(upload=Upload.objects.select_related("file", "person", "project").get(id=upload), at=at)
    by_hand, aside = UploadPage.objects.filter(upload=upload).order_by("index")
    file_page(row=by_hand, revision=revision, page=1, **act(engineer, at))
    dismiss_page(row=aside, **act(engineer, at))


def _closed(project, traveller, people, at, successor=None) -> None:
    """A trip closed: what fell due in it is recorded, and the traveller's own originals are handed in."""
    trip = Trip.objects.get(project=project, person=traveller)
    for finding in closing_of(facts_of(project.id)[1], trip.id, at).demanded:
        if finding.code in WORDS:
            recorded(project, finding.code, traveller, at)
        else:
            receive_original(document=Document.objects.get(id=finding.subject), **act(people["suh"], at))
    close_trip(trip=trip.id, project=project, successor=successor, **act(traveller, at))


def _hand_over(project, people, at) -> None:
    engineer, heir = people["luxz"], people["yuanq"]
    told = {"trip": Trip.objects.get(project=project, person=engineer).id, "project": project.id}
    _closed(project, engineer, people, at, heir)
    return_handover(**told, reason="请先当面核对清单。", **act(heir, at))
    _closed(project, engineer, people, at, heir)
    take_over(**told, **act(heir, at))
