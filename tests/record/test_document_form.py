"""The form of a document both ways, for every kind: what it shows, what comes back, what never leaves the house."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
import pytest
from django.http import QueryDict

from fieldbook.handbook.kinds import KINDS
from fieldbook.record.forms.document import Part, parts_of
from fieldbook.record.forms.posting import MOST_ROWS, MOST_TEXT, judged, read, too_much
from fieldbook.record.rules.differences import between, drift, filled
from fieldbook.record.rules.payload import Problem, clean
from fieldbook.record.rules.printing import blank_pdf, blank_word, draft_mark, draft_pdf, draft_word, page_picture

EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
PEOPLE = ("陆行舟", "白芷若", "顾清源")


def cells_of(parts: list[Part]):
    """Every cell that is asked for."""
    for part in parts:
        yield from part.cells
        for group in part.groups:
            for line in group.lines:
                yield from line.cells


def posted(kind, payload, facts, **changes) -> QueryDict:
    """What a browser sends for the form of a payload, with some texts changed."""
    post = QueryDict(mutable=True)
    parts = parts_of(kind, payload, facts, people=PEOPLE)
    for cell in cells_of(parts):
        if cell.widget == "choices":
            post.setlist(cell.name, list(cell.chosen))
        elif cell.widget != "output":
            post[cell.name] = cell.value
            if cell.mark == "建议":
                post[f"{cell.name}.was"] = cell.suggestion
    for part in parts:
        for group in part.groups:
            for line in group.lines:
                if line.key:
                    post[f"{part.code}.{line.index}.key"] = line.key
    for name, value in changes.items():
        post[name] = value
    return post


@EVERY
def test_the_form_gives_back_what_it_was_filled_with(kind):
    payload, facts = kind.example["payload"], kind.example["facts"]
    done = clean(kind, read(kind, posted(kind, payload, facts)))
    assert filled(done.payload) == filled(payload)
    assert done.problems == []


@EVERY
def test_an_empty_form_gives_an_empty_payload(kind):
    done = clean(kind, read(kind, posted(kind, {}, {})))
    assert filled(done.payload) == {}
    assert done.problems == []


@EVERY
def test_nothing_but_the_fields_of_the_kind_is_read(kind):
    post = QueryDict("owner=x&plan.secret=1&hospital.hospital_name=%E5%81%87&modules.0.price=9&a.b.c=1")
    assert filled(clean(kind, read(kind, post)).payload) == {}


@EVERY
def test_each_problem_of_an_empty_form_stands_beside_its_field(kind):
    problems = judged(kind, {}, {}, people=PEOPLE, complete=True)
    parts = parts_of(kind, {}, {}, people=PEOPLE, problems=problems)
    wrong = {c.id for c in cells_of(parts) if c.error} | {p.id for p in parts if p.error}
    assert wrong == {"f-" + p.path.replace("/", "-") for p in problems}
    assert problems


@EVERY
def test_internal_fields_stand_in_the_form_and_on_no_paper(kind):
    internal = [f for f in (*kind.fields(), *(c for t in kind.tables() for c in t.columns)) if f.internal]
    payload = {
        b.code: {f.code: "绝密内情" for f in b.fields if f.internal} for b in kind.blocks if hasattr(b, "fields")
    }
    shown = [c for c in cells_of(parts_of(kind, payload, {})) if c.internal]
    assert {c.label for c in shown} == {f.label for f in internal}
    mark = draft_mark("WD-1", 1)
    for text in (
        pdf_text(draft_pdf(kind, payload, kind.example["facts"], mark).data),
        pdf_text(blank_pdf(kind).data),
        word_text(draft_word(kind, payload, kind.example["facts"], mark)),
        word_text(blank_word(kind)),
    ):
        assert "绝密内情" not in text
        assert not [f.label for f in internal if f.label in text]


@EVERY
def test_blank_paper_names_no_project(kind):
    text = pdf_text(blank_pdf(kind).data)
    assert "云溪" not in text
    assert kind.title in text


@EVERY
def test_a_page_of_the_draft_is_a_picture(kind):
    paper = draft_pdf(kind, kind.example["payload"], kind.example["facts"], draft_mark("WD-1", 1))
    assert page_picture(paper.data, 1).startswith(b"\x89PNG")
    assert page_picture(paper.data, paper.pages + 1) is None
    assert page_picture(paper.data, 0) is None


def pdf_text(data: bytes) -> str:
    """The text of a PDF without blanks."""
    pages = pypdfium2.PdfDocument(data)
    return "".join("".join(p.get_textpage().get_text_range().split()) for p in pages)


def word_text(data: bytes) -> str:
    """All text parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(book.read(n).decode() for n in book.namelist() if n.endswith(".xml"))


