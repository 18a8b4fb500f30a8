"""Reading activities: the history of a thing or a scope, and the proof that no entry was changed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from fieldbook.engine.chapter import sentence
from fieldbook.record.activity.apply import chain_hash
from fieldbook.record.models.activity import Activity


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of history for a person."""

    at: datetime
    actor: str
    verb: str
    sentence: str
    note: str


def history_of(
    *, scope: uuid.UUID, thing: uuid.UUID | None = None, names: Mapping[str, str] | None = None, limit: int = 50
) -> list[Entry]:
    """The latest entries of a scope, or of one thing in it, newest first; `names` gives things by id their names."""
    found = Activity.objects.filter(scope_id=scope)
    if thing is not None:
        found = found.filter(thing_id=thing)
    rows = found.order_by("-seq").values_list("at", "actor__name", "verb", "note", "thing_id")[:limit]
    called = names or {}
    return [
        Entry(at, actor, verb, (sentence(verb) or verb).format(thing=called.get(str(thing_id), "文档")), note)
        for at, actor, verb, note, thing_id in rows
    ]


@dataclass(frozen=True, slots=True)
class Passed:
    """One deed of somebody, in some scope, on some thing."""

    at: datetime
    actor: str
    verb: str
    scope: uuid.UUID
    thing: str
    note: str

    def told(self, names: Mapping[str, str]) -> str:
        """The deed as a sentence without its actor; `names` gives things by id their names."""
        return (sentence(self.verb) or self.verb).format(thing=names.get(self.thing, "文档"))


def deeds_in(
    scopes: Collection[uuid.UUID],
    *,
    by: uuid.UUID | None = None,
    not_by: uuid.UUID | None = None,
    verbs: Collection[str] = (),
    since: datetime | None = None,
    limit: int,
) -> list[Passed]:
    """The latest deeds in some scopes, newest first: of one person, or of all others. One query."""
    found = Activity.objects.filter(scope__in=scopes)
    found = found.filter(actor=by) if by else found
    found = found.exclude(actor=not_by) if not_by else found
    found = found.filter(verb__in=verbs) if verbs else found
    found = found.filter(at__gte=since) if since else found
    rows = found.order_by("-at", "-seq").values_list("at", "actor__name", "verb", "scope", "thing_id", "note")[:limit]
    return [Passed(at, actor, verb, scope, str(thing), note) for at, actor, verb, scope, thing, note in rows]


def verify_chain(scope: uuid.UUID) -> list[int]:
    """The sequence numbers whose entry is missing or does not match its hash; empty where all is well."""
    wrong, prev, expected = [], "", 1
    for activity in Activity.objects.filter(scope_id=scope).order_by("seq").iterator():
        if activity.seq != expected or activity.prev_hash != prev or chain_hash(activity) != activity.hash:
            wrong.append(activity.seq)
        prev, expected = activity.hash, activity.seq + 1
    return wrong
