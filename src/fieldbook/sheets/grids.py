"""The sheets of a workbook as they were found, parsed in the child process of `fieldbook.cage`.

python-calamine can raise a `PanicException` (not an `Exception`: a date-styled -1e300 does it), and two
cells at far corners make it ask for terabytes and abort the whole process. Refuses to know any schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fieldbook import cage

SECONDS = 30
MEMORY = 3 * 2**29
ROWS = 2**20
CELLS = 3_000_000
CHARACTERS = 50_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as it was found: its name and the rows that hold anything, each with its Excel number."""

    name: str
    rows: list[tuple[int, list[Any]]]


def parse(data: bytes, *, seconds: int = SECONDS) -> list[Grid]:
    """The sheets of an xlsx file; cells are str, int, float or bool, days and times ISO text.

    Raises `cage.Broken`: damaged, large, slow. Costs one process (some 0.1 s).
    """
    said, _ = cage.run(f"{__name__}:found", data, seconds=seconds, memory=MEMORY)
    return [Grid(name, [(n, cells) for n, cells in rows]) for name, rows in said]


def found(data: bytes) -> tuple[Any, list[bytes]]:
    """The work of the child: every sheet as [name, [[row number, cells], …]]."""
    return list(_sheets(data)), []


def _sheets(data: bytes) -> Iterator[tuple[str, list[tuple[int, list[Any]]]]]:
    from io import BytesIO

    from python_calamine import CalamineWorkbook, SheetTypeEnum

    cells = characters = 0
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for index, about in enumerate(book.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet, rows = book.get_sheet_by_index(index), []
            if sheet.end and sheet.end[0] >= ROWS:
                raise MemoryError
            pad = [""] * (sheet.start[1] if sheet.start else 0)
            for number, row in enumerate(sheet.iter_rows(), 1):
                while row and row[-1] == "":
                    row.pop()
                if not row:
                    continue
                cells += len(pad) + len(row)
                characters += sum(len(c) for c in row if isinstance(c, str))
                if cells > CELLS or characters > CHARACTERS:
                    raise MemoryError
                rows.append((number, pad + [_plain(c) for c in row]))
            yield about.name, rows


def _plain(cell: Any) -> Any:
    if isinstance(cell, str | int | float):
        return cell
    if hasattr(cell, "total_seconds"):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    text = cell.isoformat().replace("T", " ")
    return text.removesuffix(" 00:00:00").removesuffix(":00") if ":" in text else text
