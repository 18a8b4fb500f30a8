"""Stress documents: papers of every style as an office gets them, short, exactly full, and long.

Holds blocks and nothing else; what must be true of their pages stands in test_styles.py.
"""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]

PLAN = ["阶段", "工作内容", "模块/科室", "基础资料整理方式", "计划开始", "计划完成", "工作日", "公司负责人"]
PLAN += ["院方负责人", "前置任务", "交付物", "实际开始", "实际完成", "完成%", "延期原因"]
_PLAN_WEIGHTS = (1.5, 5, 3, 2, 3, 3, 1, 2, 2, 1, 3, 3, 3, 1, 3)
_TASKS = (
    ("准备", "实施动员会：院领导、各科室负责人到会，明确分工与时间", "全院", "", "会议纪要"),
    ("基础资料", "收费项目、药品目录按模板整理，逐条核对单位与价格", "物价办、药剂科", "模板填报", "确认书"),
    ("部署", "数据库双机、应用服务器安装，远程维护通道开通", "信息科", "", ""),
    ("培训", "门诊挂号、收费操作员分科培训并考核", "M04、M06", "", "签到表"),
    ("接口", "BC-6800Plus、cobas e601双向联机调试", "检验科", "", "仪器通知书"),
    ("测试", "操作员按本岗位试用，问题当日登记", "各科室", "", ""),
)
INSTRUMENTS = ["仪器名称", "厂家", "型号", "序列号", "所在科室", "通讯方式", "协议", "单双向", "端口/IP"]
INSTRUMENTS += ["检验项目数(已对码/总数)", "测试样本数", "首次/末次结果时间", "一致率%", "调试人", "科室确认", "备注"]
_INSTRUMENT_WEIGHTS = (3, 2, 3, 3, 2, 2, 2, 1, 3, 2, 1, 3, 1, 2, 2, 2)
_INSTRUMENT = ("全自动血液细胞分析仪", "迈瑞", "BC-6800Plus", "SN20251103-088", "检验科", "TCP", "HL7 2.3.1", "双向")
_INSTRUMENT += ("192.168.10.101:5600", "32/32", "40", "2026年4月1日 2026年4月9日", "99.8", "陆知行", "", "")
SECTIONS = ("项目概况", "割接范围与目标", "组织与分工", "割接前提条件", "数据迁移办法", "演练安排", "割接步骤与时间")
SECTIONS += ("库房盘点", "验证与放行标准", "回退办法", "应急措施", "负责人名单与电话", "观察期安排")
MODULES = ("门急诊挂号", "门急诊收费", "门诊药房", "住院登记", "住院收费", "住院药房", "药库管理", "门诊医生站", "住院护士站")
_PARAGRAPH = (
    "割接当日零时起停止旧系统录入，由系统负责人宣布切换。迁移数据按科室分批核对，挂号、收费、药房三处同时验证，"
    "任何一处不一致即暂停，由双方负责人在十五分钟内决定继续或回退；“继续”须三人签字，“回退”由医院负责人决定。"
)
RATED = (
    ("工作态度", "主动性、礼貌、响应及时", "15"),
    ("专业能力", "业务理解、技术处理", "15"),
    ("计划执行", "按计划推进、及时汇报", "10"),
    ("基础资料", "指导与导入质量", "10"),
    ("培训效果", "讲解清楚，操作员会用", "15"),
    ("系统质量", "稳定、速度、满足业务", "15"),
    ("接口与票据", "准确可用", "10"),
    ("文档与交接", "齐全、清楚", "5"),
    ("遵纪", "考勤、廉洁、保密", "5"),
)


def pairs(*items: tuple[str, ...], title: str = "", note: str = "") -> dict[str, Any]:
    """Labels and values; a third word makes a pair wide."""
    listed = [{"label": i[0], "value": i[1], "wide": len(i) > 2} for i in items]
    return {"type": "pairs", "title": title, "items": listed, "note": note}


def table(heads: list[tuple[str, float]], rows: list[list[str]], title: str = "", note: str = "") -> dict[str, Any]:
    """A numbered table."""
    columns = [{"label": "序号", "weight": 1}] + [{"label": h, "weight": w} for h, w in heads]
    numbered = [[str(n), *row] for n, row in enumerate(rows, 1)]
    return {"type": "table", "title": title, "columns": columns, "rows": numbered, "note": note}


def para(role: str, text: str, mark: str = "") -> dict[str, Any]:
    """A paragraph."""
    return {"type": "para", "role": role, "mark": mark, "text": text}


