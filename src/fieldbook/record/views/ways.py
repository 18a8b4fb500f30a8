"""Ways on: what a finding points at becomes a button, and a button that one may not press says why, with its clause."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from fieldbook.engine.kinds import Kind
from fieldbook.engine.requirements import Finding
from fieldbook.handbook.facts import ProjectFacts
from fieldbook.handbook.flows import STEPS
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.requirements.golive import EVIDENCE
from fieldbook.record.queries.standing import Standing, document_relations
from fieldbook.record.rules.rights import closed

_DOCUMENT = {
    "document.scanned": "打印、上传",
    "document.original": "查看",
    "document.issued": "打开",
    "reservation.cleared": "去补齐",
}
UNACCEPTED = "请先接收派遣单"


@dataclass(frozen=True, slots=True)
class Way:
    """A button: where it leads, by which method and with which key; why it is closed (empty: open), and the clause."""

    label: str
    url: str
    post: bool = False
    key: str = ""
    blocked: str = ""
    clause: str = ""


def way_on(finding: Finding, core: ProjectFacts, held: frozenset[str], standing: Standing) -> Way | None:
    """The button of a finding for somebody with the relations `held`; None where there is nothing to do."""
    place, number = finding.at, core.number
    if place is None or not finding.is_open:
        return None
    if place.thing == "proof":
        return _proof(finding, number, held)
    if place.thing == "new_document":
        kind = KINDS[place.id]
        able = document_relations(standing, held, kind, finding.person or None)
        return new_document(kind, core, able, key=place.part)
    if place.thing == "document":
        url = reverse("document", args=[number, place.id])
        return Way(_DOCUMENT.get(finding.code, "打开"), url)
    able_to_accept = not closed(STEPS["order.accepted"], held)
    return Way("去接收", reverse("project", args=[number]) + "#order") if able_to_accept else None


def _proof(finding: Finding, number: str, held: Collection[str]) -> Way | None:
    if finding.code not in EVIDENCE:
        return None
    step, key = STEPS["proof.filed"], urlencode({"key": f"{finding.code}:{finding.subject}"})
    blocked = closed(step, held)
    return Way(step.label, f"{reverse('proof-new', args=[number])}?{key}", blocked=blocked, clause=finding.clause)


def new_document(kind: Kind, core: ProjectFacts, able: Collection[str], *, key: str = "", label: str = "") -> Way:
    """The button that makes a draft of a kind, for somebody with the relations `able` to it."""
    step = STEPS["document.drafted"]
    blocked, clause = closed(step, able, kind), kind.clause
    if not blocked and not has_accepted(core):
        blocked, clause = f"{UNACCEPTED}。", "手册 一-1"
    url = reverse("document-new", args=[core.number, kind.code])
    return Way(label or step.label, url, post=True, key=key, blocked=blocked, clause=clause if blocked else "")


def has_accepted(core: ProjectFacts) -> bool:
    """True where the order in force was accepted (手册 一-1)."""
    return core.order is not None and core.order.accepted_at is not None
