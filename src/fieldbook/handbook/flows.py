"""Flows: which verb leads from which state to which, who may, on which clause, and who hears of it.

The states of a revision are stored; those of orders and trips too; a proof, a waiver, a receipt and a
project have the state that their moments say. Refuses to hold the demands themselves (`requirements`).
"""

from __future__ import annotations

from fieldbook.engine.transitions import Flow, Transition
from fieldbook.handbook.requirements.archive import COMPLETENESS
from fieldbook.handbook.roles import Role

ON_PROJECT = (Role.ENGINEER, Role.TRAINER, Role.SUPERVISOR)
OFFICE = (Role.SUPERVISOR, Role.ASSISTANT, Role.ARCHIVIST)

DRAFT, SUBMITTED, ISSUED, VOID, SUPERSEDED = "draft", "submitted", "issued", "void", "superseded"

DOCUMENT = Flow(
    "document",
    DRAFT,
    {DRAFT: "草稿", SUBMITTED: "提交", ISSUED: "签发", VOID: "作废", SUPERSEDED: "替代"},
    (
        Transition(
            verb="document.drafted",
            label="新建",
            target=DRAFT,
            who=(Role.AUTHOR,),
            needs=("order.accepted",),
        ),
        Transition(verb="document.saved", label="暂存", source=(DRAFT,), target=DRAFT, who=(Role.AUTHOR,)),
        Transition(
            verb="document.submitted",
            label="提交",
            source=(DRAFT,),
            target=SUBMITTED,
            who=(Role.AUTHOR,),
            complete=True,
            tells=(Role.ISSUER,),
        ),
        Transition(verb="document.withdrawn", label="撤回", source=(SUBMITTED,), target=DRAFT, who=(Role.AUTHOR,)),
        Transition(
            verb="document.returned",
            label="退回",
            source=(SUBMITTED,),
            target=DRAFT,
            who=(Role.ISSUER,),
            asks="退回理由",
            tells=(Role.AUTHOR,),
        ),
        Transition(
            verb="document.issued",
            label="签发",
            source=(DRAFT, SUBMITTED),
            target=ISSUED,
            who=(Role.ISSUER,),
            gated=True,
            complete=True,
            tells=(Role.AUTHOR, Role.SUPERVISOR),
        ),
        Transition(
            verb="document.issued_with_reservation",
            label="有条件签发",
            source=(DRAFT, SUBMITTED),
            target=ISSUED,
            who=(Role.SUPERVISOR,),
            complete=True,
            asks="保留理由",
            tells=(Role.AUTHOR, Role.ENGINEER),
        ),
        Transition(
            verb="document.superseded",
            label="替代",
            source=(ISSUED,),
            target=SUPERSEDED,
            who=(Role.ISSUER,),
        ),
        Transition(
            verb="document.revised",
            label="修订",
            source=(ISSUED, VOID),
            target=DRAFT,
            who=(Role.AUTHOR, Role.ISSUER),
        ),
        Transition(
            verb="document.voided",
            label="作废",
            source=(DRAFT, SUBMITTED, ISSUED),
            target=VOID,
            who=(Role.SUPERVISOR,),
            asks="作废理由",
            tells=(Role.AUTHOR, Role.ENGINEER),
        ),
    ),
)

WAITING, ACCEPTED = "waiting", "accepted"

ORDER = Flow(
    "order",
    WAITING,
    {WAITING: "待接收", ACCEPTED: "已接收"},
    (
        Transition(
            verb="order.accepted",
            label="接收派遣",
            source=(WAITING,),
            target=ACCEPTED,
            who=(Role.ENGINEER, Role.TRAINER),
            clause="手册 一-1",
            tells=(Role.SUPERVISOR,),
        ),
    ),
)

PREPARING, TRAVELLING, ON_SITE, BACK, CANCELLED = "preparing", "travelling", "on_site", "back", "cancelled"
HANDING, SETTLED = "handing", "settled"
ORDERED = ("order.accepted", "document.issued:trip_order.{thing}")

