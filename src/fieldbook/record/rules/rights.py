"""Why a step is closed for somebody, as a sentence with its clause: the same words at the gate and on the button."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from fieldbook.engine.kinds import Kind
from fieldbook.engine.transitions import Transition
from fieldbook.handbook.roles import Role, label


def names(who: Iterable[str], kind: Kind | None = None) -> str:
    """Relations as a sentence names them; 编写人 and 签发人 by the roles of the kind."""
    roles: list[str] = []
    for role in who:
        meant = {Role.AUTHOR: kind.authors, Role.ISSUER: kind.issuers} if kind else {}
        roles += meant.get(Role(role), (role,))
    return "、".join(dict.fromkeys(label(r) for r in roles))


def closed(step: Transition, held: Collection[str], kind: Kind | None = None) -> str:
    """`限部门主管办理。` where none of the relations `held` may do the step; empty where one may."""
    return "" if set(held) & set(step.who) else f"限{names(step.who, kind)}办理。"


def refusal(step: Transition, kind: Kind | None = None) -> str:
    """The whole sentence for somebody who may not do the step, with the clause and the way on."""
    clause = step.clause or (kind.clause if kind else "")
    who = names(step.who, kind) + (f"办理（{clause}）" if clause else "办理")
    return f"不能“{step.label}”：限{who}。请联系项目的部门主管。"
