"""What both 启用证明 have in common (手册 四-4; domain 1.16): the hospital certifies the use, under its seal.

Holds the builder of both kinds; refuses to hold what is said of one product line alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from fieldbook.engine.flow import look_up
from fieldbook.engine.kinds import (
    Field,
    Fields,
    Kind,
    Medium,
    Prose,
    Rows,
    Signatures,
    Signer,
    Source,
    Style,
    Type,
)
from fieldbook.handbook.catalogue.modules import LABELS, PRODUCT_NAMES
from fieldbook.handbook.roles import Role

_VERSIONED = re.compile(r"(.+?)(V\d[\d.]*)?")


def certificate_of_use(*, line: str, code: str, **own: Any) -> Kind:
    """The certificate that a hospital uses the product `line`; `own` goes to the Kind as it is.

    Product and version are those of the line, not of the project: an upgrade may certify CNHIS too.
    The alias names the line, so that a bare 系统启用证明 is recognised as neither.
    """
    return Kind(
        code=code,
        title=f"{line}启用证明",
        aliases=(f"{line}系统启用证明",),
        style=Style.CERTIFICATE,
        medium=Medium.PAPER,
        clause="手册 四-4",
        authors=(Role.ENGINEER,),
        issuers=(Role.ENGINEER, Role.SUPERVISOR),
        needs=("order.accepted",),
        blocks=(
            Prose(code="certified", text="兹证明我院已启用{product}{version}，启用日期为{start_date}。"),
            Prose(code="running", text="启用模块及运行情况见下表；除另有注明的以外，系统运行正常。"),
            Prose(code="so", text="特此证明。"),
            _USE,
            _MODULES,
            Signatures(
                signers=(Signer(Role.HOSPITAL_HEAD, "医院", seal=True), Signer(Role.HOSPITAL_HEAD, "医院负责人")),
            ),
        ),
        own=_product(line),
        **own,
    )


_USE = Fields(
    code="use",
    fields=(
        Field(code="hospital_name", label="医院", source=Source.DERIVED, fact="hospital.name", required=True, wide=True),
        Field(code="product", label="产品", source=Source.DERIVED, fact="own.product", required=True, wide=True),
        Field(code="version", label="版本", source=Source.SUGGESTED, fact="own.version", required=True, max_length=20),
        Field(code="start_date", label="启用日期", type=Type.DATE, required=True),
    ),
)  # fmt: skip
_MODULES = Rows(
    code="modules",
    title="启用模块",
    columns=(
        Field(code="module", label="模块", type=Type.MODULE, options=LABELS, required=True, weight=21),
        Field(code="start_date", label="启用日期", type=Type.DATE, required=True, weight=22),
        Field(code="departments", label="使用科室", weight=14),
        Field(code="stations", label="站点数", type=Type.NUMBER, least=0, most=9999, weight=9),
        Field(code="running", label="运行情况", type=Type.ENUM, options=("正常", "基本正常", "有问题"), weight=23),
    ),
    blank=12,
    least=1,
)


def _product(line: str) -> Callable[[Mapping[str, Any], Mapping[str, Any]], Mapping[str, Any]]:
    found = _VERSIONED.fullmatch(PRODUCT_NAMES[line])
    name, version = (found[1], found[2] or "") if found else (line, "")

    def own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any]:
        """The product's name, and its version: of the catalogue, or of the order where it installs this line."""
        modules = look_up(known, "order.modules") if look_up(known, "project.product_line") == line else ()
        ordered = dict.fromkeys(v for m in modules or () if (v := look_up(m, "version")))
        return {"product": name, "version": version or "、".join(f"V{v.lstrip('Vv')}" for v in ordered)}

    return own
