"""Fieldbook (实施工作平台): runs the handbook of an implementation department.

Five rooms, one direction: web → chapters → record → handbook → engine; beside them the
pure libraries paper, sheets and wire. Start reading at docs/tour.md.
"""

__version__ = "0.1.0"
