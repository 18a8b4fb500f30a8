"""The writing side of the record: rows become images, images become rows and activities.

`apply` is the only function that changes scoped tables; replay uses the same one. The
activity table is known here alone.
"""

from fieldbook.record.activity.apply import Bumped, Deed, apply, bump, compare_and_bump, done_before, replay
from fieldbook.record.activity.history import Entry, Passed, deeds_in, history_of, verify_chain
from fieldbook.record.activity.numbers import take

__all__ = [
    "Bumped",
    "Deed",
    "Entry",
    "Passed",
    "apply",
    "bump",
    "compare_and_bump",
    "deeds_in",
    "done_before",
    "history_of",
    "replay",
    "take",
    "verify_chain",
]
