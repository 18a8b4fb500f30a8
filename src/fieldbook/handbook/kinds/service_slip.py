"""现场服务确认书 (手册 四-5; domain 1.19): an after-sales visit is handed over; the customer judges it by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fieldbook.engine.flow import look_up
from fieldbook.engine.kinds import (
    Field,
    Fields,
    Given,
    Kind,
    Medium,
    Per,
    Prose,
    Rows,
    Rule,
    Signatures,
    Signer,
    Source,
    Type,
)
from fieldbook.handbook.catalogue.modules import LABELS
from fieldbook.handbook.kinds.moments import moment_of
from fieldbook.handbook.roles import Role

RATINGS = (("excellent", "非常满意"), ("good", "满意"), ("fair", "一般"), ("poor", "不满意"), ("bad", "很不满意"))


def _left_after_arrival(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    arrived = moment_of(look_up(facts, "trip.arrived_at"))
    left = moment_of((payload.get("visit") or {}).get("left_at"))
    if arrived and left and left < arrived:
        yield "visit/left_at", "离开早于到达，请改正；到达以到达登记为准"


def _derived(code: str, label: str, fact: str, **more: Any) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, **more)


KIND = Kind(
    code="service_slip",
    title="现场服务确认书",
    aliases=("服务确认书",),
    per=Per.TRIP,
    medium=Medium.PAPER,
    series="FW",
    clause="手册 四-5",
    authors=(Role.ENGINEER,),
    issuers=(Role.ENGINEER, Role.SUPERVISOR),
    needs=("order.accepted",),
    blocks=(
        Fields(
            code="visit",
            fields=(
                _derived("number", "单号", "document.number"),
                Field(code="type", label="服务类型", type=Type.ENUM, options=("故障", "培训", "升级", "巡检", "新需求"), required=True),
                _derived("hospital", "医院", "hospital.name", required=True),
                Field(code="people", label="服务人员", source=Source.SUGGESTED, fact="trip.person", required=True, max_length=60),
                _derived("arrived_at", "到达", "trip.arrived_at", type=Type.DATETIME),
                Field(code="left_at", label="离开", type=Type.DATETIME),
            ),
        ),
        Rows(
            code="services",
            title="服务内容",
            columns=(
                Field(code="module", label="模块", type=Type.MODULE, options=LABELS, weight=4),
                Field(code="problem", label="问题描述", type=Type.LONG, required=True, max_length=1000, weight=7),
                Field(code="handling", label="处理方法", type=Type.LONG, max_length=1000, weight=7),
                Field(code="result", label="结果", type=Type.ENUM, options=("已解决", "部分", "未解决"), required=True, weight=3),
                Field(code="hours", label="耗时", type=Type.DECIMAL, least=0, most=999, weight=2),
            ),
            blank=5,
            least=1,
            note="耗时以小时计。",
        ),
        Fields(code="left", fields=(Field(code="left_over", label="遗留问题", type=Type.LONG, max_length=1000, help="没有的填“无”"),)),
        Rows(
            code="rating",
            title="客户评价与意见（由客户亲笔填写）",
            columns=(
                Field(code="told", label="客户评价", weight=4),
                *(Field(code=code, label=label, type=Type.SIGN, weight=2) for code, label in RATINGS),
                Field(code="opinion", label="意见", type=Type.SIGN, weight=7),
            ),
            given=(Given("rating", {"told": "请在对应的一栏内打勾，并写下您的意见和建议"}),),
            free=False,
        ),
        Prose(code="handover", text="以上服务内容已当场交接，请客户核对后签字或盖章。", role="note"),
        Signatures(signers=(Signer(Role.SITE_LEAD, "客户(签字/盖章)"), Signer(Role.ENGINEER, "工程师"))),
    ),
    rules=(Rule("手册 四-5", _left_after_arrival),),
    example={
        "facts": {
            "document": {"number": "FW-2026-0001"},
            "hospital": {"name": "云溪县人民医院"},
            "trip": {"person": "陆行舟", "arrived_at": "2026-07-08T09:10:00+08:00"},
        },
        "payload": {
            "visit": {"type": "故障", "left_at": "2026-07-09T16:30:00+08:00"},
            "services": [
                {
                    "module": "M06 门诊收费",
                    "problem": "3 号窗口补打发票后，当日结账金额与发票存根相差一张。",
                    "handling": "核对票据使用记录，补登作废票号并重新结账，向收费组长讲解补打步骤。",
                    "result": "已解决",
                    "hours": "3.5",
                },
                {
                    "module": "M34 仪器接口",
                    "problem": "血气分析仪偶尔不上传结果。",
                    "handling": "更换串口线并记录通讯日志，待观察一周。",
                    "result": "部分",
                    "hours": "2",
                },
            ],
            "left": {"left_over": "血气分析仪通讯日志每日由检验科发回，一周后远程复查。"},
        },
    },
)  # fmt: skip
