"""perform: the only door for a change. Who? From this state? With which findings? Then one transaction.

Reads the scope's version, decides, and writes only if nobody was faster (compare-and-swap on
the scope); otherwise decides once more, then says `Stale`. A repeat of the same deed by the
same person gives the first result again.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from fieldbook.engine.calendar import local_date
from fieldbook.engine.chapter import chapters
from fieldbook.engine.kinds import Kind
from fieldbook.engine.requirements import Finding, unmet
from fieldbook.engine.transitions import Transition
from fieldbook.handbook.facts import Facts
from fieldbook.record.activity import Deed, apply, bump, compare_and_bump, done_before, take
from fieldbook.record.facts import facts_of
from fieldbook.record.findings import findings_of, gate_of_step
from fieldbook.record.models import Scope, Scoped
from fieldbook.record.queries.standing import Standing, relations, standing_of
from fieldbook.record.rules.payload import Problem
from fieldbook.record.rules.rights import closed, refusal


class Refusal(Exception):
    """An expected refusal with one sentence for the person: what, why, what next."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Forbidden(Refusal):
    """This person may not do this."""


class Stale(Refusal):
    """Somebody was faster, or the thing is no longer in the state the person saw."""


class NotYet(Refusal):
    """The handbook's demands are not met; carries the findings."""

    def __init__(self, sentence: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(sentence)
        self.findings = tuple(findings)


class Invalid(Refusal):
    """What was typed is incomplete or wrong; carries the problems."""

    def __init__(self, sentence: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(sentence)
        self.problems = tuple(problems)


@dataclass(slots=True)
class Ground:
    """What a decision stands on, read at one version of the scope; collects the numbers taken."""

    deed: Deed
    standing: Standing
    version: int
    facts: Facts | None
    target: Any
    held: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    prepared: Any = None
    series: list[Scoped] = field(default_factory=list)

    @property
    def core(self) -> Facts:
        """The facts of the project; an error in the program where the deed has no project."""
        if self.facts is None:
            raise LookupError("this deed has no project")
        return self.facts

    def number(self, series: str) -> str:
        """The next printed number of `series` in the year of the deed; inside the transaction only."""
        text, row = take(f"{series}-{local_date(self.deed.at).year}", settings.NODE)
        self.series.append(row)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a deed is decided and done.

    `target` reads the thing afresh on each attempt; `state` names its state; `relations` gives the
    relations to it; `needs` are requirement codes beside those of the transition; `check` raises
    refusals of its own; `prepare` does slow work before the transaction; `write` returns the rows.
    """

    scope: uuid.UUID
    scope_kind: str = "project"
    transition: Transition | None = None
    kind: Kind | None = None
    target: Callable[[], Any] = lambda: None
    state: Callable[[Any], str] | None = None
    relations: Callable[[Ground], Iterable[str]] = lambda ground: ground.held
    needs: Sequence[str] = ()
    check: Callable[[Ground], None] = lambda ground: None
    prepare: Callable[[Ground], Any] = lambda ground: None
    write: Callable[[Ground], Iterable[Scoped]]


def move(row: Any, step: Transition) -> Any:
    """The row in its new state: the one place where a state changes. Stale where the step does not start there."""
    if row.state not in step.source:
        raise Stale(f"现在的状态不能“{step.label}”，可能已有他人处理，请刷新页面。")
    row.state = step.target
    return row


def perform(deed: Deed, plan: Plan) -> bool:
    """Do the deed by the plan. True when done now, False when it had been done before by the same person.

    Raises Forbidden, NotYet (findings), Invalid (problems), Stale.
    """
    if _repeated(deed):
        return False
    standing = standing_of(deed.actor, local_date(deed.at))
    for _ in range(2):
        seen = _version(plan.scope)
        try:
            ground = _ground(deed, plan, standing)
            _decide(ground, plan)
            ground.prepared = plan.prepare(ground)
            if _write(ground, plan):
                return True
        except Refusal:
            if _repeated(deed):  # its twin was faster: that is no refusal
                return False
            raise
        except IntegrityError:
            if _repeated(deed):
                return False
            if _version(plan.scope) == seen:
                raise
    if _repeated(deed):
        return False
    raise Stale("刚才有人先一步改动了同一项目，您的操作没有生效。请刷新页面，核对后再做一次。")


def _repeated(deed: Deed) -> bool:
    before = done_before(deed)
    if before is None:
        return False
    if before.actor_id != deed.actor.id or before.verb != deed.verb or before.thing_id != deed.thing_id:
        raise Forbidden("这个操作编号已经用过，请刷新页面后重新操作。")
    return True


def _version(scope: uuid.UUID) -> int:
    return Scope.objects.filter(id=scope).values_list("version", flat=True).first() or 0


def _ground(deed: Deed, plan: Plan, standing: Standing) -> Ground:
    facts: Facts | None = None
    if plan.scope_kind == "project":
        try:
            version, facts = facts_of(plan.scope)
        except LookupError:
            version = _version(plan.scope)
    else:
        version = _version(plan.scope)
    ground = Ground(deed=deed, standing=standing, version=version, facts=facts, target=plan.target())
    held = relations(standing, facts.core) if facts else standing.roles
    ground.held = frozenset(held)
    ground.held = frozenset(plan.relations(ground))
    return ground


def _decide(ground: Ground, plan: Plan) -> None:
    step = plan.transition
    if step is not None:
        if closed(step, ground.held):
            raise Forbidden(refusal(step, plan.kind))
        if plan.state is not None and plan.state(ground.target) not in step.source:
            raise Stale(f"现在的状态不能“{step.label}”，可能已有他人处理，请刷新页面。")
        if step.asks and not ground.deed.note.strip():
            raise Invalid(f"请填写{step.asks}。", [Problem("note", step.asks, "必填。")])
    plan.check(ground)
    if ground.facts is not None and ((step and step.needs) or plan.needs):
        asked = gate_of_step(ground.facts, step, ground.deed.thing_id, ground.deed.at) if step else ()
        ground.findings = (*asked, *(findings_of(ground.facts, ground.deed.at, plan.needs) if plan.needs else ()))
        if missing := unmet(ground.findings):
            more = f"（共缺 {len(missing)} 项）" if len(missing) > 1 else ""
            raise NotYet(f"不能{step.label if step else '办理'}{more}：{missing[0].sentence()}", missing)


def _write(ground: Ground, plan: Plan) -> bool:
    with transaction.atomic():
        taken = compare_and_bump(plan.scope, ground.version, plan.scope_kind)
        if taken is None:
            return False
        rows = [*plan.write(ground)]
        rows += ground.series
        scopes = [taken]
        for other in dict.fromkeys(r.scope_id for r in rows):
            if other != plan.scope:
                scopes.append(bump(other, "organisation"))
        apply(ground.deed, scopes, rows)
        _react(ground.deed)
    return True


def _react(deed: Deed) -> None:
    """Put the reactions of the verb into the queue, in the same transaction."""
    for chapter in chapters():
        for task in chapter.reactions.get(deed.verb, ()):
            task.enqueue(str(deed.thing_id))
