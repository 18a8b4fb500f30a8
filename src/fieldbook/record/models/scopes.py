"""Scope: what a change belongs to and is ordered in; and the base of every scoped row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fieldbook.record.rules.ids import key_id

ORGANISATION = key_id("organisation")
"""The one scope of people and hospitals."""

NUMBERS = key_id("numbers")
"""The one scope of number series: apart, so that a number taken does not outdate the facts of every project."""


class Scope(models.Model):
    """A project, a person or the organisation. `version` is lock, sequence, cache key and ETag in one."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20, choices=[(k, k) for k in ("organisation", "project", "person")])
    version = models.PositiveIntegerField(default=0)


class Scoped(models.Model):
    """A row that belongs to exactly one scope. `LOCAL` fields never enter an after-image."""

    LOCAL: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
