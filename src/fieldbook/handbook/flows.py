"""Flows: the states of a revision of a document, and of a dispatch order's acceptance (手册 一-1, 一-7)."""

from __future__ import annotations

from fieldbook.engine.transitions import Flow, Transition
from fieldbook.handbook.roles import Role

DRAFT, SUBMITTED, ISSUED, VOID, SUPERSEDED = "draft", "submitted", "issued", "void", "superseded"

DOCUMENT = Flow(
    "document",
    DRAFT,
    {DRAFT: "草稿", SUBMITTED: "提交", ISSUED: "签发", VOID: "作废", SUPERSEDED: "替代"},
    (
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
            who=(Role.ENGINEER,),
            tells=(Role.SUPERVISOR,),
        ),
    ),
)

PREPARING, TRAVELLING, ON_SITE, BACK = "preparing", "travelling", "on_site", "back"

TRIP = Flow(
    "trip",
    PREPARING,
    {PREPARING: "出差准备", TRAVELLING: "在途", ON_SITE: "到场", BACK: "已返回"},
    (
        Transition(
            verb="trip.departed", label="登记出发", source=(PREPARING,), target=TRAVELLING, who=(Role.ENGINEER,)
        ),
        Transition(
            verb="trip.arrived",
            label="登记到达",
            source=(PREPARING, TRAVELLING),
            target=ON_SITE,
            who=(Role.ENGINEER,),
            tells=(Role.SUPERVISOR,),
        ),
        Transition(
            verb="trip.returned",
            label="登记返回",
            source=(ON_SITE,),
            target=BACK,
            who=(Role.ENGINEER,),
            tells=(Role.SUPERVISOR, Role.ASSISTANT),
        ),
    ),
)

FLOWS: tuple[Flow, ...] = (DOCUMENT, ORDER, TRIP)
