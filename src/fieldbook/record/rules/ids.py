"""Identifiers: UUIDv7 for things that happen, UUIDv5 for things that are logically unique.

Refuses to read the clock: the moment is an argument. RFC 9562 §5.5, §5.7.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

NAMESPACE = uuid.UUID("6f1d2a5e-8c33-5b7a-9e0f-990123000001")


def new_id(at: datetime) -> uuid.UUID:
    """A UUIDv7 of the moment `at` (milliseconds) and 74 random bits."""
    millis = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    high = (millis << 16) | (7 << 12) | secrets.randbits(12)
    return uuid.UUID(int=(high << 64) | (0b10 << 62) | secrets.randbits(62))


def key_id(*parts: object) -> uuid.UUID:
    """The UUIDv5 of a natural key: the same parts always give the same id."""
    return uuid.uuid5(NAMESPACE, "/".join(str(p) for p in parts))
