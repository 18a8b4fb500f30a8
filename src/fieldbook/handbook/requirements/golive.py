"""手册 三-3, 三-4: the four claims of the go-live notice, each with its proof; and reservations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from fieldbook.engine.calendar import close_of
from fieldbook.engine.requirements import Finding, Place, Requirement, Status
from fieldbook.handbook.catalogue.dispatch import OWED
from fieldbook.handbook.catalogue.modules import module_of
from fieldbook.handbook.facts import (
    BillFormFacts,
    DocumentFacts,
    Facts,
    InterfaceFacts,
    OrderFacts,
    ProjectFacts,
    Proven,
    TrainingFacts,
)
from fieldbook.handbook.readings import NOTICES

CLAUSE, INTERFACES, BILLS = "手册 三-4", "手册 三-3", "手册 三-2"
NOTICE = OWED["go_live_notice"]


def _claim(
    facts: Facts,
    *,
    code: str,
    clause: str,
    title: str,
    missing: str,
    proven: Proven | None,
    subject: str = "",
    at: Place | None = None,
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
        at=at or Place("proof", facts.core.id, f"{code}:{subject}"),
    )


def _paper(kind: str, found: Iterable[DocumentFacts]) -> Place:
    """The paper that meets a claim: the first of those there are, else a new one."""
    return next((Place("document", d.id) for d in found), Place("new_document", kind))


def _owes_notice(facts: Facts) -> OrderFacts | None:
    order = facts.core.order
    return order if order and NOTICE.applies(order.type) else None


def _training(facts: Facts, at: datetime) -> Iterable[Finding]:
    order, shown = _owes_notice(facts), facts.get(TrainingFacts)
    merged = order.merged_rural_insurance if order else ()
    for module in order.modules if order else ():
        if module in merged:
            continue
        rate = shown.rates.get(module.code)
        low = f"考核合格率 {rate}%，不到 {facts.core.policy.pass_rate}%，请补训后再考核。"
        yield _claim(
            facts,
            code="training.done",
            clause=CLAUSE,
            title=f"“{module.name}”培训考核",
            subject=module.code,
            missing=low if rate is not None else "尚无签字的培训签到表与考核结果，请培训、考核后上传签到表的签字件。",
            proven=shown.modules.get(module.code),
            at=_paper("training_sign_in", _unsigned_sheets(facts.core, module.code)),
        )


def _unsigned_sheets(core: ProjectFacts, module: str) -> Iterable[DocumentFacts]:
    for sheet in core.documents_of("training_sign_in"):
        taught = module_of((sheet.payload.get("header") or {}).get("module") or "")
        if taught and taught.code == module and not sheet.scanned_at:
            yield sheet


@dataclass(frozen=True, slots=True)
class Family:
    """A family of interfaces: its code, its name, which modules of an order bring it."""

    code: str
    name: str
    modules: Callable[[OrderFacts], tuple[object, ...]]


INSURANCE = Family("insurance", "医保", lambda o: o.insurance)
RURAL = Family("rural_insurance", "农合", lambda o: o.rural_insurance)
INSTRUMENTS = Family("instruments", "仪器", lambda o: o.instruments)


def _interface(
    family: Family, verb: str, part: str, clause: str, title: str, missing: str
) -> Requirement:
    """One demand on a family of interfaces; 农合 does not apply where the scheme has been merged into 医保."""
    code = f"{family.code}.{verb}"

    def find(facts: Facts, at: datetime) -> Iterable[Finding]:
        order = _owes_notice(facts)
        if order and family.modules(order):
            proven = getattr(facts.get(InterfaceFacts), part).get(family.code)
            kind = NOTICES[family.code] if part == "noticed" else ""
            place = _paper(kind, facts.core.documents_of(kind)) if kind else None
            yield _claim(facts, code=code, clause=clause, title=title, missing=missing, proven=proven, at=place)
        elif order and family is RURAL and order.merged_rural_insurance:
            yield Finding(
                code=code,
                clause=clause,
                title=title,
                status=Status.NOT_APPLICABLE,
                reason="当地农合已并入医保，不适用。",
            )

    return Requirement(code, clause, title, find)


def _bureau(family: Family, bureau: str) -> tuple[Requirement, ...]:
    return (
        _interface(
            family, "commissioned", "commissioned", INTERFACES, f"{family.name}接口调试",
            "尚无接口测试记录，请在测试通过后上传测试用例结果。",
        ),
        _interface(
            family, "approved", "approved", INTERFACES, f"{family.name}接口审核",
            f"尚无{bureau}审核凭证，请上传审核单，或由部门主管有条件签发。",
        ),
    )  # fmt: skip


def _notice(family: Family) -> Requirement:
    return _interface(
        family, "noticed", "noticed", CLAUSE, f"《{family.name}接口调试完毕通知书》签字件",
        f"{family.name}接口调试完毕通知书尚未签字归档，或其中的事项尚无凭证；请补齐、签字后上传，或由部门主管有条件签发。",
    )  # fmt: skip


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
    *_bureau(INSURANCE, "医保局"),
    *_bureau(RURAL, "农保局"),
    _interface(
        INSTRUMENTS, "working", "commissioned", INTERFACES, "仪器接口调试",
        "尚无约定仪器全部调通的凭证，请上传检验科签字的比对记录。",
    ),
    *(_notice(family) for family in (INSURANCE, RURAL, INSTRUMENTS)),
    Requirement("bill_forms.settled", BILLS, "报表、票据格式", _bills),
    Requirement("reservation.cleared", CLAUSE, "保留事项", _reservations),
)  # fmt: skip
EVIDENCE: dict[str, str] = {
    "condition.met": "到位照片或验收单",
    "condition.promised": "到位照片或验收单",
    "insurance.commissioned": "接口测试用例结果",
    "insurance.approved": "医保局审核凭证",
    "rural_insurance.commissioned": "接口测试用例结果",
    "rural_insurance.approved": "农保局审核凭证",
    "instruments.working": "检验科签字的比对记录",
    "bill_forms.settled": "财务确认的票据样张",
}
"""Requirement code → what file proves it; other requirements are met by documents or by records."""
