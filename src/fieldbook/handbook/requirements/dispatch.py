"""手册 一: dispatch. The order is accepted before anybody travels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from fieldbook.engine.calendar import close_of
from fieldbook.engine.requirements import Finding, Place, Requirement, Status
from fieldbook.handbook.facts import Facts
from fieldbook.handbook.roles import Role

ACCEPTED = "手册 一-1"


def _accepted(facts: Facts, at: datetime) -> Iterable[Finding]:
    order = facts.core.order
    if order is None:
        yield Finding(
            code="order.accepted",
            clause=ACCEPTED,
            title="接收实施派遣单",
            status=Status.UNMET,
            reason="没有生效的实施派遣单，请部门主管先签发派遣单。",
            who=Role.SUPERVISOR,
            at=Place("project", facts.core.id),
        )
        return
    met = order.accepted_at is not None
    yield Finding(
        code="order.accepted",
        clause=ACCEPTED,
        title="接收实施派遣单",
        status=Status.MET if met else Status.UNMET,
        proofs=(order.id,) if met else (),
        reason="" if met else f"{order.number} 尚未接收，请{order.engineer or '项目工程师'}在项目页点“接收派遣”。",
        who=facts.core.doer,
        due=close_of(order.planned_arrival, time(0, 0)),
        met_at=order.accepted_at,
        at=Place("project", facts.core.id),
    )


REQUIREMENTS = (Requirement("order.accepted", ACCEPTED, "接收实施派遣单", _accepted),)
