"""The page of one document: 填写, 预览, 流转记录, 文件, and the bar with what a person may do."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from fieldbook.engine.flow import derived
from fieldbook.engine.kinds import Medium
from fieldbook.engine.requirements import Finding
from fieldbook.handbook.flows import DRAFT, STEPS, SUBMITTED, VOID
from fieldbook.handbook.roles import Role
from fieldbook.handbook.subjects import paper_facts
from fieldbook.paper import Mark
from fieldbook.record.activity import history_of
from fieldbook.record.findings import gate_of
from fieldbook.record.forms.document import parts_of
from fieldbook.record.forms.posting import judged
from fieldbook.record.forms.problems import told
from fieldbook.record.queries.documents import Dossier, dossier, papers_of, state_word
from fieldbook.record.queries.offers import Offer, Standpoint, handler, offer
from fieldbook.record.queries.people import people_by_label
from fieldbook.record.queries.standing import document_relations
from fieldbook.record.rules.differences import Difference, drift
from fieldbook.record.rules.ids import new_id
from fieldbook.record.rules.payload import Problem
from fieldbook.record.rules.printing import draft_mark, draft_pdf
from fieldbook.record.rules.rights import closed
from fieldbook.record.views.guard import ProjectVisit, project_entry
from fieldbook.record.views.pages import page
from fieldbook.record.views.ways import way_on

TABS = ("fill", "preview", "history", "files")
_MARKS = {"met": "met", "unmet": "unmet", "waived": "waived", "not_applicable": "na"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a refused step adds to the page: status, sentence, problems and findings, and what was typed."""

    status: int = 200
    sentence: str = ""
    problems: Sequence[Problem] = ()
    findings: Sequence[Finding] = ()
    typed: dict[str, Any] | None = None
    stored: Sequence[Difference] = ()
    asked: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A document before a person: what stands in it, what it is derived from, what is wrong with it."""

    visit: ProjectVisit
    found: Dossier
    payload: dict[str, Any]
    facts: dict[str, Any]
    held: frozenset[str]
    people: tuple[str, ...]
    gate: tuple[Finding, ...]
    problems: tuple[Problem, ...]

    @property
    def state(self) -> str:
        """The state of the revision the page is about."""
        return str(self.found.current.state)

    @property
    def is_open(self) -> bool:
        """True while a revision is being written or waits for its issue."""
        return self.state in (DRAFT, SUBMITTED)

    @property
    def editable(self) -> bool:
        """True where this person may write in it now."""
        return self.state == DRAFT and Role.AUTHOR in self.held


def dossier_of(visit: ProjectVisit, document: uuid.UUID) -> Dossier:
    """The document of the visit's project; Http404 where the project has none with this id."""
    found = dossier(project=visit.project.id, document=document)
    if found is None:
        raise Http404("这个项目没有这份文档。")
    return found


@project_entry
@require_safe
def document(request: HttpRequest, visit: ProjectVisit, document: uuid.UUID) -> HttpResponse:
    """The page of a document of the project."""
    return show_page(request, visit, dossier_of(visit, document))


def scene_of(visit: ProjectVisit, found: Dossier, payload: dict[str, Any] | None = None) -> Scene:
    """What the page is made from; `payload` takes the place of the stored one after a refusal."""
    kind, current = found.kind, found.current
    shown = current.payload if payload is None else payload
    facts = _known(visit, found, shown)
    is_open = current.state in (DRAFT, SUBMITTED)
    people = tuple(people_by_label()) if is_open else ()
    return Scene(
        visit=visit,
        found=found,
        payload=shown,
        facts=facts,
        held=document_relations(visit.standing, visit.held, kind, found.document.person_id),
        people=people,
        gate=gate_of(visit.facts, kind, visit.at, found.document.key) if is_open else (),
        problems=tuple(judged(kind, shown, facts, people=people, complete=True)) if is_open else (),
    )


def _known(visit: ProjectVisit, found: Dossier, payload: dict[str, Any]) -> dict[str, Any]:
    own = found.document
    return paper_facts(visit.facts, found.kind, payload, number=own.number, key=own.key, at=visit.at)


def show_page(
    request: HttpRequest, visit: ProjectVisit, found: Dossier, answer: Answer | None = None
) -> HttpResponse:
    """The page in the tab of the address; with a refusal on top where a step was refused."""
    answer = answer or Answer()
    scene = scene_of(visit, found, answer.typed)
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "fill"
    told = {
        **_head(scene, tab),
        **_bar(scene),
        **{"fill": _fill, "preview": _preview, "history": _history, "files": _files}[tab](scene, answer),
        "answer": answer,
        "refused": [_found(f, scene) for f in answer.findings],
        "activity": new_id(visit.at),
        "tab": tab,
    }
    return page(request, visit, "record/document.html", told, status=answer.status)


def _head(scene: Scene, tab: str) -> dict[str, Any]:
    found, current = scene.found, scene.found.current
    in_force = found.in_force
    words = ("填写" if scene.editable else "内容", "预览打印", "流转记录", "文件")
    return {
        "project": scene.visit.project,
        "document": found.document,
        "kind": found.kind,
        "current": current,
        "state": scene.state,
        "state_word": state_word(scene.state),
        "in_force": in_force if in_force is not None and in_force != current else None,
        "tabs": [(code, word, code == tab) for code, word in zip(TABS, words, strict=True)],
        "changed": _drift(scene),
        "editable": scene.editable,
        "seen": str(current.touched),
    }


