"""打包归档: the archive is packed when complete, and every document in it gets its archive receipt (手册 七-1)."""

from __future__ import annotations

import uuid
from datetime import datetime

from fieldbook.handbook.flows import ISSUED, STEPS
from fieldbook.record.actions.deeds import deed
from fieldbook.record.models import Person, Project, Receipt, Revision, Scoped
from fieldbook.record.perform import Ground, Plan, perform
from fieldbook.record.rules.ids import key_id


def pack_archive(*, project: Project, activity: uuid.UUID, actor: Person, at: datetime) -> None:
    """Record that the complete archive was packed. Raises NotYet with everything that is missing."""

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

    plan = Plan(scope=project.id, transition=STEPS["archive.packed"], write=write)
    perform(deed("archive.packed", project, activity=activity, actor=actor, at=at), plan)
