"""CNHIS启用证明 (手册 四-4; domain 1.16): the hospital certifies the use of the earlier product line."""

from __future__ import annotations

from fieldbook.handbook.catalogue.modules import CNHIS
from fieldbook.handbook.kinds.certificate_of_use import certificate_of_use

KIND = certificate_of_use(
    line=CNHIS,
    code="cnhis_certificate",
    series="CZ",
    example={
        "facts": {
            "hospital": {"name": "云溪县人民医院"},
            "project": {"product_line": "CNHIS"},
            "order": {"modules": [{"code": "M06", "version": "5.6"}, {"code": "M12", "version": "5.6"}]},
        },
        "payload": {
            "use": {"start_date": "2026-05-03"},
            "modules": [
                {"module": module, "start_date": "2026-05-03", "departments": where, "stations": stations, "running": "正常"}
                for module, where, stations in (
                    ("M06 门诊收费", "收费挂号处", 8),
                    ("M12 入出院/住院收费", "收费挂号处", 5),
                    ("M13 住院护士站", "各病区", 20),
                )
            ],
        },
    },
)  # fmt: skip
