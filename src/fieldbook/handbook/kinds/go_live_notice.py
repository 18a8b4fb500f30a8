"""系统启用通知书 (手册 三-4; domain 1.14): four claims, each backed by its proof or a printed reservation."""

from __future__ import annotations

from fieldbook.engine.kinds import (
    Field,
    Fields,
    Kind,
    Medium,
    Prose,
    Rows,
    Signatures,
    Signer,
    Source,
    Style,
    Type,
)
from fieldbook.handbook.roles import Role

KIND = Kind(
    code="go_live_notice",
    title="系统启用通知书",
    aliases=("系统启用通知", "系统启用系统的通知", "启用通知书"),
    style=Style.LETTER,
    medium=Medium.PAPER,
    series="QY",
    clause="手册 三-4",
    authors=(Role.ENGINEER,),
    issuers=(Role.ENGINEER, Role.SUPERVISOR),
    needs=(
        "order.accepted",
        "condition.met",
        "training.done",
        "insurance.noticed",
        "rural_insurance.noticed",
        "instruments.noticed",
        "bill_forms.settled",
    ),
    blocks=(
        Prose(code="to", text="{hospital_name}：", role="salute"),
        Prose(
            code="intro",
            text="我公司承建的{product}在贵院的实施准备工作已经完成，现将有关情况通知如下，请贵院审核后启用系统。",
        ),
        Prose(
            code="conditions",
            text="实施前调研列出的关键条件均已具备。",
            role="clause",
            when="order",
            claim="condition.met",
        ),
        Prose(
            code="training",
            text="本次实施的各模块已完成培训，操作人员经考核成绩良好，能够独立操作。",
            role="clause",
            when="order.modules",
            claim="training.done",
        ),
        Prose(
            code="insurance",
            text="医保接口已调试完毕，并经当地医保局审核通过。",
            role="clause",
            when="order.insurance",
            claim="insurance.noticed",
        ),
        Prose(
            code="rural_insurance",
            text="农合接口已调试完毕，并经当地农保局审核通过。",
            role="clause",
            when="order.rural_insurance",
            claim="rural_insurance.noticed",
        ),
        Prose(
            code="instruments",
            text="合同约定的检验仪器均已连接，数据传输正常。",
            role="clause",
            when="order.instruments",
            claim="instruments.noticed",
        ),
        Prose(
            code="bills",
            text="报表与票据格式已设置完毕，并经财务确认。",
            role="clause",
            when="order.billing",
            claim="bill_forms.settled",
        ),
        Fields(
            code="go_live",
            title="启用安排",
            fields=(
                Field(code="hospital_name", label="医院", source=Source.DERIVED, fact="hospital.name", required=True),
                Field(code="product", label="产品与版本", source=Source.DERIVED, fact="product", required=True),
                Field(code="planned_date", label="计划启用日期", type=Type.DATE, required=True),
                Field(code="scope", label="启用范围(科室/模块)", required=True, max_length=500, wide=True),
                Field(code="lead", label="上线负责人", required=True, max_length=40),
                Field(code="lead_phone", label="负责人电话", type=Type.PHONE, required=True),
            ),
        ),
        Rows(
            code="modules",
            title="启用模块",
            columns=(
                Field(code="code", label="编码", source=Source.DERIVED, weight=1),
                Field(code="name", label="模块", source=Source.DERIVED, weight=4),
                Field(code="version", label="版本", source=Source.DERIVED, weight=1),
                Field(code="counterpart", label="接口对象", source=Source.DERIVED, weight=3),
            ),
            fact="order.modules",
            blank=8,
        ),
        Signatures(
            signers=(Signer(Role.SITE_LEAD, "医院系统负责人"), Signer(Role.ENGINEER, "实施工程师")),
        ),
    ),
    example={
        "facts": {
            "hospital": {"name": "云溪县人民医院"},
            "product": "HealthOne一体化平台软件V8.0",
            "order": {
                "modules": [
                    {"code": "M04", "name": "门诊挂号/预约排班", "version": "8.0"},
                    {"code": "M06", "name": "门诊收费", "version": "8.0"},
                    {"code": "M32", "name": "医保接口", "version": "8.0", "counterpart": "云溪县医保局"},
                ],
                "insurance": [{"code": "M32"}],
                "billing": [{"code": "M06"}],
            },
        },
        "payload": {
            "go_live": {
                "planned_date": "2026-05-03",
                "scope": "全院门诊、住院各科室",
                "lead": "祝远航",
                "lead_phone": "19900000101",
            }
        },
    },
)
