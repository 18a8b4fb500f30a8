"""How actions name their deed, rows they all make, and the one way to put bytes into the store."""

from __future__ import annotations

import hashlib
import os
import tempfile
import uuid
from datetime import datetime
from pathlib import Path

from fieldbook.record.activity import Deed
from fieldbook.record.models import Person, Scoped, StoredFile
from fieldbook.record.queries.files import path_of
from fieldbook.record.rules.ids import key_id
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


def keep_bytes(data: bytes) -> str:
    """Store bytes under their SHA-256 and return it: temporary name, fsync, rename, fsync of the folder.

    A failed fsync is fatal and never retried. Storing the same bytes again changes nothing.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    final = path_of(sha256)
    if final.exists() and final.stat().st_size == len(data):
        return sha256
    final.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=final.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(draft).replace(final)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _sync_folder(final.parent)
    return sha256


def _sync_folder(folder: Path) -> None:
    """Make the rename durable; Windows has no such call and needs none."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
