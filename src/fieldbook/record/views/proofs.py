"""Proofs of requirements and records of what was done; both withdrawn with a reason; waivers."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fieldbook.engine.calendar import local_date
from fieldbook.engine.requirements import unmet
from fieldbook.handbook.flows import STEPS
from fieldbook.handbook.requirements.golive import EVIDENCE
from fieldbook.handbook.requirements.records import WORDS
from fieldbook.record.actions.deeds import keep_bytes
from fieldbook.record.actions.proofs import file_proof, grant_waiver, make_record, withdraw_proof
from fieldbook.record.findings import findings_of
from fieldbook.record.forms.files import ProofForm, RecordForm, SentFile, kept_file, key_of, token_of
from fieldbook.record.forms.reasons import reason_of
from fieldbook.record.perform import Forbidden, Invalid, NotYet, Stale
from fieldbook.record.queries.projects import has_proof
from fieldbook.record.rules.rights import closed, refusal
from fieldbook.record.views.guard import ProjectVisit, activity_of, project_entry, visit_project
from fieldbook.record.views.pages import done, page
from fieldbook.record.views.projects import project_frame


@project_entry
@require_http_methods(["GET", "HEAD", "POST"])
def proof_new(request: HttpRequest, visit: ProjectVisit) -> HttpResponse:
    """上传证明: one file, and the open findings that it proves."""
    if closed(STEPS["proof.filed"], visit.held):
        raise Forbidden(refusal(STEPS["proof.filed"]))
    if request.method != "POST":
        start = {"proven_date": local_date(visit.at), "key": [request.GET.get("key", "")]}
        return _form(request, visit, ProofForm(initial=start, limit=settings.UPLOAD_LIMIT), start["key"])
    kept = kept_file(request.POST.get("kept", ""), person=visit.person.id)
    form = ProofForm(request.POST, request.FILES, initial={"file": kept}, limit=settings.UPLOAD_LIMIT)
    status = 422
    if form.is_valid():
        try:
            return _filed(request, visit, form.cleaned_data)
        except (Invalid, NotYet, Stale) as refused:
            form.add_error(None, refused.sentence)
            status = 409 if isinstance(refused, Stale) else 422
            visit = visit_project(visit, number=visit.project.number)  # what is open may have changed
    return _form(request, visit, form, request.POST.getlist("key"), status=status)


def _filed(request: HttpRequest, visit: ProjectVisit, sent: dict[str, Any]) -> HttpResponse:
    file: SentFile = sent["file"]
    count = file_proof(
        project=visit.project,
        keys=sent["key"],
        data=file.data,
        name=file.name,
        media=file.media,
        proven_date=sent["proven_date"],
        note=sent["note"],
        activity=activity_of(request),
        actor=visit.person,
        at=visit.at,
    )
    return done(request, f"已登记证明，共证明 {count} 项。", "project", visit.project.number)


def _form(
    request: HttpRequest, visit: ProjectVisit, form: ProofForm, ticked: object, status: int = 200
) -> HttpResponse:
    found = findings_of(visit.facts, visit.at, tuple(EVIDENCE))
    told = {
        **project_frame(visit),
        "form": form,
        "ticked": ticked,
        "kept": _keep(visit, form),
        "choices": [(f"{f.code}:{f.subject}", f, EVIDENCE[f.code]) for f in found if f.is_open],
    }
    return page(request, visit, "record/proof_new.html", told, status=status)


@project_entry
@require_http_methods(["GET", "HEAD", "POST"])
def record_new(request: HttpRequest, visit: ProjectVisit, code: str) -> HttpResponse:
    """登记 one thing that was done: when, and what came of it."""
    step = STEPS["record.made"]
    if code not in WORDS:
        raise Http404("没有这一项记录。")
    if closed(step, visit.held):
        raise Forbidden(refusal(step))
    if request.method != "POST":
        form = RecordForm(initial={"proven_date": local_date(visit.at)}, limit=settings.UPLOAD_LIMIT)
        return _record_form(request, visit, form, code)
    kept = kept_file(request.POST.get("kept", ""), person=visit.person.id)
    form = RecordForm(request.POST, request.FILES, initial={"file": kept}, limit=settings.UPLOAD_LIMIT)
    status = 422
    if form.is_valid():
        try:
            return _recorded(request, visit, form.cleaned_data, code)
        except (Invalid, NotYet, Stale) as refused:
            form.add_error(None, refused.sentence)
            status = 409 if isinstance(refused, Stale) else 422
    return _record_form(request, visit, form, code, status=status)


def _recorded(request: HttpRequest, visit: ProjectVisit, sent: dict[str, Any], code: str) -> HttpResponse:
    file: SentFile | None = sent["file"]
    make_record(
        project=visit.project,
        code=code,
        note=sent["note"],
        proven_date=sent["proven_date"],
        file=(file.data, file.name, file.media) if file else None,
        activity=activity_of(request),
        actor=visit.person,
        at=visit.at,
    )
    return done(request, f"已登记“{WORDS[code].title}”。", "project", visit.project.number)


def _record_form(
    request: HttpRequest, visit: ProjectVisit, form: RecordForm, code: str, status: int = 200
) -> HttpResponse:
    words = WORDS[code]
    told = {
        **project_frame(visit),
        "form": form,
        "kept": _keep(visit, form),
        "words": words,
        "code": code,
        "waiting": unmet(findings_of(visit.facts, visit.at, words.needs)) if words.needs else (),
    }
    return page(request, visit, "record/proof_new.html", told, status=status)


def _keep(visit: ProjectVisit, form: ProofForm) -> dict[str, Any] | None:
    """What the form shows and sends of a file that it took, or had taken before: a browser chooses none again."""
    file: SentFile | None = getattr(form, "cleaned_data", {}).get("file") or form.initial.get("file")
    if file is None:
        return None
    form.fields["file"].required = False  # the browser must not insist on a choice
    token = token_of(file, sha256=keep_bytes(file.data), person=visit.person.id)
    return {"name": file.name, "size": len(file.data), "token": token}


@project_entry
@require_POST
def proof_withdraw(request: HttpRequest, visit: ProjectVisit, proof: uuid.UUID) -> HttpResponse:
    """撤销证明, with a reason."""
    if not has_proof(visit.project, proof):
        raise Http404("没有这份证明。")
    withdraw_proof(
        proof=proof,
        project=visit.project.id,
        reason=reason_of(request.POST),
        activity=activity_of(request),
        actor=visit.person,
        at=visit.at,
    )
    return done(request, "已撤销证明，所证明的事项恢复为待完成。", "project", visit.project.number)


@project_entry
@require_POST
def waive(request: HttpRequest, visit: ProjectVisit) -> HttpResponse:
    """豁免 one open finding, with a reason, by the supervisor."""
    key = key_of(request.POST.get("key", ""))
    if key is None:
        raise Invalid("请选择要豁免的事项。")
    grant_waiver(
        project=visit.project,
        key=key,
        reason=reason_of(request.POST),
        activity=activity_of(request),
        actor=visit.person,
        at=visit.at,
    )
    return done(request, "已豁免这一项。", "project", visit.project.number)
