"""Workbooks that people receive: templates to fill in, and plain tables (lists, registers).

Nothing a person typed ever becomes a formula. Same input, same bytes: the clock is not read.
Refuses to read workbooks (`read`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from fieldbook.engine.calendar import ZONE
from fieldbook.sheets.cells import DIGITS
from fieldbook.sheets.schema import Column, FormSheet, TableSheet, Workbook, legal_title

ROWS = 2000
"""Rows of a table in a template that carry drop-down lists."""
HEAD = 3
"""The row of headings of a table, from 0: title, rule and the help of each column stand above, data from row 5."""
CELL_LENGTH = 32_767
"""Characters that Excel keeps in one cell."""

_LITERAL = 255
_ACTIVE = tuple("=+-@\t\r＝＋－＠")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_EPOCH = datetime(2024, 1, 1)
_FONT = {"font_name": "宋体", "font_size": 11}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "help": {"font_color": "#808080", "font_size": 9, "text_wrap": True, "valign": "top"},
    "rule": {"font_color": "#808080", "font_size": 9},
    "text": {"num_format": "@", "text_wrap": True, "valign": "top"},
    "quoted": {"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True},
    "plain": {"valign": "top"},
    "day": {"num_format": "yyyy-mm-dd", "valign": "top"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "valign": "top"},
}


class _Book:
    """An xlsxwriter workbook in memory with the looks of the house."""

    def __init__(self, title: str) -> None:
        self.stream = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.file: Any = xlsxwriter.Workbook(self.stream, {**options, "strings_to_numbers": False})
        self.file.set_properties({"title": plain(title), "created": _EPOCH})
        self.looks = {name: self.file.add_format({**_FONT, **look}) for name, look in _LOOKS.items()}
        self.lists: Any = None
        self.listed = 0

    def sheet(self, title: str) -> Any:
        sheet = self.file.add_worksheet(title)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return sheet

    def source(self, options: tuple[str, ...]) -> Any:
        """What a drop-down list draws from: the options, or a column of a hidden sheet where they are long."""
        if len(",".join(options)) <= _LITERAL and not any("," in o for o in options):
            return list(options)
        if self.lists is None:
            self.lists = self.file.add_worksheet(_free_title(self.file, "可选项"))
            self.lists.hide()
        for row, option in enumerate(options):
            self.lists.write_string(row, self.listed, option)
        letter = xlsxwriter.utility.xl_col_to_name(self.listed, True)
        self.listed += 1
        return f"='{self.lists.get_name()}'!{letter}$1:{letter}${len(options)}"

    def close(self) -> bytes:
        self.file.close()
        return self.stream.getvalue()


def _free_title(file: Any, title: str) -> str:
    while file.get_worksheet_by_name(title):
        title += "_"
    return title


def plain(text: str) -> str:
    """NFC, no control characters but tab and line end, as much as a cell keeps; "…" marks what was cut."""
    text = _CONTROL.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    return text if len(text) <= CELL_LENGTH else text[: CELL_LENGTH - 1] + "…"


def write_template(workbook: Workbook, *, example: Mapping[str, Any] | None = None) -> bytes:
    """An xlsx file to fill in; `example` gives by sheet code a mapping (form) or rows of mappings (table)."""
    book = _Book(workbook.title)
    for sheet in workbook.sheets:  # all sheets first, so that the hidden list stands last
        book.sheet(sheet.title)
    for sheet in workbook.sheets:
        page, filled = book.file.get_worksheet_by_name(sheet.title), (example or {}).get(sheet.code)
        if isinstance(sheet, FormSheet):
            _write_form(book, page, sheet, filled or {})
        else:
            _write_rows(book, page, sheet, filled or ())
    return book.close()


def _head(column: Column) -> str:
    return f"★{column.title}" if column.required else column.title


def _help(column: Column) -> str:
    return column.help or ("请从下拉列表选择" if column.options else "")


def _write_form(book: _Book, page: Any, sheet: FormSheet, values: Mapping[str, Any]) -> None:
    looks = book.looks
    page.set_column(0, 0, max([16, *(_width(_head(c)) for c in sheet.columns)]), looks["plain"])
    page.set_column(1, 1, max([36, *(c.width for c in sheet.columns)]), looks["text"])
    page.set_column(2, 2, 50, looks["help"])
    page.write_string(0, 0, sheet.title, looks["title"])
    for at, text in enumerate(("项目(★ 必填)", "填写内容", "说明")):
        page.write_string(1, at, text, looks["head"])
    page.freeze_panes(2, 1)
    for row, column in enumerate(sheet.columns, 2):
        page.write_string(row, 0, _head(column), looks["head"])
        _write_cell(book, page, row, 1, values.get(column.code), column)
        page.write_string(row, 2, _help(column), looks["help"])
        _offer(book, page, column, (row, 1, row, 1))


def _write_rows(book: _Book, page: Any, sheet: TableSheet, rows: Iterable[Mapping[str, Any]]) -> None:
    looks = book.looks
    page.write_string(0, 0, sheet.title, looks["title"])
    page.write_string(1, 0, sheet.help, looks["rule"])
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, max(column.width, _width(_head(column))), looks["text" if column.text else "plain"])
        page.write_string(HEAD - 1, at, _help(column), looks["help"])
        page.write_string(HEAD, at, _head(column), looks["head"])
        _offer(book, page, column, (HEAD + 1, at, HEAD + ROWS, at))
    page.freeze_panes(HEAD + 1, 0)
    page.set_landscape()
    for number, row in enumerate(rows, HEAD + 1):
        for at, column in enumerate(sheet.columns):
            _write_cell(book, page, number, at, row.get(column.code), column)


def _offer(book: _Book, page: Any, column: Column, area: tuple[int, int, int, int]) -> None:
    if column.options:
        rule = {"validate": "list", "source": book.source(column.options), "ignore_blank": not column.required}
        page.data_validation(*area, {**rule, "error_title": "不在可选项内", "error_message": "请从下拉列表中选择。"})


def write_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """An xlsx file of one table: numbers and days as such, all else as text, never a formula.

    Numbers too long for Excel (more than 15 digits) stay text; yes and no are written 是 and 否;
    an aware moment is written in Asia/Shanghai time.
    """
    book = _Book(title)
    page = book.sheet(legal_title(plain(title)))
    widths = [_width(h) for h in heads]
    for at, head in enumerate(heads):
        page.write_string(0, at, plain(head), book.looks["head"])
    last = 0
    for last, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            _write_cell(book, page, last, at, value)
            if last <= 200 and at < len(widths):
                widths[at] = max(widths[at], min(_width(str(value)), 40))
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    page.freeze_panes(1, 0)
    page.set_landscape()
    if heads:
        page.autofilter(0, 0, max(last, 1), len(heads) - 1)
    return book.close()


def _width(text: str) -> int:
    longest = max(
        (sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in x) for x in text.split("\n")), default=0
    )
    return min(longest, 60) + 2


def _write_cell(book: _Book, page: Any, row: int, at: int, value: object, column: Column | None = None) -> None:
    looks = book.looks
    if value is None or value == "":
        return
    if isinstance(value, bool):
        value = "是" if value else "否"
    as_text = column is not None and column.text
    if isinstance(value, date) and not as_text and value.year >= 1900:
        if isinstance(value, datetime):
            local = value.astimezone(ZONE).replace(tzinfo=None) if value.tzinfo else value
            page.write_datetime(row, at, local, looks["moment"])
        else:
            page.write_datetime(row, at, value, looks["day"])
        return
    number = None if as_text else _number(value, typed=column is not None)
    if number is not None:
        page.write_number(row, at, number, looks["plain"])
        return
    text = plain("、".join(map(str, value)) if isinstance(value, list | tuple) else str(value))
    page.write_string(row, at, text, looks["quoted" if text.startswith(_ACTIVE) else "text"])


def _number(value: object, *, typed: bool) -> int | float | Decimal | None:
    """`value` where Excel keeps it exactly as a number; `typed` also takes digits written as text."""
    if typed and isinstance(value, str) and re.fullmatch(r"-?(0|[1-9]\d{0,14})(\.\d+)?", value, re.ASCII):
        value = Decimal(value)
    if not isinstance(value, int | float | Decimal):
        return None
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or len(exact.normalize().as_tuple().digits) > DIGITS:
        return None
    return value if abs(exact) < 10**DIGITS else None
