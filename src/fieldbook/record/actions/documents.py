"""The life of a document but for its issue: draft, save, submit, withdraw, return, revise, void."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from fieldbook.engine.kinds import Kind
from fieldbook.engine.transitions import Transition
from fieldbook.handbook.flows import DRAFT, ISSUED, STEPS, SUBMITTED
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.subjects import Subject, foreseen, paper_facts, subject_of
from fieldbook.record.actions.deeds import deed
from fieldbook.record.actions.projects import document_row, draft_row
from fieldbook.record.models import Document, Person, Project, Revision, Scoped
from fieldbook.record.perform import Ground, Invalid, Plan, Stale, move, perform
from fieldbook.record.queries.people import people_by_label
from fieldbook.record.queries.standing import document_relations
from fieldbook.record.rules.ids import key_id
from fieldbook.record.rules.payload import Cleaned, clean, tidy, unknown_people, with_replaced


def able(document: Document) -> Callable[[Ground], frozenset[str]]:
    """The relations to a document, 编写人 and 签发人 among them."""
    return lambda ground: document_relations(ground.standing, ground.held, KINDS[document.kind], document.person_id)


def working_revision(document: uuid.UUID) -> Revision:
    """The revision being written; Stale where there is none any more."""
    row = (
        Revision.objects.filter(document=document, state__in=[DRAFT, SUBMITTED])
        .select_related("document__project")
        .first()
    )
    if row is None:
        raise Stale("这份文档已没有编写中的版本，可能刚被签发或作废，请刷新页面。")
    return row


def known_to(ground: Ground, revision: Revision, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What the paper of a revision may print."""
    document = revision.document
    kind, at = KINDS[document.kind], ground.deed.at
    return paper_facts(ground.core, kind, payload, number=document.number, key=document.key, at=at)


def checked(ground: Ground, kind: Kind, revision: Revision) -> Cleaned:
    """The payload of a revision, cleaned as for issue; unknown people are problems too."""
    facts = known_to(ground, revision, revision.payload)
    done = clean(kind, revision.payload, facts, complete=True)
    done.problems += unknown_people(kind, done.payload, people_by_label())
    return done


def demand_seen(ground: Ground, seen: str) -> None:
    """Stale where somebody wrote after the page was opened; `seen` is the mark the page carried."""
    if seen and seen != str(ground.target.touched):
        raise Stale("您打开之后，有人改动了这份文档。您填写的内容仍在下方，请核对对方的改动后再保存。")


def demand_complete(kind: Kind) -> Callable[[Ground], None]:
    """The check of transitions that need a complete form."""

    def check(ground: Ground) -> None:
        problems = checked(ground, kind, ground.target).problems
        if problems:
            first = problems[0]
            raise Invalid(
                f"还有 {len(problems)} 处需要填写或改正，先看“{first.label or kind.title}”：{first.sentence}", problems
            )

    return check


def draft_document(
    *, project: Project, kind: Kind, key: str = "", activity: uuid.UUID, actor: Person, at: datetime
) -> uuid.UUID:
    """A new document of a kind, as draft; where it exists already, its id is returned and nothing is written.

    `key` names the subject by the kind's `per`; what nobody can foresee (a memo, a session) needs none and
    gets a document of its own each time. Raises Invalid for a key that the project does not know.
    """
    key = key if foreseen(kind) else activity.hex
    own_id = key_id("document", project.id, kind.code, key)
    if Document.objects.filter(id=own_id).exists():
        return own_id

    def about(ground: Ground) -> Subject:
        found = subject_of(kind, ground.core.core, key, at)
        if found is None:
            raise Invalid(f"本项目没有这样的《{kind.title}》可建，请刷新页面后从应办事项进入。")
        return found

    def write(ground: Ground) -> list[Scoped]:
        document = document_row(project, kind, about(ground), ground.number(kind.series), at)
        return [document, draft_row(document, 1, {}, actor, ground)]

    plan = Plan(
        scope=project.id,
        transition=STEPS["document.drafted"],
        kind=kind,
        target=lambda: None,
        relations=lambda ground: document_relations(
            ground.standing, ground.held, kind, about(ground).person or None
        ),
        write=write,
    )
    perform(deed("document.drafted", own_id, activity=activity, actor=actor, at=at), plan)
    return own_id


