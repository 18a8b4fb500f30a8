"""The dispatch-order workbook on plain values."""
