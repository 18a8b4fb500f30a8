"""Issue of a document: checked, rendered, stored, and only then one transaction (手册 三-4)."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fieldbook.engine.calendar import local_date
from fieldbook.engine.flow import derived, flow, long_date, look_up, show
from fieldbook.engine.kinds import Kind
from fieldbook.engine.naming import distinct, file_name
from fieldbook.engine.requirements import Finding, unmet
from fieldbook.handbook.flows import ISSUED, STEPS
from fieldbook.handbook.kinds import KINDS
from fieldbook.paper import Mark, render_pdf
from fieldbook.record.actions.deeds import deed, stored_file
from fieldbook.record.actions.documents import (
    able,
    checked,
    demand_complete,
    demand_seen,
    known_to,
    working_revision,
)
from fieldbook.record.actions.projects import order_rows
from fieldbook.record.activity.images import canonical
from fieldbook.record.findings import demands, findings_of
from fieldbook.record.models import Document, Person, Reservation, Revision, Scoped, StoredFile
from fieldbook.record.perform import Ground, Invalid, NotYet, Plan, move, perform
from fieldbook.record.queries.people import people_by_label
from fieldbook.record.rules.ids import key_id
from fieldbook.record.rules.payload import Problem, tidy

EFFECTS: dict[str, Callable[[Revision, Mapping[str, Person], datetime], list[Scoped]]] = {"dispatch_order": order_rows}
"""Kind → the rows that its issue makes true, beside the paper itself."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A rendered revision: the neutral list it came from, what it was derived from, and the stored PDF."""

    payload: dict[str, Any]
    flow: list[dict[str, Any]]
    basis: dict[str, Any]
    digest: str
    pages: int
    file: StoredFile
    suffix: str


def _rendered(ground: Ground, kind: Kind, open_claims: Sequence[Finding], due: date | None) -> Paper:
    revision: Revision = ground.target
    payload = checked(ground, kind, revision).payload
    facts = known_to(ground, revision, payload)
    blocks = flow(kind, payload, facts, reserved=_reserved(open_claims, ground.deed.note, due))
    digest = hashlib.sha256(canonical(blocks).encode()).hexdigest()
    mark = Mark(number=revision.document.number, revision=revision.number, digest=digest[:8], stem=revision.stem)
    pdf = render_pdf(title=kind.title, style=kind.style, blocks=blocks, mark=mark)
    suffix = _suffix(ground, kind, facts)
    name = file_name(project=ground.core.core.name, title=kind.title, suffix=suffix, extension="pdf")
    file = stored_file(scope=revision.scope_id, data=pdf.data, name=name, media="application/pdf")
    return Paper(payload, blocks, derived(kind, facts), digest, pdf.pages, file, suffix)


def _suffix(ground: Ground, kind: Kind, facts: Mapping[str, Any]) -> str:
    """The words that tell this file from others of its kind: by what it says, where the kind names a path for it."""
    document = ground.target.document
    if not kind.suffix:
        return str(document.suffix)
    others = Document.objects.filter(project=document.project_id, kind=kind.code).exclude(id=document.id)
    return distinct(show(look_up(facts, kind.suffix)), others.values_list("suffix", flat=True))


def _reserved(open_claims: Sequence[Finding], reason: str, due: date | None) -> dict[str, str]:
    """Claim → the reservation printed below its sentence."""
    texts: dict[str, list[str]] = {}
    for finding in open_claims:
        texts.setdefault(finding.code, []).append(finding.title)
    if due is None:
        return {}
    promise = f"原因：{reason.strip().rstrip('。')}。承诺于 {long_date(due)} 前补齐，并以补充通知确认。"
    return {code: f"{'、'.join(titles)}尚未完成。{promise}" for code, titles in texts.items()}


def _rows(ground: Ground, kind: Kind, verb: str) -> list[Scoped]:
    """The issued revision, what it supersedes, and what its issue makes true."""
    paper, row, at = ground.prepared, ground.target, ground.deed.at
    older = Revision.objects.filter(document=row.document, state=ISSUED).first()
    row.payload, row.flow, row.basis = paper.payload, paper.flow, paper.basis
    row.digest, row.pages, row.file = paper.digest, paper.pages, paper.file
    row.issued_at, row.issued_by, row.touched = at, ground.deed.actor, ground.deed.id
    row.kind_version, row.policy_version = kind.version, ground.core.core.policy.version
    rows: list[Scoped] = [paper.file]
    if older is not None:
        older.ended_at = at
        rows.append(move(older, STEPS["document.superseded"]))
    rows.append(move(row, STEPS[verb]))
    if row.document.suffix != paper.suffix:
        row.document.suffix = paper.suffix
        rows.append(row.document)
    if effect := EFFECTS.get(kind.code):
        rows += effect(row, people_by_label(), at)
    return rows


