"""Tolerant reading of a workbook that a person filled in: values by code, problems by sheet, row and column.

Headings may stand anywhere in the first rows, in any order, with or without ★; what is missing or
wrong is a problem with its place, what is merely unknown is a note. Refuses to judge values beyond
required, options and the damage Excel does; refuses to open what `guard` has not let through.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fieldbook import cage
from fieldbook.sheets import grids, guard
from fieldbook.sheets.cells import cleaned, key, text_of
from fieldbook.sheets.grids import Grid
from fieldbook.sheets.guard import Refused
from fieldbook.sheets.schema import Column, FormSheet, Sheet, TableSheet, Workbook

HEADING_ROWS = 20
_BROKEN = {
    "damaged": guard.DAMAGED,
    "large": "工作表大得异常，读取时超出内存上限(常见原因：很远的行或列里误填了内容)。请把内容复制到新的模板中再上传。",
    "slow": "读取时间过长，已停止。请删去无用的工作表，或把内容复制到新的模板中再上传。",
}


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One thing wrong and where: `row` as Excel shows it, `letter` of the column; None and empty where not known."""

    sheet: str
    row: int | None
    column: str
    letter: str
    sentence: str

    def __str__(self) -> str:
        place = f"“{self.sheet}”" + (f"第 {self.row} 行" if self.row else "")
        if self.letter:
            place += f"{' ' if self.row else ''}{self.letter} 列"
        return f"{place}{f'（{self.column}）' if self.column else ''}：{self.sentence}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: title of the sheet, row number, letter and title of the column."""

    sheet: str
    row: int | None
    letter: str
    column: str

    def problem(self, sentence: str) -> SheetProblem:
        """A problem of the caller's own at this place."""
        return SheetProblem(self.sheet, self.row, self.column, self.letter, sentence)


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: its number as Excel shows it and its cells by column code (every code, empty as "")."""

    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class Reading:
    """What was found: by sheet code a dict (form) or a list of `Row` (table), what is wrong, what was passed over."""

    workbook: Workbook
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[SheetProblem] = field(default_factory=list)
    notes: list[SheetProblem] = field(default_factory=list)
    _places: dict[tuple[str, str], tuple[int | None, int]] = field(default_factory=dict)

    def form(self, code: str) -> dict[str, str]:
        """The values of a form sheet by column code."""
        values: dict[str, str] = self.values[code]
        return values

    def rows(self, code: str) -> list[Row]:
        """The filled rows of a table sheet."""
        rows: list[Row] = self.values[code]
        return rows

    def place(self, sheet_code: str, column_code: str, row_index: int | None = None) -> Place:
        """Where a value stands; in a table `row_index` counts the rows read from 0, None is the heading."""
        sheet = self.workbook.sheet(sheet_code)
        title = next(c.title for c in sheet.columns if c.code == column_code)
        row, at = self._places.get((sheet_code, column_code), (None, -1))
        if row_index is not None and isinstance(sheet, TableSheet):
            row = self.rows(sheet_code)[row_index].number
        return Place(sheet.title, row, letter_of(at), title)


def letter_of(index: int) -> str:
    """The letter of a column counted from 0: 0 → A, 26 → AA; empty for -1."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters, index = chr(65 + rest) + letters, index - 1
    return letters


def read_workbook(data: bytes, workbook: Workbook, *, name: str = "", limit_bytes: int = 20 * 2**20) -> Reading:
    """`data` read by the schema. Raises `Refused` where the file cannot or must not be opened, nothing else.

    `name` is the file name the person gave: a label for the sentence, never a path.
    """
    try:
        guard.check_workbook(data, limit_bytes=limit_bytes)
        sheets = grids.parse(data)
    except cage.Broken as error:
        raise Refused(_named(name, _BROKEN[error.args[0]])) from error
    except Refused as error:
        raise Refused(_named(name, error.sentence)) from error
    reading = Reading(workbook)
    found = _match(workbook, sheets)
    for sheet in workbook.sheets:
        _read_sheet(sheet, found.get(sheet.code), reading)
    return reading


