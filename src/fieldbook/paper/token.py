"""Page token: the 18 characters by which a printed page is recognised when it comes back.

`F` + stem (12) + page (2) + check (3), Crockford base32 in upper case, which a QR code of version 1
at level M holds in its alphanumeric mode. The stem names the revision without telling its id. The
check is the number before it modulo a prime, so that any single wrong character and any two swapped
ones are noticed. Refuses to hold: which document a stem belongs to, and the drawing of the code.
"""

from __future__ import annotations

import hashlib
import unicodedata
import uuid
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MAX_PAGE = 32**2 - 1

_LENGTH = 18
_PRIME = 32749  # the greatest prime below 32 ** 3
_TYPED = str.maketrans("OIL", "011", " \t\r\n-_‐‑–—")


@dataclass(frozen=True, slots=True)
class PageToken:
    """What a page says of itself: the stem of its revision and its number; page 0 is unknown (Word)."""

    stem: str
    page: int


def stem_of(revision_id: uuid.UUID) -> str:
    """The 12 characters naming a revision: the first 60 bits of the SHA-256 of its id."""
    head = hashlib.sha256(revision_id.bytes).digest()[:8]
    return _base32(int.from_bytes(head) >> 4, 12)


def page_token(stem: str, page: int) -> str:
    """The 18 characters of page `page` (0 to 1023, 0 = unknown); ValueError for another page or no stem."""
    if not 0 <= page <= MAX_PAGE:
        raise ValueError(f"page {page} is not between 0 and {MAX_PAGE}")
    if len(stem) != 12 or any(c not in ALPHABET for c in stem):
        raise ValueError(f"{stem!r} is not a stem")
    body = f"F{stem}{_base32(page, 2)}"
    return body + _check(body)


def read_token(text: str) -> PageToken | None:
    """The token in `text`, None for foreign text or a wrong check.

    Forgives what a person types: lower case, full-width letters, spaces, hyphens, O for 0, I and L for 1.
    """
    if len(text) > 4 * _LENGTH:
        return None
    token = unicodedata.normalize("NFKC", text).upper().translate(_TYPED)
    if len(token) != _LENGTH or token[0] != "F" or any(c not in ALPHABET for c in token):
        return None
    body, check = token[:-3], token[-3:]
    return PageToken(stem=body[1:13], page=_number(body[13:])) if _check(body) == check else None


def _check(body: str) -> str:
    return _base32(_number(body) % _PRIME, 3)


def _number(text: str) -> int:
    value = 0
    for c in text:
        value = value * 32 + ALPHABET.index(c)
    return value


def _base32(value: int, length: int) -> str:
    return "".join(ALPHABET[(value >> 5 * place) & 31] for place in reversed(range(length)))