def signs(*labels: str) -> dict[str, Any]:
    """The signature block; a label ending in (公章) asks for the seal."""
    slots = [{"label": s.removesuffix("(公章)"), "seal": s.endswith("(公章)"), "role": ""} for s in labels]
    return {"type": "signs", "slots": slots}


def document(style: str, title: str, *blocks: dict[str, Any]) -> Document:
    """What both printers take, but for the mark."""
    return {"title": title, "style": style, "blocks": list(blocks)}


BOTH = signs("医院系统负责人", "实施工程师")


def _header() -> dict[str, Any]:
    return pairs(
        ("项目名称", "云溪县人民医院HealthOne一体化平台升级项目", "wide"),
        ("医院", "云溪县人民医院"),
        ("到达现场时间", "2026年3月2日(周一)"),
        ("实施工程师", "陆知行"),
        ("系统负责人", "祝远航"),
    )


def form(rows: int) -> Document:
    """A form with one table of so many short rows: it grows line by line past the end of each page."""
    lines = [[MODULES[n % 9], "8.0", "是" if n % 3 else "否", ""] for n in range(rows)]
    heads = [("模块", 4.0), ("版本", 1.0), ("是否接口", 2.0), ("备注", 3.0)]
    return document("form", "实施派遣单", _header(), table(heads, lines, "模块明细"), BOTH)


def tables(least: int = 20) -> Document:
    """A form with five tables of 20 to 40 rows, each with its heading, cells of one to four lines."""
    blocks = [_header()]
    for n in range(5):
        rows = [[(_TASKS[r % 6][1] + "。") * (1 + r % 4), "完成", "陆知行"] for r in range(least + 5 * n)]
        heads = [("内容", 5.0), ("结果", 1.0), ("责任人", 2.0)]
        blocks.append(table(heads, rows, f"{'一二三四五'[n]}、第{n + 1}部分", "须据实填写。"))
    return document("form", "工作周总结", *blocks, BOTH)


def plan(rows: int, columns: int = 16) -> Document:
    """The implementation plan, landscape: columns of the domain, `columns` of them with the number."""
    lines = []
    for n in range(rows):
        stage, task, where, way, paper = _TASKS[n % len(_TASKS)]
        start, end = f"2026年3月{1 + n % 27}日", f"2026年4月{1 + n % 27}日"
        late = "客户硬件未到：二楼交换机缺货" if n % 7 == 3 else ""
        cells = [stage, task, where, way, start, end, str(1 + n % 20), "陆知行", "祝远航", str(n or ""), paper]
        lines.append([*cells, start, end, str(n % 11 * 10), late][: columns - 1])
    heads = list(zip(PLAN, _PLAN_WEIGHTS, strict=True))[: columns - 1]
    note = "本计划以医院硬件与网络按期到位为前提。"
    return document("wide", "项目实施计划表", _header(), table(heads, lines, note=note), signs("实施工程师", "系统负责人", "医院负责人"))


def notice(clauses: int, rows: int = 0) -> Document:
    """A letter of so many clauses, with its table where there are rows: its signatures must not stand alone."""
    text = "合同约定的接口均已调试完毕，经核对数据传输准确、及时，操作人员能够独立操作。"
    said = [para("clause", text, f"{n}.") for n in range(1, clauses + 1)]
    if clauses > 1:
        said.insert(1, para("reservation", "农合接口尚无审核凭证，须在2026年4月10日(周五)前补齐。", "保留"))
    lines = [[f"M{n:02}", MODULES[n % 9], "8.0", ""] for n in range(1, rows + 1)]
    heads = [("编码", 1.0), ("模块", 4.0), ("版本", 1.0), ("接口对象", 3.0)]
    modules = [table(heads, lines, "启用模块")] if rows else []
    opening = (
        para("salute", "云溪县人民医院："),
        para("body", "我公司承建的HealthOne一体化平台软件V8.0在贵院的实施准备工作已经完成，现将有关情况通知如下。"),
    )
    return document("letter", "系统启用通知书", *opening, *said, para("body", "请贵院审核后启用。"), *modules, BOTH)


def instruments(rows: int) -> Document:
    """A letter that is signed, with an annex of 17 columns."""
    opening = (
        para("salute", "云溪县人民医院："),
        para("body", "合同约定的仪器接口均已调试完毕，工作正常，仪器列表附后，请贵院审核。"),
    )
    heads = list(zip(INSTRUMENTS, _INSTRUMENT_WEIGHTS, strict=True))
    annex = table(heads, [list(_INSTRUMENT) for _ in range(rows)], "接口调试完毕的仪器列表")
    return document("letter", "仪器接口调试完毕通知书", *opening, signs("医院负责人", "实施工程师"), annex)


