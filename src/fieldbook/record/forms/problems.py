"""The problems of a form as the summary above it tells them: where, what, and the element to jump to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fieldbook.record.forms.document import Cell, Part, anchor
from fieldbook.record.rules.payload import Problem

ALONE = 3
"""Up to so many rows with the same problem stand in lines of their own."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the summary; `anchor` is empty where the field is not on the page."""

    where: str
    sentence: str
    anchor: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cell stands: its card and row in words, and its column; no row for a single field."""

    card: str
    row: str
    column: str


def told(problems: Sequence[Problem], parts: Sequence[Part]) -> list[Told]:
    """The lines of the summary in the order of the problems; the same fault of many rows is one line."""
    places = dict(_places(parts))
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for number, problem in enumerate(problems):
        place = places.get(anchor(problem.path))
        same = (place.card, place.column, problem.sentence) if place and place.row else ("", str(number), "")
        groups.setdefault(same, []).append(problem)
    return [line for same in groups.values() for line in _lines(same, places)]


def _places(parts: Sequence[Part]) -> Iterator[tuple[str, _Place]]:
    for part in parts:
        yield part.id, _Place(part.title, "", "")
        for cell in part.cells:
            yield cell.id, _Place(part.title, "", cell.label)
        for group in part.groups:
            for line in group.lines:
                row = line.head or f"第 {line.number} 行"
                yield from _cells(line.cells, part.title, row)


def _cells(cells: Sequence[Cell], card: str, row: str) -> Iterator[tuple[str, _Place]]:
    return ((cell.id, _Place(card, row, cell.label)) for cell in cells)


def _lines(same: Sequence[Problem], places: dict[str, _Place]) -> list[Told]:
    first = places.get(anchor(same[0].path))
    if first is None:
        return [Told(p.label or "内容", p.sentence, _card(p, places)) for p in same]
    if len(same) > ALONE:
        where = f"{first.card} · {first.column}（{len(same)} 行）"
        return [Told(where, same[0].sentence, anchor(same[0].path))]
    return [Told(_words(places[anchor(p.path)]), p.sentence, anchor(p.path)) for p in same]


def _words(place: _Place) -> str:
    """Single fields are known by their label; a cell also by its row."""
    return f"{place.row} · {place.column}" if place.row else place.column or place.card


def _card(problem: Problem, places: dict[str, _Place]) -> str:
    """The card of a problem whose own field is not on the page."""
    card = anchor(problem.path.split("/")[0])
    return card if card in places else ""
