"""Policy: what the vendor's manager may set, as one typed value with its version (手册 五-3, 七-3).

Defaults are ours where the handbook is silent and are marked assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Deadlines in working days, close of business, own holiday table (day → True: people work)."""

    version: int = 1
    handbook_version: int = 1
    close_of_business: time = time(18, 0)
    survey_after_arrival: int = 2  # assumed: domain 1.5
    notice_before_go_live: int = 3  # assumed: domain 1.14
    scan_after_issue: int = 5  # assumed: the signed page is filed within a working week
    holidays: Mapping[date, bool] = field(default_factory=dict)


DEFAULT = Policy()