def _named(name: str, sentence: str) -> str:
    label = text_of(name.replace("\\", "/").rsplit("/", 1)[-1])[:60]
    return f"“{label}”：{sentence}" if label else sentence


def _match(workbook: Workbook, grids: list[Grid]) -> dict[str, Grid]:
    """Sheets by title or alias; what is left by its headings, where only one candidate fits."""
    found: dict[str, Grid] = {}
    for sheet in workbook.sheets:
        names = {key(n) for n in (sheet.title, *sheet.aliases)}
        hit = next((g for g in grids if key(g.name) in names), None)
        if hit:
            found[sheet.code] = hit
    free = [g for g in grids if all(g is not taken for taken in found.values())]
    open_sheets = [s for s in workbook.sheets if s.code not in found]
    fits = {s.code: [g for g in free if _fits(s, g)] for s in open_sheets}
    for code, candidates in fits.items():
        rivals = (
            [c for c, others in fits.items() if c != code and any(g is candidates[0] for g in others)]
            if candidates
            else []
        )
        if len(candidates) == 1 and not rivals:
            found[code] = candidates[0]
    return found


def _fits(sheet: Sheet, grid: Grid) -> bool:
    known = _known(sheet.columns)
    if isinstance(sheet, FormSheet):
        heads = [cell for _, cells in grid.rows for cell in cells[:1]]
    else:
        heads = _heading_row(sheet, grid)[1]
    hits = {known[k] for k in map(_key_of, heads) if k in known}
    return len(hits) * 2 >= len(sheet.columns)


def _known(columns: tuple[Column, ...]) -> dict[str, Column]:
    aliases = {key(a): c for c in reversed(columns) for a in c.aliases}
    return aliases | {key(c.title): c for c in columns}


def _key_of(cell: Any) -> str:
    return key(cell) if isinstance(cell, str) else ""


def _read_sheet(sheet: Sheet, grid: Grid | None, reading: Reading) -> None:
    blank: dict[str, str] = {c.code: "" for c in sheet.columns}
    reading.values[sheet.code] = blank if isinstance(sheet, FormSheet) else []
    if grid is None:
        _say(reading, sheet, f"工作簿里没有“{sheet.title}”这张工作表，请用最新模板，不要改工作表名称。")
    elif isinstance(sheet, FormSheet):
        _read_form(sheet, grid, reading)
    else:
        _read_table(sheet, grid, reading)


def _say(reading: Reading, sheet: Sheet, sentence: str, row: int | None = None) -> None:
    reading.problems.append(SheetProblem(sheet.title, row, "", "", sentence))


def _place(reading: Reading, sheet: Sheet, column: Column, row: int | None, at: int) -> None:
    """Remember where the column stands: for a form its cell, for a table its heading."""
    reading._places[sheet.code, column.code] = (row, at)


def _missing(sheet: Sheet, found: set[str], reading: Reading, what: str) -> None:
    for column in sheet.columns:
        if column.required and column.code not in found:
            sentence = f"缺少“{column.title}”{what}，请用最新模板，不要删改标题。"
            reading.problems.append(SheetProblem(sheet.title, None, column.title, "", sentence))


def _read_form(sheet: FormSheet, grid: Grid, reading: Reading) -> None:
    known, values = _known(sheet.columns), reading.form(sheet.code)
    at = _label_column(grid, known)
    seen: dict[str, int] = {}
    for number, cells in grid.rows:
        label, value = _cell(cells, at), _cell(cells, at + 1)
        column = known.get(_key_of(label))
        if column is None:
            if seen and text_of(label) and text_of(value):
                _note(reading, sheet, number, at, text_of(label), "这一项不在模板内，未读取。")
        elif column.code in seen:
            sentence = f"与第 {seen[column.code]} 行重复，请只保留一处。"
            reading.problems.append(SheetProblem(sheet.title, number, column.title, letter_of(at), sentence))
        else:
            seen[column.code] = number
            _place(reading, sheet, column, number, at + 1)
            values[column.code], wrong = cleaned(column, value)
            if wrong:
                reading.problems.append(reading.place(sheet.code, column.code).problem(wrong))
    _missing(sheet, set(seen), reading, "这一行")


