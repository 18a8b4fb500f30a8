"""手册 二-2: conditions the survey found missing. Only 关键 ones block; every one has a date and an owner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from fieldbook.engine.calendar import close_of
from fieldbook.engine.requirements import Finding, Place, Requirement, Status
from fieldbook.handbook.catalogue.dispatch import OWED
from fieldbook.handbook.facts import Condition, ConditionFacts, Facts

CLAUSE = "手册 二-2"
SURVEY = OWED["survey_report"]


def _finding(facts: Facts, condition: Condition, code: str) -> Finding:
    proven = condition.proven
    promise = f"{condition.promised_date:%Y-%m-%d}" if condition.promised_date else "未承诺日期"
    return Finding(
        code=code,
        subject=condition.key,
        clause=CLAUSE,
        title=f"{'关键条件' if condition.critical else '条件'}“{condition.item}”",
        status=Status.MET if proven else Status.UNMET,
        proofs=(proven.by,) if proven else (),
        reason=""
        if proven
        else f"调研时不具备，{condition.responsible or '院方责任人未定'}承诺 {promise} 到位。到位后请上传照片或验收单，或修订调研报告。",
        who=facts.core.doer,
        due=close_of(condition.promised_date, facts.core.policy.close_of_business) if condition.promised_date else None,
        met_at=proven.at if proven else None,
        at=Place("proof", facts.core.id, f"{code}:{condition.key}"),
    )


def _critical(facts: Facts, at: datetime) -> Iterable[Finding]:
    if facts.core.order and SURVEY.applies(facts.core.order.type) and not facts.get(ConditionFacts).surveyed:
        yield Finding(
            code="condition.met",
            clause=CLAUSE,
            title="实施条件调研",
            status=Status.UNMET,
            reason="没有生效的初步调研报告，无从核实关键条件，请先签发调研报告。",
            who=facts.core.doer,
            at=Place("project", facts.core.id),
        )
    yield from _conditions(facts)


def _conditions(facts: Facts) -> Iterable[Finding]:
    return (_finding(facts, c, "condition.met") for c in facts.get(ConditionFacts).conditions if c.critical)


def _other(facts: Facts, at: datetime) -> Iterable[Finding]:
    return (_finding(facts, c, "condition.promised") for c in facts.get(ConditionFacts).conditions if not c.critical)


REQUIREMENTS = (
    Requirement("condition.met", CLAUSE, "关键条件", _critical),
    Requirement("condition.promised", CLAUSE, "其他条件", _other),
)
