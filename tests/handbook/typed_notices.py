"""Typed by hand from the domain (1.11 to 1.13, 1.15 to 1.17, 1.20, 1.21, 5.1, 5.2) and the handbook (八), before the kinds were written."""

from __future__ import annotations

NOTICES = ("instrument_notice", "insurance_notice", "rural_insurance_notice")
CERTIFICATES = ("healthone_certificate", "cnhis_certificate")

_BUREAU = """统筹区 接口版本 机构编码 测试用例通过率 药品目录对照率 诊疗目录对照率 耗材目录对照率 首笔真实结算流水号
    对账结果 局方联系人 局方批准文件/邮件/截图 批准日期"""
_CERTIFICATE = "产品 版本 医院 启用日期"

FIELDS = {
    "insurance_notice": _BUREAU,
    "rural_insurance_notice": _BUREAU,
    "satisfaction_form": "医院名称 项目 工程师 评价期间 总分 建议 是否愿意作为样板",
    "healthone_certificate": _CERTIFICATE,
    "cnhis_certificate": _CERTIFICATE,
    "cutover_plan": "总则与范围 割接方式 停机开始 停机结束 回退判据 不可回退时点",
}
COLUMNS = {
    ("instrument_notice", "annex"): """仪器名称 厂家 型号 序列号 所在科室 通讯方式 协议 单双向 端口/IP 检验项目数(已对码/总数) 测试样本数
        首次/末次结果时间 一致率% 调试人 科室确认 备注""",
    ("satisfaction_form", "scores"): "类别 评价内容 权重 评分 原因",
    ("healthone_certificate", "modules"): "模块 启用日期 使用科室 站点数 运行情况",
    ("cnhis_certificate", "modules"): "模块 启用日期 使用科室 站点数 运行情况",
    ("cutover_plan", "contacts"): "所属方 姓名 24小时电话",
    ("cutover_plan", "timetable"): "时点 事项",
    ("cutover_plan", "data"): "数据 口径",
    ("cutover_plan", "emergencies"): "触发条件 判定人 最大容忍时间 处置 手工表单 通知对象 恢复后补录",
    ("cutover_plan", "reconciliation"): "口径 旧系统值 新系统值 差异 说明 核对人(财务/药剂/住院处) 签字",
}  # fmt: skip
GIVEN = {
    ("satisfaction_form", "scores"): """工作态度 主动性、礼貌、响应及时 专业能力 业务理解、技术处理 计划执行 按计划推进、及时汇报
        基础资料 指导与导入质量 培训效果 讲解清楚、操作员会用 系统质量 稳定、速度、满足业务 接口与票据 准确可用
        文档与交接 齐全、清楚 遵纪 考勤、廉洁、保密""",
    ("cutover_plan", "timetable"): """T-30 T-21 T-14 T-10 T-7 T-3 T-2 18:00 20:00 23:00 00:00–04:00 05:00 06:30 T+1…T+7 T+7
        方案商定 冻结规则 第一次演练 虚库 100% 第二次演练 真实数据副本 计时 强化培训 硬件检查 盘点准备 价格冻结 停止采购 调拨
        库房盘点 日结 导出 数据转换与核对 启用/不启用判定 首批挂号 每日例会 申请验收""",
    ("cutover_plan", "emergencies"): """服务器宕机 数据库缓慢 网络中断 医保线路中断 打印机/票据故障 价格错误 库存为负 仪器连接中断
        停电 安全事件 关键人员""",
    ("cutover_plan", "reconciliation"): """R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11 R12 R13 R14 R15 R16 科室 人员 床位 收费项目 价格合计
        20 药品目录 数量合计 金额合计 零售 进价 批次 30 过期 在院病人 病区 床位图 预交金 费用类别 医保登记 就诊ID 应收 担保 票据 号段
        患者主索引 重复 预约 未执行医嘱 未发药处方 检验检查申请 历史数据 只读 起止日期 月 年""",
}  # fmt: skip
OPTIONS = {
    ("instrument_notice", "通讯方式"): "串口 TCP 文件 数据库",
    ("satisfaction_form", "评分"): "非常满意5 满意4 一般3 不满意2 很不满意1",
    ("healthone_certificate", "运行情况"): "正常 基本正常 有问题",
    ("cnhis_certificate", "运行情况"): "正常 基本正常 有问题",
    ("cutover_plan", "割接方式"): "一次 分批",
}
SIGNERS = {
    **{code: [("医院负责人", False), ("实施工程师", False)] for code in NOTICES},
    "cutover_plan": [("医院负责人", False), ("医院系统负责人", False), ("实施工程师", False), ("部门主管", False)],
    "satisfaction_form": [("医院负责人", False)],
    **{code: [("医院", True), ("医院负责人", False)] for code in CERTIFICATES},
}
"""Label and seal; the printers write (公章) behind the label of a slot with a seal."""
INTERNAL: set[tuple[str, str]] = set()
ALIASES = {
    "instrument_notice": "仪器接口调试完成通知书",
    "insurance_notice": "医保接口调试完成通知书",
    "rural_insurance_notice": "农合接口调试完成通知书",
    "cutover_plan": "割接方案",
    "satisfaction_form": "满意度评价表",
    "healthone_certificate": "HealthOne系统启用证明",
    "cnhis_certificate": "CNHIS系统启用证明",
}
TITLES = {
    "instrument_notice": "仪器接口调试完毕通知书",
    "insurance_notice": "医保接口调试完毕通知书",
    "rural_insurance_notice": "农合接口调试完毕通知书",
    "cutover_plan": "系统割接方案",
    "satisfaction_form": "客户满意度评价表",
    "healthone_certificate": "HealthOne启用证明",
    "cnhis_certificate": "CNHIS启用证明",
}
SHAPE = {
    **dict.fromkeys(NOTICES, ("project", "letter", "paper")),
    "cutover_plan": ("project", "form", "electronic"),
    "satisfaction_form": ("project", "form", "paper"),
    **dict.fromkeys(CERTIFICATES, ("project", "certificate", "paper")),
}
SERIES = {
    "instrument_notice": "YQ",
    "insurance_notice": "YB",
    "rural_insurance_notice": "NH",
    "cutover_plan": "GJ",
    "satisfaction_form": "MY",
    "healthone_certificate": "QZ",
    "cnhis_certificate": "CZ",
}
WEIGHTS = {
    "工作态度": 15, "专业能力": 15, "计划执行": 10, "基础资料": 10, "培训效果": 15, "系统质量": 15, "接口与票据": 10,
    "文档与交接": 5, "遵纪": 5,
}  # fmt: skip
"""Category → weight of the satisfaction form; they sum to 100."""
SECTIONS = (
    "1 总则与范围", "2 组织与联系人", "3 时间表", "4 割接方式", "5 数据清单与口径", "6 停机窗口", "7 岗位操作卡",
    "8 演练记录", "9 应急预案", "10 回退判据与步骤", "11 数据核对表", "12 上线值守表", "13 附表",
)  # fmt: skip
"""The mandatory sections of the cutover plan, as its block titles begin."""
COUNTS = {
    ("satisfaction_form", "scores"): 9,
    ("cutover_plan", "timetable"): 15,
    ("cutover_plan", "emergencies"): 11,
    ("cutover_plan", "reconciliation"): 16,
}
"""How many given rows."""