def cutover(paragraphs: int = 2) -> Document:
    """Thirteen sections of prose, each with its heading."""
    blocks = [_header()]
    for n, name in enumerate(SECTIONS):
        blocks.append(para("heading", f"{n + 1}. {name}"))
        blocks.append(para("body", "\n".join([_PARAGRAPH * (1 + n % 3)] * paragraphs)))
    return document("form", "系统割接方案", *blocks, signs("医院负责人", "系统负责人", "实施工程师", "部门主管"))


def summary() -> Document:
    """Long text in the boxes of a form: paragraphs of one field, and one field longer than a page."""
    lines = "\n".join(f"{n}. {_PARAGRAPH}" for n in range(1, 6))
    boxes = pairs(("项目概况", lines, "wide"), ("实施过程", "\n".join([_PARAGRAPH] * 22), "wide"), ("产品建议", lines, "wide"))
    problems = [[_PARAGRAPH[:30], _PARAGRAPH[:50], "\n".join([_PARAGRAPH[:40]] * 3), "改为\n预先核对"] for _ in range(12)]
    heads = [("问题", 2.0), ("发生原因", 3.0), ("处理经过", 4.0), ("更好的处理方式", 3.0)]
    return document("form", "实施总结报告", _header(), boxes, table(heads, problems, "问题清单"))


def certificate(rows: int, text: str = "") -> Document:
    """The certificate with so many modules, a signature and the seal."""
    lines = [[MODULES[n % 9], "2026年5月4日", "门诊部", str(4 + n), "正常"] for n in range(rows)]
    heads = [("模块", 3.0), ("启用日期", 3.0), ("使用科室", 2.0), ("站点数", 1.0), ("运行情况", 2.0)]
    said = "兹证明HealthOne一体化平台软件V8.0自2026年5月4日起在我院正式启用，运行正常，满足业务需要。" + text
    used = [table(heads, lines)] if rows else []
    return document("certificate", "HealthOne启用证明", para("body", said), *used, signs("医院(公章)", "医院负责人"))


def satisfaction() -> Document:
    """Given rows and weights, a score to tick, a box for suggestions, the signature of the hospital's head."""
    scale = "□\u20605  □\u20604  □\u20603  □\u20602  □\u20601"
    rows = [[*given, scale, ""] for given in RATED]
    heads = [("类别", 2.0), ("评价内容", 4.0), ("权重", 1.0), ("评分", 5.0), ("原因(评分≤2时必填)", 3.0)]
    asked = pairs(("总分", ""), ("愿作样板", "□\u2060是  □\u2060否"), ("建议", "", "wide"))
    return document("form", "客户满意度评价表", _header(), table(heads, rows, "评分", "5为非常满意，1为很不满意。"), asked, signs("负责人"))


def sign_in(rows: int = 40) -> Document:
    """A sheet to sign in on, with names of rare characters."""
    names = ("㛃某", "䶮一", "昉旸", "犇甯", "陆知行", "欧阳靑叶")
    lines = [[names[n % 6], "收费处", "收费员", f"G{n:04}", "", "", "", ""] for n in range(rows)]
    heads = [("姓名", 2.0), ("科室", 2.0), ("岗位", 2.0), ("工号", 2.0), ("签到", 3.0), ("签退", 3.0), ("成绩", 1.0), ("备注", 2.0)]
    return document("form", "系统培训人员签到表", _header(), table(heads, lines), signs("讲师", "科室负责人"))


def symbols() -> Document:
    """Characters that forms of a hospital hold: ticks, units, Greek, circled numbers, rare surnames."""
    text = "□☑☐☒■√×≥≤≈±‰℃μβαγδΩ①②③⑩⑳ⅠⅣ–—“”‘’…·※→㎡mg²½¥￥§°㛃䶮㙘䲢堃喆翀頔昇祎犇甯仝乜亓靑叶𬭎𬭊𬤊"
    return document("form", "字符", pairs(("字符", text, "wide")), para("body", text), BOTH)


STRESS: dict[str, Document] = {
    "form-short": form(3),
    "form-full": form(25),
    "form-long": form(120),
    "tables": tables(),
    "summary": summary(),
    "cutover": cutover(),
    "satisfaction": satisfaction(),
    "sign-in": sign_in(),
    "symbols": symbols(),
    "wide-short": plan(1),
    "wide-full": plan(4),
    "wide-twelve": plan(24, 12),
    "wide-long": plan(60),
    "letter-short": notice(1),
    "letter-full": notice(2, 13),
    "letter-long": notice(30, 40),
    "letter-annex": instruments(30),
    "certificate-short": certificate(0),
    "certificate-full": certificate(13),
    "certificate-long": certificate(40),
}
