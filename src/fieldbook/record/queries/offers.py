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
from fieldbook.handbook.roles import PERSONAL, Role, label
from fieldbook.record.rules.rights import closed, names

STEPS: dict[str, str] = {
    "document.saved": "save",
    "document.submitted": "submit",
    "document.withdrawn": "withdraw",
    "document.returned": "return",
    "document.issued": "issue",
    "document.issued_with_reservation": "reserve",
    "document.revised": "revise",
    "document.voided": "void",
}
"""Verb → last part of the address, for the steps that a person takes on an existing document."""

IN_FORM = frozenset({"save", "submit", "issue"})
_TONES = {"issue": "primary", "submit": "primary-outline", "void": "outline-danger"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One step as the page shows it. `asks` is the label of its reason; `due` asks for a date as well.

    `why` and `clause` are empty while the step is open; `tells` names who hears of it. `in_form`
    steps are buttons of the form.
    """

    verb: str
    step: str
    label: str
    enabled: bool = True
    why: str = ""
    clause: str = ""
    asks: str = ""
    tells: str = ""
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
    editable: bool = False


def offer(point: Standpoint) -> list[Offer]:
    """Every step that concerns this state, in the order of the flow."""
    steps = (t for t in DOCUMENT.transitions if t.verb in STEPS and point.state in t.source)
    return [_offered(t, point) for t in steps if _concerns(t, point)]


def _concerns(step: Transition, point: Standpoint) -> bool:
    """有条件签发 concerns a document only while one of its claims is open."""
    if step.verb != "document.issued_with_reservation":
        return True
    return any(f.is_open and f.code in point.kind.claims() for f in point.gate)


def _offered(step: Transition, point: Standpoint) -> Offer:
    part, again = STEPS[step.verb], point.state == VOID
    in_form = point.editable and part in IN_FORM
    why, clause = _why(step, point, in_form)
    return Offer(
        verb=step.verb,
        step=part,
        label="重新编写" if again else step.label,
        enabled=not why,
        why=why,
        clause=clause,
        asks=step.asks,
        tells=names(step.tells, point.kind),
        due=part == "reserve",
        in_form=in_form,
        tone="primary-outline" if again else _TONES.get(part, ""),
        dialog=bool(step.asks),
    )


def _why(step: Transition, point: Standpoint, in_form: bool) -> tuple[str, str]:
    """Why a step is closed, and on which clause; two empty texts where it is open."""
    if why := closed(step, point.held, point.kind):
        return why, step.clause or point.kind.clause
    own = set() if step.gated else set(point.kind.claims())
    asked = step.gated or step.verb == "document.issued_with_reservation"
    missing = [f for f in point.gate if f.is_open and f.code not in own] if asked else []
    if missing:
        more = f"另有 {len(missing) - 1} 项待完成。" if len(missing) > 1 else ""
        return f"{missing[0].title}：{missing[0].reason}{more}", missing[0].clause
    if step.complete and point.problems and not in_form:
        return f"表单还有 {point.problems} 处需要填写或改正。", point.kind.clause
    return "", ""


def handler(
    kind: Kind, state: str, core: ProjectFacts, *, person: object = None, unsigned: bool = False
) -> tuple[str, str]:
    """当前办理: whose turn it is (people, else roles) and for what; two empty texts where nothing is left to do.

    `person` is whose paper it is, where it is somebody's.
    """
    own = next((t.person for t in core.trips if t.person_id == str(person)), "")
    if state == DRAFT:
        return (own if own and PERSONAL & set(kind.authors) else _people(kind.authors, core)), "填写"
    if state == SUBMITTED:
        return (own if own and PERSONAL & set(kind.issuers) else _people(kind.issuers, core)), "签发"
    return (own or _people((Role.ENGINEER,), core), "上传签字件") if state == ISSUED and unsigned else ("", "")


def _people(roles: Iterable[str], core: ProjectFacts) -> str:
    names = {Role.ENGINEER: [p.name for p in core.engineers], Role.SUPERVISOR: [core.supervisor.name]}
    found = [n for role in roles for n in names.get(Role(role), []) or [label(role)]]
    return "、".join(dict.fromkeys(filter(None, found)))