def _drift(scene: Scene) -> list[Difference]:
    """事实已变: only of the paper in force, while nobody writes its next revision."""
    kept = scene.found.in_force
    if kept is None or scene.is_open:
        return []
    facts = _known(scene.visit, scene.found, kept.payload)
    return drift(scene.found.kind, kept.payload, kept.basis or {}, derived(scene.found.kind, facts))


def _bar(scene: Scene) -> dict[str, Any]:
    found, core = scene.found, scene.visit.facts.core
    point = Standpoint(
        kind=found.kind,
        state=scene.state,
        held=scene.held,
        gate=scene.gate,
        problems=len(scene.problems),
        editable=scene.editable,
    )
    offers = offer(point)
    entries = history_of(scope=found.document.scope_id, thing=found.document.id, limit=1)
    unsigned = found.kind.medium is not Medium.ELECTRONIC and any(p.missing for p in papers_of(found)[:1])
    turn, task = handler(found.kind, scene.state, core, person=found.document.person_id, unsigned=unsigned)
    return {
        "offers": offers,
        "refusals": _refusals(offers),
        "handler": turn,
        "task": task,
        "since": entries[0].at if entries else found.document.created_at,
        "gate": [_found(f, scene) for f in scene.gate],
        "gate_open": sum(f.is_open for f in scene.gate),
        "missing": len(scene.problems),
    }


def _refusals(offers: Sequence[Offer]) -> list[dict[str, str]]:
    """Why steps are closed, steps with the same reason in one line."""
    by: dict[tuple[str, str], list[str]] = {}
    for item in offers:
        if not item.enabled:
            by.setdefault((item.why, item.clause), []).append(item.label)
    return [{"labels": "、".join(names), "why": why, "clause": clause} for (why, clause), names in by.items()]


def _found(finding: Finding, scene: Scene) -> dict[str, Any]:
    late = finding.is_open and finding.is_late(scene.visit.at)
    return {
        "finding": finding,
        "mark": "late" if late else _MARKS[finding.status],
        "way": way_on(finding, scene.visit.facts.core, scene.visit.held, scene.visit.standing),
    }


def _fill(scene: Scene, answer: Answer) -> dict[str, Any]:
    found, kind, current = scene.found, scene.found.kind, scene.found.current
    problems = _shown_problems(scene, answer)
    frozen = None if scene.is_open else current
    parts = parts_of(
        kind, scene.payload, scene.facts, people=scene.people, problems=problems,
        readonly=not scene.editable,
        basis=frozen.basis if frozen is not None else None,
        printed=frozen.flow if frozen is not None else None,
    )  # fmt: skip
    return {
        "parts": parts,
        "claims": _claims(scene),
        "anchors": [p for p in parts if p.title],
        "problems": told(problems, parts),
        "problem_count": len(problems),
        "draft_key": f"doc:{current.id}:{current.touched}:{scene.visit.person.login}",
        "several": len(found.revisions) > 1,
    }


def _shown_problems(scene: Scene, answer: Answer) -> list[Problem]:
    """After a refusal what it named; otherwise only what was typed and cannot be read."""
    if answer.problems:
        return list(answer.problems)
    if not scene.editable:
        return []
    return judged(scene.found.kind, scene.payload, scene.facts, people=scene.people, complete=False)


def _claims(scene: Scene) -> dict[str, str]:
    """Claim of a clause → how its findings stand together: unmet as soon as one is open."""
    stand: dict[str, str] = {}
    for finding in scene.gate:
        stand[finding.code] = "unmet" if finding.is_open or stand.get(finding.code) == "unmet" else "met"
    return stand


def mark_of(found: Dossier) -> Mark:
    """The mark of the current revision as long as it is not issued."""
    return draft_mark(found.document.number, found.current.number, void=found.current.state == VOID)


def _preview(scene: Scene, answer: Answer) -> dict[str, Any]:
    found, current = scene.found, scene.found.current
    base = [scene.visit.project.number, found.document.id]
    if current.file_id:
        count = range(1, current.pages + 1)
        pages = [reverse("document-page", args=[*base, current.id, n]) for n in count]
        return {"pages": pages, "pdf": reverse("document-pdf", args=[*base, current.id]), "is_draft": False}
    paper = draft_pdf(found.kind, scene.payload, scene.facts, mark_of(found))
    pages = [reverse("document-draft-page", args=[*base, n]) for n in range(1, paper.pages + 1)]
    return {"pages": pages, "pdf": reverse("document-draft-pdf", args=base), "is_draft": True}


def _history(scene: Scene, answer: Answer) -> dict[str, Any]:
    found = scene.found
    words = {r.id: state_word(r.state) for r in found.revisions}
    return {
        "entries": history_of(scope=found.document.scope_id, thing=found.document.id),
        "revisions": [(r, words[r.id]) for r in found.revisions],
    }


def _files(scene: Scene, answer: Answer) -> dict[str, Any]:
    return {
        "papers": [(p, state_word(p.revision.state)) for p in papers_of(scene.found)],
        "takes_original": not closed(STEPS["original.received"], scene.held),
        "confirms_seal": not closed(STEPS["seal.confirmed"], scene.held),
    }
