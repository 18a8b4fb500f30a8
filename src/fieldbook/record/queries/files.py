"""Reading of stored bytes by their SHA-256, and the one way to put them there."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.FILES) / sha256[:2] / sha256


def read_file(sha256: str) -> bytes:
    """The bytes with this hash; OSError where they are gone, ValueError where they were changed."""
    data = path_of(sha256).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(f"stored file {sha256} does not match its hash")
    return data


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
