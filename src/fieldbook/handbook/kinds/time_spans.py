"""From when to when a session lasts, as it is typed: `08:30–10:30`. Refuses to know days."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~～－至到]+\s*(\d{1,2})[:：](\d{2})")


def span_of(text: Any) -> tuple[time, time] | None:
    """Start and end of a span; None where it is unreadable or ends before it starts."""
    found = _SPAN.fullmatch(str(text or "").strip())
    if not found:
        return None
    hours = [int(part) for part in found.groups()]
    try:
        start, end = time(hours[0], hours[1]), time(hours[2], hours[3])
    except ValueError:
        return None
    return (start, end) if start < end else None


def span_fault(text: Any) -> str:
    """The sentence that says what is wrong with a typed span; empty for a good one and for none."""
    if not text or span_of(text):
        return ""
    return f"“{str(text)[:30]}”请写成“08:30–10:30”的样子，结束要晚于开始"