SURVEY = KINDS["survey_report"]
FACTS = {"own": {"missing": "核心交换机"}}


def advice(post: QueryDict) -> str | None:
    """The stored override of the suggested list."""
    return clean(SURVEY, read(SURVEY, post)).payload["conclusion"].get("advice")


def test_a_suggestion_left_alone_is_not_stored():
    assert advice(posted(SURVEY, {}, FACTS)) is None


def test_a_suggestion_that_was_changed_is_stored():
    assert advice(posted(SURVEY, {}, FACTS, **{"conclusion.advice": "改用备用交换机"})) == "改用备用交换机"


def test_an_override_stays_when_the_suggestion_moves():
    payload = {"conclusion": {"advice": "核心交换机、UPS"}}
    assert advice(posted(SURVEY, payload, FACTS)) == "核心交换机、UPS"


def test_an_unreadable_date_is_shown_as_it_was_typed():
    payload = {"hospital": {"wished_date": "下个月"}}
    cell = next(c for c in cells_of(parts_of(SURVEY, payload, {})) if c.code == "wished_date")
    assert (cell.widget, cell.value) == ("text", "下个月")


def test_somebody_who_left_stays_chosen_and_is_named():
    kind = KINDS["dispatch_order"]
    payload = {"plan": {"engineer": "已离职者", "colleagues": ["白芷若"]}}
    cell = next(c for c in cells_of(parts_of(kind, payload, {}, people=PEOPLE)) if c.code == "engineer")
    assert cell.options == (*PEOPLE, "已离职者")
    told = judged(kind, payload, {}, people=PEOPLE, complete=True)
    assert Problem("plan/engineer", "实施工程师(主)", "没有叫“已离职者”的在职人员，请从列表中选择。") in told


def test_given_rows_stand_under_their_category_with_one_quick_answer():
    table = next(p for p in parts_of(SURVEY, {}, {}) if p.code == "conditions")
    assert [g.title for g in table.groups][:3] == ["机房", "服务器", "网络"]
    assert {g.fill for g in table.groups} == {"具备"}
    assert sum(len(g.lines) for g in table.groups) == 30
    promise = next(c for c in table.groups[0].lines[0].cells if c.code == "promised_date")
    assert (promise.when, promise.values) == ("ready", "部分|不具备")


def test_a_free_table_has_three_empty_lines_without_a_script():
    table = next(p for p in parts_of(KINDS["dispatch_order"], {}, {}) if p.code == "modules")
    assert [line.spare for line in table.groups[-1].lines] == [True, True, True]
    assert table.mould.index == "__i__"


def test_too_much_is_refused_before_it_is_kept():
    kind = KINDS["dispatch_order"]
    raw = read(kind, posted(kind, {}, {}, **{"plan.hardware_note": "长" * (MOST_TEXT + 1)}))
    assert [p.path for p in too_much(kind, raw)] == ["plan/hardware_note"]
    many = QueryDict("&".join(f"modules.{n}.module=x" for n in range(MOST_ROWS + 1)))
    assert [p.path for p in too_much(kind, read(kind, many))] == ["modules"]


