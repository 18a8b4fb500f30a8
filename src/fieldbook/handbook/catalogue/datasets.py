"""The data sets of the base data and the three ways of preparing them (手册 二-3; domain 0.2, 3.2).

Refuses to hold columns and checks of a data set: they belong to the workbook.
"""

from __future__ import annotations

from dataclasses import dataclass

TEMPLATE, EXPORTED, STANDARD = "模板填报", "旧系统导出", "标准库裁剪/现场录入"
PREP_MODES: tuple[str, ...] = (TEMPLATE, EXPORTED, STANDARD)
"""Filled in on the template · exported from the old system · cut from a standard library or keyed in (assumed)."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """One data set: code, name, and one line on what it holds."""

    code: str
    name: str
    about: str

    @property
    def label(self) -> str:
        """As shown and stored: `D07 药品目录`."""
        return f"{self.code} {self.name}"


DATA_SETS: tuple[DataSet, ...] = (
    DataSet("D01", "机构信息", "医院全称、统一社会信用代码、医保定点代码、等级和编制床位"),
    DataSet("D02", "科室", "科室编码、名称、上级科室、类型和国家诊疗科目"),
    DataSet("D03", "病区床位", "病区、房间、床号、床位类型和床位费项目"),
    DataSet("D04", "人员", "工号、姓名、证件、科室、岗位、执业证书和处方权限"),
    DataSet("D05", "供应商", "药品、耗材、物资、设备供应商及其证照"),
    DataSet("D06", "收费项目", "项目编码、名称、单位、价格、费用类别和发票项目"),
    DataSet("D07", "药品目录", "通用名、规格、剂型、包装换算、批准文号和价格"),
    DataSet("D08", "药品库存期初", "各库房的药品批号、效期、数量和进零售价"),
    DataSet("D09", "费用类别", "收费项目归集用的费用类别"),
    DataSet("D10", "发票项目", "门诊和住院发票上的项目、顺序和打印位置"),
    DataSet("D11", "单位字典", "计量单位和包装单位"),
    DataSet("D12", "剂型", "药品剂型"),
    DataSet("D13", "频次", "给药频次、周期和默认执行时间点"),
    DataSet("D14", "用法", "给药途径、是否打印执行单和附加收费"),
    DataSet("D15", "医嘱项目", "检查、检验、治疗、护理等医嘱及其收费明细"),
    DataSet("D16", "检验项目", "检验组合与明细、标本、参考范围、危急值和仪器通道"),
    DataSet("D17", "检查项目/部位/设备", "检查项目、检查部位和检查设备"),
    DataSet("D18", "诊断", "标准诊断库和本院常用诊断"),
    DataSet("D19", "手术操作", "手术与操作编码"),
    DataSet("D20", "医保对照", "药品、诊疗项目、耗材与医保目录的对照"),
    DataSet("D21", "农合对照", "药品、诊疗项目与农合目录的对照"),
    DataSet("D22", "号别与挂号费", "挂号号别及其费用"),
    DataSet("D23", "排班模板", "门诊医生的出诊排班"),
    DataSet("D24", "套餐/处方模板", "常用医嘱套餐和处方模板"),
    DataSet("D25", "体检套餐", "体检套餐及其项目"),
    DataSet("D26", "支付方式/结算类别", "支付方式和费用结算类别"),
    DataSet("D27", "票据样张", "票据类型、纸张、打印机型号和字段位置"),
    DataSet("D28", "用户与权限", "操作员、角色、科室授权和库房授权"),
    DataSet("D29", "物资/耗材目录", "物资与耗材的规格、注册证号和收费项目"),
    DataSet("D30", "在院病人转入", "割接时在院病人的床位、预交金和已发生费用"),
    DataSet("D31", "应收/欠费", "割接时尚未结清的应收款和欠费"),
    DataSet("D32", "就诊卡/患者主索引", "患者基本信息和就诊卡号"),
)
BY_CODE: dict[str, DataSet] = {d.code: d for d in DATA_SETS}
LABELS: tuple[str, ...] = tuple(d.label for d in DATA_SETS)
