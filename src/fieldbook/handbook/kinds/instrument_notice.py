"""仪器接口调试完毕通知书 (手册 三-3; domain 1.11): all agreed instruments work; the annex lists them.

The annex has too many columns for an upright sheet and stands after the signatures, on sheets of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from fieldbook.engine.kinds import (
    Field,
    Fields,
    Kind,
    Medium,
    Prose,
    Rows,
    Rule,
    Signatures,
    Signer,
    Source,
    Style,
    Type,
)
from fieldbook.handbook.roles import Role

_CODED = re.compile(r"(\d{1,5})\s*/\s*(\d{1,5})")


def _own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """How many instruments the annex lists."""
    return {"count": len(payload.get("annex") or ())}


def _coded_of_all(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    for index, row in enumerate(payload.get("annex") or ()):
        told = row.get("items", "")
        found = _CODED.fullmatch(told)
        if told and (not found or int(found[1]) > int(found[2])):
            yield f"annex/{index}/items", f"“{told[:30]}”请写成“已对码/总数”，如 24/24，已对码不能多于总数"


KIND = Kind(
    code="instrument_notice",
    title="仪器接口调试完毕通知书",
    aliases=("仪器接口调试完成通知书", "仪器接口调试完毕通知", "仪器接口调试完成通知"),
    style=Style.LETTER,
    medium=Medium.PAPER,
    series="YQ",
    clause="手册 三-3",
    authors=(Role.ENGINEER,),
    issuers=(Role.ENGINEER, Role.SUPERVISOR),
    needs=("order.accepted", "instruments.working"),
    own=_own,
    blocks=(
        Prose(code="to", text="{hospital_name}：", role="salute"),
        Prose(code="intro", text="我公司承担的“{project_name}”检验仪器接口调试工作已经完成，现将有关情况通知如下。"),
        Prose(
            code="working",
            text="合同约定连接的检验仪器共{count}台，接口均已调试完毕，检验结果能够正常接收，各仪器工作正常。",
            claim="instruments.working",
        ),
        Prose(code="review", text="仪器明细见所附《接口调试完毕的仪器列表》，请贵院审核。"),
        Fields(
            code="notice",
            fields=(
                Field(code="hospital_name", label="医院", source=Source.DERIVED, fact="hospital.name", required=True, wide=True),
                Field(code="project_name", label="项目名称", source=Source.DERIVED, fact="project.name", required=True, wide=True),
                Field(code="order_number", label="派遣单编号", source=Source.DERIVED, fact="order.number"),
                Field(code="count", label="仪器台数", source=Source.DERIVED, fact="own.count"),
            ),
        ),
        Signatures(signers=(Signer(Role.HOSPITAL_HEAD, "医院负责人"), Signer(Role.ENGINEER, "实施工程师"))),
        Rows(
            code="annex",
            title="附件：接口调试完毕的仪器列表",
            columns=(
                Field(code="name", label="仪器名称", required=True, max_length=60, weight=13),
                Field(code="maker", label="厂家", max_length=60, weight=9),
                Field(code="model", label="型号", required=True, max_length=60, weight=11),
                Field(code="serial", label="序列号", max_length=60, weight=12),
                Field(code="department", label="所在科室", required=True, max_length=40, weight=10),
                Field(code="way", label="通讯方式", type=Type.ENUM, options=("串口", "TCP", "文件", "数据库"), weight=12),
                Field(code="protocol", label="协议", type=Type.ENUM, options=("HL7", "ASTM", "厂家自定义", "数据库表", "文本文件"), weight=10),
                Field(code="direction", label="单双向", type=Type.ENUM, options=("单向", "双向"), weight=8),
                Field(code="port", label="端口/IP", max_length=60, weight=13, help="如 COM3 或 10.20.3.15:5001"),
                Field(code="items", label="检验项目数(已对码/总数)", max_length=20, weight=10, help="如 24/24"),
                Field(code="samples", label="测试样本数", type=Type.NUMBER, least=0, most=99999, weight=10),
                Field(code="times", label="首次/末次结果时间", max_length=60, weight=22, help="如 2026-04-02 09:10 / 2026-04-15 16:40"),
                Field(code="agreement", label="一致率%", type=Type.DECIMAL, least=0, most=100, weight=11),
                Field(code="tester", label="调试人", max_length=40, weight=8),
                Field(code="confirmed", label="科室确认", type=Type.SIGN, weight=11),
                Field(code="remark", label="备注", weight=7),
            ),
            blank=7,
            least=1,
            note="科室确认由仪器所在科室负责人手签。",
        ),
    ),
    rules=(Rule("手册 三-3", _coded_of_all),),
    example={
        "facts": {
            "hospital": {"name": "云溪县人民医院"},
            "project": {"name": "云溪县人民医院HealthOne升级项目"},
            "order": {"number": "PQ-2026-0001"},
        },
        "payload": {
            "annex": [
                {
                    "name": name, "maker": maker, "model": model, "serial": f"YX26{n:03}", "department": "检验科",
                    "way": way, "protocol": protocol, "direction": direction, "port": port,
                    "items": f"{items}/{items}", "samples": samples, "times": "2026-04-02 09:10 / 2026-04-15 16:40",
                    "agreement": "100", "tester": "白芷若",
                }
                for n, (name, maker, model, way, protocol, direction, port, items, samples) in enumerate(
                    (
                        ("血液分析仪(五分类)", "甲厂", "XF-5390", "TCP", "HL7", "单向", "10.20.3.11:5001", 28, 40),
                        ("血液分析仪(急诊)", "乙厂", "XN-1000", "串口", "ASTM", "双向", "COM3", 27, 30),
                        ("全自动生化分析仪", "甲厂", "SH-800", "TCP", "HL7", "双向", "10.20.3.12:5002", 42, 60),
                        ("全自动生化分析仪", "丙厂", "SH-480", "串口", "厂家自定义", "单向", "COM4", 38, 40),
                        ("化学发光免疫分析仪", "丁厂", "FG-411", "TCP", "ASTM", "双向", "10.20.3.13:5003", 24, 30),
                        ("化学发光免疫分析仪", "戊厂", "FG-2000", "串口", "ASTM", "双向", "COM5", 20, 30),
                        ("全自动凝血分析仪", "乙厂", "NX-2500", "串口", "ASTM", "单向", "COM6", 7, 25),
                        ("尿干化学分析仪", "己厂", "NG-500", "串口", "厂家自定义", "单向", "COM7", 11, 25),
                        ("尿沉渣分析仪", "己厂", "NZ-100", "数据库", "数据库表", "单向", "10.20.3.14", 12, 25),
                        ("糖化血红蛋白仪", "庚厂", "TH-8", "串口", "厂家自定义", "单向", "COM8", 1, 20),
                    ),
                    1,
                )
            ],
        },
    },
)  # fmt: skip
