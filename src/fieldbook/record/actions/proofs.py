"""Proofs of requirements, filed with a file; records of what was done; both withdrawn with a reason; waivers."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from fieldbook.engine.calendar import local_date
from fieldbook.engine.requirements import Finding
from fieldbook.handbook.flows import FILED, STEPS, WITHDRAWN
from fieldbook.handbook.requirements.archive import CLAIMS, NEVER_WAIVED
from fieldbook.handbook.requirements.golive import EVIDENCE
from fieldbook.handbook.requirements.records import WORDS
from fieldbook.record.actions.deeds import deed, stored_file
from fieldbook.record.findings import findings_of
from fieldbook.record.models import Person, Project, Proof, Scoped, Waiver
from fieldbook.record.perform import Ground, Invalid, NotYet, Plan, Stale, perform
from fieldbook.record.rules.ids import key_id
from fieldbook.record.rules.payload import Problem, tidy


def file_proof(
    *,
    project: Project,
    keys: Sequence[tuple[str, str]],
    data: bytes,
    name: str,
    media: str,
    proven_date: date,
    note: str = "",
    activity: uuid.UUID,
    actor: Person,
    at: datetime,
) -> int:
    """File one file as proof of one or more open findings; returns how many it proves. A word meets nothing."""

    def check(ground: Ground) -> None:
        if not keys:
            raise Invalid("请勾选这份文件能证明的事项。", [Problem("keys", "证明事项", "至少勾选一项。")])
        ground.findings = _open(ground, keys, tuple(EVIDENCE), proven_date, at)

    def write(ground: Ground) -> list[Scoped]:
        file = stored_file(scope=project.id, data=data, name=name, media=media)
        titles = {f.key: f.title for f in ground.findings}
        said = {"file": file, "proven_date": proven_date, "note": tidy(note)[:500], "filed_at": at, "filed_by": actor}
        return [file, *(_proof_row(project, activity, key, titles[key], said) for key in keys)]

    plan = Plan(scope=project.id, transition=STEPS["proof.filed"], check=check, write=write)
    perform(deed("proof.filed", project, activity=activity, actor=actor, at=at, note=note), plan)
    return len(keys)


def make_record(
    *,
    project: Project,
    code: str,
    note: str,
    proven_date: date,
    file: tuple[bytes, str, str] | None = None,
    activity: uuid.UUID,
    actor: Person,
    at: datetime,
) -> None:
    """Write down that a duty was done: when, and what `note` says of it (手册 一-1); `file` is data, name, media.

    Raises NotYet where the record has demands of its own: nothing is live before its notice (手册 四).
    """
    key = (code, "")

    def check(ground: Ground) -> None:
        if not note.strip():
            raise Invalid(f"请写明{WORDS[code].what}。", [Problem("note", "记录", "必填。")])
        ground.findings = _open(ground, [key], (code,), proven_date, at)

    def write(ground: Ground) -> list[Scoped]:
        kept = [stored_file(scope=project.id, data=file[0], name=file[1], media=file[2])] if file else []
        said = {
            "file": kept[0] if kept else None,
            "proven_date": proven_date,
            "note": tidy(note)[:500],
            "filed_at": at,
            "filed_by": actor,
        }
        return [*kept, _proof_row(project, activity, key, WORDS[code].title, said)]

    needs = WORDS[code].needs
    plan = Plan(scope=project.id, transition=STEPS["record.made"], needs=needs, check=check, write=write)
    perform(deed("record.made", project, activity=activity, actor=actor, at=at), plan)


def _open(
    ground: Ground, keys: Sequence[tuple[str, str]], codes: tuple[str, ...], day: date, at: datetime
) -> tuple[Finding, ...]:
    """The findings of `keys`, all of them open; refuses a day that has not come."""
    if day > local_date(at):
        raise Invalid("日期不能晚于今天。", [Problem("proven_date", "日期", "不能晚于今天。")])
    found = tuple(f for f in findings_of(ground.core, at, codes) if f.key in keys and f.is_open)
    if {f.key for f in found} != set(keys):
        raise Stale("选中的事项里有的已经完成或已不适用，请刷新页面后重新选择。")
    return found


def _proof_row(project: Project, activity: uuid.UUID, key: tuple[str, str], title: str, said: dict[str, Any]) -> Proof:
    own_id = key_id("proof", activity, *key)
    return Proof(id=own_id, scope_id=project.id, project=project, code=key[0], subject=key[1], title=title, **said)


def withdraw_proof(
    *, proof: uuid.UUID, project: uuid.UUID, reason: str, activity: uuid.UUID, actor: Person, at: datetime
) -> None:
    """Take a proof back with a reason; what it proved is open again. Issued papers stay as they are."""

    def write(ground: Ground) -> list[Scoped]:
        row = ground.target
        row.withdrawn_at, row.withdrawn_reason = at, tidy(reason)[:500]
        return [row]

    plan = Plan(
        scope=project,
        transition=STEPS["proof.withdrawn"],
        target=lambda: Proof.objects.get(id=proof, project=project),
        state=lambda row: WITHDRAWN if row.withdrawn_at else FILED,
        write=write,
    )
    perform(deed("proof.withdrawn", proof, activity=activity, actor=actor, at=at, note=reason), plan)


def grant_waiver(
    *, project: Project, key: tuple[str, str], reason: str, activity: uuid.UUID, actor: Person, at: datetime
) -> None:
    """Lift one open finding with a reason; freezes its due."""
    own_id = key_id("waiver", activity)

    def check(ground: Ground) -> None:
        if key[0] in NEVER_WAIVED and key[0] not in CLAIMS:
            raise NotYet("派遣单必须由项目工程师接收，不能豁免（手册 一-1）。")
        if key[0] in CLAIMS:
            raise NotYet("通知书要写明的事项不能豁免；确需先行启用，请由部门主管有条件签发，把保留事项印在纸上。")
        ground.findings = tuple(f for f in findings_of(ground.core, at, (key[0],)) if f.key == key and f.is_open)
        if not ground.findings:
            raise Stale("这一项已经完成或已豁免，请刷新页面。")

    def write(ground: Ground) -> list[Scoped]:
        finding = ground.findings[0]
        return [
            Waiver(
                id=own_id,
                scope_id=project.id,
                project=project,
                code=finding.code,
                subject=finding.subject,
                title=finding.title,
                reason=tidy(reason)[:500],
                due=finding.due,
                met_at=finding.met_at,
                granted_at=at,
                granted_by=actor,
            )
        ]

    plan = Plan(scope=project.id, transition=STEPS["waiver.granted"], check=check, write=write)
    perform(deed("waiver.granted", own_id, activity=activity, actor=actor, at=at, note=reason), plan)
