"""What each module teaches whom, for how long, and what shows that it was learnt (手册 三-1; domain 2).

A default for the plans, which a person may override; the hours must be confirmed (assumed). Refuses to
hold sessions and people.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Teaching:
    """One module: departments, operator roles, the base data that must be there first, hours of class
    and of drill, and the test that an operator passes. `each` says what the hours are counted for,
    where it is not the whole course. Empty where the domain names nothing.
    """

    code: str
    departments: tuple[str, ...]
    roles: tuple[str, ...]
    data: tuple[str, ...]
    lecture: int
    drill: int
    test: str
    each: str = ""

    @property
    def hours(self) -> str:
        """Class and drill as printed: `4+4`, or `1+2(每组)`."""
        return f"{self.lecture}+{self.drill}" + (f"({self.each})" if self.each else "")


_ROWS: tuple[tuple[str, str, str, str, int, int, str], ...] = (
    # code, departments, operator roles, base data needed first, hours of class, of drill, pass test
    ("M01", "信息科", "系统管理员", "机构、人员", 4, 4, "新建用户、分配角色、重置密码、查看日志"),
    ("M02", "信息科、物价", "字典管理员", "", 4, 4, "新增收费项目、调价并设定生效时间"),
    ("M03", "挂号处", "办卡员", "卡类型", 1, 1, "办卡、合并、换卡"),
    ("M04", "门诊部、挂号处", "挂号员、排班员", "科室、医生、号别、排班", 2, 2, "挂号、改号、退号、日结"),
    ("M05", "门诊护士", "分诊护士", "诊室", 1, 1, "叫号、过号、转诊室"),
    ("M06", "收费处", "收费员、组长", "收费项目、发票项目、支付方式", 4, 4, "收费、分笔支付、部分退费、补打票据、日结平账"),
    ("M07", "各门诊", "门诊医师", "诊断、药品、频次用法、套餐", 3, 3, "下诊断、开处方、开检验和检查申请、使用模板"),
    ("M08", "输液室", "护士", "用法", 1, 1, "皮试登记、打印输液标签"),
    ("M09", "药剂科", "库管、采购、会计", "药品目录、供应商、期初", 4, 4, "采购入库、出库、调价、盘点、月结"),
    ("M10", "药房", "药师", "期初、摆药窗口", 3, 3, "发药、退药、盘点、报损"),
    ("M11", "药房", "药师", "期初", 3, 3, "汇总发药、退药、按病区领药"),
    ("M12", "住院处", "入院员、结算员", "病区床位、费用类别", 4, 4, "入院登记、收预交金、转科、中途结算、出院结算、出院召回"),
    ("M13", "病区", "护士、护士长", "床位、医嘱项目、用法", 6, 6, "安排床位、核对医嘱、执行医嘱、核对费用、转科、出院核查"),
    ("M14", "病区", "医师", "医嘱项目、药品", 4, 4, "长期和临时医嘱、停嘱、作废、出院医嘱"),
    ("M15", "病区", "医师、质控", "病历模板", 6, 6, "入院记录、病程记录、病案首页、打印"),
    ("M16", "病区", "护士", "模板", 2, 2, "录入生命体征、出入量"),
    ("M17", "手术室", "护士、麻醉医师", "手术编码", 2, 2, "手术排程、计费"),
    ("M18", "检验科", "检验师、组长", "检验项目、标本、参考值、仪器", 6, 8, "接收标本、上机、审核、危急值、补打、质控"),
    ("M19", "采血室、病区", "护士", "管型", 1, 2, "打印条码、交接标本"),
    ("M20", "放射科", "技师、报告医师", "检查项目、部位、设备AE", 4, 4, "调取检查列表、写报告、审核"),
    ("M21", "对应科室", "医师", "检查项目、模板", 2, 2, "出具图文报告"),
    ("M22", "体检中心", "登记员、总检医师", "体检套餐、单位", 4, 4, "团检导入、报到登记、总检"),
    ("M23", "输血科", "技师", "血型、品种", 2, 2, "交叉配血、发血"),
    ("M24", "总务", "库管", "物资目录、供应商", 2, 2, "入库、出库、盘点"),
    ("M25", "设备科、手术室", "库管", "耗材目录、UDI", 2, 2, "扫码使用、关联计费"),
    ("M26", "设备科", "资产员", "资产分类", 2, 2, "建卡、计提折旧、登记维修"),
    ("M27", "病案室", "编码员", "ICD-10、ICD-9-CM-3", 4, 4, "编码、校验、上传文件"),
    ("M28", "院感科", "专职", "", 1, 1, "填写报告卡"),
    ("M29", "医务、药剂", "医师、药师", "规则库", 2, 2, "拦截测试"),
    ("M30", "院办、财务", "领导、统计", "全部", 1, 1, "收入、工作量报表核对一致"),
    ("M31", "财务", "会计", "科目", 2, 2, "导出凭证"),
    ("M32", "收费、医保办", "收费员、医保专员", "医保对照", 4, 4, "按医保接口的测试用例操作"),
    ("M33", "收费、合管办", "收费员、医保专员", "农合目录", 3, 3, "按农合接口的测试用例操作"),
    ("M34", "检验科", "检验师", "通道对照", 1, 2, "按仪器接口的测试用例操作"),
    ("M35", "信息科", "管理员", "主索引", 2, 2, "上传并取得回执"),
    ("M36", "门诊", "导诊", "支付商户号", 1, 1, "支付、退款、对账"),
    ("M37", "财务、病区", "", "票据代码", 1, 1, "开票、红冲"),
    ("M38", "各科", "", "", 1, 1, ""),
)  # fmt: skip
_EACH = {"M21": "每科", "M34": "每组"}


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("、")) if text else ()


TEACHING: dict[str, Teaching] = {
    code: Teaching(code, _words(departments), _words(roles), _words(data), lecture, drill, test, _EACH.get(code, ""))
    for code, departments, roles, data, lecture, drill, test in _ROWS
}
"""Module code → what is taught."""
