"""The neutral list, file names, ids: expected values written by hand."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest

from fieldbook.engine.flow import derived, flow, look_up, show
from fieldbook.engine.kinds import Field, Fields, Given, Kind, Prose, Rows, Source, Type
from fieldbook.engine.naming import clean_name, file_name, recognise
from fieldbook.engine.requirements import Finding, Requirement, Status, judge, unmet
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.rules.ids import key_id, new_id

KIND = Kind(
    code="sample",
    title="样表",
    blocks=(
        Prose(code="a", text="致{who}", role="salute"),
        Prose(code="b", text="甲", role="clause", when="order.a", claim="claim.a"),
        Prose(code="c", text="乙", role="clause", claim="claim.b"),
        Fields(
            code="f",
            fields=(
                Field(code="who", label="谁", source=Source.DERIVED, fact="hospital.name"),
                Field(code="day", label="日期", type=Type.DATE),
                Field(code="hint", label="建议", source=Source.SUGGESTED, fact="hospital.hint"),
                Field(code="secret", label="秘密", internal=True),
            ),
        ),
        Rows(code="r", columns=(Field(code="x", label="甲"), Field(code="y", label="乙")), given=(Given("k", {"x": "定"}),)),
    ),
)
FACTS = {"hospital": {"name": "云溪县人民医院", "hint": "先布线"}, "order": {"a": [1]}}


def test_blocks_of_a_filled_paper():
    blocks = flow(KIND, {"f": {"day": "2026-11-20", "secret": "x"}, "r": [{"y": "自由"}, {"key": "k", "y": "值"}]}, FACTS)
    assert [b.get("text") for b in blocks[:3]] == ["致云溪县人民医院", "甲", "乙"]
    assert [b["mark"] for b in blocks[1:3]] == ["1.", "2."]
    assert [(i["label"], i["value"]) for i in blocks[3]["items"]] == [
        ("谁", "云溪县人民医院"),
        ("日期", "2026年11月20日(周五)"),
        ("建议", "先布线"),
    ]
    assert blocks[4]["rows"] == [["1", "定", "值"], ["2", "", "自由"]]


def test_a_clause_without_its_fact_is_dropped_and_the_rest_renumbered():
    blocks = flow(KIND, {}, {"hospital": {"name": "某院"}})
    assert [(b["mark"], b["text"]) for b in blocks if b.get("role") == "clause"] == [("1.", "乙")]


def test_blank_paper_prints_every_clause_with_a_box():
    blocks = flow(KIND, {}, {}, blank=True)
    assert [(b["mark"], b["text"]) for b in blocks if b.get("role") == "clause"] == [("□ 1.", "甲"), ("□ 2.", "乙")]


def test_a_reservation_stands_below_its_sentence():
    blocks = flow(KIND, {}, FACTS, reserved={"claim.b": "待审"})
    assert [b["text"] for b in blocks if b["type"] == "para"] == ["致云溪县人民医院", "甲", "乙", "待审"]


def test_an_override_of_a_suggestion_is_kept_and_an_empty_one_falls_back():
    def of(typed):
        return flow(KIND, {"f": typed}, FACTS)[3]["items"][2]["value"]

    assert of({"hint": "自己写"}) == "自己写"
    assert of({"hint": ""}) == "先布线"


def test_the_basis_holds_derived_and_suggested_values_only():
    assert derived(KIND, FACTS) == {"who": "云溪县人民医院", "hint": "先布线"}


def test_unreadable_dates_of_a_draft_are_shown_as_typed():
    assert show("后天", Type.DATE) == "后天"
    assert show("2026-13-40", Type.DATE) == "2026-13-40"


def test_paths_into_nothing_are_none():
    assert look_up({"a": None}, "a.b.c") is None


@pytest.mark.parametrize(
    "text, legal",
    [("a/b\\c:d", "a_b_c_d"), ("  x. ", "x"), ("con", "_con"), ("", "_"), ("a\x00b", "a_b")],
)
def test_names_become_legal(text, legal):
    assert clean_name(text) == legal


def test_names_are_cut_by_bytes():
    assert len(clean_name("医" * 300).encode()) <= 200


def test_file_name_by_the_rule_with_and_without_suffix():
    assert file_name(project="甲项目", title="初步调研报告", extension="pdf") == "甲项目初步调研报告.pdf"
    named = file_name(project="甲项目", title="工作周总结", suffix="第3周", extension="pdf")
    assert named == "甲项目工作周总结（第3周）.pdf"


@pytest.mark.parametrize(
    "name, code",
    [("甲项目现场情况调研表.pdf", "survey_report"), ("甲系统启用通知.docx", "go_live_notice"), ("随便.pdf", None)],
)
def test_aliases_are_recognised(name, code):
    found = recognise(name, KINDS.values())
    assert (found.code if found else None) == code


def test_ids():
    at = datetime(2026, 11, 20, tzinfo=UTC)
    made = new_id(at)
    assert made.version == 7
    assert made.int >> 80 == int(at.timestamp() * 1000)
    assert key_id("a", 1) == key_id("a", 1) != key_id("a", 2)
    assert isinstance(key_id("a"), uuid.UUID)


def test_waivers_lift_open_findings_only():
    finding = Finding(code="a", clause="手册 一-1", title="甲", status=Status.UNMET, reason="缺")
    met = Finding(code="b", clause="手册 一-1", title="乙", status=Status.MET)
    requirement = Requirement("a", "手册 一-1", "甲", lambda facts, at: [finding, met])
    found = judge([requirement], None, datetime(2026, 1, 1, tzinfo=UTC), {("a", ""): "说明", ("b", ""): "x"})
    assert [f.status for f in found] == [Status.WAIVED, Status.MET]
    assert unmet(found) == ()
    assert finding.sentence() == "甲：缺（手册 一-1）"


def test_late_is_met_after_due_or_open_after_due():
    due = datetime(2026, 11, 20, 10, tzinfo=UTC)
    open_ = Finding(code="a", clause="", title="", status=Status.UNMET, due=due)
    assert not open_.is_late(due)
    assert open_.is_late(due.replace(second=1))
    late = Finding(code="a", clause="", title="", status=Status.MET, due=due, met_at=due.replace(day=21))
    assert late.is_late(due.replace(day=1))


def test_fields_that_are_all_long_text_are_prose_under_headings():
    block = Fields(
        code="s",
        title="割接步骤",
        note="须双方核对。",
        fields=(
            Field(code="a", label="一、概况", type=Type.LONG),
            Field(code="b", label="二、回退", type=Type.LONG),
            Field(code="c", label="内部", internal=True),
        ),
    )
    kind = Kind(code="plan", title="方案", blocks=(block,))
    assert [(b["role"], b["text"]) for b in flow(kind, {"s": {"a": "甲。\n乙。", "c": "密"}}, {})] == [
        ("heading", "割接步骤"),
        ("heading", "一、概况"),
        ("body", "甲。\n乙。"),
        ("heading", "二、回退"),
        ("body", "（未填写）"),
        ("note", "须双方核对。"),
    ]
    (boxes,) = flow(kind, {}, {}, blank=True)
    assert [(i["label"], i["value"]) for i in boxes["items"]] == [("一、概况", "\n\n\n"), ("二、回退", "\n\n\n")]
