"""The reason that a dialog asks for: one text, cleaned, never cut silently."""

from __future__ import annotations

from collections.abc import Mapping

from fieldbook.record.perform import Invalid
from fieldbook.record.rules.payload import Problem, tidy

MOST = 500


def reason_of(post: Mapping[str, str]) -> str:
    """The reason without control characters (PostgreSQL refuses NUL, Word most others). Raises Invalid above 500."""
    text = tidy(post.get("note", ""))
    if len(text) > MOST:
        sentence = f"理由最多 {MOST} 字，现有 {len(text)} 字，请删减。"
        raise Invalid(sentence, [Problem("note", "理由", sentence)])
    return text
