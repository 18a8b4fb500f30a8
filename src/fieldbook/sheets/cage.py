"""The child process in which a workbook is parsed, so that nothing a file does can hurt the server.

python-calamine can raise a `PanicException` (not an `Exception`: a date-styled -1e300 does it), and
two cells at far corners make it ask for terabytes and abort the whole process. Here memory and time
are limited, stderr is closed, and the answer is JSON on standard output. Run as a script it imports
nothing of the house. Refuses to know any schema.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from subprocess import DEVNULL, PIPE
from typing import Any

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


class Broken(Exception):
    """The file could not be parsed; `args[0]` is one of damaged, encrypted, large, slow."""


def parse(data: bytes, *, seconds: int = SECONDS) -> list[Grid]:
    """The sheets of an xlsx file; cells are str, int, float or bool, days and times ISO text.

    Raises `Broken`, never anything the parser raises. Costs one process (some 40 ms).
    """
    command = [sys.executable, "-I", __file__, str(seconds)]
    try:
        done = subprocess.run(command, input=data, stdout=PIPE, stderr=DEVNULL, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise Broken("slow") from None
    if done.returncode:
        raise Broken("large" if done.returncode < 0 else "damaged")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise Broken(answer["error"])
    return [Grid(name, [(n, cells) for n, cells in rows]) for name, rows in answer["sheets"]]


def _limit(seconds: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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


def _answer(data: bytes) -> str:
    try:
        return json.dumps({"sheets": list(_sheets(data))}, ensure_ascii=False)
    except MemoryError:
        return '{"error": "large"}'
    except BaseException as error:  # PanicException of pyo3 is not an Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return '{"error": "%s"}' % ("encrypted" if "Password" in type(error).__name__ else "damaged")


if __name__ == "__main__":
    _limit(int(sys.argv[1]))
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()).encode())
