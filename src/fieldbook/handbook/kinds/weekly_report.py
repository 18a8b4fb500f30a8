"""工作周总结 (手册 五-1 to 五-4; domain 1.4): an engineer's week on site, item by item, signed by the system lead."""

from __future__ import annotations

from fieldbook.engine.kinds import Kind, Medium, Per
from fieldbook.handbook.kinds import weekly_sections
from fieldbook.handbook.roles import Role

KIND = Kind(
    code="weekly_report",
    title="工作周总结",
    aliases=("周总结", "工作周报", "周工作总结"),
    per=Per.PERSON_WEEK,
    medium=Medium.BOTH,
    series="ZJ",
    clause="手册 五-4",
    needs=("week.open:weekly_report.{key}",),
    authors=(Role.ENGINEER,),
    issuers=(Role.ENGINEER,),
    own=weekly_sections.own,
    blocks=weekly_sections.sections(),
    rules=weekly_sections.RULES,
    example={
        "facts": {
            "project": {
                "name": "云溪县人民医院HealthOne升级项目",
                "engineers": [{"name": "陆行舟", "department": "实施一部", "role": "engineer"}],
            },
            "hospital": {"name": "云溪县人民医院"},
            "trip": {"person": "陆行舟", "arrived_at": "2026-03-11T09:40:00+08:00"},
            "week": {"number": 3, "monday": "2026-03-23", "friday": "2026-03-27", "words": "实施第 3 周(03.23–03.27)"},
        },
        "payload": {
            "header": {"overtime": "6.5", "phase": "部署"},
            "done": [
                {"date": "2026-03-23", "department": "信息科", "work": "核心交换机到位后测通机房至各楼层的链路，登记未通的 4 个点位。", "category": "部署", "hours": "6", "result": "部分"},
                {"date": "2026-03-24", "department": "信息科", "work": "安装数据库与应用服务器，完成双机切换试验。", "category": "部署", "hours": "8", "result": "完成"},
                {"date": "2026-03-25", "module": "M02 基础数据/字典维护", "department": "物价科", "work": "导入收费项目 3126 条，按校验结果退回 18 条请物价科核对。", "category": "基础资料", "hours": "7", "result": "部分"},
                {"date": "2026-03-26", "module": "M09 药库", "department": "药剂科", "work": "讲解药品目录模板，确定包装换算与拆零药品的填法。", "category": "基础资料", "hours": "4", "result": "完成"},
                {"date": "2026-03-27", "module": "M32 医保接口", "department": "医保办", "work": "与医保局联系人核对测试环境地址和机构编码，完成签到交易。", "category": "接口", "hours": "5", "result": "完成"},
            ],
            "problems": [
                {"problem": "双机切换后应用无法连接数据库。", "cause": "备机未登记浮动地址。", "handling": "补登浮动地址并重做切换试验三次，均在一分钟内恢复。", "solved": "已解决", "article": "双机切换检查表"},
                {"problem": "收费项目中 18 条价格与物价文件不一致。", "cause": "旧系统调价后未停用旧项目。", "handling": "列出清单交物价科逐条核对，约定下周二前退回。", "solved": "部分"},
            ],
            "progress": {"words": "服务器部署完成，基础资料整理过半。下周完成药品目录导入并开始门诊培训准备，预计 20 天后可以试运行。", "percent": 35},
            "undone": [
                {"work": "楼层交换机全部点位测通", "reason": "住院楼三层配线间未装修完，4 个点位无法接入。", "cause": "客户硬件", "due": "2026-03-31"},
                {"work": "检验科两台仪器的接口协议确认", "reason": "厂家尚未提供协议文档。", "cause": "接口方", "help": "请接口支援协助索取两台仪器的协议文档。", "helper": "白芷若", "help_due": "2026-03-30", "due": "2026-04-03"},
            ],
            "demands": [
                {"who": "财务科", "demand": "日结报表增加按险种的小计。", "sort": "合同内", "urgency": "一般", "answer": "已记录，随报表设置一并完成。"},
            ],
            "next": [
                {"work": "导入药品目录并请药剂科确认", "due": "2026-04-01"},
                {"work": "与医院商定门诊各模块的培训计划", "due": "2026-04-03"},
            ],
            "review": {"supervisor": "协议文档由公司统一向厂家索取，其余按计划推进。"},
        },
    },
)  # fmt: skip
