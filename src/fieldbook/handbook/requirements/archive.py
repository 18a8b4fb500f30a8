"""手册 六-2, 七: every owed document is issued, filed as signed copy, handed in, archived. One rule for all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from fieldbook.engine.calendar import close_of, local_date, lock_of
from fieldbook.engine.kinds import Kind, Medium, Per
from fieldbook.engine.requirements import Finding, Place, Requirement, Status
from fieldbook.handbook.catalogue.dispatch import OWED, Owed
from fieldbook.handbook.dues import due_of, not_owed, returned_of, signed_due
from fieldbook.handbook.facts import DocumentFacts, Facts, ProjectFacts, TrainingFacts
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.subjects import Subject, subjects

HANDED_IN, SEALED, ARCHIVED = "手册 六-2", "手册 四-4", "手册 七-1"
UNOWED = Owed("", "–––––", ARCHIVED)
"""A paper that no dispatch owes: its signed copy is due like any other."""


def _issued(facts: Facts, at: datetime) -> Iterable[Finding]:
    core = facts.core
    for owed in OWED.values():
        kind = KINDS[owed.kind]
        if core.order is None and owed.kind != "dispatch_order":
            continue
        why = _not_applicable(owed, facts)
        wanted = () if why else tuple(_wanted(kind, facts, at))
        if not why and not wanted and owed.when == "started":
            why = "按需填写，目前没有。"
        if why:
            yield Finding(
                code="document.issued",
                subject=kind.code,
                clause=owed.clause,
                title=f"签发《{kind.title}》",
                status=Status.NOT_APPLICABLE,
                reason=why,
            )
        for subject in wanted:
            yield _owed(facts, owed, kind, subject, at)


def _not_applicable(owed: Owed, facts: Facts) -> str:
    order = facts.core.order
    if order and not owed.applies(order.type):
        return f"派遣类型“{order.type}”不需要这份文档。"
    return not_owed(owed, facts)


def _wanted(kind: Kind, facts: Facts, at: datetime) -> Iterable[Subject]:
    """The subjects of which a document is owed now."""
    core, plan = facts.core, facts.get(TrainingFacts).sessions
    lessons = sorted((s for s in plan if s.by_department), key=lambda s: s.day)
    if kind.per is Per.MODULE:
        first = {s.module: s.day for s in reversed(lessons) if s.module}
        return (replace(s, start=first[s.key]) for s in subjects(kind, core, at) if s.key in first)
    if kind.per is Per.SESSION:
        days = {s.department: s.day for s in reversed(lessons) if s.department}
        named = [Subject(key=d, suffix=d, start=day) for d, day in days.items()]
        return sorted(named, key=lambda s: (s.start or date.max, s.key)) or (Subject(),)
    if kind.per is Per.EVENT and OWED[kind.code].when == "started":
        begun = (d for d in core.documents_of(kind.code) if d.revision or d.working != "void")
        return (Subject(key=d.key, suffix=d.suffix) for d in begun)
    return (Subject(),) if kind.per is Per.EVENT else subjects(kind, core, at)


def _papers_about(kind: Kind, core: ProjectFacts, subject: Subject) -> list[DocumentFacts]:
    """The documents that meet one subject: by key, of a department by who signed in, any where one of all is enough."""
    found = core.documents_of(kind.code)
    if kind.per is Per.SESSION and subject.key:
        return [d for d in found if any(r.get("department") == subject.key for r in d.payload.get("people") or ())]
    if kind.per in (Per.SESSION, Per.EVENT) and not subject.key:
        return list(found)
    return [d for d in found if d.key == subject.key]


def _named(kind: Kind, suffix: str) -> str:
    return f"{kind.title}（{suffix}）" if suffix else kind.title


def _owed(facts: Facts, owed: Owed, kind: Kind, subject: Subject, at: datetime) -> Finding:
    core = facts.core
    found = _papers_about(kind, core, subject)
    done = next((d for d in found if d.revision), None)
    named = _named(kind, subject.suffix)
    return Finding(
        code="document.issued",
        subject=".".join(filter(None, (kind.code, subject.key))),
        clause=owed.clause,
        title=f"签发《{named}》",
        status=Status.MET if done else Status.UNMET,
        reason="" if done else LOCKED if _is_closed(kind, subject, core, at) else _what_next(named, found),
        proofs=(done.id,) if done else (),
        who=subject.role or _whose_turn(kind, core, found),
        person=subject.person,
        due=due_of(owed, facts, subject),
        met_at=done.first_issued_at if done else None,
        at=Place("document", found[0].id) if found else Place("new_document", kind.code, subject.key),
    )


def _whose_turn(kind: Kind, core: ProjectFacts, found: Sequence[DocumentFacts]) -> str:
    """Who writes it, and once it is submitted who issues it; the leading engineer's role where that may."""
    able = kind.issuers if any(d.working == "submitted" for d in found) else kind.authors
    return core.doer if core.doer in able else able[0]


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


LOCKED = "已过当周周六24:00，不能再提交；确需补交，请部门主管写明理由、重新开放。"


def _is_locked(kind: Kind, week: Subject, at: datetime) -> bool:
    return kind.per is Per.PERSON_WEEK and week.start is not None and at > lock_of(week.start)


