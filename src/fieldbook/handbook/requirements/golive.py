"""手册 三-3, 三-4: the four claims of the go-live notice, each with its proof; and reservations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from fieldbook.engine.calendar import close_of
from fieldbook.engine.requirements import Finding, Place, Requirement, Status
from fieldbook.handbook.catalogue.dispatch import OWED
from fieldbook.handbook.facts import BillFormFacts, Facts, InterfaceFacts, OrderFacts, Proven, TrainingFacts

CLAUSE, INTERFACES, BILLS = "手册 三-4", "手册 三-3", "手册 三-2"
NOTICE = OWED["go_live_notice"]


def _claim(
    facts: Facts, *, code: str, clause: str, title: str, missing: str, proven: Proven | None, subject: str = ""
) -> Finding:
    return Finding(
        code=code,
        subject=subject,
        clause=clause,
        title=title,
        status=Status.MET if proven else Status.UNMET,
        proofs=(proven.by,) if proven else (),
        reason="" if proven else missing,
        who=facts.core.doer,
        met_at=proven.at if proven else None,
        at=Place("proof", facts.core.id, f"{code}:{subject}"),
    )


def _owes_notice(facts: Facts) -> OrderFacts | None:
    order = facts.core.order
    return order if order and NOTICE.applies(order.type) else None


def _training(facts: Facts, at: datetime) -> Iterable[Finding]:
    order = _owes_notice(facts)
    done = facts.get(TrainingFacts).modules
    merged = order.merged_rural_insurance if order else ()
    for module in order.modules if order else ():
        if module in merged:
            continue
        yield _claim(
            facts,
            code="training.done",
            clause=CLAUSE,
            title=f"“{module.name}”培训考核",
            subject=module.code,
            missing="尚无签字的培训签到与考核结果，请培训后上传签到表。",
            proven=done.get(module.code),
        )


def _interface(
    code: str, title: str, part: str, missing: str, modules: Callable[[OrderFacts], tuple[object, ...]]
) -> Callable[[Facts, datetime], Iterable[Finding]]:
    def find(facts: Facts, at: datetime) -> Iterable[Finding]:
        order = _owes_notice(facts)
        if order and modules(order):
            proven = getattr(facts.get(InterfaceFacts), part)
            yield _claim(facts, code=code, clause=INTERFACES, title=title, missing=missing, proven=proven)

    return find


def _rural(
    code: str, part: str, missing: str
) -> Callable[[Facts, datetime], Iterable[Finding]]:
    """Like `_interface` for 农合; 不适用 where the scheme has been merged into 医保."""
    owed = _interface(code, "农合接口", part, missing, lambda o: o.rural_insurance)

    def find(facts: Facts, at: datetime) -> Iterable[Finding]:
        order = _owes_notice(facts)
        if order and order.merged_rural_insurance and not order.rural_insurance:
            yield Finding(
                code=code,
                clause=INTERFACES,
                title="农合接口",
                status=Status.NOT_APPLICABLE,
                reason="当地农合已并入医保，不适用。",
            )
        else:
            yield from owed(facts, at)

    return find


_tested = "尚无接口测试记录，请在测试通过后上传测试用例结果。"
_insurance_commissioned = _interface(
    "insurance.commissioned", "医保接口调试", "insurance_tested", _tested, lambda o: o.insurance
)
_insurance = _interface(
    "insurance.approved",
    "医保接口",
    "insurance",
    "尚无医保局审核凭证，请上传审核单，或由部门主管有条件签发。",
    lambda o: o.insurance,
)
_rural_commissioned = _rural("rural_insurance.commissioned", "rural_insurance_tested", _tested)
_rural_approved = _rural(
    "rural_insurance.approved",
    "rural_insurance",
    "尚无农保局审核凭证，请上传审核单，或由部门主管有条件签发。",
)
_instruments = _interface(
    "instruments.connected",
    "仪器接口",
    "instruments",
    "尚无约定仪器全部调通的签字凭证，请上传仪器接口调试完毕通知书。",
    lambda o: o.instruments,
)


def _bills(facts: Facts, at: datetime) -> Iterable[Finding]:
    order = _owes_notice(facts)
    if order and order.billing:
        yield _claim(
            facts,
            code="bill_forms.settled",
            clause=BILLS,
            title="报表、票据格式",
            missing="尚无财务确认的票据样张，请上传确认样张。",
            proven=facts.get(BillFormFacts).settled,
        )


def _reservations(facts: Facts, at: datetime) -> Iterable[Finding]:
    for kept in facts.core.reservations:
        cleared = kept.cleared_at is not None
        yield Finding(
            code="reservation.cleared",
            subject=kept.id,
            clause=CLAUSE,
            title=f"保留事项“{kept.title}”",
            status=Status.MET if cleared else Status.UNMET,
            reason=""
            if cleared
            else f"{kept.granted_by}有条件签发：{kept.reason}。补齐凭证后请修订通知书，签发补充通知。",
            who=facts.core.doer,
            due=close_of(kept.due, facts.core.policy.close_of_business),
            met_at=kept.cleared_at,
            at=Place("document", kept.document),
        )


REQUIREMENTS = (
    Requirement("training.done", CLAUSE, "培训考核", _training),
    Requirement("insurance.commissioned", INTERFACES, "医保接口调试", _insurance_commissioned),
    Requirement("insurance.approved", INTERFACES, "医保接口", _insurance),
    Requirement("rural_insurance.commissioned", INTERFACES, "农合接口调试", _rural_commissioned),
    Requirement("rural_insurance.approved", INTERFACES, "农合接口", _rural_approved),
    Requirement("instruments.connected", INTERFACES, "仪器接口", _instruments),
    Requirement("bill_forms.settled", BILLS, "报表、票据格式", _bills),
    Requirement("reservation.cleared", CLAUSE, "保留事项", _reservations),
)
EVIDENCE: dict[str, str] = {
    "condition.met": "到位照片或验收单",
    "condition.promised": "到位照片或验收单",
    "training.done": "签字的培训签到表与考核结果",
    "insurance.commissioned": "接口测试用例结果",
    "insurance.approved": "医保局审核凭证",
    "rural_insurance.commissioned": "接口测试用例结果",
    "rural_insurance.approved": "农保局审核凭证",
    "instruments.connected": "仪器接口调试完毕的签字凭证",
    "bill_forms.settled": "财务确认的票据样张",
}
"""Requirement code → what file proves it; other requirements are met by documents alone."""
