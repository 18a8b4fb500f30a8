"""Typed by hand from the domain (1.1, 1.5, 1.14, 1.20, 1.21) and the handbook (八): the first three papers."""

from __future__ import annotations

FIELDS = {
    "dispatch_order": """派遣单编号 项目名称 合同编号 医院全称 等级 床位数 地址 行政区划 派遣类型 签单市场人员 市场人员电话
        客户联系人(系统负责人) 职务 联系人电话 医院负责人 负责人电话 实施工程师(主) 协同人员 计划到达 计划天数 计划完成
        客户注意事项(市场填写) 硬件准备情况(事前)""",
    "survey_report": """医院全称 等级 编制床位 开放床位 年门诊量 日均门诊 年出院 职工数 院区数 医保类型 现用系统 其他厂商名
        旧系统数据库类型 上线期望日期 上线方式期望 是否具备实施条件 主要风险 建议到位清单""",
    "go_live_notice": "计划启用日期 启用范围(科室/模块) 上线负责人 负责人电话",
}
COLUMNS = {
    ("dispatch_order", "modules"): "模块 版本 站点数 是否接口 接口对象 合同内外 备注",
    ("survey_report", "people"): "角色 姓名 电话 配合度",
    ("survey_report", "conditions"): "类别 调研项目 要求 现状 是否具备 承诺到位时间 责任人(院方) 影响模块 备注",
}
GIVEN = {
    ("survey_report", "people"): "院领导 系统负责人 财务 药剂 护理 医务 检验 放射 医保办 病案 设备",
    ("survey_report", "processes"): "挂号 收费 药房 药库 住院 护士站 医生站 检验/检查 体检 病案 医保 财务",
    ("survey_report", "conditions"): """空调 UPS 接地 门禁 数据库服务器 应用服务器 操作系统/数据库授权 存储与备份介质 核心交换机
        楼层交换机 综合布线点位 内外网隔离 医保专线 农合专线 区域平台专线 远程维护通道(VPN/前置机) 工作站数量与配置(按科室)
        操作系统版本 发票针式打印机 条码打印机 激光打印机 腕带打印机 处方打印机 社保卡/身份证/就诊卡/扫码 条码枪 叫号屏 采血条码
        仪器清单及接口 DICOM 票据样张 电源与备用发电""",
}
OPTIONS = {
    ("dispatch_order", "派遣类型"): "新装实施 升级割接 新增模块 售后维护 培训",
    ("dispatch_order", "是否接口"): "否 仪器 医保 农合 其他",
    ("dispatch_order", "硬件准备情况(事前)"): "已具备 部分 不具备 未知",
    ("survey_report", "是否具备"): "具备 部分 不具备 不适用",
    ("survey_report", "配合度"): "好 中 差",
    ("survey_report", "上线方式期望"): "一次 分批",
}
SIGNERS = {
    "dispatch_order": [("派遣人(主管)", False), ("接收人(工程师)", False)],
    "survey_report": [("实施工程师", False), ("医院系统负责人", False)],
    "go_live_notice": [("医院系统负责人", False), ("实施工程师", False)],
}
INTERNAL = {("dispatch_order", "客户注意事项(市场填写)"), ("survey_report", "配合度")}
COUNTS = {("survey_report", "people"): 11, ("survey_report", "processes"): 12, ("survey_report", "conditions"): 30}
TITLES = {"dispatch_order": "实施派遣单", "survey_report": "初步调研报告", "go_live_notice": "系统启用通知书"}
ALIASES = {"dispatch_order": "派遣单", "survey_report": "现场情况调研表", "go_live_notice": "系统启用通知 系统启用系统的通知"}
SHAPE = {
    "dispatch_order": ("project", "form", "both"),
    "survey_report": ("project", "form", "both"),
    "go_live_notice": ("project", "letter", "paper"),
}
SERIES = {"dispatch_order": "PQ", "survey_report": "DY", "go_live_notice": "QY"}
