"""What the notices of 医保 and 农合 have in common (手册 三-3; domain 1.12, 1.13): two claims and their evidence.

Holds the builder of both kinds; refuses to hold what is said of one of them alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fieldbook.engine.flow import look_up
from fieldbook.engine.kinds import (
    Block,
    Field,
    Fields,
    Kind,
    Medium,
    Prose,
    Signatures,
    Signer,
    Source,
    Style,
    Type,
)
from fieldbook.handbook.roles import Role


def bureau_notice(*, scheme: str, bureau: str, code: str, requirement: str, modules: str, **own: Any) -> Kind:
    """The notice that the interface of `scheme` (医保, 农合) works and that its `bureau` passed it.

    `requirement` is the stem of the two claims, `modules` the path of the order's modules with such
    an interface; their counterparts are the bureau that is suggested. `own` goes to the Kind as it is.
    """
    return Kind(
        code=code,
        title=f"{scheme}接口调试完毕通知书",
        aliases=(f"{scheme}接口调试完成通知书", f"{scheme}接口调试完毕通知", f"{scheme}接口调试完成通知"),
        style=Style.LETTER,
        medium=Medium.PAPER,
        clause="手册 三-3",
        authors=(Role.ENGINEER,),
        issuers=(Role.ENGINEER, Role.SUPERVISOR),
        needs=("order.accepted", f"{requirement}.commissioned", f"{requirement}.approved"),
        blocks=(
            *_letter(scheme, requirement),
            Fields(code="evidence", title="调试与审核依据", fields=(*_HEADER, *_evidence(bureau))),
            Signatures(signers=(Signer(Role.HOSPITAL_HEAD, "医院负责人"), Signer(Role.ENGINEER, "实施工程师"))),
        ),
        own=_bureaus(modules),
        **own,
    )


def _letter(scheme: str, requirement: str) -> tuple[Block, ...]:
    return (
        Prose(code="to", text="{hospital_name}：", role="salute"),
        Prose(
            code="intro",
            text=f"我公司承担的“{{project_name}}”{scheme}接口调试工作已经完成，现将有关情况通知如下，请贵院审核。",
        ),
        Prose(
            code="commissioned",
            text=f"{scheme}接口已调试完毕，各项业务联调通过，接口运行正常。",
            role="clause",
            claim=f"{requirement}.commissioned",
        ),
        Prose(
            code="approved",
            text=f"{scheme}接口已经{{bureau}}审核通过。",
            role="clause",
            claim=f"{requirement}.approved",
        ),
    )


_HEADER = (
    Field(code="hospital_name", label="医院", source=Source.DERIVED, fact="hospital.name", required=True, wide=True),
    Field(code="project_name", label="项目名称", source=Source.DERIVED, fact="project.name", required=True, wide=True),
)


def _evidence(bureau: str) -> tuple[Field, ...]:
    rates = tuple(
        Field(code=f"mapped_{code}", label=f"{words}目录对照率", type=Type.DECIMAL, least=0, most=100, unit="%")
        for code, words in (("drugs", "药品"), ("items", "诊疗"), ("consumables", "耗材"))
    )
    return (
        Field(code="bureau", label="审核机构", source=Source.SUGGESTED, fact="own.bureau", required=True, help=f"当地{bureau}全称"),
        Field(code="area", label="统筹区"),
        Field(code="interface_version", label="接口版本", max_length=40),
        Field(code="institution", label="机构编码", max_length=40),
        Field(code="cases", label="测试用例通过率", type=Type.DECIMAL, least=0, most=100, unit="%"),
        *rates,
        Field(
            code="first_settlement",
            label="首笔真实结算流水号",
            max_length=60,
            wide=True,
            help="上线前填随即冲正的正式结算流水号，没有的可不填",
        ),
        Field(code="reconciled", label="对账结果", wide=True),
        Field(code="contact", label="局方联系人", max_length=60, help="姓名与电话"),
        Field(code="approved_date", label="批准日期", type=Type.DATE),
        Field(
            code="approval",
            label="局方批准文件/邮件/截图",
            wide=True,
            help="写明文号、邮件主题或文件名；文件本身作为审核凭证上传",
        ),
    )  # fmt: skip


def _bureaus(modules: str) -> Callable[[Mapping[str, Any], Mapping[str, Any]], Mapping[str, Any]]:
    def own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any]:
        """Who the order names on the other side of the interface."""
        named = (look_up(module, "counterpart") for module in look_up(known, modules) or ())
        return {"bureau": "、".join(dict.fromkeys(n for n in named if n))}

    return own