def test_differences_name_block_row_and_column():
    kind = KINDS["dispatch_order"]
    old = {"plan": {"planned_days": 60}, "modules": [{"module": "M06 门诊收费", "version": "7.0"}]}
    new = {"plan": {"planned_days": 45}, "modules": [{"module": "M06 门诊收费", "version": "8.0"}]}
    assert [(d.label, d.before, d.after) for d in between(kind, old, new)] == [
        ("计划天数", "60", "45"),
        ("模块明细第 1 行 · 版本", "7.0", "8.0"),
    ]


def test_drift_shows_facts_that_changed_since_the_issue():
    kind = KINDS["go_live_notice"]
    then = {"hospital_name": "云溪县人民医院", "product": "V8.0", "modules": [{"code": "M06", "name": "门诊收费"}]}
    now = {**then, "hospital_name": "云溪县中心医院", "modules": [{"code": "M04", "name": "门诊挂号"}]}
    assert [(d.label, d.before, d.after) for d in drift(kind, {}, then, now)] == [
        ("医院", "云溪县人民医院", "云溪县中心医院"),
        ("启用模块", "M06 门诊收费", "M04 门诊挂号"),
    ]
    assert drift(kind, {}, then, then) == []


def test_an_arrival_is_no_change_of_an_issued_trip_order():
    kind = KINDS["trip_order"]
    moved = {f.code: "2026-03-11T10:00:00+08:00" for f in kind.fields() if f.fact.startswith(("trip.", "own."))}
    assert moved
    assert drift(kind, {}, {}, moved) == []


def types_kind():
    """A kind with every type that a person can get wrong."""
    from fieldbook.engine.kinds import Field, Fields, Kind, Rows, Type

    hours = Field(code="hours", label="工时", type=Type.DECIMAL, least=0, most=24)
    schemes = Field(code="schemes", label="医保类型", type=Type.CHOICES, options=("职工医保", "居民医保", "离休"))
    signed = Field(code="signed", label="科室确认签字", type=Type.SIGN)
    table = Rows(code="lines", columns=(hours, signed), blank=1)
    return Kind(code="types", title="各种类型", blocks=(Fields(code="body", fields=(hours, schemes)), table))


@pytest.mark.parametrize(
    "typed, stored, wrong",
    [("7.50", "7.5", ""), ("１０", "10", ""), ("0", "0", ""), ("7.555", "7.555", "不是数字"), ("24.5", "24.5", "不能大于 24"),
     ("1e3", "1e3", "不是数字")],
)  # fmt: skip
def test_decimals_are_kept_as_text_with_two_places(typed, stored, wrong):
    done = clean(types_kind(), {"body": {"hours": typed}})
    assert done.payload["body"]["hours"] == stored
    assert bool(done.problems) == bool(wrong)
    assert wrong in "".join(p.sentence for p in done.problems)


def test_several_choices_come_from_boxes_or_from_one_text():
    kind, post = types_kind(), QueryDict(mutable=True)
    post.setlist("body.schemes", ["职工医保", "离休"])
    assert clean(kind, read(kind, post)).payload["body"]["schemes"] == ["职工医保", "离休"]
    done = clean(kind, {"body": {"schemes": "职工医保，公费"}})
    assert done.payload["body"]["schemes"] == ["职工医保", "公费"]
    assert [p.sentence for p in done.problems] == ["“公费”不在可选项内，请从职工医保、居民医保、离休中选择。"]


def test_a_cell_to_sign_is_printed_and_asked_for_nowhere():
    kind = types_kind()
    asked = [c.code for c in cells_of(parts_of(kind, {"lines": [{"hours": "2"}]}, {}))]
    assert "signed" not in asked
    assert "signed" not in clean(kind, {"lines": [{"hours": "2", "signed": "陆行舟"}]}).payload["lines"][0]
    from fieldbook.engine.flow import flow

    table = flow(kind, {"lines": [{"hours": "2"}]}, {})[1]
    assert [c["label"] for c in table["columns"]] == ["序号", "工时", "科室确认签字"]
    assert table["rows"] == [["1", "2", ""]]
