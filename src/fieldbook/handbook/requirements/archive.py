"""手册 六-2, 七: every owed document is issued, filed as signed copy, handed in, archived. One rule for all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from fieldbook.engine.calendar import add_workdays, close_of, local_date
from fieldbook.engine.kinds import Kind, Medium
from fieldbook.engine.requirements import Finding, Place, Requirement, Status
from fieldbook.handbook.catalogue.dispatch import OWED, Owed
from fieldbook.handbook.facts import DocumentFacts, Facts, ProjectFacts
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.subjects import Subject, subjects

HANDED_IN, ARCHIVED = "手册 六-2", "手册 七-1"


def go_live_date(core: ProjectFacts) -> date | None:
    """The wished go-live day of the signed survey, else the planned finish of the order."""
    for survey in core.documents_of("survey_report"):
        wished = (survey.payload.get("hospital") or {}).get("wished_date")
        if survey.revision and wished:
            return date.fromisoformat(wished)
    return core.order.planned_finish if core.order else None


def _due(core: ProjectFacts, owed: Owed, subject: Subject) -> datetime | None:
    """When a document is due; None where its anchor lies in the unknown."""
    if owed.anchor == "travel":  # before anybody travels
        return close_of(core.order.planned_arrival, time(0)) if core.order else None
    if owed.anchor == "week":  # Saturday 24:00, never moved for holidays (手册 五-2)
        return close_of(subject.start + timedelta(days=6), time(0)) if subject.start else None
    day = {"arrival": subject.start, "return": subject.end, "go_live": go_live_date(core)}[owed.anchor]
    if day is None:
        return None
    count = getattr(core.policy, owed.offset) if owed.offset else 0
    count = -count if owed.anchor == "go_live" else count
    return close_of(add_workdays(day, count, core.policy.holidays), core.policy.close_of_business)


def _issued(facts: Facts, at: datetime) -> Iterable[Finding]:
    core = facts.core
    for owed in OWED.values():
        kind = KINDS[owed.kind]
        if core.order is None and owed.kind != "dispatch_order":
            continue
        if core.order and not owed.applies(core.order.type):
            yield Finding(
                code="document.issued",
                subject=kind.code,
                clause=owed.clause,
                title=f"签发《{kind.title}》",
                status=Status.NOT_APPLICABLE,
                reason=f"派遣类型“{core.order.type}”不需要这份文档。",
            )
            continue
        for subject in subjects(kind, core, at):
            yield _owed(core, owed, kind, subject)


def _named(kind: Kind, suffix: str) -> str:
    return f"{kind.title}（{suffix}）" if suffix else kind.title


def _owed(core: ProjectFacts, owed: Owed, kind: Kind, subject: Subject) -> Finding:
    found = [d for d in core.documents_of(kind.code) if d.key == subject.key]
    done = next((d for d in found if d.revision), None)
    named = _named(kind, subject.suffix)
    return Finding(
        code="document.issued",
        subject=".".join(filter(None, (kind.code, subject.key))),
        clause=owed.clause,
        title=f"签发《{named}》",
        status=Status.MET if done else Status.UNMET,
        reason="" if done else _what_next(named, found),
        proofs=(done.id,) if done else (),
        who=subject.role or (core.doer if core.doer in kind.issuers else kind.issuers[0]),
        person=subject.person,
        due=_due(core, owed, subject),
        met_at=done.first_issued_at if done else None,
        at=Place("document", found[0].id) if found else Place("new_document", kind.code, subject.key),
    )


def kind_of(issued: Finding) -> Kind:
    """The kind that a finding of `document.issued` speaks of."""
    return KINDS[issued.subject.partition(".")[0]]


def name_in(issued: Finding) -> str:
    """The document that a finding of `document.issued` speaks of, as a person calls it."""
    return issued.title.removeprefix("签发《").removesuffix("》")


def _what_next(named: str, found: Sequence[DocumentFacts]) -> str:
    if not found:
        return f"尚未编写，请新建《{named}》。"
    words = {"draft": "正在编写，填完后请签发。", "submitted": "已提交，等待签发。"}
    return words.get(found[0].working, "已作废，请打开后重新编写。")


def _in_force(core: ProjectFacts) -> Iterable[tuple[Kind, DocumentFacts]]:
    return ((KINDS[d.kind], d) for d in core.documents if d.revision)


def _scanned(facts: Facts, at: datetime) -> Iterable[Finding]:
    core = facts.core
    for kind, doc in _in_force(core):
        if kind.medium is Medium.ELECTRONIC or doc.issued_at is None:
            continue
        missing = sorted(set(range(1, doc.pages + 1)) - doc.scanned_pages)
        done = not missing
        day = add_workdays(local_date(doc.issued_at), core.policy.scan_after_issue, core.policy.holidays)
        yield Finding(
            code="document.scanned",
            subject=doc.id,
            clause=HANDED_IN,
            title=f"《{_named(kind, doc.suffix)}》签字件",
            status=Status.MET if done else Status.UNMET,
            reason=""
            if done
            else f"第 {doc.revision} 版缺第 {'、'.join(map(str, missing))} 页的签字照片，请打印、签字后拍照上传。",
            proofs=(doc.id,) if done else (),
            who=core.doer,
            due=close_of(day, core.policy.close_of_business),
            met_at=doc.scanned_at,
            at=Place("document", doc.id),
        )


def _original(facts: Facts, at: datetime) -> Iterable[Finding]:
    returned = [t.returned_at for t in facts.core.trips if t.returned_at]
    for kind, doc in _in_force(facts.core):
        if kind.medium is Medium.ELECTRONIC:
            continue
        met = doc.original_at is not None
        due = close_of(local_date(max(returned)), facts.core.policy.close_of_business) if returned else None
        yield Finding(
            code="document.original",
            subject=doc.id,
            clause=HANDED_IN,
            title=f"《{_named(kind, doc.suffix)}》原件",
            status=Status.MET if met else Status.UNMET,
            reason="" if met else "原件尚未上交，请交给部门主管，或由部门助理代收登记。",
            proofs=(doc.id,) if met else (),
            who=facts.core.doer,
            due=due,
            met_at=doc.original_at,
            at=Place("document", doc.id),
        )


REQUIREMENTS = (
    Requirement("document.issued", HANDED_IN, "文档签发", _issued),
    Requirement("document.scanned", HANDED_IN, "签字件", _scanned),
    Requirement("document.original", HANDED_IN, "原件上交", _original),
)
CLAIMS: tuple[str, ...] = tuple(dict.fromkeys(claim for kind in KINDS.values() for claim in kind.claims()))
"""What papers assert: proven, or reserved on the paper itself (有条件签发); never waived."""
NEVER_WAIVED: tuple[str, ...] = (*CLAIMS, "order.accepted")
"""Beside the claims the order itself: nobody travels on an order that was not accepted."""
COMPLETENESS: tuple[str, ...] = (*CLAIMS, "document.issued", "document.scanned", "reservation.cleared")
"""What the archive asks for: every claim proven, every paper issued and signed. An original is handed in on return."""
