"""Commands that only read: what a project owes, and its archive."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import django

from fieldbook.engine.requirements import Finding
from fieldbook.web.commands.files import Unusable, check_out, write


def _open() -> None:
    """Set Django up on the data at hand; `Unusable` where there are none, and nothing is created."""
    django.setup()
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    kept = Path(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not kept.is_file():
        raise Unusable(f"{kept.parent} 里没有数据：还没有建立数据库。请核对 FIELDBOOK_HOME，或先运行 fieldbook serve。")
    try:
        executor = MigrationExecutor(connection)
        old = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise Unusable("打不开数据库：连接不上，或文件已损坏。请核对 FIELDBOOK_HOME 与 DATABASE_URL。") from error
    if old:
        raise Unusable("数据库是空的，或由别的版本建立，不能读取。请先运行一次 fieldbook serve，由它更新。")


def _project(number: str) -> Any:
    from fieldbook.chapters.closeout.queries import project_numbered

    project = project_numbered(number)
    if project is None:
        raise Unusable(f"没有编号或名称为“{number}”的项目。请到网页的“项目”里核对编号，如 XM-2026-0001。")
    return project


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
    """Print every finding of a project at the close of `day` (now without one); `Unusable` without such a project."""
    _open()
    from django.utils import timezone

    from fieldbook.engine.calendar import close_of
    from fieldbook.record.facts import facts_of
    from fieldbook.record.findings import findings_of

    project = _project(number)
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
    check_out(out)
    _open()
    from django.utils import timezone

    from fieldbook.chapters.closeout.queries import archive_of

    project, at = _project(number), timezone.now()
    made = archive_of(project=project.id, at=at)
    if partial or not made.missing:
        write(out, made.data)
    if as_json:
        missing = [_row(f, at) for f in made.missing]
        print(json.dumps({"complete": not made.missing, "files": made.names, "missing": missing}, ensure_ascii=False))
    elif made.missing:
        told = [f"归档不齐全，待完成 {len(made.missing)} 项：", *(f.sentence() for f in made.missing)]
        print(*told, sep="\n", file=sys.stderr)
    return 1 if made.missing else 0
