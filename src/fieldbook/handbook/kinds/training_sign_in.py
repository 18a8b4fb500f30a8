"""系统培训签到表 (手册 三-1; domain 1.10): who was at one session, signed by each with their own hand, and how they did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

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
    Type,
)
from fieldbook.handbook.catalogue.modules import LABELS, module_of
from fieldbook.handbook.kinds.time_spans import span_fault
from fieldbook.handbook.kinds.training_plan import BY_DEPARTMENT, OVERALL
from fieldbook.handbook.roles import Role

PASSED, FAILED, NOT_TAKEN = "合格", "不合格", "未考"


def _own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """What the session is called, the words that tell its file from others, and how many came."""
    header = payload.get("header") or {}
    told = str(header.get("module") or "")
    module = module_of(told)
    about = module.name if module else told or header.get("level") or ""
    return {
        "name": f"{about}培训" if about else "",
        "session": f"{about} {header.get('date') or ''}".strip(),
        "present": sum(bool(row.get("name")) for row in payload.get("people") or ()) or None,
    }


def _span(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    if fault := span_fault((payload.get("header") or {}).get("span")):
        yield "header/span", fault


def _module_named(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    header = payload.get("header") or {}
    if header.get("level") == BY_DEPARTMENT and not header.get("module"):
        yield "header/module", "分科培训要写明模块"


def _each_once(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    """Nobody signs in twice, also not for somebody else."""
    first: dict[tuple[str, ...], int] = {}
    for index, row in enumerate(payload.get("people") or ()):
        who = tuple(str(row.get(code) or "") for code in ("name", "department", "number"))
        if not who[0]:
            continue
        if who in first:
            told = f"“{who[0][:30]}”已在第 {first[who] + 1} 行签到，请删去重复的一行；同名的两个人请填工号"
            yield f"people/{index}/name", told
        first.setdefault(who, index)


def _score_fits(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    for index, row in enumerate(payload.get("people") or ()):
        if row.get("result") == NOT_TAKEN and row.get("score") is not None:
            yield f"people/{index}/result", f"已有考核成绩 {row['score']}，考核结果不能是“{NOT_TAKEN}”，请改正其中一个"


_HEADER = Fields(
    code="header",
    fields=(
        Field(code="project_name", label="项目", source=Source.DERIVED, fact="project.name", required=True, wide=True),
        Field(code="name", label="培训名称", source=Source.SUGGESTED, fact="own.name", required=True, max_length=60),
        Field(code="level", label="培训级别", type=Type.ENUM, options=(OVERALL, BY_DEPARTMENT), required=True),
        Field(code="module", label="模块", type=Type.MODULE, options=LABELS, help="系统总体培训可不填"),
        Field(code="lecturer", label="讲师", type=Type.PERSON, required=True),
        Field(code="date", label="日期", type=Type.DATE, required=True),
        Field(code="span", label="起止", max_length=20, help="如 08:30–11:30"),
        Field(code="place", label="地点", max_length=60, wide=True),
        Field(code="expected", label="应到", type=Type.NUMBER, least=0, most=9999, unit="人"),
        Field(code="present", label="实到", type=Type.NUMBER, source=Source.DERIVED, fact="own.present", unit="人"),
    ),
)
_PEOPLE = Rows(
    code="people",
    columns=(
        Field(code="name", label="姓名", required=True, max_length=40, weight=43),
        Field(code="department", label="科室", required=True, max_length=40, weight=43),
        Field(code="post", label="岗位/职务", max_length=40, weight=52),
        Field(code="number", label="工号", max_length=20, weight=31),
        Field(code="phone", label="联系电话", type=Type.PHONE, weight=73, help="可不填"),
        Field(code="signed_in", label="签到", type=Type.SIGN, weight=50),
        Field(code="signed_out", label="签退", type=Type.SIGN, weight=41),
        Field(code="score", label="考核成绩", type=Type.DECIMAL, least=0, most=100, weight=40, help="0 至 100"),
        Field(code="result", label="考核结果", type=Type.ENUM, options=(PASSED, FAILED, NOT_TAKEN), weight=40),
        Field(code="remark", label="备注", weight=30),
    ),
    blank=40,
    least=1,
    note="签到、签退由参加培训的本人亲笔签写，不得代签。讲师和科室负责人签字，确认签到与考核结果属实。",
)
_PEOPLE_THERE = (
    ("钟明澈", "财务科", "收费组长", "2031", "19900000121", "96", PASSED),
    ("方晓岚", "收费处", "收费员", "2032", "", "91", PASSED),
    ("尹沐晴", "收费处", "收费员", "2035", "", "88", PASSED),
    ("骆安宁", "收费处", "收费员", "2036", "19900000124", "85", PASSED),
    ("裴书瑶", "收费处", "收费员", "2040", "", "72", FAILED),
    ("卓一鸣", "收费处", "收费员", "2041", "", "93", PASSED),
    ("柏青禾", "收费处", "收费员", "2044", "", "90", PASSED),
    ("蔺思源", "收费处", "收费员", "2045", "", "", NOT_TAKEN),
)


def _person(name: str, department: str, post: str, number: str, phone: str, score: str, result: str) -> dict[str, str]:
    row = {
        "name": name,
        "department": department,
        "post": post,
        "number": number,
        "phone": phone,
        "score": score,
        "result": result,
        "remark": "当班离场" if result == NOT_TAKEN else "",
    }
    return {code: value for code, value in row.items() if value}


KIND = Kind(
    code="training_sign_in",
    title="系统培训签到表",
    aliases=("系统培训人员签到表", "培训人员签到表", "培训签到表"),
    per=Per.SESSION,
    medium=Medium.PAPER,
    series="QD",
    clause="手册 三-1",
    authors=(Role.ENGINEER, Role.TRAINER),
    issuers=(Role.ENGINEER, Role.TRAINER, Role.SUPERVISOR),
    needs=("order.accepted",),
    own=_own,
    suffix="own.session",
    blocks=(
        _HEADER,
        _PEOPLE,
        Signatures(signers=(Signer(Role.TRAINER, "讲师"), Signer(Role.DEPARTMENT_HEAD, "科室负责人"))),
    ),
    rules=(
        Rule("手册 三-1", _span),
        Rule("手册 三-1", _module_named),
        Rule("手册 三-1", _each_once),
        Rule("手册 三-1", _score_fits),
    ),
    example={
        "facts": {"project": {"name": "云溪县人民医院HealthOne升级项目"}},
        "payload": {
            "header": {
                "level": BY_DEPARTMENT,
                "module": "M06 门诊收费",
                "lecturer": "温言",
                "date": "2026-04-07",
                "span": "08:30–11:30",
                "place": "门诊楼三楼培训室",
                "expected": 9,
            },
            "people": [_person(*told) for told in _PEOPLE_THERE],
        },
    },
)
