"""HealthOne启用证明 (手册 四-4; domain 1.16): the hospital certifies the use of the integrated platform."""

from __future__ import annotations

from fieldbook.handbook.catalogue.modules import HEALTHONE
from fieldbook.handbook.kinds.certificate_of_use import certificate_of_use

KIND = certificate_of_use(
    line=HEALTHONE,
    code="healthone_certificate",
    series="QZ",
    example={
        "facts": {"hospital": {"name": "云溪县人民医院"}, "project": {"product_line": "HealthOne"}},
        "payload": {
            "use": {"start_date": "2026-05-03"},
            "modules": [
                {"module": module, "start_date": "2026-05-03", "departments": where, "stations": stations, "running": how}
                for module, where, stations, how in (
                    ("M06 门诊收费", "收费挂号处", 8, "正常"),
                    ("M07 门诊医生站", "各门诊科室", 42, "正常"),
                    ("M09 药库", "药库", 4, "正常"),
                    ("M13 住院护士站", "各病区", 20, "基本正常"),
                    ("M18 LIS检验", "检验科", 10, "正常"),
                )
            ],
        },
    },
)  # fmt: skip
