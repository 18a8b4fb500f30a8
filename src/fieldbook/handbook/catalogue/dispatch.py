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
    """One row: a mark per type in the order of `TYPES` (● owed, ◐ on condition, – not), the clause, the anchor of its due.

    `offset` names the working days of the policy between anchor and due; `when` the condition behind ◐;
    `signed` the anchor of the signed copy's due, where it is not a week after issue.
    """

    kind: str
    marks: str
    clause: str
    anchor: str = ""
    offset: str = ""
    when: str = ""
    signed: str = ""

    def mark(self, type_: str) -> str:
        """●, ◐ or – for a dispatch of that type."""
        return self.marks[TYPES.index(type_)]

    def applies(self, type_: str) -> bool:
        """True when a dispatch of that type owes the kind, be it on condition."""
        return self.mark(type_) != "–"


_PAPERS: tuple[Owed, ...] = (
    Owed("dispatch_order", "●●●●●", "手册 一-1", "travel"),
    Owed("trip_order", "●●●●●", "手册 一-5", "departure"),
    Owed("handbook_acknowledgement", "●●●●●", "手册 九-1", "travel"),
    Owed("survey_report", "●●●––", "手册 二-2", "arrival", "survey_after_arrival"),
    Owed("implementation_plan", "●●●––", "手册 二-4", "arrival", "plan_after_arrival"),
    Owed("training_plan", "●●●–●", "手册 三-1", "first_session"),
    Owed("module_training_plan", "◐◐◐–◐", "手册 三-1", "start", when="planned_by_module"),
    Owed("training_sign_in", "●●●–●", "手册 三-1", "end_of_day", signed="session"),
    Owed("base_data_confirmation", "●●◐––", "手册 二-3", "first_lesson", when="needs_data"),
    Owed("package_request", "◐◐◐◐–", "手册 二-5", when="started"),
    Owed("instrument_notice", "◐◐◐––", "手册 三-3", "go_live", "notice_before_go_live", when="instruments"),
    Owed("insurance_notice", "◐◐◐––", "手册 三-3", "go_live", "notice_before_go_live", when="insurance"),
    Owed("rural_insurance_notice", "◐◐◐––", "手册 三-3", "go_live", "notice_before_go_live", when="rural_insurance"),
    Owed("go_live_notice", "●●●––", "手册 三-4", "go_live", "notice_before_go_live"),
    Owed("cutover_plan", "◐●–––", "手册 四-3", "go_live", "cutover_before_go_live", when="old_system"),
    Owed("satisfaction_form", "●●●––", "手册 四-4", "acceptance"),
    Owed("healthone_certificate", "◐◐◐––", "手册 四-4", "acceptance", when="healthone"),
    Owed("cnhis_certificate", "◐◐◐––", "手册 四-4", "acceptance", when="cnhis"),
    Owed("weekly_report", "●●●––", "手册 五-1", "saturday", signed="friday"),
    Owed("training_weekly", "◐◐◐–●", "手册 五-1", "saturday", when="trainers", signed="friday"),
    Owed("implementation_summary", "●●●–●", "手册 六-1", "return", "summary_after_return"),
    Owed("service_slip", "–––●–", "手册 四-5", "leaving", signed="leaving"),
    Owed("project_memo", "◐◐◐◐◐", "手册 八", when="started"),
    Owed("trip_record", "●●●●●", "手册 六-3", "return", "record_after_return"),
)
OWED: dict[str, Owed] = {o.kind: o for o in _PAPERS}
"""Kind → what each dispatch type owes of it (domain 1.20b; assumed where the handbook is silent)."""

_RECORDS: tuple[Owed, ...] = (
    Owed("sales.talked", "●●●●●", "手册 一-1", "travel"),
    Owed("site.asked", "●●●●●", "手册 一-2", "travel"),
    Owed("arrival.told", "●●●●●", "手册 一-5", "travel"),
    Owed("lodging.settled", "●●●●●", "手册 二-0", "arrival", "lodging_after_arrival"),
    Owed("meeting.held", "●●●––", "手册 二-1", "arrival", "meeting_after_arrival"),
    Owed("self_test.done", "●●●––", "手册 四-1", "live_day"),
    Owed("user_test.done", "●●●––", "手册 四-2", "live_day"),
    Owed("stocktake.done", "◐◐◐––", "手册 四-3", "live_day", when="stores"),
    Owed("contacts.named", "●●●––", "手册 四-3", "live_day"),
    Owed("support.arranged", "●●●––", "手册 四-3", "live_day"),
    Owed("system.live", "●●●––", "手册 四-4", "live_day_end"),
    Owed("acceptance.asked", "●●●––", "手册 四-4", "acceptance"),
)
RECORDS: dict[str, Owed] = {o.kind: o for o in _RECORDS}
"""Requirement code of a duty met by a record → when it is owed; due dates are assumed."""
RECORDED_BY: dict[str, str] = {
    code: "golive" if row.clause.startswith("手册 四") else "dispatch" for code, row in RECORDS.items()
}
"""Requirement code → the chapter that supplies the fact, once it exists."""
