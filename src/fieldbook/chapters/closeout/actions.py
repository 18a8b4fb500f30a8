"""打包归档: the archive is packed when complete, and every document in it gets its archive receipt (手册 七-1)."""

from __future__ import annotations

import uuid
from datetime import datetime

from fieldbook.engine.ids import key_id
from fieldbook.handbook.flows import ISSUED
from fieldbook.handbook.roles import Role
from fieldbook.record.actions.deeds import deed
from fieldbook.record.findings import missing_for_archive
from fieldbook.record.models import Person, Project, Receipt, Revision, Scoped
from fieldbook.record.perform import Forbidden, Ground, NotYet, Plan, perform

PACKERS = frozenset({Role.SUPERVISOR, Role.ASSISTANT, Role.ARCHIVIST, Role.ENGINEER})


def pack_archive(*, project: Project, activity: uuid.UUID, actor: Person, at: datetime) -> None:
    """Record that the complete archive was packed. Raises NotYet with everything that is missing."""

    def check(ground: Ground) -> None:
        if not ground.held & PACKERS:
            raise Forbidden("只有项目工程师、部门主管、部门助理可以打包归档。")
        missing = missing_for_archive(ground.core, at)
        if missing:
            raise NotYet(f"不能打包归档：还缺 {len(missing)} 项。{missing[0].sentence()}", missing)

    def write(ground: Ground) -> list[Scoped]:
        rows = Revision.objects.filter(document__project=project, state=ISSUED)
        return [
            Receipt(
                id=key_id("receipt", r.id, "archive", activity),
                scope_id=project.id,
                revision=r,
                type="archive",
                at=at,
                by=actor,
            )
            for r in rows
        ]

    plan = Plan(scope=project.id, check=check, write=write)
    perform(deed("archive.packed", project, activity=activity, actor=actor, at=at), plan)
