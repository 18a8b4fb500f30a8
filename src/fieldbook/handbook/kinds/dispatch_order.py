"""实施派遣单 (手册 一-1; domain 1.1): its module rows decide everything that is owed later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fieldbook.engine.flow import look_up
from fieldbook.engine.kinds import (
    Field,
    Fields,
    Kind,
    Medium,
    RowRule,
    Rows,
    Rule,
    Signatures,
    Signer,
    Source,
    Type,
)
from fieldbook.handbook.catalogue.dispatch import INTERFACES, TYPES
from fieldbook.handbook.catalogue.modules import LABELS
from fieldbook.handbook.roles import Role


def _finish_after_arrival(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    trip = payload.get("plan") or {}
    arrival, finish = trip.get("planned_arrival"), trip.get("planned_finish")
    if arrival and finish and finish < arrival:
        yield "plan/planned_finish", f"计划完成 {finish} 早于计划到达 {arrival}，请改正其中一个"


def _some_phone(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    lead, head = look_up(facts, "hospital.site_lead.phone"), look_up(facts, "hospital.head.phone")
    if facts is not None and not lead and not head:
        yield "hospital/site_lead_phone", "医院系统负责人与医院负责人至少要有一个电话，请先在医院资料中补录"


def _no_module_twice(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    seen: set[str] = set()
    for index, row in enumerate(payload.get("modules") or ()):
        module = row.get("module", "")
        if module and module in seen:
            yield f"modules/{index}/module", f"模块“{module}”重复出现，请合并为一行"
        seen.add(module)


def _derived(code: str, label: str, fact: str, **more: Any) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, **more)


KIND = Kind(
    code="dispatch_order",
    title="实施派遣单",
    aliases=("派遣单",),
    medium=Medium.BOTH,
    series="PQ",
    clause="手册 一-1",
    authors=(Role.SUPERVISOR,),
    issuers=(Role.SUPERVISOR,),
    blocks=(
        Fields(
            code="project",
            title="项目",
            fields=(
                _derived("number", "派遣单编号", "document.number"),
                _derived("project_name", "项目名称", "project.name", required=True),
                _derived("contract_number", "合同编号", "project.contract_number"),
                _derived("product", "产品", "project.product_line"),
                Field(code="type", label="派遣类型", type=Type.ENUM, options=TYPES, required=True),
                _derived("salesperson", "签单市场人员", "project.salesperson.name"),
                _derived("salesperson_phone", "市场人员电话", "project.salesperson.phone"),
            ),
        ),
        Fields(
            code="hospital",
            title="医院",
            fields=(
                _derived("hospital_name", "医院全称", "hospital.name", required=True, wide=True),
                _derived("grade", "等级", "hospital.grade"),
                _derived("beds", "床位数", "hospital.beds"),
                _derived("address", "地址", "hospital.address", wide=True),
                _derived("region", "行政区划", "hospital.region"),
                _derived("site_lead", "客户联系人(系统负责人)", "hospital.site_lead.name"),
                _derived("site_lead_position", "职务", "hospital.site_lead.position"),
                _derived("site_lead_phone", "联系人电话", "hospital.site_lead.phone"),
                _derived("head", "医院负责人", "hospital.head.name"),
                _derived("head_phone", "负责人电话", "hospital.head.phone"),
            ),
        ),
        Fields(
            code="plan",
            title="人员与时间",
            fields=(
                Field(code="engineer", label="实施工程师(主)", type=Type.PERSON, required=True),
                Field(code="colleagues", label="协同人员", type=Type.PERSONS, help="可多选，也可不填"),
                Field(code="planned_arrival", label="计划到达", type=Type.DATE, required=True),
                Field(
                    code="planned_days", label="计划天数", type=Type.NUMBER, required=True, least=1, most=720, unit="天"
                ),
                Field(code="planned_finish", label="计划完成", type=Type.DATE, required=True),
                Field(
                    code="hardware",
                    label="硬件准备情况(事前)",
                    type=Type.ENUM,
                    options=("已具备", "部分", "不具备", "未知"),
                    required=True,
                ),
                Field(code="hardware_note", label="硬件说明", type=Type.LONG, max_length=1000),
                Field(
                    code="cautions",
                    label="客户注意事项(市场填写)",
                    type=Type.LONG,
                    max_length=2000,
                    internal=True,
                    help="仅公司内部可见，不打印、不导出",
                ),
            ),
        ),
        Rows(
            code="modules",
            title="模块明细",
            columns=(
                Field(code="module", label="模块", type=Type.MODULE, options=LABELS, required=True, weight=4),
                Field(code="version", label="版本", max_length=20, weight=2),
                Field(code="stations", label="站点数", type=Type.NUMBER, least=0, most=9999, weight=1),
                Field(code="interface", label="是否接口", type=Type.ENUM, options=INTERFACES, required=True, weight=3),
                Field(
                    code="counterpart", label="接口对象", weight=3, help="仪器型号或经办机构；农合已合并时填“已并入医保”"
                ),
                Field(
                    code="contract", label="合同内外", type=Type.ENUM, options=("合同内", "合同外"), required=True, weight=2
                ),
                Field(code="remark", label="备注", weight=2),
            ),
            blank=16,
            least=1,
            rules=(RowRule("interface", ("仪器", "医保", "农合"), ("counterpart",), "有接口的模块必须写明接口对象"),),
        ),
        Signatures(
            signers=(Signer(Role.SUPERVISOR, "派遣人(主管)"), Signer(Role.ENGINEER, "接收人(工程师)")),
        ),
    ),
    rules=(
        Rule("手册 一-1", _finish_after_arrival),
        Rule("手册 一-1", _some_phone),
        Rule("手册 一-1", _no_module_twice),
    ),
    example={
        "facts": {
            "document": {"number": "PQ-2026-0001"},
            "project": {
                "name": "云溪县人民医院HealthOne升级项目",
                "contract_number": "HT-2026-018",
                "product_line": "HealthOne",
                "salesperson": {"name": "沈知秋", "phone": "199 0000 0011"},
            },
            "hospital": {
                "name": "云溪县人民医院",
                "grade": "二级甲等",
                "beds": 300,
                "address": "云溪县城关镇人民路 1 号",
                "region": "990123",
                "site_lead": {"name": "祝远航", "position": "信息科长", "phone": "199 0000 0101"},
                "head": {"name": "闻人博", "position": "副院长", "phone": "199 0000 0102"},
            },
        },
        "payload": {
            "project": {"type": "升级割接"},
            "plan": {
                "engineer": "陆行舟",
                "colleagues": ["白芷若"],
                "planned_arrival": "2026-03-11",
                "planned_days": 60,
                "planned_finish": "2026-05-08",
                "hardware": "部分",
                "hardware_note": "服务器已到货，核心交换机待安装。",
                "cautions": "首付款已到，二期款与验收挂钩。",
            },
            "modules": [
                {"module": "M04 门诊挂号/预约排班", "version": "8.0", "stations": 6, "interface": "否", "contract": "合同内"},
                {"module": "M06 门诊收费", "version": "8.0", "stations": 8, "interface": "否", "contract": "合同内"},
                {"module": "M18 LIS检验", "version": "8.0", "stations": 10, "interface": "否", "contract": "合同内"},
                {"module": "M32 医保接口", "version": "8.0", "interface": "医保", "counterpart": "云溪县医保局", "contract": "合同内"},
                {"module": "M33 农合接口", "interface": "农合", "counterpart": "已并入医保", "contract": "合同内"},
                {"module": "M34 仪器接口", "version": "8.0", "stations": 10, "interface": "仪器", "counterpart": "检验科 10 台仪器", "contract": "合同内"},
            ],
        },
    },
)  # fmt: skip
