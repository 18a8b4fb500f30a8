"""The activity: append-only, the source from which every scoped table can be rebuilt."""

from __future__ import annotations

from django.db import models

from fieldbook.record.models.people import Person
from fieldbook.record.models.scopes import Scope, Scoped


class Activity(models.Model):
    """Verb, actor, scope, seq, object, moment, and the after-image of every row it wrote (canonical JSON)."""

    id = models.UUIDField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="activities")
    scope_kind = models.CharField(max_length=20)
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=60)
    verb_version = models.PositiveSmallIntegerField(default=1)
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="activities")
    thing = models.CharField(max_length=40)
    thing_id = models.UUIDField()
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    node = models.CharField(max_length=20)
    after = models.TextField()
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "seq"], name="activity_sequence")]
        indexes = [models.Index(fields=["thing_id"]), models.Index(fields=["actor", "at"])]


class Series(Scoped):
    """The last printed number taken from a series on a node."""

    series = models.CharField(max_length=20)
    node = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "node"], name="series_once")]
