"""系统具体模块培训计划表 (手册 三-1; domain 1.9, 2): how one module is taught, point by point.

What the catalogue knows of the module is offered; whoever plans may say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from fieldbook.engine.flow import look_up
from fieldbook.engine.kinds import (
    Field,
    Fields,
    Kind,
    Medium,
    Per,
    Rows,
    Rule,
    Signatures,
    Signer,
    Source,
    Style,
    Type,
)
from fieldbook.handbook.catalogue.modules import BY_CODE
from fieldbook.handbook.catalogue.teaching import TEACHING
from fieldbook.handbook.roles import Role

_CAME = re.compile(r"(\d{0,4})\s*/\s*(\d{1,4})")


def _own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, str]:
    """The module as printed, and what the catalogue says of teaching it."""
    code = look_up(known, "module.code") or ""
    name = look_up(known, "module.name") or (BY_CODE[code].name if code in BY_CODE else "")
    about = TEACHING.get(code)
    return {
        "module": f"{code} {name}".strip(),
        "departments": "、".join(about.departments) if about else "",
        "roles": "、".join(about.roles) if about else "",
        "hours": about.hours if about else "",
        "test": about.test if about else "",
        "data": "、".join(about.data) if about else "",
    }


def _counts(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    """No more pass than came; before the lesson only the expected number is known."""
    for index, row in enumerate(payload.get("lessons") or ()):
        told = row.get("came", "")
        found = _CAME.fullmatch(told)
        if told and not found:
            yield f"lessons/{index}/came", f"“{told[:30]}”请写成“实到/应到”，如 11/12；培训前写成 /12"
        passed = row.get("passed")
        if found and isinstance(passed, int) and passed > int(found[1] or 0):
            yield f"lessons/{index}/passed", f"考核通过 {passed} 人多于实到 {found[1] or 0} 人，请改正其中一个"


def _derived(code: str, label: str, fact: str) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, required=True)


def _offered(code: str, label: str, **more: Any) -> Field:
    return Field(code=code, label=label, fact=f"own.{code}", source=Source.SUGGESTED, **more)


_HEADER = Fields(
    code="header",
    fields=(
        _derived("project_name", "项目", "project.name"),
        _derived("hospital", "医院", "hospital.name"),
        _derived("module", "模块", "own.module"),
        _offered("hours", "讲课+上机课时", max_length=40),
        _offered("departments", "培训科室", max_length=100),
        _offered("roles", "操作岗位", max_length=100),
        _offered("data", "前置基础资料", max_length=200, wide=True, help="培训前须备齐的基础资料"),
        _offered("test", "通过标准", max_length=300, wide=True, help="操作员能独立完成的业务"),
    ),
)
_LESSONS = Rows(
    code="lessons",
    title="培训内容",
    columns=(
        Field(code="trainees", label="培训对象(科室/岗位)", max_length=60, weight=9),
        Field(code="content", label="培训内容(功能点)", type=Type.LONG, required=True, max_length=500, weight=11),
        Field(code="hours", label="课时", type=Type.DECIMAL, least=0, most=99, weight=4),
        Field(code="drill", label="练习内容", type=Type.LONG, max_length=500, weight=10),
        Field(code="test", label="考核题/标准", type=Type.LONG, max_length=500, weight=10),
        Field(code="date", label="计划日期", type=Type.DATE, required=True, weight=7),
        Field(code="lecturer", label="讲师", type=Type.PERSON, weight=5),
        Field(code="came", label="实到/应到", max_length=20, weight=6, help="如 11/12；培训前写成 /12"),
        Field(code="passed", label="考核通过人数", type=Type.NUMBER, least=0, most=9999, weight=6),
        Field(code="resit_date", label="补训日期", type=Type.DATE, weight=7),
        Field(code="remark", label="备注", weight=5),
    ),
    blank=8,
    least=1,
    note="操作员培训后须考核；考核未通过和未能到场的，按补训日期补训。",
)  # fmt: skip
_EXAMPLE_LESSONS = [
    {"trainees": "收费处/收费员、组长", "content": "收费、分笔支付", "hours": "2", "drill": "用 5 个练习患者收费，现金与移动支付各两笔", "test": "10 分钟内完成 3 笔收费，金额无误", "date": "2026-04-07", "lecturer": "温言", "came": "11/12", "passed": 10, "resit_date": "2026-04-10", "remark": "1 人值班"},
    {"trainees": "收费处/收费员、组长", "content": "部分退费、补打票据", "hours": "2", "drill": "退一张处方中的一种药品，补打发票并登记作废号", "test": "退费金额正确，票据号连续", "date": "2026-04-07", "lecturer": "温言", "came": "11/12", "passed": 11, "resit_date": "2026-04-10"},
    {"trainees": "收费处/收费员", "content": "日结与缴款", "hours": "2", "drill": "当日结账，核对现金与票据存根", "test": "日结平账", "date": "2026-04-08", "lecturer": "温言", "came": "/10"},
    {"trainees": "收费处/组长", "content": "日结汇总、票据管理", "hours": "1.5", "drill": "领用、转交、核销一本票据", "test": "汇总金额与各窗口日结相符", "date": "2026-04-08", "lecturer": "陆行舟", "came": "/2"},
]  # fmt: skip

KIND = Kind(
    code="module_training_plan",
    title="系统具体模块培训计划表",
    aliases=("HealthOne系统具体模块培训计划表", "具体模块培训计划表", "模块培训计划表"),
    per=Per.MODULE,
    style=Style.WIDE,
    medium=Medium.BOTH,
    series="MX",
    clause="手册 三-1",
    authors=(Role.ENGINEER, Role.TRAINER),
    issuers=(Role.ENGINEER, Role.TRAINER, Role.SUPERVISOR),
    needs=("order.accepted",),
    own=_own,
    blocks=(
        _HEADER,
        _LESSONS,
        Signatures(signers=(Signer(Role.SITE_LEAD, "医院系统负责人"), Signer(Role.ENGINEER, "实施工程师"))),
    ),
    rules=(Rule("手册 三-1", _counts),),
    example={
        "facts": {
            "project": {"name": "云溪县人民医院HealthOne升级项目"},
            "hospital": {"name": "云溪县人民医院"},
            "module": {"code": "M06", "name": "门诊收费", "version": "V8.0"},
        },
        "payload": {"header": {}, "lessons": _EXAMPLE_LESSONS},
    },
)  # fmt: skip
