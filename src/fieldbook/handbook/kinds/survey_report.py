"""初步调研报告 (手册 二-2; domain 1.5): do the basic conditions for implementation exist?

关键 marks (assumed) say which missing conditions block; all the others need a date and an owner.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldbook.engine.kinds import (
    Field,
    Fields,
    Given,
    Kind,
    Medium,
    Prose,
    RowRule,
    Rows,
    Signatures,
    Signer,
    Source,
    Type,
)
from fieldbook.handbook.roles import Role

READY = ("具备", "部分", "不具备", "不适用")
MISSING = READY[1:3]

CONDITIONS: tuple[tuple[str, str, str, str, str, str], ...] = (
    # key, 类别, 调研项目, 要求, 关键, 影响模块
    ("room_cooling", "机房", "空调", "恒温，全天运行", "否", "全部"),
    ("room_ups", "机房", "UPS", "断电后维持 30 分钟以上", "是", "全部"),
    ("room_earth", "机房", "接地", "接地电阻合格", "否", "全部"),
    ("room_door", "机房", "门禁", "专人管理，出入登记", "否", "全部"),
    ("database_server", "服务器", "数据库服务器(数量、配置、双机)", "按合同配置，双机可切换", "是", "全部"),
    ("application_server", "服务器", "应用服务器", "按合同配置", "是", "全部"),
    ("licence", "服务器", "操作系统/数据库授权", "正版授权到位", "否", "全部"),
    ("backup", "服务器", "存储与备份介质", "可每日备份并异地存放", "是", "全部"),
    ("core_switch", "网络", "核心交换机、楼层交换机", "安装完毕，链路通畅", "是", "全部"),
    ("cabling", "网络", "综合布线点位", "各科点位到位并测通", "是", "全部"),
    ("isolation", "网络", "内外网隔离", "符合医院安全要求", "否", "全部"),
    ("insurance_line", "专线", "医保专线", "开通并测通", "否", "M32"),
    ("rural_line", "专线", "农合专线", "开通并测通", "否", "M33"),
    ("platform_line", "专线", "区域平台专线", "开通并测通", "否", "M35"),
    ("remote_access", "网络", "远程维护通道(VPN/前置机)", "可远程登录", "否", "全部"),
    ("workstations", "终端", "工作站数量与配置(按科室)", "数量满足站点数", "是", "全部"),
    ("workstation_system", "终端", "操作系统版本", "版本统一，补丁齐全", "否", "全部"),
    ("invoice_printer", "打印机", "发票针式打印机", "各收费窗口一台", "否", "M06、M12"),
    ("barcode_printer", "打印机", "条码打印机", "采血、检验各点位", "否", "M19"),
    ("laser_printer", "打印机", "激光打印机", "医生站、护士站", "否", "M07、M14"),
    ("wristband_printer", "打印机", "腕带打印机", "入院处", "否", "M12"),
    ("prescription_printer", "打印机", "处方打印机", "各诊室", "否", "M07"),
    ("card_reader", "读卡设备", "社保卡/身份证/就诊卡/扫码读卡器", "各窗口一台并已安装驱动", "否", "M03、M32"),
    ("barcode_scanner", "读卡设备", "条码枪", "药房、检验、护士站", "否", "M10、M19"),
    ("call_screen", "外设", "叫号屏", "各候诊区", "否", "M05"),
    ("blood_barcode", "外设", "采血条码", "管型与条码纸备齐", "否", "M19"),
    ("instruments", "仪器", "仪器清单及接口(型号、端口、协议文档)", "清单与协议文档齐全", "否", "M34"),
    ("dicom", "仪器", "PACS 设备 DICOM", "设备支持并开放端口", "否", "M20"),
    ("bill_samples", "票据", "票据样张", "财务提供全部样张", "否", "M06、M12"),
    ("power", "机房", "电源与备用发电", "双路供电或备用发电机", "否", "全部"),
)

_QUESTIONS: tuple[tuple[str, str, str], ...] = (
    ("registration", "挂号", "窗口数、号别、有效天数、改号退号、缴账流程"),
    ("charging", "收费", "是否划价、票据管理方式、退费审批"),
    ("pharmacy", "药房", "划价、摆药、拆零方式"),
    ("drug_store", "药库", "批次、加成、盘点周期"),
    ("inpatient", "住院", "预交金、欠费控制、中途结算、转科"),
    ("ward", "护士站", "医嘱转抄、执行单"),
    ("doctor", "医生站", "处方、医嘱习惯"),
    ("requests", "检验/检查", "申请与报告流程"),
    ("check_up", "体检", "团检、个检流程"),
    ("records", "病案", "首页标准"),
    ("insurance", "医保", "结算与对账流程"),
    ("finance", "财务", "报表清单"),
)

_ROLES = ("院领导", "系统负责人", "财务", "药剂", "护理", "医务", "检验", "放射", "医保办", "病案", "设备")


def _derived(code: str, label: str, fact: str, **more: bool) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, required=more.get("required", False))


def _own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, str]:
    """Facts the report itself gives: the items it found missing, as one line."""
    items = {key: item for key, _, item, *_ in CONDITIONS}
    rows = payload.get("conditions") or ()
    return {"missing": "、".join(items[r["key"]] for r in rows if r.get("ready") in MISSING and r.get("key") in items)}


KIND = Kind(
    code="survey_report",
    own=_own,
    title="初步调研报告",
    aliases=("现场情况调研表", "调研报告"),
    medium=Medium.BOTH,
    series="DY",
    clause="手册 二-2",
    authors=(Role.ENGINEER,),
    issuers=(Role.ENGINEER, Role.SUPERVISOR),
    needs=("order.accepted",),
    blocks=(
        Prose(code="purpose", text="现场情况调研表。本表是编制实施计划的依据，请据实填写。", role="note"),
        Fields(
            code="hospital",
            title="A 医院概况",
            fields=(
                _derived("full_name", "医院全称", "hospital.name", required=True),
                _derived("grade", "等级", "hospital.grade"),
                _derived("beds", "编制床位", "hospital.beds"),
                Field(code="open_beds", label="开放床位", type=Type.NUMBER, least=0, most=99999),
                Field(code="yearly_visits", label="年门诊量", type=Type.NUMBER, least=0),
                Field(code="daily_visits", label="日均门诊", type=Type.NUMBER, least=0),
                Field(code="yearly_discharges", label="年出院", type=Type.NUMBER, least=0),
                Field(code="staff", label="职工数", type=Type.NUMBER, least=0),
                Field(code="campuses", label="院区数", type=Type.NUMBER, least=1, most=99),
                Field(code="insurance_types", label="医保类型", help="职工、居民、农合、离休等，用顿号隔开"),
                Field(
                    code="current_system",
                    label="现用系统",
                    type=Type.ENUM,
                    options=("无", "CNHIS", "其他厂商"),
                    required=True,
                ),
                Field(code="current_vendor", label="其他厂商名"),
                Field(code="old_database", label="旧系统数据库类型"),
                Field(code="wished_date", label="上线期望日期", type=Type.DATE),
                Field(code="wished_way", label="上线方式期望", type=Type.ENUM, options=("一次", "分批")),
                _derived("arrived_at", "到达现场时间", "arrived_date"),
            ),
        ),
        Rows(
            code="people",
            title="B 组织与负责人",
            columns=(
                Field(code="role", label="角色"),
                Field(code="name", label="姓名", max_length=40),
                Field(code="phone", label="电话", type=Type.PHONE, weight=3),
                Field(code="cooperation", label="配合度", type=Type.ENUM, options=("好", "中", "差"), internal=True),
            ),
            given=tuple(Given(f"role_{n}", {"role": role}) for n, role in enumerate(_ROLES, 1)),
            free=False,
        ),
        Rows(
            code="conditions",
            title="C 条件核查",
            columns=(
                Field(code="category", label="类别"),
                Field(code="item", label="调研项目", weight=4),
                Field(code="demand", label="要求", weight=4),
                Field(code="critical", label="关键", weight=1),
                Field(code="present", label="现状", type=Type.LONG, max_length=300, weight=3),
                Field(code="ready", label="是否具备", type=Type.ENUM, options=READY, required=True),
                Field(code="promised_date", label="承诺到位时间", type=Type.DATE, weight=3),
                Field(code="responsible", label="责任人(院方)", max_length=40),
                Field(code="modules", label="影响模块"),
                Field(code="remark", label="备注"),
            ),
            given=tuple(
                Given(key, {"category": c, "item": i, "demand": d, "critical": k, "modules": m})
                for key, c, i, d, k, m in CONDITIONS
            ),
            free=False,
            rules=(
                RowRule("ready", MISSING, ("promised_date", "responsible"), "未具备的条件要有承诺到位时间和院方责任人（手册 二-2）"),
            ),
            note="“关键”为“是”的条件未具备时，不能签发系统启用通知书。",
        ),
        Rows(
            code="processes",
            title="D 业务流程调研",
            columns=(
                Field(code="area", label="环节"),
                Field(code="question", label="调研内容", weight=4),
                Field(code="answer", label="现状与要求", type=Type.LONG, max_length=1000, weight=6),
            ),
            given=tuple(Given(key, {"area": a, "question": q}) for key, a, q in _QUESTIONS),
            free=False,
        ),
        Fields(
            code="conclusion",
            title="E 结论",
            fields=(
                Field(
                    code="ready",
                    label="是否具备实施条件",
                    type=Type.ENUM,
                    options=("具备", "基本具备", "不具备"),
                    required=True,
                ),
                Field(code="risks", label="主要风险", type=Type.LONG, max_length=2000),
                Field(code="advice", label="建议到位清单", type=Type.LONG, max_length=2000, source=Source.SUGGESTED, fact="own.missing"),
            ),
        ),
        Signatures(signers=(Signer(Role.ENGINEER, "实施工程师"), Signer(Role.SITE_LEAD, "医院系统负责人"))),
    ),
    example={
        "facts": {
            "hospital": {"name": "云溪县人民医院", "grade": "二级甲等", "beds": 300},
            "arrived_date": "2026年3月11日(周三)",
        },
        "payload": {
            "hospital": {
                "open_beds": 300,
                "daily_visits": 900,
                "yearly_discharges": 11000,
                "staff": 400,
                "campuses": 1,
                "insurance_types": "职工、居民",
                "current_system": "CNHIS",
                "old_database": "关系型数据库",
                "wished_date": "2026-05-03",
                "wished_way": "一次",
            },
            "people": [{"key": "role_2", "name": "祝远航", "phone": "19900000101", "cooperation": "好"}],
            "conditions": [
                {"key": key, "ready": "具备"} if key != "core_switch" else {
                    "key": key, "ready": "不具备", "present": "已到货未安装", "promised_date": "2026-03-20", "responsible": "祝远航",
                }
                for key, *_ in CONDITIONS
            ],
            "processes": [{"key": "registration", "answer": "6 个窗口，号别 4 种，当日有效，退号须组长确认。"}],
            "conclusion": {"ready": "基本具备", "risks": "核心交换机安装进度影响各科联调。"},
        },
    },
)  # fmt: skip
