"""Typed by hand from the domain (0.2, 0.4, 1.4, 1.9, 1.10, 1.18 to 1.21, 2) and the handbook (三, 五, 六, 八), before the kinds were written.

序号 is the number that every table prints of itself. Marked `ours`: the domain names the label or the choice, but not its words.
"""

from __future__ import annotations

WEEKLY = ("weekly_report", "training_weekly")

_WEEK = "项目名称 医院名称 姓名 岗位 部门 到达日期 周期 所在阶段 本周出勤天数 加班小时 大概进度 进度% 主管批阅"
FIELDS = {
    "training_plan": "项目 培训方式 场地 机器数 考核方式 院方组织负责人",
    "module_training_plan": "模块 讲课+上机课时 培训科室 操作岗位 前置基础资料 通过标准",
    "training_sign_in": "项目 培训名称 培训级别 模块 日期 起止 地点 讲师 应到 实到",
    **dict.fromkeys(WEEKLY, _WEEK),
    "implementation_summary": """项目 医院 工程师 起止日期 计划天数 实际天数 项目概况 实施过程 客户情况与关系
        可复用成果(脚本/报表/字典) 对产品建议 对流程建议 培训场次 培训人次 导入记录数 调通接口数 处理问题数""",
    "project_memo": "编号 日期 地点 参加人(院方) 参加人(公司) 主题 分歧及双方意见 附件",
}
"""The module's plan says what domain 2 knows of its module (four words ours). 培训级别 (ours): the two levels of training. 数据统计: sessions, trainees, records imported, interfaces, tickets (words ours)."""
_WEEK_COLUMNS = {
    "done": "日期 模块 科室 工作内容 类别 工时 结果",
    "problems": "问题 原因 处理经过 是否解决 知识库链接",
    "undone": "内容 未完成原因 原因类别 需要公司协助 协助人 协助期限 预计完成",
    "demands": "提出人/科室 要求 类型 紧急度 答复",
    "next": "内容 计划完成",
}
"""协助人, 协助期限 (ours): the addressee and the due day of 需要公司协助, internal with it."""
COLUMNS = {
    ("training_plan", "sessions"): "日期 时段 起止 培训类别 模块 科室 岗位 应到人数 讲师 地点 院方召集人 状态",
    (
        "module_training_plan",
        "lessons",
    ): """培训对象(科室/岗位) 培训内容(功能点) 课时 练习内容 考核题/标准 计划日期 讲师 实到/应到
        考核通过人数 补训日期 备注""",
    ("training_sign_in", "people"): "姓名 科室 岗位/职务 工号 联系电话 签到 签退 考核成绩 考核结果 备注",
    **{(code, block): labels for code in WEEKLY for block, labels in _WEEK_COLUMNS.items()},
    ("training_weekly", "trainings"): "培训场次 人次 考核通过率%",
    ("implementation_summary", "modules"): "模块 状态 上线日期",
    ("implementation_summary", "problems"): "问题 发生原因 处理经过 更好的处理方式 模块 是否入知识库",
    ("implementation_summary", "left"): "内容 责任人 计划 客户是否知情",
    ("project_memo", "agreed"): "内容 责任方 责任人 期限 状态",
}
SIGN = {("training_sign_in", "签到"), ("training_sign_in", "签退")}
"""Columns to sign by hand."""
BLANK = {("training_sign_in", "people"): 40}
"""How many lines the blank paper has, where it matters."""
GIVEN: dict[tuple[str, str], str] = {}
"""No printed rows."""
_PHASES = "调研 基础资料 部署 培训/接口/票据 启用通知 自测 用户测试 割接准备 上线 观察期 验收 总结"
_WEEK_OPTIONS = {
    "所在阶段": _PHASES,  # ours: the phase words of 0.4 from the survey to the summary
    "类别": "调研 基础资料 部署 培训 接口 报表票据 测试 上线 维护 沟通",
    "结果": "完成 部分",
    "是否解决": "已解决 部分 未解决",  # ours, as 结果 of the service slip
    "原因类别": "客户硬件 客户人员 资料未到 软件缺陷 接口方 公司资源 其他",
    "类型": "缺陷 合同内 合同外 政策",
    "紧急度": "紧急 较急 一般",  # ours
}
OPTIONS = {
    ("training_plan", "培训方式"): "集中 分科 一对一 远程",
    ("training_plan", "时段"): "上午 下午 晚上",
    ("training_plan", "培训类别"): "系统总体 分科 管理员 强化",
    ("training_plan", "状态"): "计划 已完成 推迟 取消",  # ours
    ("training_sign_in", "培训级别"): "系统总体 分科",
    ("training_sign_in", "考核结果"): "合格 不合格 未考",
    **{(code, label): words for code in WEEKLY for label, words in _WEEK_OPTIONS.items()},
    ("implementation_summary", "状态"): "已上线 部分上线 未上线 取消",  # ours
    ("implementation_summary", "是否入知识库"): "是 否",
    ("implementation_summary", "客户是否知情"): "是 否",
    ("project_memo", "责任方"): "院方 公司 第三方",
    ("project_memo", "状态"): "待落实 落实中 已落实 取消",  # ours
}
REQUIRED = {
    *((code, label) for code in WEEKLY for label in ("原因", "处理经过", "未完成原因")),
    ("implementation_summary", "发生原因"),
    ("implementation_summary", "处理经过"),
    ("implementation_summary", "更好的处理方式"),
}
"""What the handbook asks of each row (手册 五-4, 六-1)."""
SIGNERS = {
    "training_plan": [("医院系统负责人", False), ("实施工程师", False)],
    "module_training_plan": [("医院系统负责人", False), ("实施工程师", False)],
    "training_sign_in": [("讲师", False), ("科室负责人", False)],
    "weekly_report": [("医院系统负责人", False)],
    "training_weekly": [("医院系统负责人", False)],
    "implementation_summary": [],
    "project_memo": [("院方代表", False), ("公司代表", False)],
}
"""Label and seal: none has a seal."""
INTERNAL: set[tuple[str, str]] = {
    *((code, label) for code in WEEKLY for label in ("加班小时", "需要公司协助", "协助人", "协助期限", "主管批阅")),
    ("implementation_summary", "客户情况与关系"),
}
ALIASES = {
    "training_plan": "培训计划表",
    "module_training_plan": "HealthOne系统具体模块培训计划表",
    "training_sign_in": "培训人员签到表 系统培训人员签到表 培训签到表",
    "weekly_report": "周总结 工作周报",
    "training_weekly": "",
    "implementation_summary": "实施总结",
    "project_memo": "备忘录",
}
TITLES = {
    "training_plan": "实施培训计划表",
    "module_training_plan": "系统具体模块培训计划表",
    "training_sign_in": "系统培训签到表",
    "weekly_report": "工作周总结",
    "training_weekly": "培训周报",
    "implementation_summary": "实施总结报告",
    "project_memo": "项目实施备忘录",
}
SHAPE = {
    "training_plan": ("project", "wide", "both"),
    "module_training_plan": ("module", "wide", "both"),
    "training_sign_in": ("session", "form", "paper"),
    "weekly_report": ("person-week", "form", "both"),
    "training_weekly": ("person-week", "form", "both"),
    "implementation_summary": ("project", "form", "electronic"),
    "project_memo": ("event", "form", "paper"),
}
SERIES = {
    "training_plan": "PX",
    "module_training_plan": "MX",
    "training_sign_in": "QD",
    "weekly_report": "ZJ",
    "training_weekly": "PZ",
    "implementation_summary": "ZR",
    "project_memo": "BW",
}
SUFFIX = {"training_sign_in": "门诊收费 2026-11-20"}
"""The words that tell several files apart: module M06, session of 2026-11-20."""
HOURS = """4+4 4+4 1+1 2+2 1+1 4+4 3+3 1+1 4+4 3+3 3+3 4+4 6+6 4+4 6+6 2+2 2+2 6+8 1+2 4+4 2+2 4+4 2+2 2+2 2+2 2+2 4+4 1+1 2+2
    1+1 2+2 4+4 3+3 1+2 2+2 1+1 1+1 1+1"""
"""Class and drill of M01 to M38; M21 is per department, M34 per group."""
TAUGHT = {
    "M01": "信息科|系统管理员|机构 人员",
    "M06": "收费处|收费员 组长|收费项目 发票项目 支付方式",
    "M09": "药剂科|库管 采购 会计|药品目录 供应商 期初",
    "M13": "病区|护士 护士长|床位 医嘱项目 用法",
    "M17": "手术室|护士 麻醉医师|手术编码",
    "M18": "检验科|检验师 组长|检验项目 标本 参考值 仪器",
    "M19": "采血室 病区|护士|管型",
    "M28": "院感科|专职|",
    "M33": "收费 合管办|收费员 医保专员|农合目录",
    "M38": "各科||",
}
"""Departments, operator roles, base data that come first, of some modules."""