def _label_column(grid: Grid, known: dict[str, Column]) -> int:
    """The column in which most labels stand; the first where there is none."""
    counts: dict[int, int] = {}
    for _, cells in grid.rows:
        for at, cell in enumerate(cells):
            counts[at] = counts.get(at, 0) + (_key_of(cell) in known)
    return max(counts, key=lambda at: (counts[at], -at), default=0)


def _cell(cells: list[Any], at: int) -> Any:
    return cells[at] if at < len(cells) else ""


def _heading_row(sheet: Sheet, grid: Grid) -> tuple[int, list[Any]]:
    """Number and cells of the row, among the first, that holds most headings; (0, []) where none holds any.

    A lone title of the sheet gives way to a row of headings, also where both read the same.
    """
    known, best, lone = _known(sheet.columns), 0, False
    found: tuple[int, list[Any]] = (0, [])
    for number, cells in grid.rows:
        if number > HEADING_ROWS:
            break
        keys = [k for k in map(_key_of, cells) if k]
        hits = len({known[k].code for k in keys if k in known})
        if hits > best or (hits and hits == best and lone):
            lone = hits > best and keys == [key(sheet.title)]
            best, found = hits, (number, cells)
    return found


def _read_table(sheet: TableSheet, grid: Grid, reading: Reading) -> None:
    head, heads = _heading_row(sheet, grid)
    if not head:
        _say(reading, sheet, f"前 {HEADING_ROWS} 行里没有找到标题行，请用最新模板，不要删改标题。")
        return
    columns = _columns(sheet, head, heads, reading)
    _missing(sheet, {c.code for c in columns.values()}, reading, "这一列")
    rows = reading.rows(sheet.code)
    for number, cells in grid.rows:
        if number <= head:
            continue
        row, wrongs = _row(sheet, number, columns, cells)
        if any(row.cells.values()):
            rows.append(row)
            reading.problems += wrongs
    if len(rows) < sheet.least:
        _say(reading, sheet, f"至少填写 {sheet.least} 行，现有 {len(rows)} 行。")


def _row(
    sheet: TableSheet, number: int, columns: dict[int, Column], cells: list[Any]
) -> tuple[Row, list[SheetProblem]]:
    row, wrongs = Row(number, {c.code: "" for c in sheet.columns}), []
    for at, column in columns.items():
        row.cells[column.code], wrong = cleaned(column, _cell(cells, at))
        if wrong:
            wrongs.append(SheetProblem(sheet.title, number, column.title, letter_of(at), wrong))
    return row, wrongs


def _columns(sheet: TableSheet, head: int, heads: list[Any], reading: Reading) -> dict[int, Column]:
    """Which column stands where; a second heading for the same column is a problem, an unknown one a note."""
    known, columns = _known(sheet.columns), dict[int, Column]()
    seen: dict[str, int] = {}
    for at, cell in enumerate(heads):
        column = known.get(_key_of(cell))
        if column is None:
            if text_of(cell):
                _note(reading, sheet, head, at, text_of(cell), "这一列不在模板内，未读取。")
        elif column.code in seen:
            sentence = f"与 {letter_of(seen[column.code])} 列重复，请只保留一列。"
            reading.problems.append(SheetProblem(sheet.title, head, column.title, letter_of(at), sentence))
        else:
            seen[column.code], columns[at] = at, column
            _place(reading, sheet, column, head, at)
    return columns


def _note(reading: Reading, sheet: Sheet, row: int, at: int, title: str, sentence: str) -> None:
    reading.notes.append(SheetProblem(sheet.title, row, title[:30], letter_of(at), sentence))