TRIP = Flow(
    "trip",
    PREPARING,
    {
        PREPARING: "出差准备",
        TRAVELLING: "在途",
        ON_SITE: "到场",
        BACK: "已返回",
        HANDING: "移交中",
        SETTLED: "已注销",
        CANCELLED: "已取消",
    },
    (
        Transition(
            verb="trip.departed",
            label="登记出发",
            source=(PREPARING,),
            target=TRAVELLING,
            who=(Role.TRAVELLER,),
            clause="手册 一-5",
            needs=ORDERED,
        ),
        Transition(
            verb="trip.arrived",
            label="登记到达",
            source=(PREPARING, TRAVELLING),
            target=ON_SITE,
            who=(Role.TRAVELLER,),
            clause="手册 一-6",
            needs=ORDERED,
            tells=(Role.SUPERVISOR,),
        ),
        Transition(
            verb="trip.returned",
            label="登记返回",
            source=(ON_SITE,),
            target=BACK,
            who=(Role.TRAVELLER,),
            clause="手册 六-3",
            needs=("order.accepted",),
            tells=(Role.SUPERVISOR, Role.ASSISTANT),
        ),
        Transition(
            verb="trip.settled",
            label="出差注销",
            source=(BACK,),
            target=SETTLED,
            who=(Role.TRAVELLER,),
            clause="手册 六-2",
            tells=(Role.SUPERVISOR,),
        ),
        Transition(
            verb="trip.handed_over",
            label="移交",
            source=(BACK,),
            target=HANDING,
            who=(Role.TRAVELLER,),
            clause="手册 六-2",
            tells=(Role.SUCCESSOR, Role.SUPERVISOR),
        ),
        Transition(
            verb="trip.taken_over",
            label="接收移交",
            source=(HANDING,),
            target=SETTLED,
            who=(Role.SUCCESSOR,),
            clause="手册 六-2",
            tells=(Role.TRAVELLER, Role.SUPERVISOR),
        ),
        Transition(
            verb="trip.handover_returned",
            label="退回移交",
            source=(HANDING,),
            target=BACK,
            who=(Role.SUCCESSOR, Role.TRAVELLER, Role.SUPERVISOR),
            clause="手册 六-2",
            asks="退回理由",
            tells=(Role.TRAVELLER, Role.SUCCESSOR),
        ),
        Transition(
            verb="trip.cancelled",
            label="取消行程",
            source=(PREPARING,),
            target=CANCELLED,
            who=(Role.SUPERVISOR,),
            clause="手册 一-7",
        ),
    ),
)

FILED, WITHDRAWN = "filed", "withdrawn"

PROOF = Flow(
    "proof",
    FILED,
    {FILED: "有效", WITHDRAWN: "已撤销"},
    (
        Transition(
            verb="proof.filed",
            label="上传证明",
            target=FILED,
            who=ON_PROJECT,
            clause="手册 三-4",
            tells=(Role.SUPERVISOR,),
        ),
        Transition(
            verb="record.made",
            label="登记",
            target=FILED,
            who=(*ON_PROJECT, Role.ASSISTANT, Role.SALES),
            clause="手册 一-1",
        ),
        Transition(
            verb="proof.withdrawn",
            label="撤销证明",
            source=(FILED,),
            target=WITHDRAWN,
            who=ON_PROJECT,
            clause="手册 三-4",
            asks="撤销理由",
            tells=(Role.SUPERVISOR,),
        ),
    ),
)

GRANTED = "granted"

WAIVER = Flow(
    "waiver",
    GRANTED,
    {GRANTED: "已豁免"},
    (
        Transition(
            verb="waiver.granted",
            label="豁免",
            target=GRANTED,
            who=(Role.SUPERVISOR,),
            clause="手册 七-3",
            asks="豁免理由",
            tells=(Role.ENGINEER,),
        ),
    ),
)

RECEIVED = "received"

RECEIPT = Flow(
    "receipt",
    RECEIVED,
    {RECEIVED: "已收"},
    (
        Transition(
            verb="page.filed",
            label="归入签字件",
            target=RECEIVED,
            who=(*ON_PROJECT, Role.ASSISTANT, Role.ARCHIVIST),
            clause="手册 六-2",
        ),
        Transition(
            verb="page.filed_by_hand",
            label="手工归入签字件",
            target=RECEIVED,
            who=(*ON_PROJECT, Role.ASSISTANT, Role.ARCHIVIST),
            clause="手册 六-2",
        ),
        Transition(
            verb="original.received",
            label="登记原件",
            target=RECEIVED,
            who=OFFICE,
            clause="手册 六-2",
            tells=(Role.ENGINEER,),
        ),
        Transition(
            verb="seal.confirmed",
            label="确认公章",
            target=RECEIVED,
            who=(*ON_PROJECT, Role.ASSISTANT, Role.ARCHIVIST),
            clause="手册 四-4",
            needs=("document.scanned:{thing}",),
            tells=(Role.SUPERVISOR,),
        ),
    ),
)

OPEN, PACKED = "open", "packed"

PROJECT = Flow(
    "project",
    OPEN,
    {OPEN: "进行中", PACKED: "已归档"},
    (
        Transition(
            verb="project.opened",
            label="派遣",
            target=OPEN,
            who=(Role.SUPERVISOR,),
            clause="手册 一-1",
            tells=(Role.ENGINEER, Role.SALES),
        ),
        Transition(
            verb="archive.packed",
            label="打包归档",
            source=(OPEN, PACKED),
            target=PACKED,
            who=(*ON_PROJECT, Role.ASSISTANT, Role.ARCHIVIST),
            clause="手册 七-1",
            needs=COMPLETENESS,
            tells=(Role.SUPERVISOR, Role.ARCHIVIST),
        ),
    ),
)

FLOWS: tuple[Flow, ...] = (DOCUMENT, ORDER, TRIP, PROOF, WAIVER, RECEIPT, PROJECT)
STEPS: dict[str, Transition] = {t.verb: t for f in FLOWS for t in f.transitions}
"""Every transition by its verb."""
