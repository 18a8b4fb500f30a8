"""Transition and Flow: from which state to which, who may, what it needs, who hears of it.

Refuses to hold any concrete flow (`handbook/flows.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One row: verb (`noun.verb_past`), label on the button, states, relations who may do it.

    No `source`: it makes a new thing. `who` are role codes; `author` and `issuer` are resolved
    by the kind. `needs` are requirement codes, or `code:subject` with `{thing}` for the id of what the step
    is done to; `gated` adds the kind's. `asks` labels the reason to be given, `tells` are who hears of it.
    """

    verb: str
    label: str
    source: tuple[str, ...] = ()
    target: str
    who: tuple[str, ...]
    clause: str = ""
    needs: tuple[str, ...] = ()
    gated: bool = False
    complete: bool = False
    asks: str = ""
    tells: tuple[str, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class Flow:
    """The states of one thing, each with its Chinese word, and its transitions."""

    code: str
    initial: str
    states: Mapping[str, str]
    transitions: tuple[Transition, ...] = field(default=())
