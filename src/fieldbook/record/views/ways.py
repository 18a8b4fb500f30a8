"""Ways on: what a finding points at becomes a button, and a button that one may not press says why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from fieldbook.engine.requirements import Finding
from fieldbook.handbook.facts import ProjectFacts
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.requirements.golive import EVIDENCE
from fieldbook.handbook.roles import Role, label

FILERS = frozenset({Role.ENGINEER, Role.SUPERVISOR, Role.TRAINER})
_DOCUMENT = {
    "document.scanned": "打印、上传",
    "document.original": "查看",
    "document.issued": "打开",
    "reservation.cleared": "去补齐",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A button: where it leads, by which method, and why it is disabled (empty where it is not)."""

    label: str
    url: str
    post: bool = False
    blocked: str = ""


def way_on(finding: Finding, core: ProjectFacts, held: Collection[str]) -> Way | None:
    """The button of a finding for somebody with the relations `held`; None where there is nothing to do."""
    place, number = finding.at, core.number
    if place is None or not finding.is_open:
        return None
    if place.thing == "proof":
        return _proof(finding, number, held)
    if place.thing == "new_document":
        return new_document(place.part, core, held)
    if place.thing == "document":
        url = reverse("document", args=[number, place.id])
        return Way(_DOCUMENT.get(finding.code, "打开"), url)
    return Way("去接收", reverse("project", args=[number]) + "#order") if Role.ENGINEER in held else None


def _proof(finding: Finding, number: str, held: Collection[str]) -> Way | None:
    if finding.code not in EVIDENCE:
        return None
    key = urlencode({"key": f"{finding.code}:{finding.subject}"})
    blocked = "" if FILERS & set(held) else "由本项目工程师或部门主管上传。"
    return Way("上传证明", f"{reverse('proof-new', args=[number])}?{key}", blocked=blocked)


def new_document(code: str, core: ProjectFacts, held: Collection[str]) -> Way:
    """The button that makes the first draft of a kind."""
    kind, blocked = KINDS[code], ""
    if not set(held) & set(kind.authors):
        blocked = f"由{'、'.join(label(r) for r in kind.authors)}编写。"
    elif core.order is None or core.order.accepted_at is None:
        blocked = "请先接收派遣单（手册 一-1）。"
    return Way("新建", reverse("document-new", args=[core.number, code]), post=True, blocked=blocked)
