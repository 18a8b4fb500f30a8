"""客户满意度评价表 (手册 四-4; domain 1.17): nine weighted scores, which the hospital gives by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldbook.engine.kinds import (
    Field,
    Fields,
    Given,
    Kind,
    Medium,
    Prose,
    RowRule,
    Rows,
    Signatures,
    Signer,
    Source,
    Type,
)
from fieldbook.handbook.roles import Role

SCORES: dict[str, int] = {"非常满意5": 5, "满意4": 4, "一般3": 3, "不满意2": 2, "很不满意1": 1}
"""What is ticked → points."""
LOW: tuple[str, ...] = tuple(words for words, points in SCORES.items() if points <= 2)
"""Scores that need a reason."""

ROWS: tuple[tuple[str, str, str, int], ...] = (
    # key, 类别, 评价内容, 权重; the weights sum to 100
    ("attitude", "工作态度", "主动性、礼貌、响应及时", 15),
    ("skill", "专业能力", "业务理解、技术处理", 15),
    ("schedule", "计划执行", "按计划推进、及时汇报", 10),
    ("base_data", "基础资料", "指导与导入质量", 10),
    ("training", "培训效果", "讲解清楚、操作员会用", 15),
    ("system", "系统质量", "稳定、速度、满足业务", 15),
    ("interfaces", "接口与票据", "准确可用", 10),
    ("papers", "文档与交接", "齐全、清楚", 5),
    ("conduct", "遵纪", "考勤、廉洁、保密", 5),
)


def total(rows: Any) -> int | None:
    """Points of 100, each score in fifths of its weight; None until every row is scored."""
    points = {r.get("key"): SCORES.get(r.get("score", "")) for r in rows or ()}
    fifths = [(weight, points.get(key)) for key, _, _, weight in ROWS]
    known = [weight * score for weight, score in fifths if score]
    return sum(known) // 5 if len(known) == len(ROWS) else None


def _own(payload: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    return {"total": total(payload.get("scores"))}


KIND = Kind(
    code="satisfaction_form",
    title="客户满意度评价表",
    aliases=("满意度评价表",),
    medium=Medium.PAPER,
    series="MY",
    clause="手册 四-4",
    authors=(Role.ENGINEER,),
    issuers=(Role.ENGINEER, Role.SUPERVISOR),
    needs=("order.accepted",),
    own=_own,
    blocks=(
        Prose(code="purpose", text="本表由医院填写，用于改进我公司的实施服务，请据实评价。", role="note"),
        Fields(
            code="header",
            fields=(
                Field(code="hospital_name", label="医院名称", source=Source.DERIVED, fact="hospital.name", required=True),
                Field(code="engineer", label="工程师", source=Source.DERIVED, fact="project.engineer.name"),
                Field(code="project_name", label="项目", source=Source.DERIVED, fact="project.name", required=True, wide=True),
                Field(code="period", label="评价期间", max_length=60, wide=True, help="如 2026年3月11日至5月10日"),
            ),
        ),
        Rows(
            code="scores",
            title="评价",
            columns=(
                Field(code="category", label="类别", weight=12),
                Field(code="content", label="评价内容", weight=24),
                Field(code="weight", label="权重", weight=6),
                Field(code="score", label="评分", type=Type.ENUM, options=tuple(SCORES), weight=32, by_hand=True),
                Field(code="reason", label="原因", max_length=300, weight=16),
            ),
            given=tuple(
                Given(key, {"category": category, "content": content, "weight": str(weight)})
                for key, category, content, weight in ROWS
            ),
            free=False,
            rules=(RowRule("score", LOW, ("reason",), "评分为 2 分及以下的要写明原因（手册 四-4，默认规则）"),),
            note="评分：5 非常满意，4 满意，3 一般，2 不满意，1 很不满意；2 分及以下请写明原因。总分为各项权重×评分÷5 之和，满分 100 分。",
        ),
        Fields(
            code="opinion",
            title="总评与建议",
            fields=(
                Field(code="total", label="总分", source=Source.DERIVED, fact="own.total", unit="分"),
                Field(code="showcase", label="是否愿意作为样板", type=Type.ENUM, options=("愿意", "不愿意"), by_hand=True),
                Field(code="advice", label="建议", type=Type.LONG, max_length=1000),
            ),
        ),
        Signatures(signers=(Signer(Role.HOSPITAL_HEAD, "医院负责人"),)),
    ),
    example={
        "facts": {
            "hospital": {"name": "云溪县人民医院"},
            "project": {"name": "云溪县人民医院HealthOne升级项目", "engineer": {"name": "陆行舟"}},
        },
        "payload": {
            "header": {"period": "2026年3月11日至5月10日"},
            "scores": [
                {"key": key, "score": "非常满意5" if weight == 15 else "满意4"}
                if key != "papers" else {"key": key, "score": "不满意2", "reason": "操作手册晚交一周，且缺住院部分。"}
                for key, _, _, weight in ROWS
            ],
            "opinion": {"showcase": "愿意", "advice": "希望上线后一个月内再安排一次病区护士站的强化培训。"},
        },
    },
)  # fmt: skip
