"""The example of the cutover plan (手册 四-3; domain 8): one county hospital, switched over in a night."""

from __future__ import annotations

from typing import Any

from fieldbook.handbook.kinds.cutover_sections import EMERGENCIES, RECONCILIATION, TIMETABLE

_POSTS = (
    ("挂号、收费窗口", "1. 5:30 到岗，按值班表登录新系统；\n2. 核对本窗口票据起止号；\n3. 6:30 起正常挂号、收费。", "旧系统不再开票，误开的立即告知值守人。"),
    ("西药房、中药房", "1. 核对药柜实物与新系统库存；\n2. 旧处方凭纸质处方发药；\n3. 新处方扫码发药。", "库存不符先记录，不得自行改数。"),
    ("病区护士站", "1. 核对在院病人、床位与费用；\n2. 核对长期医嘱；\n3. 7:00 打印执行单。", "医嘱有疑问的先按纸质医嘱执行。"),
)  # fmt: skip
_MEASURES = {
    # key: 最大容忍时间, 处置, 手工表单, 通知对象, 恢复后补录
    "server": ("10 分钟", "切换到备用服务器；不能切换的各窗口转手工。", "手工收费单、手工处方", "全院", "由各窗口当日补录"),
    "database": ("15 分钟", "终止长时间查询，停用报表，仍无改善按服务器宕机处理。", "—", "信息科", "—"),
    "network": ("10 分钟", "启用备用链路；受影响区域转手工。", "手工收费单", "受影响科室", "由受影响窗口补录"),
    "insurance": ("30 分钟", "先按自费登记并保留凭证，线路恢复后补结算。", "医保患者登记表", "收费处、医保办", "由医保办补结算"),
    "printing": ("10 分钟", "换用备用打印机或相邻窗口。", "手工票据", "收费处", "补打票据"),
    "price": ("30 分钟", "停用该项目，核实后更正，多收的退还。", "更正登记表", "物价、收费处", "由收费处更正"),
    "stock": ("30 分钟", "按实物发药，药库核对批次后更正库存。", "发药登记表", "药剂科", "由药库补录"),
    "instruments": ("60 分钟", "检验结果手工录入，联系接口支援。", "手工结果单", "检验科", "由检验科补录"),
    "power": ("5 分钟", "启用备用电源；机房 UPS 剩余 15 分钟时有序停机。", "全套手工单据", "全院、总务", "由各窗口补录"),
    "security": ("立即", "断开受影响的终端，保留现场，上报医院与公司。", "全套手工单据", "院领导、信息科", "排查后补录"),
    "person": ("30 分钟", "由双方联系人表中的替补人员接任，向总指挥报告。", "—", "双方负责人", "—"),
}  # fmt: skip
_HOSPITAL = ("freeze", "prices", "stop", "stocktake")
_DAYS = (
    "04-03", "04-12", "04-19", "04-23", "04-26", "04-30", "05-01", "05-02", "05-02", "05-02", "05-03", "05-03", "05-03",
    "05-04", "05-10",
)  # fmt: skip
EXAMPLE: dict[str, dict[str, Any]] = {
    "facts": {
        "hospital": {"name": "云溪县人民医院"},
        "project": {"name": "云溪县人民医院HealthOne升级项目"},
        "product": "HealthOne一体化平台软件V8.0",
    },
    "payload": {
        "scope": {
            "old_system": "CNHIS 5.6",
            "cutover_date": "2026-05-03",
            "scope": "全院门诊、住院、药品、检验、医保业务由现用系统切换到新系统；体检与病案不在本次范围内。\n以病人安全为先：业务不中断、数据不丢失、出现问题可以回退。",
        },
        "contacts": [
            {"side": side, "duty": duty, "name": name, "phone": f"1990000{phone}"}
            for side, duty, name, phone in (
                ("院方", "总指挥", "闻人博", "0102"),
                ("院方", "系统负责人", "祝远航", "0101"),
                ("院方", "收费、票据", "司徒静", "0111"),
                ("院方", "药品库存", "尉迟芳", "0112"),
                ("公司", "现场负责人", "陆行舟", "0001"),
                ("公司", "数据转换", "白芷若", "0002"),
                ("公司", "部门主管", "顾清源", "0005"),
                ("第三方", "医保线路", "公良实", "0121"),
            )
        ],
        "timetable": [
            {"key": key, "planned_date": f"2026-{day}", "responsible": "祝远航" if key in _HOSPITAL else "陆行舟"}
            for (key, *_), day in zip(TIMETABLE, _DAYS, strict=True)
        ],
        "way": {"way": "一次", "order": "5月3日凌晨全院一次割接，6:30 起门诊先用，8:00 起各病区启用；旧系统保留只读查询。"},
        "data": [
            {"data": data, "measure": measure, "way": way, "until": "5月2日 23:00", "responsible": who}
            for data, measure, way, who in (
                ("收费项目", "在用项目，价格以物价办签字版为准", "转入", "司徒静"),
                ("药品库存期初", "以5月2日晚盘点实物为准，按批次", "重新整理", "尉迟芳"),
                ("在院病人转入", "割接时点在院的全部病人，含预交金余额与已发生费用", "转入", "白芷若"),
                ("历史病历与费用", "2021年以来，在旧系统中只读", "只供查询", "祝远航"),
            )
        ],
        "window": {
            "start": "2026-05-02T23:00:00+08:00",
            "end": "2026-05-03T06:00:00+08:00",
            "meanwhile": "急诊收费、发药用手工单据，病区按已打印的执行单执行；5月1日起在门诊大厅公告。",
        },
        "cards": [{"post": post, "steps": steps, "attention": attention} for post, steps, attention in _POSTS],
        "rehearsals": [
            {"day": "2026-04-19", "content": "虚库演练，门诊全流程", "people": "收费处、西药房、信息科", "took": "3 小时", "problems": "两台票据打印机走纸错位，已更换。", "result": "整改后通过"},
            {"day": "2026-04-26", "content": "真实数据副本转换，计时", "people": "信息科、财务科、药剂科", "took": "3 小时 40 分", "result": "通过"},
        ],
        "emergencies": [
            {"key": key, "applies": "适用", "judge": "祝远航"}
            | dict(zip(("limit", "action", "paper", "notify", "afterwards"), _MEASURES[key], strict=True))
            for key, _ in EMERGENCIES
        ],
        "rollback": {
            "criteria": "1. 收费链路中断超过 30 分钟；\n2. 费用或库存错误超过业务量的 1%，且 2 小时内无法修复；\n3. 医保超过 2 小时无法结算，且没有手工办法；\n4. 数据丢失。",
            "no_return": "2026-05-03T12:00:00+08:00",
            "decided_by": "闻人博、顾清源",
        },
        "rollback_steps": [
            {"step": step, "responsible": who, "took": took}
            for step, who, took in (
                ("总指挥宣布回退，通知全院各窗口", "闻人博", "5 分钟"),
                ("停用新系统，导出已发生的业务", "白芷若", "20 分钟"),
                ("启用旧系统，补录回退前的业务", "祝远航", "60 分钟"),
            )
        ],
        "reconciliation": [
            {"key": key, "checker": "尉迟芳" if key in ("r3", "r4") else "司徒静"} for key, *_ in RECONCILIATION
        ],
        "roster": [
            {"day": "2026-05-03", "shift": "6:00–18:00", "area": area, "hospital_person": who, "hospital_phone": f"1990000{phone}", "company_person": ours, "company_phone": f"1990000{own}"}
            for area, who, phone, ours, own in (
                ("门诊挂号收费", "司徒静", "0111", "陆行舟", "0001"),
                ("药房药库", "尉迟芳", "0112", "白芷若", "0002"),
                ("各病区", "端木兰", "0113", "温言", "0003"),
            )
        ],
        "support": {"channel": "远程支援值班：程砚 199 0000 0007，5月2日 20:00 至 5月10日 18:00"},
        "annexes": [
            {"name": "库房盘点表", "pages": 4, "keeper": "尉迟芳"},
            {"name": "手工单据样张", "pages": 6, "keeper": "司徒静"},
        ],
    },
}  # fmt: skip
