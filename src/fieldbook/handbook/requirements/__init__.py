"""The demands of the handbook, one module per chapter. Pure functions over facts and a moment."""

from __future__ import annotations

from fieldbook.engine.requirements import Requirement
from fieldbook.handbook.requirements import archive, dispatch, golive, records, survey

REQUIREMENTS: tuple[Requirement, ...] = (
    *dispatch.REQUIREMENTS,
    *records.REQUIREMENTS,
    *survey.REQUIREMENTS,
    *golive.REQUIREMENTS,
    *archive.REQUIREMENTS,
)
BY_CODE: dict[str, Requirement] = {r.code: r for r in REQUIREMENTS}


def named(codes: tuple[str, ...]) -> tuple[Requirement, ...]:
    """The requirements of these codes, in the order of the handbook."""
    return tuple(r for r in REQUIREMENTS if r.code in codes)