def _standing_reservations(ground: Ground) -> list[Reservation]:
    return list(Reservation.objects.filter(revision__document=ground.target.document, cleared_at=None))


def _cleared(ground: Ground, still_open: Sequence[Finding]) -> list[Scoped]:
    """Earlier reservations that this supplementary issue clears: their claim is no longer open (手册 三-4)."""
    keys = {f.key for f in still_open}
    done = [kept for kept in _standing_reservations(ground) if (kept.code, kept.subject) not in keys]
    for kept in done:
        kept.cleared_at = ground.deed.at
    return [*done]


def issue_document(*, document: Document, seen: str = "", activity: uuid.UUID, actor: Person, at: datetime) -> None:
    """签发: with a complete form and every demand of the kind met. Raises NotYet, Invalid, Forbidden, Stale."""
    step, kind = STEPS["document.issued"], KINDS[document.kind]
    complete = demand_complete(kind)

    def check(ground: Ground) -> None:
        demand_seen(ground, seen)
        complete(ground)

    plan = Plan(
        scope=document.scope_id,
        transition=step,
        kind=kind,
        target=lambda: working_revision(document.id),
        state=lambda row: row.state,
        relations=able(document),
        needs=demands(kind, document.key),
        check=check,
        prepare=lambda ground: _rendered(ground, kind, (), None),
        write=lambda ground: [*_rows(ground, kind, step.verb), *_cleared(ground, ())],
    )
    perform(deed(step.verb, document, activity=activity, actor=actor, at=at), plan)


def issue_with_reservation(
    *,
    document: Document,
    reason: str,
    due: date | None,
    seen: str = "",
    activity: uuid.UUID,
    actor: Person,
    at: datetime,
) -> None:
    """有条件签发 by the supervisor: each open claim becomes a printed reservation and a duty until cleared."""
    step, kind = STEPS["document.issued_with_reservation"], KINDS[document.kind]
    complete = demand_complete(kind)

    def open_claims(ground: Ground) -> tuple[Finding, ...]:
        return unmet(findings_of(ground.core, at, kind.claims())) if kind.claims() else ()

    def check(ground: Ground) -> None:
        demand_seen(ground, seen)
        complete(ground)
        if due is None or due < local_date(at):
            raise Invalid("请填写补齐期限，不能早于今天。", [Problem("due", "补齐期限", "必填，不能早于今天。")])
        if not open_claims(ground):
            raise NotYet("各项条件都已具备，请直接“签发”，不需要保留。")

    def write(ground: Ground) -> list[Scoped]:
        row = ground.target
        assert due is not None  # noqa: S101  # checked above
        standing = {(kept.code, kept.subject) for kept in _standing_reservations(ground)}
        new = [f for f in open_claims(ground) if f.key not in standing]  # an earlier promise keeps its date
        kept = [_reservation(row, f, reason, due, actor, at) for f in new]
        return [*_rows(ground, kind, step.verb), *_cleared(ground, open_claims(ground)), *kept]

    plan = Plan(
        scope=document.scope_id,
        transition=step,
        kind=kind,
        target=lambda: working_revision(document.id),
        state=lambda row: row.state,
        relations=able(document),
        needs=tuple(n for n in demands(kind, document.key) if n not in kind.claims()),
        check=check,
        prepare=lambda ground: _rendered(ground, kind, open_claims(ground), due),
        write=write,
    )
    perform(deed(step.verb, document, activity=activity, actor=actor, at=at, note=reason), plan)


def _reservation(
    revision: Revision, finding: Finding, reason: str, due: date, actor: Person, at: datetime
) -> Reservation:
    return Reservation(
        id=key_id("reservation", revision.id, *finding.key),
        scope_id=revision.scope_id,
        project=revision.document.project,
        revision=revision,
        code=finding.code,
        subject=finding.subject,
        title=finding.title,
        reason=tidy(reason)[:500],
        due=due,
        granted_at=at,
        granted_by=actor,
    )
