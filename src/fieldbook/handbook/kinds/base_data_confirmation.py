"""基础资料整理确认书 (手册 二-3; domain 1.7): the hospital has reviewed its base data, and they are frozen for import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fieldbook.engine.kinds import (
    Field,
    Fields,
    Kind,
    Medium,
    Per,
    Prose,
    Rows,
    Rule,
    Signatures,
    Signer,
    Source,
    Style,
    Type,
)
from fieldbook.handbook.catalogue.datasets import LABELS, PREP_MODES
from fieldbook.handbook.roles import Role


def _errors_are_objected(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    """No errors are signed off in silence."""
    for index, row in enumerate(payload.get("datasets") or ()):
        errors = row.get("errors")
        if isinstance(errors, int) and errors > 0 and not row.get("objection"):
            yield f"datasets/{index}/objection", f"还有 {errors} 条错误，请先改正资料，或在“备注(异议)”中写明如何处理"


def _no_data_set_twice(payload: Mapping[str, Any], facts: Any) -> Iterable[tuple[str, str]]:
    """One line for a data set and department: what is prepared in parts is signed by each of them."""
    seen: set[tuple[str, str]] = set()
    for index, row in enumerate(payload.get("datasets") or ()):
        what = (row.get("dataset", ""), row.get("department", ""))
        if what[0] and what in seen:
            yield f"datasets/{index}/dataset", f"“{what[0]}”重复出现，请合并为一行，或写明不同的责任科室"
        seen.add(what)


def _own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, str]:
    """What tells several confirmations apart: the batch, in the hospital's words."""
    return {"words": (payload.get("batch") or {}).get("scope", "")}


def _derived(code: str, label: str, fact: str, **more: Any) -> Field:
    return Field(code=code, label=label, fact=fact, source=Source.DERIVED, **more)


_COLUMNS = (
    Field(code="dataset", label="资料名称", type=Type.ENUM, options=LABELS, required=True, weight=15),
    Field(code="preparation", label="整理方式", type=Type.ENUM, options=PREP_MODES, required=True, weight=18),
    Field(code="version", label="版本", max_length=20, weight=6),
    Field(code="submitted_date", label="提交日期", type=Type.DATE, weight=16),
    Field(code="records", label="记录数", type=Type.NUMBER, least=0, most=9999999, weight=7),
    Field(code="passed", label="校验通过", type=Type.NUMBER, least=0, most=9999999, weight=9),
    Field(code="warnings", label="警告", type=Type.NUMBER, least=0, most=9999999, weight=6),
    Field(code="errors", label="错误", type=Type.NUMBER, least=0, most=9999999, weight=6),
    Field(code="department", label="院方责任科室", max_length=40, weight=12),
    Field(code="responsible", label="责任人", max_length=40, weight=8),
    Field(code="complete", label="是否完整", type=Type.ENUM, options=("完整", "不完整"), required=True, weight=9),
    Field(
        code="objection",
        label="备注(异议)",
        type=Type.LONG,
        max_length=500,
        weight=16,
        help="没有异议的请留空；有错误的必须写明",
    ),
    Field(code="confirmed", label="科室确认签字", type=Type.SIGN, weight=15),
)

KIND = Kind(
    code="base_data_confirmation",
    title="基础资料整理确认书",
    aliases=("基础资料确认书",),
    per=Per.EVENT,
    medium=Medium.PAPER,
    style=Style.WIDE,
    series="JC",
    clause="手册 二-3",
    authors=(Role.ENGINEER,),
    issuers=(Role.ENGINEER, Role.SUPERVISOR),
    needs=("order.accepted",),
    own=_own,
    suffix="own.words",
    blocks=(
        Prose(code="to", text="{hospital}：", role="salute"),
        Prose(code="purpose", text="基础资料是系统运行的根据。为保证资料能够准确、及时地导入系统，请贵院组织各责任科室对下列资料认真核对。"),
        Prose(code="guide", text="各项资料的整理方法和填写样式，请参照《HIS基础资料整理说明》中的示例。"),
        Prose(code="objections", text="核对后没有异议的，“备注(异议)”一栏请留空；有异议的，请在该栏写明。因资料整理不完整或者有错误而产生的后果，由贵院承担。"),
        Prose(code="frozen", text="本确认书签字后，所列资料不再改动，由我公司按签字时的版本导入系统；此后确需改动的，另行办理变更。"),
        Fields(
            code="batch",
            title="本次确认",
            fields=(
                _derived("project_name", "项目名称", "project.name", required=True, wide=True),
                _derived("hospital", "医院", "hospital.name", required=True),
                Field(code="scope", label="本批范围", max_length=40, help="如药剂科、割接日库存"),
                Field(code="digest", label="文件校验值", max_length=128, wide=True, help="本批资料文件冻结时的校验值"),
            ),
        ),
        Rows(code="datasets", title="资料明细", columns=_COLUMNS, blank=18, least=1),
        Signatures(signers=(Signer(Role.HOSPITAL_HEAD, "客户负责人"), Signer(Role.ENGINEER, "实施工程师"))),
    ),
    rules=(Rule("手册 二-3", _errors_are_objected), Rule("手册 二-3", _no_data_set_twice)),
    example={
        "facts": {
            "hospital": {"name": "云溪县人民医院"},
            "project": {"name": "云溪县人民医院HealthOne升级项目"},
        },
        "payload": {
            "batch": {"scope": "药剂科、物价科", "digest": "5c1e88a7f03b42d6"},
            "datasets": [
                {"dataset": "D06 收费项目", "preparation": PREP_MODES[1], "version": "V2", "submitted_date": "2026-03-27", "records": 2300, "passed": 2291, "warnings": 9, "errors": 0, "department": "物价科", "responsible": "庄若谷", "complete": "完整"},
                {"dataset": "D07 药品目录", "preparation": PREP_MODES[2], "version": "V3", "submitted_date": "2026-04-01", "records": 1150, "passed": 1133, "warnings": 14, "errors": 3, "department": "药剂科", "responsible": "白术言", "complete": "不完整", "objection": "3 种自制剂暂无批准文号，先按院内编号导入，4 月 10 日前补齐。"},
                {"dataset": "D12 剂型", "preparation": PREP_MODES[0], "version": "V1", "submitted_date": "2026-03-20", "records": 42, "passed": 42, "warnings": 0, "errors": 0, "department": "药剂科", "responsible": "白术言", "complete": "完整"},
            ],
        },
    },
)  # fmt: skip
