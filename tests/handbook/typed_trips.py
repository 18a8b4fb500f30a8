"""Typed by hand from the domain (1.2, 1.3, 1.6 to 1.8, 1.19, 1.20, 1.20b, 1.21, 1.22, 3.2) and the handbook (八, 九), before the kinds were written.

序号 and 段次 are the number that every table prints of itself. Where the domain is in English (1.22) the labels are ours.
"""

from __future__ import annotations

FIELDS = {
    "trip_order": """任务书编号 关联派遣单 出差人 部门 同行人 目的地(医院) 目的地(城市) 事由 出发 预计到达 预计返回 选择飞机的理由
        食宿约定 食宿说明 预借差旅费金额 携带资料/设备 到达登记 返回日期 资料上交 费用报销单号
        非上班时间到达的理由 其他交通方式的理由 其他携带物品""",
    "handbook_acknowledgement": "姓名 部门 岗位 阅读版本号 是否理解 意见建议 日期",
    "implementation_plan": "项目名称 医院 到达现场时间 工程师 系统负责人 计划上线日期 计划验收日期 版本",
    "base_data_confirmation": "项目名称 医院 本批范围 文件校验值",
    "package_request": "申请编号 项目 申请人 日期 数据库版本 操作系统 授权站点数 机器码 审批/发放人",
    "trip_record": """派遣单编号 任务书编号 出差人 医院 计划出发 计划到达 计划返回 实际出发 实际到达 实际返回
        计划在场工作日 实际在场工作日 相差工作日 食宿与交通情况 主管意见""",
    "service_slip": "单号 医院 服务类型 服务人员 到达 离开 遗留问题",
}
COLUMNS = {
    ("trip_order", "itinerary"): "日期 起点 终点 交通方式 车次航班 预计票价 订票人 状态",
    ("trip_order", "goals"): "目标 模块 完成标准 期限",
    ("trip_order", "relocations"): "日期 原地点 新地点 原因 批准主管",
    (
        "implementation_plan",
        "tasks",
    ): """阶段 工作内容 模块 科室 基础资料整理方式 计划开始 计划完成 工作日 公司负责人 院方负责人
        前置任务 交付物(文档) 实际开始 实际完成 完成% 延期原因 延期说明""",
    ("implementation_plan", "departments"): "科室 公司负责人 院方负责人",
    (
        "base_data_confirmation",
        "datasets",
    ): """资料名称 整理方式 版本 提交日期 记录数 校验通过 警告 错误 院方责任科室 责任人 是否完整
        备注(异议) 科室确认签字""",
    ("package_request", "modules"): "模块 版本 补丁号 用途 期望时间",
    ("package_request", "packages"): "文件 版本 校验值 下载时间",
    ("package_request", "installations"): "服务器 时间 是否成功 回退点",
    ("trip_record", "events"): "日期 地点 事项",
    ("trip_record", "handed_in"): "文档 电子 签字件 原件 接收人 日期",
    ("trip_record", "goals"): "目标 模块 完成标准 期限",
    ("trip_record", "results"): "目标 完成情况 说明",
    ("trip_record", "handover"): "事项 接手人 期限 说明",
    ("service_slip", "services"): "模块 问题描述 处理方法 结果 耗时",
    ("service_slip", "rating"): "客户评价 非常满意 满意 一般 不满意 很不满意 意见",
}
GIVEN: dict[tuple[str, str], str] = {}
"""No printed rows but the one of the customer's rating, whose cells are for the hand."""
_WAYS = "模板填报 旧系统导出 标准库裁剪/现场录入"
OPTIONS = {
    ("trip_order", "事由"): "实施 上线支持 培训 验收 售后 接口",
    ("trip_order", "交通方式"): "火车硬卧 硬座 软卧 高铁 飞机 汽车 自驾",
    ("trip_order", "状态"): "待订 已订 改签 退票",
    ("trip_order", "食宿约定"): "客户安排 自理 协议酒店",
    ("handbook_acknowledgement", "岗位"): "实施 培训 售后",
    ("handbook_acknowledgement", "是否理解"): "是 有疑问",
    ("implementation_plan", "阶段"): "准备 基础资料 部署 培训 接口 票据报表 测试 上线 验收",
    ("implementation_plan", "基础资料整理方式"): _WAYS,
    ("base_data_confirmation", "整理方式"): _WAYS,
    ("base_data_confirmation", "是否完整"): "完整 不完整",
    ("package_request", "用途"): "新装 升级 补丁 接口",
    ("service_slip", "服务类型"): "故障 培训 升级 巡检 新需求",
    ("service_slip", "结果"): "已解决 部分 未解决",
}
DATA_SETS = """D01 机构信息|D02 科室|D03 病区床位|D04 人员|D05 供应商|D06 收费项目|D07 药品目录|D08 药品库存期初|D09 费用类别
    |D10 发票项目|D11 单位字典|D12 剂型|D13 频次|D14 用法|D15 医嘱项目|D16 检验项目|D17 检查项目/部位/设备|D18 诊断|D19 手术操作
    |D20 医保对照|D21 农合对照|D22 号别与挂号费|D23 排班模板|D24 套餐/处方模板|D25 体检套餐|D26 支付方式/结算类别|D27 票据样张
    |D28 用户与权限|D29 物资/耗材目录|D30 在院病人转入|D31 应收/欠费|D32 就诊卡/患者主索引"""
"""The options of 资料名称 in order, each with a blank inside, so divided by `|`."""
SIGNERS = {
    "trip_order": [("出差人", False), ("部门助理", False), ("部门主管", False), ("主管确认", False)],
    "handbook_acknowledgement": [("签字", False)],
    "implementation_plan": [("实施工程师", False), ("医院系统负责人", False), ("医院负责人", False)],
    "base_data_confirmation": [("客户负责人", False), ("实施工程师", False)],
    "package_request": [],
    "trip_record": [("出差人", False), ("部门主管", False)],
    "service_slip": [("客户(签字/盖章)", False), ("工程师", False)],
}
"""Label and seal. 主管确认 of the trip order is signed on return (注销); a stamp on the slip is welcome, never demanded."""
INTERNAL: set[tuple[str, str]] = {("trip_record", "食宿与交通情况"), ("trip_record", "主管意见")}
ALIASES = {
    "trip_order": "",
    "handbook_acknowledgement": "",
    "implementation_plan": "项目实施计划表",
    "base_data_confirmation": "基础资料确认书",
    "package_request": "",
    "trip_record": "",
    "service_slip": "",
}
TITLES = {
    "trip_order": "出差任务书",
    "handbook_acknowledgement": "出差规范流程阅读确认表",
    "implementation_plan": "实施计划表",
    "base_data_confirmation": "基础资料整理确认书",
    "package_request": "软件包申请单",
    "trip_record": "出差记录",
    "service_slip": "现场服务确认书",
}
SHAPE = {
    "trip_order": ("trip", "form", "both"),
    "handbook_acknowledgement": ("person", "form", "both"),
    "implementation_plan": ("project", "wide", "both"),
    "base_data_confirmation": ("event", "wide", "paper"),
    "package_request": ("event", "form", "electronic"),
    "trip_record": ("trip", "form", "electronic"),
    "service_slip": ("trip", "form", "paper"),
}
SERIES = {
    "trip_order": "RW",
    "handbook_acknowledgement": "YD",
    "implementation_plan": "JH",
    "base_data_confirmation": "JC",
    "package_request": "RJ",
    "trip_record": "CC",
    "service_slip": "FW",
}
