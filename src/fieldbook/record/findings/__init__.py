"""Findings: the requirements of the handbook over facts at a moment. Computed every time, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fieldbook.engine.kinds import Kind
from fieldbook.engine.requirements import Finding, judge, unmet
from fieldbook.handbook.facts import Facts
from fieldbook.handbook.requirements import REQUIREMENTS, named
from fieldbook.handbook.requirements.archive import COMPLETENESS


def findings_of(facts: Facts, at: datetime, codes: Sequence[str] = ()) -> tuple[Finding, ...]:
    """All findings of a project at `at`, or those of some requirement codes, waivers laid over."""
    wanted = named(tuple(codes)) if codes else REQUIREMENTS
    return judge(wanted, facts, at, {(w.code, w.subject): w.reason for w in facts.core.waivers})


def gate_of(facts: Facts, kind: Kind, at: datetime) -> tuple[Finding, ...]:
    """The findings that the issue of a kind asks for, met ones included; what does not apply is kept, it says why."""
    return findings_of(facts, at, kind.needs) if kind.needs else ()


def missing_for_archive(facts: Facts, at: datetime) -> tuple[Finding, ...]:
    """What keeps the archive incomplete (手册 六-2): open findings of completeness."""
    return unmet(findings_of(facts, at, COMPLETENESS))
