"""农合接口调试完毕通知书 (手册 三-3; domain 1.13): the interface works and the local 农保局 passed it."""

from __future__ import annotations

from fieldbook.handbook.kinds.bureau_notice import bureau_notice

KIND = bureau_notice(
    scheme="农合",
    bureau="农保局",
    code="rural_insurance_notice",
    requirement="rural_insurance",
    modules="order.rural_insurance",
    series="NH",
    example={
        "facts": {
            "hospital": {"name": "云溪县人民医院"},
            "project": {"name": "云溪县人民医院HealthOne升级项目"},
            "order": {"rural_insurance": [{"code": "M33", "name": "农合接口", "counterpart": "云溪县农保局"}]},
        },
        "payload": {
            "evidence": {
                "area": "云溪县(990123)",
                "interface_version": "县级平台 3.2",
                "institution": "9901230001",
                "cases": "100",
                "mapped_drugs": "100",
                "mapped_items": "99",
                "mapped_consumables": "97.5",
                "reconciled": "测试月报与院内合计一致",
                "contact": "钟离安 199 0000 0132",
                "approved_date": "2026-04-27",
                "approval": "云溪县农保局接口验收单(盖章扫描件)",
            }
        },
    },
)
