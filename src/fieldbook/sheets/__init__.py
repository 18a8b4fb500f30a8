"""Workbooks: a schema, templates and tables written from it, tolerant reading with places, and the guard before it.

Pure: knows nothing of the product. Refuses to hold any concrete workbook and any rule beyond a cell.
"""

from fieldbook.sheets.guard import Refused, check_package
from fieldbook.sheets.read import Place, Reading, Row, SheetProblem, read_workbook
from fieldbook.sheets.schema import Column, FormSheet, TableSheet, Workbook
from fieldbook.sheets.write import write_table, write_template

__all__ = [
    "Column",
    "FormSheet",
    "Place",
    "Reading",
    "Refused",
    "Row",
    "SheetProblem",
    "TableSheet",
    "Workbook",
    "check_package",
    "read_workbook",
    "write_table",
    "write_template",
]
