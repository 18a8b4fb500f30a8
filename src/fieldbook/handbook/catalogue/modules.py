"""Product lines and modules (domain 2). Codes are ours; the price list must be confirmed (assumed)."""

from __future__ import annotations

from dataclasses import dataclass

HEALTHONE, CNHIS = "HealthOne", "CNHIS"

PRODUCT_NAMES: dict[str, str] = {HEALTHONE: "HealthOne一体化平台软件V8.0", CNHIS: "CNHIS医院信息系统"}


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the product: code, name, and the kind of interface it brings (否 where none)."""

    code: str
    name: str
    interface: str = "否"

    @property
    def label(self) -> str:
        """As shown and stored: `M06 门诊收费`."""
        return f"{self.code} {self.name}"


_NAMES = ["系统管理/权限", "基础数据/字典维护", "就诊卡/患者主索引", "门诊挂号/预约排班", "分诊叫号", "门诊收费", "门诊医生站", "门诊护士/输液", "药库", "门诊药房(西/中)", "住院药房", "入出院/住院收费", "住院护士站", "住院医生站", "电子病历", "护理文书/体温单", "手术麻醉登记", "LIS检验", "采血/标本条码", "PACS/RIS放射", "超声/内镜/心电/病理", "体检", "血库", "物资/后勤库房", "高值耗材", "固定资产/设备", "病案管理/首页", "院感/传染病/不良事件", "临床路径/合理用药", "院长查询/统计报表", "财务/成本/绩效接口", "医保接口", "农合接口", "仪器接口", "区域平台/公卫/双向转诊", "自助机/微信/移动支付", "电子发票/CA签名", "消毒供应/营养/随访"]

_INTERFACES = {"M32": "医保", "M33": "农合", "M34": "仪器", "M31": "其他", "M35": "其他", "M36": "其他", "M37": "其他"}

MODULES: tuple[Module, ...] = tuple(
    Module(f"M{n:02}", name, _INTERFACES.get(f"M{n:02}", "否")) for n, name in enumerate(_NAMES, 1)
)
BY_CODE: dict[str, Module] = {m.code: m for m in MODULES}
LABELS: tuple[str, ...] = tuple(m.label for m in MODULES)


def module_of(text: str) -> Module | None:
    """The module that a code, a name or a label names; None where none does."""
    wanted = text.strip().upper()
    return next((m for m in MODULES if wanted in {m.code, m.name.upper(), m.label.upper()}), None)
