"""The given rows of the cutover plan (手册 四-3; domain 5.1, 5.2): timetable, emergencies, reconciliation.

Holds the templates as data; refuses to hold the plan itself (`cutover_plan`).
"""

from __future__ import annotations

TIMETABLE: tuple[tuple[str, str, str], ...] = (
    # key, 时点, 事项
    ("agreed", "T-30", "割接方案商定"),
    ("freeze", "T-21", "公布数据冻结规则"),
    ("rehearsal_1", "T-14", "第一次演练(虚库)"),
    ("mapping", "T-10", "对照完成 100%"),
    ("rehearsal_2", "T-7", "第二次演练(真实数据副本，计时)"),
    ("training", "T-3", "强化培训，硬件检查"),
    ("prices", "T-2", "盘点准备，价格冻结"),
    ("stop", "T-1 18:00", "停止采购入库与库房调拨"),
    ("stocktake", "T-1 20:00", "库房盘点"),
    ("last_close", "T-1 23:00", "旧系统：全部收费员最后一次日结，导出数据"),
    ("conversion", "T 00:00–04:00", "数据转换与核对"),
    ("decision", "T 05:00", "启用/不启用判定"),
    ("first", "T 06:30", "首批挂号，各窗口现场支持"),
    ("watch", "T+1…T+7", "上线保障，每日例会"),
    ("acceptance", "T+7", "申请验收"),
)

EMERGENCIES: tuple[tuple[str, str], ...] = (
    ("server", "服务器宕机"),
    ("database", "数据库缓慢"),
    ("network", "网络中断(全院或部分区域)"),
    ("insurance", "医保线路中断"),
    ("printing", "打印机/票据故障"),
    ("price", "价格错误"),
    ("stock", "库存为负"),
    ("instruments", "仪器连接中断"),
    ("power", "停电"),
    ("security", "安全事件"),
    ("person", "关键人员突发疾病"),
)

RECONCILIATION: tuple[tuple[str, str, str], ...] = (
    # key, 核对项目, 口径; no difference is tolerated unless the wording says so
    ("r1", "R1 科室、人员、床位", "在用数分别相等"),
    ("r2", "R2 收费项目", "项目数与价格合计相等，抽查 20 项"),
    ("r3", "R3 药品目录", "药品数相等"),
    ("r4", "R4 药品库存", "各库房数量合计与金额合计(零售、进价)相等，按批次抽查 30 条，列出过期药品"),
    ("r5", "R5 在院病人", "各病区人数相等，床位图一致"),
    ("r6", "R6 预交金", "逐人余额与合计相等"),
    ("r7", "R7 已发生费用", "逐人金额与各费用类别合计相等"),
    ("r8", "R8 医保登记", "就诊ID全部转入"),
    ("r9", "R9 未结与欠费", "未结算、应收、担保金额相等"),
    ("r10", "R10 未用票据", "各收费员票据号段一致"),
    ("r11", "R11 就诊卡/患者主索引", "数量相等，重复的已合并"),
    ("r12", "R12 已预约号源", "已约出的号全部转入"),
    ("r13", "R13 未执行医嘱、未发药处方", "逐条转入或办结"),
    ("r14", "R14 待做检验检查申请", "逐条转入或办结"),
    ("r15", "R15 历史数据查询", "旧系统只读可查，写明起止日期"),
    ("r16", "R16 统计合计", "月、年合计相等"),
)