def _step(
    *,
    verb: str,
    document: Document,
    note: str = "",
    seen: str = "",
    check: Callable[[Ground], None] = lambda ground: None,
    change: Callable[[Revision, Ground, Transition], list[Scoped]],
    activity: uuid.UUID,
    actor: Person,
    at: datetime,
) -> None:
    step = STEPS[verb]

    def whole_check(ground: Ground) -> None:
        demand_seen(ground, seen)
        check(ground)

    def write(ground: Ground) -> list[Scoped]:
        ground.target.touched = ground.deed.id
        return change(ground.target, ground, step)

    plan = Plan(
        scope=document.scope_id,
        transition=step,
        kind=KINDS[document.kind],
        target=lambda: working_revision(document.id),
        state=lambda row: row.state,
        relations=able(document),
        check=whole_check,
        write=write,
    )
    perform(deed(verb, document, activity=activity, actor=actor, at=at, note=note), plan)


def save_document(
    *, document: Document, raw: Mapping[str, Any], seen: str, activity: uuid.UUID, actor: Person, at: datetime
) -> Cleaned:
    """暂存: keep what was typed, unreadable values included; returns it with what is wrong with it."""
    kind = KINDS[document.kind]
    done = clean(kind, raw)

    def change(row: Revision, ground: Ground, step: Transition) -> list[Scoped]:
        row.payload = with_replaced(kind, done.payload, row.payload, known_to(ground, row, done.payload))
        return [move(row, step)]

    _step(verb="document.saved", document=document, seen=seen, change=change, activity=activity, actor=actor, at=at)
    return done


def submit_document(*, document: Document, seen: str, activity: uuid.UUID, actor: Person, at: datetime) -> None:
    """提交: the form must be complete; the issuer sees it in 待办."""

    def change(row: Revision, ground: Ground, step: Transition) -> list[Scoped]:
        row.submitted_at = at
        return [move(row, step)]

    check = demand_complete(KINDS[document.kind])
    _step(
        verb="document.submitted", document=document, seen=seen, check=check, change=change,
        activity=activity, actor=actor, at=at,
    )  # fmt: skip


def withdraw_document(*, document: Document, activity: uuid.UUID, actor: Person, at: datetime) -> None:
    """撤回: a submitted document becomes a draft again, by its author."""
    _step(
        verb="document.withdrawn",
        document=document,
        change=lambda row, ground, step: [move(row, step)],
        activity=activity,
        actor=actor,
        at=at,
    )


def return_document(
    *, document: Document, reason: str, seen: str = "", activity: uuid.UUID, actor: Person, at: datetime
) -> None:
    """退回: a submitted document goes back to its author with a reason."""

    def change(row: Revision, ground: Ground, step: Transition) -> list[Scoped]:
        row.remark = tidy(reason)[:500]
        return [move(row, step)]

    _step(
        verb="document.returned", document=document, note=reason, seen=seen, change=change,
        activity=activity, actor=actor, at=at,
    )  # fmt: skip


def revise_document(*, document: Document, activity: uuid.UUID, actor: Person, at: datetime) -> None:
    """修订: a new draft from the revision in force, which stays in force until the new one is issued.

    Where none is in force, from the last one (重新编写 after 作废).
    """

    def source() -> Revision:
        rows = list(document.revisions.order_by("number"))
        working = (r for r in rows if r.state in (DRAFT, SUBMITTED))
        return next(working, None) or next((r for r in rows if r.state == ISSUED), rows[-1])

    def write(ground: Ground) -> list[Scoped]:
        number = max(document.revisions.values_list("number", flat=True)) + 1
        return [draft_row(document, number, ground.target.payload, actor, ground)]

    plan = Plan(
        scope=document.scope_id,
        transition=STEPS["document.revised"],
        kind=KINDS[document.kind],
        target=source,
        state=lambda row: row.state,
        relations=able(document),
        write=write,
    )
    perform(deed("document.revised", document, activity=activity, actor=actor, at=at), plan)


def void_document(
    *, document: Document, reason: str, seen: str = "", activity: uuid.UUID, actor: Person, at: datetime
) -> None:
    """作废: the working revision, else the one in force, with a reason; never deleted."""
    step = STEPS["document.voided"]

    def target() -> Revision:
        open_rows = document.revisions.filter(state__in=[DRAFT, SUBMITTED, ISSUED])
        row = open_rows.select_related("document__project").order_by("number").last()
        if row is None:
            raise Stale("这份文档已经作废，请刷新页面。")
        return row

    def write(ground: Ground) -> list[Scoped]:
        row = ground.target
        row.remark, row.ended_at, row.touched = tidy(reason)[:500], at, ground.deed.id
        return [move(row, step)]

    plan = Plan(
        scope=document.scope_id,
        transition=step,
        kind=KINDS[document.kind],
        target=target,
        state=lambda row: row.state,
        relations=able(document),
        check=lambda ground: demand_seen(ground, seen),
        write=write,
    )
    perform(deed(step.verb, document, activity=activity, actor=actor, at=at, note=reason), plan)
