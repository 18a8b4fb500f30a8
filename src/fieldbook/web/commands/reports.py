"""Commands that only read: what a project owes, and its archive."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import django

from fieldbook.engine.requirements import Finding


def _setup() -> None:
    django.setup()


def _moment(at: datetime | None) -> str | None:
    from fieldbook.engine.calendar import ZONE

    return at.astimezone(ZONE).isoformat(timespec="minutes") if at else None


def _row(finding: Finding, at: datetime) -> dict[str, Any]:
    return {
        "code": finding.code,
        "subject": finding.subject,
        "clause": finding.clause,
        "status": str(finding.status),
        "due": _moment(finding.due),
        "met_at": _moment(finding.met_at),
        "reason": finding.reason,
        "title": finding.title,
        "late": finding.is_late(at),
    }


def duties(number: str, *, day: date | None, as_json: bool) -> int:
    """Print every finding of a project at the close of `day` (now without one); 1 where there is no such project."""
    _setup()
    from django.utils import timezone

    from fieldbook.chapters.closeout.queries import project_numbered
    from fieldbook.engine.calendar import close_of
    from fieldbook.record.facts import facts_of
    from fieldbook.record.findings import findings_of

    project = project_numbered(number)
    if project is None:
        print(f"没有编号或名称为“{number}”的项目。", file=sys.stderr)
        return 1
    at = close_of(day) if day else timezone.now()
    rows = [_row(f, at) for f in findings_of(facts_of(project.id)[1], at)]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    for row in () if as_json else rows:
        late = " 逾期" if row["late"] else ""
        print(f"{row['status']:<14} {row['due'] or '':<23}{late} {row['title']} {row['reason']}({row['clause']})")
    return 0


def archive(number: str, *, out: Path, partial: bool, as_json: bool) -> int:
    """Write the archive; 1 and what is missing when it is incomplete and `partial` was not asked for."""
    _setup()
    from django.utils import timezone

    from fieldbook.chapters.closeout.queries import archive_of, project_numbered

    project = project_numbered(number)
    if project is None:
        print(f"没有编号或名称为“{number}”的项目。", file=sys.stderr)
        return 1
    at = timezone.now()
    made = archive_of(project=project.id, at=at)
    if partial or not made.missing:
        out.write_bytes(made.data)
    if as_json:
        missing = [_row(f, at) for f in made.missing]
        print(json.dumps({"complete": not made.missing, "files": made.names, "missing": missing}, ensure_ascii=False))
    elif made.missing:
        told = [f"归档不齐全，还缺 {len(made.missing)} 项：", *(f.sentence() for f in made.missing)]
        print(*told, sep="\n", file=sys.stderr)
    return 1 if made.missing else 0
