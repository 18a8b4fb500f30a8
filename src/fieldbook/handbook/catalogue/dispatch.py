"""Dispatch types and what each of them owes (domain 1.20b): one row per kind."""

from __future__ import annotations

from dataclasses import dataclass

NEW, UPGRADE, EXTENSION, AFTER_SALES, TRAINING = "新装实施", "升级割接", "新增模块", "售后维护", "培训"
TYPES: tuple[str, ...] = (NEW, UPGRADE, EXTENSION, AFTER_SALES, TRAINING)

INTERFACES: tuple[str, ...] = ("否", "仪器", "医保", "农合", "其他")
GRADES: tuple[str, ...] = (
    "三级甲等", "三级乙等", "三级", "二级甲等", "二级乙等", "二级", "一级甲等", "一级", "未定级", "乡镇卫生院",
)  # fmt: skip
MERGED = "已并入医保"
"""Counterpart of a 农合 module whose scheme has been merged into 医保 (domain 4.4): 不适用."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One row: a mark per type in the order of `TYPES` (● owed, – not), the clause, the anchor of its due.

    `offset` names the working days of the policy that lie between the anchor and the due.
    """

    kind: str
    marks: str
    clause: str
    anchor: str
    offset: str = ""

    def applies(self, type_: str) -> bool:
        """True when a dispatch of that type owes the kind."""
        return self.marks[TYPES.index(type_)] != "–"


_ROWS: tuple[Owed, ...] = (
    Owed("dispatch_order", "●●●●●", "手册 一-1", "travel"),
    Owed("survey_report", "●●●––", "手册 二-2", "arrival", "survey_after_arrival"),
    Owed("go_live_notice", "●●●––", "手册 三-4", "go_live", "notice_before_go_live"),
)
OWED: dict[str, Owed] = {o.kind: o for o in _ROWS}
