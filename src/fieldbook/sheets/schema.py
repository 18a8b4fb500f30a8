"""What a workbook looks like: sheets of label/value pairs and sheets of rows, each with its columns.

Refuses to hold any concrete workbook (the chapters own those), any reading and any writing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
TITLE_LENGTH = 31
"""Excel allows no longer sheet name."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one line of a form.

    `aliases` are further headings under which it is recognised · `options` become a drop-down list ·
    `text` keeps the cells as text, so that Excel leaves leading zeros and long numbers alone ·
    `width` counts Latin letters.
    """

    code: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    options: tuple[str, ...] = ()
    help: str = ""
    text: bool = True
    width: int = 14


@dataclass(frozen=True, slots=True)
class FormSheet:
    """Pairs downward: the label in column A, the value in column B, the help in column C."""

    code: str
    title: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_sheet(self.title, self.columns)


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A row of headings and rows below it, `least` of them at the least."""

    code: str
    title: str
    columns: tuple[Column, ...]
    help: str = ""
    least: int = 0
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_sheet(self.title, self.columns)


Sheet = FormSheet | TableSheet


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook of several sheets, in their order."""

    title: str
    sheets: tuple[Sheet, ...]

    def __post_init__(self) -> None:
        _check_unique("sheet code", [s.code for s in self.sheets])
        _check_unique("sheet title", [s.title for s in self.sheets])

    def sheet(self, code: str) -> Sheet:
        """The sheet of that code; KeyError where there is none."""
        for sheet in self.sheets:
            if sheet.code == code:
                return sheet
        raise KeyError(code)


def legal_title(text: str) -> str:
    """`text` as Excel accepts it for the name of a sheet: 31 characters, none of []:*?/\\, never empty."""
    return _ILLEGAL.sub(" ", text)[:TITLE_LENGTH].strip(" '") or "Sheet1"


def _check_sheet(title: str, columns: tuple[Column, ...]) -> None:
    if legal_title(title) != title:
        raise ValueError(f"Excel refuses the sheet name {title!r}")
    _check_unique("column code", [c.code for c in columns])
    _check_unique("column title", [c.title for c in columns])


def _check_unique(what: str, names: list[str]) -> None:
    twice = {n for n in names if names.count(n) > 1}
    if twice:
        raise ValueError(f"{what} used twice: {sorted(twice)}")
