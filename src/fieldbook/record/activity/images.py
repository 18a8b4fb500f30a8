"""After-images: a row as canonical JSON and back (NFC, sorted keys, no floats; files by hash)."""

from __future__ import annotations

import json
import unicodedata
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models

from fieldbook.record.models import Scoped

Image = dict[str, Any]


def _columns(model: type[Scoped]) -> list[models.Field[Any, Any]]:
    return [f for f in model._meta.concrete_fields if f.name not in model.LOCAL]


def image_of(row: Scoped) -> Image:
    """The full after-image of a row: `{model, v, id, set}`; local fields are left out."""
    cells = {f.attname: _plain(getattr(row, f.attname)) for f in _columns(type(row)) if f.attname != "id"}
    return {"model": row._meta.label, "v": 1, "id": str(row.id), "set": cells}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {_plain(str(k)): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    raise TypeError(f"no canonical form for {type(value).__name__}")


def canonical(value: Any) -> str:
    """Canonical JSON text of plain values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _row(image: Image) -> Scoped:
    model = apps.get_model(image["model"])
    cells = {f.attname: f.to_python(image["set"][f.attname]) for f in _columns(model) if f.attname in image["set"]}
    row: Scoped = model(id=uuid.UUID(image["id"]), **cells)
    return row


def write(images: Iterable[Image]) -> None:
    """Insert or overwrite the rows of these images, in their order, one statement per run of one model."""
    for name, run in groupby(images, key=lambda image: image["model"]):
        model = apps.get_model(name)
        columns = [f.attname for f in _columns(model) if f.attname != "id"]
        names = [f.name for f in _columns(model) if f.attname in columns]
        model._default_manager.bulk_create(
            [_row(image) for image in run], update_conflicts=True, unique_fields=["id"], update_fields=names
        )