def _is_closed(kind: Kind, week: Subject, core: ProjectFacts, at: datetime) -> bool:
    """True for a week past its lock that the supervisor has not reopened (手册 五-2)."""
    reopened = {w.subject for w in core.waivers if w.code == "week.open"}
    return _is_locked(kind, week, at) and f"{kind.code}.{week.key}" not in reopened


def _locked(facts: Facts, at: datetime) -> Iterable[Finding]:
    """A week that was not reported before Saturday 24:00 is locked; lifting this reopens it, the reason is kept (手册 五-2)."""
    owed = (KINDS[o.kind] for o in OWED.values() if not _not_applicable(o, facts))
    for kind in (k for k in owed if k.per is Per.PERSON_WEEK):
        for week in subjects(kind, facts.core, at):
            done = any(d.revision and not d.working for d in facts.core.documents_of(kind.code) if d.key == week.key)
            if _is_locked(kind, week, at) and not done:
                yield Finding(
                    code="week.open",
                    subject=f"{kind.code}.{week.key}",
                    clause="手册 五-2",
                    title=f"《{_named(kind, week.suffix)}》已锁定",
                    status=Status.UNMET,
                    reason=LOCKED,
                    at=Place("project", facts.core.id),
                )


def _in_force(core: ProjectFacts) -> Iterable[tuple[Kind, DocumentFacts]]:
    return ((KINDS[d.kind], d) for d in core.documents if d.revision)


def _doer(core: ProjectFacts, person: str) -> str:
    """The role of whose paper it is, else of whoever does the project's work."""
    return next((t.role for t in core.trips if t.person_id == person), core.doer)


def _scanned(facts: Facts, at: datetime) -> Iterable[Finding]:
    core = facts.core
    for kind, doc in _in_force(core):
        if kind.medium is Medium.ELECTRONIC or doc.issued_at is None:
            continue
        missing = sorted(set(range(1, doc.pages + 1)) - doc.scanned_pages)
        done, owed = not missing, OWED.get(kind.code, UNOWED)
        due, grace = signed_due(owed, facts, doc)
        yield Finding(
            code="document.scanned",
            subject=doc.id,
            clause="手册 五-3" if owed.signed == "friday" else HANDED_IN,
            title=f"《{_named(kind, doc.suffix)}》签字件",
            status=Status.MET if done else Status.UNMET,
            reason=""
            if done
            else f"第 {doc.revision} 版缺第 {'、'.join(map(str, missing))} 页的签字照片，请打印、签字后拍照上传。",
            proofs=(doc.id,) if done else (),
            who=_doer(core, doc.person),
            person=doc.person,
            due=due,
            grace=grace,
            met_at=doc.scanned_at,
            at=Place("document", doc.id),
        )


def _sealed(facts: Facts, at: datetime) -> Iterable[Finding]:
    """No camera tells a seal from a stain: somebody looks at the signed copy and says so."""
    for kind, doc in _in_force(facts.core):
        if not kind.sealed or doc.issued_at is None:
            continue
        due, grace = signed_due(OWED.get(kind.code, UNOWED), facts, doc)
        yield Finding(
            code="document.sealed",
            subject=doc.id,
            clause=SEALED,
            title=f"《{_named(kind, doc.suffix)}》公章",
            status=Status.MET if doc.sealed_at else Status.UNMET,
            reason="" if doc.sealed_at else "尚未确认盖有医院公章，请在签字件上传后核对、确认。",
            proofs=(doc.id,) if doc.sealed_at else (),
            who=_doer(facts.core, doc.person),
            person=doc.person,
            due=due,
            grace=grace,
            met_at=doc.sealed_at,
            at=Place("document", doc.id, "files"),
        )


def _original(facts: Facts, at: datetime) -> Iterable[Finding]:
    for kind, doc in _in_force(facts.core):
        if kind.medium is Medium.ELECTRONIC:
            continue
        met = doc.original_at is not None
        back = returned_of(facts.core, doc.person)
        due = close_of(local_date(back), facts.core.policy.close_of_business) if back else None
        yield Finding(
            code="document.original",
            subject=doc.id,
            clause=HANDED_IN,
            title=f"《{_named(kind, doc.suffix)}》原件",
            status=Status.MET if met else Status.UNMET,
            reason="" if met else "原件尚未上交，请交给部门主管，或由部门助理代收登记。",
            proofs=(doc.id,) if met else (),
            who=_doer(facts.core, doc.person),
            person=doc.person,
            due=due,
            met_at=doc.original_at,
            at=Place("document", doc.id),
        )


REQUIREMENTS = (
    Requirement("document.issued", HANDED_IN, "文档签发", _issued),
    Requirement("week.open", "手册 五-2", "周报锁定", _locked),
    Requirement("document.scanned", HANDED_IN, "签字件", _scanned),
    Requirement("document.sealed", SEALED, "公章", _sealed),
    Requirement("document.original", HANDED_IN, "原件上交", _original),
)
CLAIMS: tuple[str, ...] = tuple(dict.fromkeys(claim for kind in KINDS.values() for claim in kind.claims()))
"""What papers assert: proven, or reserved on the paper itself (有条件签发); never waived."""
NEVER_WAIVED: tuple[str, ...] = (*CLAIMS, "order.accepted")
"""Beside the claims the order itself: nobody travels on an order that was not accepted."""
COMPLETENESS: tuple[str, ...] = (*CLAIMS, "document.issued", "document.scanned", "document.sealed", "reservation.cleared")
"""What the archive asks for: every claim proven, every paper issued and signed. An original is handed in on return."""
