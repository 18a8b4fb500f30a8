"""apply: rows and their activity in one step; the scope's version as lock and sequence; replay."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from fieldbook.record.activity.images import canonical, image_of, write
from fieldbook.record.models import Person, Scope, Scoped
from fieldbook.record.models.activity import Activity
from fieldbook.record.rules.ids import key_id


@dataclass(frozen=True, slots=True)
class Bumped:
    """A scope that this transaction has taken: its new version is the seq of the activity."""

    scope: uuid.UUID
    version: int
    kind: str


def compare_and_bump(scope: uuid.UUID, version: int, kind: str) -> Bumped | None:
    """Take the scope if it still has `version` (0 makes a new scope); None where someone was faster."""
    if version == 0 and not Scope.objects.filter(id=scope).exists():
        Scope.objects.create(id=scope, kind=kind, version=1)
        return Bumped(scope, 1, kind)
    changed = Scope.objects.filter(id=scope, version=version).update(version=F("version") + 1)
    return Bumped(scope, version + 1, kind) if changed else None


def bump(scope: uuid.UUID, kind: str) -> Bumped:
    """Take a further scope of the transaction, whatever its version: nothing was decided from it."""
    Scope.objects.get_or_create(id=scope, defaults={"kind": kind})
    Scope.objects.filter(id=scope).update(version=F("version") + 1)
    return Bumped(scope, *Scope.objects.values_list("version", "kind").get(id=scope))


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what to which thing and when; `id` is made by the client and is the key of the activity."""

    id: uuid.UUID
    verb: str
    actor: Person
    at: datetime
    thing: str
    thing_id: uuid.UUID
    note: str = ""
    version: int = 1


def apply(deed: Deed, taken: Sequence[Bumped], rows: Iterable[Scoped]) -> None:
    """Write `rows` and one activity per scope in `taken`; the first keeps the deed's id, others a UUIDv5 of it."""
    images: dict[uuid.UUID, list[dict[str, object]]] = {b.scope: [] for b in taken}
    for row in rows:
        images[row.scope_id].append(image_of(row))
    for place, bumped in enumerate(taken):
        after = images[bumped.scope]
        write(after)
        own_id = deed.id if place == 0 else key_id(deed.id, bumped.scope)
        _activity(deed, own_id, bumped, canonical(after)).save(force_insert=True)


def _activity(deed: Deed, own_id: uuid.UUID, bumped: Bumped, after: str) -> Activity:
    prev = Activity.objects.filter(scope_id=bumped.scope, seq=bumped.version - 1).values_list("hash", flat=True).first()
    activity = Activity(
        id=own_id,
        scope_id=bumped.scope,
        scope_kind=bumped.kind,
        seq=bumped.version,
        verb=deed.verb,
        verb_version=deed.version,
        actor=deed.actor,
        thing=deed.thing,
        thing_id=deed.thing_id,
        note=deed.note[:500],
        at=deed.at,
        node=settings.NODE,
        after=after,
        prev_hash=prev or "",
    )
    activity.hash = chain_hash(activity)
    return activity


def chain_hash(activity: Activity) -> str:
    """SHA-256 over the previous hash and everything the activity says."""
    said = [activity.prev_hash, activity.id, activity.scope_id, activity.scope_kind, activity.seq, activity.verb]
    said += [activity.verb_version, activity.actor_id, activity.thing, activity.thing_id, activity.note]
    said += [activity.at.timestamp().hex(), activity.node, activity.after]
    return hashlib.sha256(canonical([str(s) for s in said]).encode()).hexdigest()


def done_before(deed: Deed) -> Activity | None:
    """The activity that this deed already made, None where it is new."""
    return Activity.objects.filter(id=deed.id).first()


def replay(activities: Iterable[Activity]) -> int:
    """Rebuild tables from activities, each scope in its order; returns how many. Checks no rights, no requirements."""
    count = 0
    with transaction.atomic():
        for activity in sorted(activities, key=lambda a: (str(a.scope_id), a.seq)):
            known = {"kind": activity.scope_kind, "version": activity.seq}
            Scope.objects.update_or_create(id=activity.scope_id, defaults=known)
            write(json.loads(activity.after))
            activity.save(force_insert=True)
            count += 1
    return count
