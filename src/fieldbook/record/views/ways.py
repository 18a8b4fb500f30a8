"""Ways on: what a finding points at becomes a button, and a button that one may not press says why, with its clause."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from fieldbook.engine.kinds import Kind
from fieldbook.engine.requirements import Finding, unmet
from fieldbook.engine.transitions import Transition
from fieldbook.handbook.facts import Facts, ProjectFacts, TripFacts
from fieldbook.handbook.flows import STEPS
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.requirements.golive import EVIDENCE
from fieldbook.handbook.requirements.records import WORDS
from fieldbook.handbook.roles import Role, label
from fieldbook.record.findings import gate_of_step
from fieldbook.record.queries.standing import Standing, document_relations, travels
from fieldbook.record.rules.rights import closed

_DOCUMENT = {
    "document.scanned": "打印、上传",
    "document.sealed": "去确认",
    "document.original": "查看",
    "document.issued": "打开",
    "reservation.cleared": "去补齐",
}
REPORTS = ("trip.departed", "trip.arrived", "trip.returned")
_ON_PROJECT = {"order.accepted": "去接收", "arrival.reported": "去登记", "trip.settled": "去办理"}
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


@dataclass(frozen=True, slots=True)
class Report:
    """A report of a trip that the viewer may make; `blocked` says why not yet, with its clause."""

    step: Transition
    blocked: str


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
        if finding.person and Role.AUTHOR not in able:
            return None  # a colleague's own paper: no button, their name says whose it is
        return new_document(kind, core, able, key=place.part)
    if place.thing == "document":
        url = reverse("document", args=[number, place.id]) + (f"?tab={place.part}" if place.part else "")
        return Way(_DOCUMENT.get(finding.code, "打开"), url)
    label = _ON_PROJECT.get(finding.code)
    mine = travels(standing, finding.person) if finding.person else not closed(STEPS["order.accepted"], held)
    return Way(label, f"{reverse('project', args=[number])}#{place.part or 'order'}") if label and mine else None


def _proof(finding: Finding, number: str, held: Collection[str]) -> Way | None:
    if finding.code not in EVIDENCE and finding.code not in WORDS:
        return None
    if finding.code in WORDS:
        step, url = STEPS["record.made"], reverse("record-new", args=[number, finding.code])
    else:
        key = urlencode({"key": f"{finding.code}:{finding.subject}"})
        step, url = STEPS["proof.filed"], f"{reverse('proof-new', args=[number])}?{key}"
    return Way(step.label, url, blocked=closed(step, held), clause=finding.clause)


def new_document(kind: Kind, core: ProjectFacts, able: Collection[str], *, key: str = "", label: str = "") -> Way:
    """The button that makes a draft of a kind, for somebody with the relations `able` to it."""
    step = STEPS["document.drafted"]
    blocked, clause = closed(step, able, kind), kind.clause
    if not blocked and not has_accepted(core):
        blocked, clause = f"{UNACCEPTED}。", "手册 一-1"
    url = reverse("document-new", args=[core.number, kind.code])
    return Way(label or step.label, url, post=True, key=key, blocked=blocked, clause=clause if blocked else "")


def whose(finding: Finding, core: ProjectFacts) -> str:
    """Whose a finding is: the name of the person, or the word of the role."""
    heirs = [(t.successor.id, t.successor.name) for t in core.trips if t.successor]
    names = dict([*((t.person_id, t.person) for t in core.trips), *heirs])
    return names.get(finding.person) or label(finding.who)


def has_accepted(core: ProjectFacts) -> bool:
    """True where the order in force was accepted (手册 一-1)."""
    return core.order is not None and core.order.accepted_at is not None


def reports_on(facts: Facts, trip: TripFacts, able: Collection[str], at: datetime) -> tuple[Report, ...]:
    """The reports that somebody with the relations `able` to a trip may make now."""
    steps = [STEPS[v] for v in REPORTS if trip.state in STEPS[v].source and not closed(STEPS[v], able)]
    return tuple(Report(s, _waiting(gate_of_step(facts, s, trip.id, at))) for s in steps)


def _waiting(gate: Iterable[Finding]) -> str:
    missing = unmet(gate)
    return f"{missing[0].reason}（{missing[0].clause}）" if missing else ""
