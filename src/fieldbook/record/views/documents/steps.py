"""Every change of a document by its page: new, save, and the steps of its flow. A refusal shows the page again."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from fieldbook.handbook.flows import DRAFT
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.actions import documents, issuing
from fieldbook.record.forms.posting import judged, read, too_many, too_much
from fieldbook.record.forms.reasons import reason_of
from fieldbook.record.perform import Invalid, NotYet, Refusal, Stale
from fieldbook.record.queries.documents import Dossier, dossier
from fieldbook.record.queries.offers import IN_FORM
from fieldbook.record.rules.differences import between, filled
from fieldbook.record.rules.ids import key_id
from fieldbook.record.rules.payload import Problem, clean
from fieldbook.record.views.documents.page import Answer, dossier_of, scene_of, show_page
from fieldbook.record.views.guard import ProjectVisit, activity_of, project_entry

Step = Callable[[Dossier, QueryDict, dict[str, Any]], None]
DONE = {
    "save": "已暂存。",
    "submit": "已提交，等待签发。",
    "issue": "已签发，请打印、签字。",
    "reserve": "已有条件签发，保留事项已印在纸上。",
    "withdraw": "已撤回，可以继续填写。",
    "return": "已退回编写人。",
    "void": "已作废。",
    "revise": "已新建修订稿；新版签发之前，原版继续有效。",
}
_LOST = "这一页已经用过一次，现在填写的内容没有保存。请核对下方与已存内容的差别，再保存一次。"


@project_entry
@require_POST
def document_new(request: HttpRequest, visit: ProjectVisit, kind: str) -> HttpResponse:
    """A new draft of a kind for the subject that `key` names; the existing document where there is one already."""
    if kind not in KINDS:
        raise Http404("没有这种文档。")
    key = request.POST.get("key", "")[:80]
    own_id = documents.draft_document(project=visit.project, kind=KINDS[kind], key=key, **_act(request, visit))
    return _to_page(visit, own_id, "new")


@project_entry
@require_POST
def document_save(request: HttpRequest, visit: ProjectVisit, document: uuid.UUID) -> HttpResponse:
    """暂存, 提交 or 签发 of what stands in the form: first saved where it differs, then the step."""
    found, do = dossier_of(visit, document), request.POST.get("do", "save")
    do = do if do in IN_FORM else "save"
    raw = read(found.kind, request.POST)
    if crowded := too_many(found.kind, raw):
        raise Invalid(f"“{crowded[0].label}”{crowded[0].sentence}没有保存，请返回上一页删减。", crowded)
    typed = clean(found.kind, raw)
    if wrong := too_much(found.kind, raw):
        refused = Answer(status=422, sentence="内容过长，没有保存。", problems=wrong, typed=typed.payload)
        return show_page(request, visit, found, refused)
    act = _act(request, visit)
    try:
        seen = _save(found, raw, typed.payload, do, request.POST.get("seen", ""), act)
        if do == "submit":
            documents.submit_document(document=found.document, seen=seen, **act)
        elif do == "issue":
            issuing.issue_document(document=found.document, seen=seen, **act)
    except (Invalid, NotYet, Stale) as refusal:
        return _refused(request, visit, document, refusal, typed.payload)
    if do == "save" and typed.problems:
        messages.warning(request, f"已暂存，其中 {len(typed.problems)} 处需要改正，已在表中标出。")
        return _to_page(visit, document, do)
    return _done(request, visit, document, do)


def _act(request: HttpRequest, visit: ProjectVisit) -> dict[str, Any]:
    """Activity, actor and moment: the arguments of every action."""
    return {"activity": activity_of(request), "actor": visit.person, "at": visit.at}


def _save(
    found: Dossier, raw: dict[str, Any], typed: dict[str, Any], do: str, seen: str, act: dict[str, Any]
) -> str:
    """Save what differs; returns the mark of the state that the next step starts from."""
    own_id = act["activity"] if do == "save" else key_id(act["activity"], "save")
    working = found.working
    differs = working is not None and working.state == DRAFT and filled(typed) != filled(working.payload)
    if do == "save" or differs:
        documents.save_document(document=found.document, raw=raw, seen=seen, **{**act, "activity": own_id})
        _demand_kept(found, typed)
        return str(own_id)
    return str(own_id) if working is not None and working.touched == own_id else seen


def _demand_kept(found: Dossier, typed: dict[str, Any]) -> None:
    """A form sent a second time with other content is a repeat to `perform`: say so instead of losing it."""
    kept = dossier(project=found.document.project_id, document=found.document.id)
    if kept is None or filled(kept.current.payload) != filled(typed):
        raise Stale(_LOST)


def _refused(
    request: HttpRequest, visit: ProjectVisit, document: uuid.UUID, refusal: Refusal, typed: dict[str, Any] | None
) -> HttpResponse:
    """The page again: with each problem beside its field, or with what is now stored beside what was typed."""
    found = dossier_of(visit, document)
    if isinstance(refusal, Stale):
        open_now = found.working is not None and found.working.state == DRAFT
        kept = typed if open_now else None
        stored = between(found.kind, typed or {}, found.current.payload) if typed is not None else ()
        asked = Answer(status=409, sentence=refusal.sentence, typed=kept, stored=stored)
        return show_page(request, visit, found, asked)
    problems = _named(visit, found, typed, getattr(refusal, "problems", ()))
    findings = getattr(refusal, "findings", ())
    note = {"note": request.POST.get("note", ""), "due": request.POST.get("due", "")}
    told = Answer(
        status=422, sentence=refusal.sentence, problems=problems, findings=findings, typed=typed, asked=note
    )
    return show_page(request, visit, found, told)


def _named(
    visit: ProjectVisit, found: Dossier, typed: dict[str, Any] | None, told: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """The problems with their places counted as the form shows them; those of a dialog as they are."""
    if typed is None or not told:
        return told
    scene = scene_of(visit, found, typed)
    return tuple(judged(found.kind, typed, scene.facts, people=scene.people, complete=True)) or told


def _done(request: HttpRequest, visit: ProjectVisit, document: uuid.UUID, do: str) -> HttpResponse:
    messages.success(request, DONE.get(do, DONE["save"]), extra_tags=request.POST.get("activity", "")[:36])
    return _to_page(visit, document, do)


def _to_page(visit: ProjectVisit, document: uuid.UUID, do: str) -> HttpResponse:
    tab = "?tab=preview" if do in ("issue", "reserve") else ""
    answer = HttpResponseRedirect(reverse("document", args=[visit.project.number, document]) + tab)
    answer.status_code = 303
    return answer


def _due(post: QueryDict) -> date | None:
    try:
        return date.fromisoformat(post.get("due", ""))
    except ValueError:
        return None


STEPS: dict[str, Step] = {
    "submit": lambda found, post, act: documents.submit_document(
        document=found.document, seen=post.get("seen", ""), **act
    ),
    "issue": lambda found, post, act: issuing.issue_document(
        document=found.document, seen=post.get("seen", ""), **act
    ),
    "reserve": lambda found, post, act: issuing.issue_with_reservation(
        document=found.document, reason=reason_of(post), due=_due(post), seen=post.get("seen", ""), **act
    ),
    "withdraw": lambda found, post, act: documents.withdraw_document(document=found.document, **act),
    "return": lambda found, post, act: documents.return_document(
        document=found.document, reason=reason_of(post), seen=post.get("seen", ""), **act
    ),
    "void": lambda found, post, act: documents.void_document(
        document=found.document, reason=reason_of(post), seen=post.get("seen", ""), **act
    ),
    "revise": lambda found, post, act: documents.revise_document(document=found.document, **act),
}


@project_entry
@require_POST
def document_step(request: HttpRequest, visit: ProjectVisit, document: uuid.UUID, verb: str) -> HttpResponse:
    """One step of the flow, without the form: its reason and date come from a dialog."""
    if verb not in STEPS:
        raise Http404("没有这个步骤。")
    found = dossier_of(visit, document)
    try:
        STEPS[verb](found, request.POST, _act(request, visit))
    except (Invalid, NotYet, Stale) as refusal:
        return _refused(request, visit, document, refusal, None)
    return _done(request, visit, document, verb)
