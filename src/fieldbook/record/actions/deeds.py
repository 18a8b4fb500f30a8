"""How actions name their deed, and rows they all make."""

from __future__ import annotations

import uuid
from datetime import datetime

from fieldbook.engine.ids import key_id
from fieldbook.record.activity import Deed
from fieldbook.record.models import Person, Scoped, StoredFile
from fieldbook.record.queries.files import keep_bytes
from fieldbook.record.rules.payload import tidy


def deed(
    verb: str, thing: Scoped | uuid.UUID, *, activity: uuid.UUID, actor: Person, at: datetime, note: str = ""
) -> Deed:
    """The deed of `verb` on a row (or on the id of a row that is about to be made)."""
    own_id = thing if isinstance(thing, uuid.UUID) else thing.id
    return Deed(id=activity, verb=verb, actor=actor, at=at, thing=verb.split(".")[0], thing_id=own_id, note=tidy(note))


def stored_file(*, scope: uuid.UUID, data: bytes, name: str, media: str) -> StoredFile:
    """The row of a file in a scope; its bytes are on disk, durable, when this returns."""
    sha256 = keep_bytes(data)
    return file_in(scope=scope, sha256=sha256, name=name, media=media, size=len(data))


def file_in(*, scope: uuid.UUID, sha256: str, name: str, media: str, size: int) -> StoredFile:
    """The row of bytes that are stored already; the name is a label only, never a path."""
    label = name.replace("\\", "/").rsplit("/", 1)[-1].replace("\x00", "")[:255] or "文件"
    return StoredFile(
        id=key_id("file", scope, sha256, label), scope_id=scope, sha256=sha256, name=label, media=media, size=size
    )
