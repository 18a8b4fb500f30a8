"""项目实施备忘录 (手册 八; domain 1.19): what both sides agreed or could not agree, put on paper when it happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fieldbook.engine.kinds import (
    Field,
    Fields,
    Kind,
    Medium,
    Per,
    Rows,
    Rule,
    Signatures,
    Signer,
    Source,
    Type,
)
from fieldbook.handbook.roles import Role


def _says_something(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    if not payload.get("agreed") and not (payload.get("open") or {}).get("apart"):
        yield "agreed", "请至少写一条议定事项，或写明分歧及双方意见"


def _derived(code: str, label: str, fact: str, **more: Any) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, **more)


_HEADER = Fields(
    code="header",
    fields=(
        _derived("number", "编号", "document.number"),
        Field(code="date", label="日期", type=Type.DATE, required=True),
        _derived("project_name", "项目", "project.name", required=True, wide=True),
        _derived("hospital", "医院", "hospital.name", required=True),
        Field(code="place", label="地点", max_length=60),
        Field(code="subject", label="主题", required=True, max_length=100, wide=True),
        Field(code="theirs", label="参加人(院方)", max_length=200, wide=True, help="姓名与职务"),
        Field(code="ours", label="参加人(公司)", type=Type.PERSONS, wide=True),
    ),
)
_AGREED = Rows(
    code="agreed",
    title="议定事项",
    columns=(
        Field(code="item", label="内容", type=Type.LONG, required=True, max_length=1000, weight=12),
        Field(code="side", label="责任方", type=Type.ENUM, options=("院方", "公司", "第三方"), required=True, weight=4),
        Field(code="responsible", label="责任人", max_length=40, weight=4),
        Field(code="due", label="期限", type=Type.DATE, weight=6),
        Field(code="status", label="状态", type=Type.ENUM, options=("待落实", "落实中", "已落实", "取消"), weight=4),
    ),
    blank=5,
)
_OPEN = Fields(
    code="open",
    fields=(
        Field(code="apart", label="分歧及双方意见", type=Type.LONG, max_length=2000, help="没有的填“无”"),
        Field(code="annexes", label="附件", max_length=300, wide=True, help="写明名称与份数"),
    ),
    note="本备忘录经双方签字后生效，双方各存一份。",
)

KIND = Kind(
    code="project_memo",
    title="项目实施备忘录",
    aliases=("实施备忘录", "项目备忘录", "备忘录"),
    per=Per.EVENT,
    medium=Medium.PAPER,
    series="BW",
    clause="手册 八",
    authors=(Role.ENGINEER, Role.TRAINER, Role.SUPERVISOR),
    issuers=(Role.ENGINEER, Role.TRAINER, Role.SUPERVISOR),
    blocks=(
        _HEADER,
        _AGREED,
        _OPEN,
        Signatures(signers=(Signer(Role.SITE_LEAD, "院方代表"), Signer(Role.ENGINEER, "公司代表"))),
    ),
    rules=(Rule("手册 八", _says_something),),
    example={
        "facts": {
            "document": {"number": "BW-2026-0001"},
            "project": {"name": "云溪县人民医院HealthOne升级项目"},
            "hospital": {"name": "云溪县人民医院"},
        },
        "payload": {
            "header": {
                "date": "2026-03-18",
                "place": "信息科会议室",
                "subject": "核心交换机推迟安装与培训时间调整",
                "theirs": "闻人博(副院长)、祝远航(信息科长)、钟明澈(财务科长)",
                "ours": ["顾清源", "陆行舟"],
            },
            "agreed": [
                {"item": "核心交换机于 3 月 23 日前安装完毕，服务器部署相应推迟一个工作日。", "side": "院方", "responsible": "祝远航", "due": "2026-03-23", "status": "落实中"},
                {"item": "部署推迟期间，工程师先整理收费项目与药品目录。", "side": "公司", "responsible": "陆行舟", "due": "2026-03-24", "status": "已落实"},
                {"item": "收费员培训安排在 4 月 7 日至 8 日，由医院抽调人员，每场不少于 10 人。", "side": "院方", "responsible": "闻人博", "due": "2026-04-06", "status": "待落实"},
                {"item": "提供两台仪器的通讯协议文档。", "side": "第三方", "responsible": "仪器厂家", "due": "2026-04-03", "status": "待落实"},
            ],
            "open": {"apart": "院方希望日结报表增加按险种小计；公司认为属合同内报表设置，不另收费。双方意见一致，不再另行签约。", "annexes": "交换机到货单复印件一份"},
        },
    },
)  # fmt: skip
