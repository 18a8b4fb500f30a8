"""Default readings: chapter facts out of signed documents and filed proofs, where no chapter supplies them.

A chapter that comes later supplies the same fact type and never edits a gate.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from fieldbook.handbook.catalogue.dispatch import RECORDED_BY
from fieldbook.handbook.catalogue.modules import module_of
from fieldbook.handbook.facts import (
    BillFormFacts,
    Condition,
    ConditionFacts,
    GoLiveFacts,
    InterfaceFacts,
    ProjectFacts,
    Proven,
    Session,
    TrainingFacts,
    TravelFacts,
)
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.kinds.survey_report import MISSING

NOTICES = {"insurance": "insurance_notice", "rural_insurance": "rural_insurance_notice", "instruments": "instrument_notice"}
"""Family of interfaces → the kind of its notice."""
COMMISSIONED = {
    "insurance": "insurance.commissioned",
    "rural_insurance": "rural_insurance.commissioned",
    "instruments": "instruments.working",
}
"""Family of interfaces → the requirement that its tests meet."""
_APART = re.compile("[、，,;；]")


def _proof(core: ProjectFacts, code: str, subject: str = "") -> Proven | None:
    hits = [p for p in core.proofs if p.code == code and p.subject == subject]
    return Proven(hits[0].filed_at, hits[0].id, hits[0].proven_date) if hits else None


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


def sessions(core: ProjectFacts) -> tuple[Session, ...]:
    """The sessions of the training plan in force."""
    rows = [r for d in core.documents_of("training_plan") if d.revision for r in d.payload.get("sessions") or ()]
    return tuple(session for r in rows if r.get("date") for session in _sessions(r))


def _sessions(row: Mapping[str, Any]) -> list[Session]:
    """A session of each department that a row names (内一科、内二科)."""
    module = module_of(row.get("module") or "")
    day, code = date.fromisoformat(row["date"]), module.code if module else ""
    departments = [d.strip() for d in _APART.split(row.get("department", "")) if d.strip()] or [""]
    return [Session(day, row.get("category", ""), code, department) for department in departments]


def training(core: ProjectFacts) -> TrainingFacts:
    """Modules whose signed and filed sign-in sheets show enough passes; the last result of a trainee counts."""
    results: dict[str, dict[tuple[str, str], bool]] = defaultdict(dict)
    last: dict[str, Proven] = {}
    sheets = [(d.scanned_at, d) for d in core.documents_of("training_sign_in") if d.scanned_at]
    for filed_at, sheet in sorted(sheets, key=lambda pair: pair[0]):
        module = module_of((sheet.payload.get("header") or {}).get("module") or "")
        if module is not None:
            for row in sheet.payload.get("people") or ():
                results[module.code][row.get("name", ""), row.get("department", "")] = _passed(row, core.policy.pass_mark)
                last[module.code] = Proven(filed_at, sheet.id)
    rates = {code: 100 * sum(people.values()) // len(people) for code, people in results.items()}  # never rounded up
    good = {code: last[code] for code, rate in rates.items() if rate >= core.policy.pass_rate}
    return TrainingFacts(good, {c: r for c, r in rates.items() if c not in good}, sessions(core))


def _passed(row: Mapping[str, Any], mark: int) -> bool:
    """合格, or the score where no result was given (domain 2)."""
    result, score = row.get("result", ""), row.get("score", "")
    return result == "合格" or (not result and bool(score) and float(score) >= mark)


def interfaces(core: ProjectFacts) -> InterfaceFacts:
    """Interfaces by what was filed: test results, approvals, and their notices signed."""
    tested = {f: _proof(core, code) for f, code in COMMISSIONED.items()}
    approved = {f: _proof(core, f"{f}.approved") for f in ("insurance", "rural_insurance")}
    open_ = {f for f, proof in (*tested.items(), *approved.items()) if proof is None}
    noticed = {f: _signed(core, kind) for f, kind in NOTICES.items() if f not in open_}  # a reserved claim is no claim
    return InterfaceFacts(*({f: p for f, p in found.items() if p} for found in (tested, approved, noticed)))


def _signed(core: ProjectFacts, kind: str) -> Proven | None:
    return next((Proven(d.scanned_at, d.id) for d in core.documents_of(kind) if d.scanned_at), None)


def bill_forms(core: ProjectFacts) -> BillFormFacts:
    """Bill forms with a filed confirmation."""
    return BillFormFacts(settled=_proof(core, "bill_forms.settled"))


def _recorded(core: ProjectFacts, chapter: str) -> dict[str, Proven]:
    codes = (code for code, part in RECORDED_BY.items() if part == chapter)
    return {code: done for code in codes if (done := _proof(core, code))}


def travel(core: ProjectFacts) -> TravelFacts:
    """What was recorded before and on arrival."""
    return TravelFacts(_recorded(core, "dispatch"))


def go_live(core: ProjectFacts) -> GoLiveFacts:
    """What was recorded around the start."""
    return GoLiveFacts(_recorded(core, "golive"))


DEFAULTS = {
    ConditionFacts: conditions,
    TrainingFacts: training,
    InterfaceFacts: interfaces,
    BillFormFacts: bill_forms,
    TravelFacts: travel,
    GoLiveFacts: go_live,
}
