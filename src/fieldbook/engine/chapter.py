"""Chapter: what one chapter of the handbook contributes to the house, and the registry of them.

The record and the shell reach chapters only through this registry. Refuses to import any chapter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One line of the menu: its label, route name and icon, and the roles that see it (empty: everyone)."""

    label: str
    route: str
    icon: str
    roles: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One tab of the project page: label and route name (takes the project's number)."""

    label: str
    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Contributions of one chapter; every part may be left out.

    `facts`: fact type → loader(scopes, core) · `prefills`: kind code → suggestion function ·
    `lines`: draft lines of the weekly report · `sentences`: verb → sentence in history ·
    `reactions`: verb → task functions · `searchable`: what the search index reads ·
    `story`: its part of the demo.
    """

    code: str
    title: str
    facts: Mapping[type, Callable[..., Any]] = field(default_factory=dict)
    prefills: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    lines: Callable[..., Any] | None = None
    sentences: Mapping[str, str] = field(default_factory=dict)
    reactions: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    searchable: tuple[Callable[..., Any], ...] = ()
    pages: tuple[Page, ...] = ()
    menu: tuple[MenuItem, ...] = ()
    story: Callable[..., Any] | None = None


_chapters: dict[str, Chapter] = {}


def register(*chapters: Chapter) -> None:
    """Put chapters into the registry, once each; called by the assembly only."""
    for chapter in chapters:
        _chapters[chapter.code] = chapter


def chapters() -> tuple[Chapter, ...]:
    """All registered chapters in their order."""
    return tuple(_chapters.values())


def sentence(verb: str) -> str | None:
    """The sentence of a verb for the history, or None where nobody registered one."""
    return next((c.sentences[verb] for c in chapters() if verb in c.sentences), None)
