"""Whole stories told through the product's own actions, for laws that need every table filled."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdfium2

from builders import act, dispatched, drafted, issued, open_keys, prove
from fieldbook.chapters.closeout.actions import pack_archive
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.requirements.archive import CLAIMS
from fieldbook.record.actions.documents import revise_document
from fieldbook.record.actions.issuing import issue_document, issue_with_reservation
from fieldbook.record.actions.people import appoint_deputy
from fieldbook.record.actions.proofs import grant_waiver
from fieldbook.record.actions.receipts import read_upload, receive_original, receive_upload
from fieldbook.record.models import Revision, Upload
from fieldbook.record.queries.files import read_file

NOTICE = KINDS["go_live_notice"].example["payload"]


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
        upload = receive_upload(
            data=image, name=f"{number}.jpg", media="image/jpeg", project=None, **act(actor, at)
        )
        read_upload(upload=Upload.objects.select_related("file", "person", "project").get(id=upload), at=at)


def whole_life(people, at):
    """Dispatch to packed archive, with a reservation, its supplementary notice, a waiver and a deputy."""
    project = dispatched(people)
    engineer, boss, assistant = people["luxz"], people["guqy"], people["suh"]
    since = at.date()
    appoint_deputy(
        deputy=people["fangz"], of=boss, role="supervisor", since=since, until=since, **act(people["admin"], at)
    )
    survey = issued(project, "survey_report", engineer, at)
    notice = drafted(project, "go_live_notice", engineer, at, NOTICE)
    keys = open_keys(project, at, CLAIMS)
    lifted = ("document.original", str(notice.id))
    prove(project, engineer, at, [k for k in keys if k[0] != "insurance.approved"])
    due = (at + timedelta(days=9)).date()
    issue_with_reservation(document=notice, reason="医保局已约定审核日期。", due=due, **act(boss, at))
    grant_waiver(project=project, key=lifted, reason="补充通知签发后一并上交", **act(people["fangz"], at))
    later = at + timedelta(days=3)
    prove(project, engineer, later, [("insurance.approved", "")])
    revise_document(document=notice, **act(engineer, later))
    issue_document(document=notice, **act(engineer, later))
    order = project.documents.get(kind="dispatch_order")
    for document in (order, survey, notice):
        sign_and_file(document, engineer, later)
        receive_original(document=document, **act(assistant, later))
    pack_archive(project=project, **act(assistant, later))
    return project
