"""医保接口调试完毕通知书 (手册 三-3; domain 1.12): the interface works and the local 医保局 passed it."""

from __future__ import annotations

from fieldbook.handbook.kinds.bureau_notice import bureau_notice

KIND = bureau_notice(
    scheme="医保",
    bureau="医保局",
    code="insurance_notice",
    requirement="insurance",
    modules="order.insurance",
    series="YB",
    example={
        "facts": {
            "hospital": {"name": "云溪县人民医院"},
            "project": {"name": "云溪县人民医院HealthOne升级项目"},
            "order": {"insurance": [{"code": "M32", "name": "医保接口", "counterpart": "云溪县医保局"}]},
        },
        "payload": {
            "evidence": {
                "area": "云溪县(990123)",
                "interface_version": "V1.0",
                "institution": "H99012300001",
                "cases": "100",
                "mapped_drugs": "100",
                "mapped_items": "99.5",
                "mapped_consumables": "98.75",
                "first_settlement": "99012320260420000018(结算后已冲正)",
                "reconciled": "2026年4月20日总账对账平，无差异",
                "contact": "郁青禾 199 0000 0131",
                "approved_date": "2026-04-24",
                "approval": "云医保函〔2026〕15号《关于定点医疗机构接口验收的复函》",
            }
        },
    },
)
