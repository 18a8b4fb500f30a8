"""Findings: the requirements of the handbook over facts at a moment. Computed every time, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fieldbook.engine.kinds import Kind
from fieldbook.engine.requirements import Finding, judge, unmet
from fieldbook.engine.transitions import Transition
from fieldbook.handbook.facts import Facts
from fieldbook.handbook.requirements import REQUIREMENTS, named
from fieldbook.handbook.requirements.archive import COMPLETENESS


def findings_of(facts: Facts, at: datetime, codes: Sequence[str] = ()) -> tuple[Finding, ...]:
    """All findings of a project at `at`, or those of some codes (`code` or `code:subject`), waivers laid over."""
    wanted = named(tuple(c.partition(":")[0] for c in codes)) if codes else REQUIREMENTS
    found = judge(wanted, facts, at, {(w.code, w.subject): w.reason for w in facts.core.waivers})
    return tuple(f for f in found if not codes or f.code in codes or f"{f.code}:{f.subject}" in codes)


def gate_of_step(facts: Facts, step: Transition, thing: object, at: datetime) -> tuple[Finding, ...]:
    """The findings that a step on `thing` asks for, met ones included."""
    codes = tuple(code.format(thing=thing) for code in step.needs)
    return findings_of(facts, at, codes) if codes else ()


def demands(kind: Kind, key: str) -> tuple[str, ...]:
    """The codes that the issue of a document of a kind asks for; `key` is what tells it from others of the kind."""
    return tuple(code.format(key=key) for code in kind.needs)


def gate_of(facts: Facts, kind: Kind, at: datetime, key: str = "") -> tuple[Finding, ...]:
    """The findings that the issue of a document asks for, met ones included; what does not apply says why."""
    return findings_of(facts, at, demands(kind, key)) if kind.needs else ()


def missing_for_archive(facts: Facts, at: datetime) -> tuple[Finding, ...]:
    """What keeps the archive incomplete (手册 六-2): open findings of completeness."""
    return unmet(findings_of(facts, at, COMPLETENESS))
