"""手册 一: dispatch. The workbook comes in, the project exists, what it owes is derived."""
