"""Reading of stored bytes by their SHA-256."""

from __future__ import annotations

import hashlib
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
