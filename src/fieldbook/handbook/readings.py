"""Default readings: chapter facts out of signed documents and filed proofs, where no chapter supplies them.

A chapter that comes later supplies the same fact type and never edits a gate.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fieldbook.handbook.facts import (
    BillFormFacts,
    Condition,
    ConditionFacts,
    InterfaceFacts,
    ProjectFacts,
    Proven,
    TrainingFacts,
)
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.kinds.survey_report import MISSING


def _proof(core: ProjectFacts, code: str, subject: str = "") -> Proven | None:
    hits = [p for p in core.proofs if p.code == code and p.subject == subject]
    return Proven(hits[0].filed_at, hits[0].id) if hits else None


def conditions(core: ProjectFacts) -> ConditionFacts:
    """The conditions that the survey in force found missing, each with its proof if one was filed.

    What an earlier revision found missing stays missing until the revision that says otherwise
    is signed and filed: typing 具备 meets nothing.
    """
    block = next(t for t in KINDS["survey_report"].tables() if t.code == "conditions")
    given = {g.key: g.cells for g in block.given}
    surveys = [d for d in core.documents_of("survey_report") if d.revision]
    rows: dict[str, Mapping[str, Any]] = {}
    for survey in surveys:
        for payload in (*(() if survey.scanned_at else survey.earlier), survey.payload):
            missing = {r["key"]: r for r in payload.get("conditions") or () if r.get("ready") in MISSING}
            rows.update({key: row for key, row in missing.items() if key in given})
    return ConditionFacts(tuple(_condition(core, row, given[key]) for key, row in rows.items()), bool(surveys))


def _condition(core: ProjectFacts, row: Mapping[str, Any], cells: Mapping[str, str]) -> Condition:
    critical = cells["critical"] == "是"
    code = "condition.met" if critical else "condition.promised"
    promised = row.get("promised_date")
    return Condition(
        key=row["key"],
        item=cells["item"],
        critical=critical,
        promised_date=date.fromisoformat(promised) if promised else None,
        responsible=row.get("responsible", ""),
        proven=_proof(core, code, row["key"]),
    )


def training(core: ProjectFacts) -> TrainingFacts:
    """Modules with a filed sign-in sheet and result."""
    shown = {p.subject: Proven(p.filed_at, p.id) for p in core.proofs if p.code == "training.done"}
    return TrainingFacts(shown)


def interfaces(core: ProjectFacts) -> InterfaceFacts:
    """Interfaces with a filed approval."""
    return InterfaceFacts(
        insurance_tested=_proof(core, "insurance.commissioned"),
        rural_insurance_tested=_proof(core, "rural_insurance.commissioned"),
        insurance=_proof(core, "insurance.approved"),
        rural_insurance=_proof(core, "rural_insurance.approved"),
        instruments=_proof(core, "instruments.connected"),
    )


def bill_forms(core: ProjectFacts) -> BillFormFacts:
    """Bill forms with a filed confirmation."""
    return BillFormFacts(settled=_proof(core, "bill_forms.settled"))


DEFAULTS = {ConditionFacts: conditions, TrainingFacts: training, InterfaceFacts: interfaces, BillFormFacts: bill_forms}
