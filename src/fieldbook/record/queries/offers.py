"""Offers: what the page of a document offers a person: every step of its state, and why one is closed.

Says what `perform` will say, before it is asked; `perform` alone decides. No branch per kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fieldbook.engine.kinds import Kind
from fieldbook.engine.requirements import Finding
from fieldbook.engine.transitions import Transition
from fieldbook.handbook.facts import ProjectFacts
from fieldbook.handbook.flows import DOCUMENT, DRAFT, ISSUED, SUBMITTED, VOID
from fieldbook.handbook.roles import Role, label

STEPS: dict[str, str] = {
    "document.saved": "save",
    "document.submitted": "submit",
    "document.withdrawn": "withdraw",
    "document.returned": "return",
    "document.issued": "issue",
    "document.issued_with_reservation": "reserve",
    "document.superseded": "revise",
    "document.voided": "void",
}
"""Verb of the flow → last part of the address. What supersedes a revision begins with 修订."""

IN_FORM = frozenset({"save", "submit", "issue"})
_TONES = {"issue": "primary", "submit": "primary-outline", "void": "outline-danger"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One step as the page shows it. `asks` is the label of its reason; `due` asks for a date as well.

    `why` and `clause` are empty while the step is open. `in_form` steps are buttons of the form.
    """

    verb: str
    step: str
    label: str
    enabled: bool = True
    why: str = ""
    clause: str = ""
    asks: str = ""
    due: bool = False
    in_form: bool = False
    tone: str = ""
    dialog: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """What an offer depends on: the state, the relations held, open findings, problems of the form."""

    kind: Kind
    state: str
    held: frozenset[str]
    gate: Sequence[Finding] = ()
    problems: int = 0
    in_force: bool = False
    editable: bool = False


def held_for(kind: Kind, held: frozenset[str]) -> frozenset[str]:
    """The relations to a document: those to its project, and 编写人 or 签发人 by the kind."""
    author = {Role.AUTHOR} if held & set(kind.authors) else set()
    issuer = {Role.ISSUER} if held & set(kind.issuers) else set()
    return held | author | issuer


def offer(point: Standpoint) -> list[Offer]:
    """Every step that concerns this state, in the order of the flow."""
    steps = [t for t in DOCUMENT.transitions if point.state in t.source and _concerns(t, point)]
    found = [_offered(t, point) for t in steps]
    return found + ([_rewrite(point)] if point.state == VOID and not point.in_force else [])


def _concerns(step: Transition, point: Standpoint) -> bool:
    """有条件签发 concerns a document only while one of its claims is open."""
    if step.verb != "document.issued_with_reservation":
        return True
    return any(f.is_open and f.code in point.kind.claims() for f in point.gate)


def _offered(step: Transition, point: Standpoint) -> Offer:
    part = STEPS[step.verb]
    who = (*point.kind.authors, *point.kind.issuers) if part == "revise" else step.who
    in_form = point.editable and part in IN_FORM
    why, clause = _why(step, who, point, in_form)
    return Offer(
        verb=step.verb,
        step=part,
        label="修订" if part == "revise" else step.label,
        enabled=not why,
        why=why,
        clause=clause,
        asks=step.asks,
        due=part == "reserve",
        in_form=in_form,
        tone=_TONES.get(part, ""),
        dialog=bool(step.asks),
    )


def _rewrite(point: Standpoint) -> Offer:
    who = (*point.kind.authors, *point.kind.issuers)
    why = "" if point.held & set(who) else f"限{_names(who, point.kind)}办理。"
    return Offer(
        verb="document.revised",
        step="revise",
        label="重新编写",
        enabled=not why,
        why=why,
        clause=point.kind.clause if why else "",
        tone="primary-outline",
    )


def _why(step: Transition, who: Sequence[str], point: Standpoint, in_form: bool) -> tuple[str, str]:
    """Why a step is closed, and on which clause; two empty texts where it is open."""
    if not point.held & set(who):
        return f"限{_names(who, point.kind)}办理。", point.kind.clause
    own = set() if step.gated else set(point.kind.claims())
    asked = step.gated or step.verb == "document.issued_with_reservation"
    missing = [f for f in point.gate if f.is_open and f.code not in own] if asked else []
    if missing:
        more = f"另有 {len(missing) - 1} 项未满足。" if len(missing) > 1 else ""
        return f"{missing[0].title}：{missing[0].reason}{more}", missing[0].clause
    if step.complete and point.problems and not in_form:
        return f"表单还有 {point.problems} 处需要填写或改正。", point.kind.clause
    return "", ""


def _names(who: Iterable[str], kind: Kind) -> str:
    roles: list[str] = []
    for role in who:
        roles += {Role.AUTHOR: kind.authors, Role.ISSUER: kind.issuers}.get(Role(role), (role,))
    return "、".join(dict.fromkeys(label(r) for r in roles))


def handler(kind: Kind, state: str, core: ProjectFacts, *, unsigned: bool = False) -> tuple[str, str]:
    """当前办理: whose turn it is (people, else roles) and for what; two empty texts where nothing is left to do."""
    if state == DRAFT:
        return _people(kind.authors, core), "填写"
    if state == SUBMITTED:
        return _people(kind.issuers, core), "签发"
    return (_people((Role.ENGINEER,), core), "上传签字件") if state == ISSUED and unsigned else ("", "")


def _people(roles: Iterable[str], core: ProjectFacts) -> str:
    names = {Role.ENGINEER: [p.name for p in core.engineers], Role.SUPERVISOR: [core.supervisor.name]}
    found = [n for role in roles for n in names.get(Role(role), []) or [label(role)]]
    return "、".join(dict.fromkeys(filter(None, found)))
