"""Every kind: its example goes through every face; no internal field leaves; names are legal and in the glossary."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdfium2
import pytest

from fieldbook.engine.flow import flow, look_up
from fieldbook.engine.kinds import Source
from fieldbook.engine.naming import file_name, recognise
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.requirements import BY_CODE
from fieldbook.handbook.roles import LABELS
from fieldbook.paper import Mark, render_pdf
from fieldbook.paper.word import render_word
from fieldbook.record.rules.payload import clean

ALL = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda k: k.code)
ROOT = Path(__file__).parents[2]


def example(kind):
    payload = kind.example["payload"]
    facts = {**kind.example["facts"], "own": kind.own(payload, kind.example["facts"]) if kind.own else {}}
    return payload, facts


def text_of_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document)


def text_of_word(data: bytes) -> str:
    book = docx.Document(io.BytesIO(data))
    cells = (c.text for t in book.tables for r in t.rows for c in r.cells)
    return "\n".join([*(p.text for p in book.paragraphs), *cells])


@ALL
def test_the_example_is_complete_and_cleaning_it_again_changes_nothing(kind):
    payload, facts = example(kind)
    once = clean(kind, payload, facts, complete=True)
    assert once.problems == []
    assert clean(kind, once.payload, facts, complete=True).payload == once.payload


@ALL
def test_every_typed_value_of_the_example_is_on_the_paper(kind):
    payload, facts = example(kind)
    page = {"title": kind.title, "style": kind.style, "blocks": flow(kind, payload, facts), "mark": Mark()}
    pdf = "".join(text_of_pdf(render_pdf(**page).data).split())
    word = "".join(text_of_word(render_word(**page)).split())
    for label in (f.label for f in kind.fields() if not f.internal):
        assert "".join(label.split()) in pdf
        assert "".join(label.split()) in word


@ALL
@pytest.mark.parametrize("blank", [False, True])
def test_no_internal_field_leaves_the_company(kind, blank):
    payload, facts = example(kind)
    marker = "机密勿外传"
    leaky = {
        code: {k: marker if internal(kind, code, k) else v for k, v in block.items()}
        if isinstance(block, dict)
        else [{k: marker if internal(kind, code, k) else v for k, v in row.items()} for row in block]
        for code, block in payload.items()
    }
    page = {"title": kind.title, "style": kind.style, "blocks": flow(kind, leaky, facts, blank=blank), "mark": Mark()}
    labels = [c.label for c in [*kind.fields(), *(c for t in kind.tables() for c in t.columns)] if c.internal]
    for text in (text_of_pdf(render_pdf(**page).data), text_of_word(render_word(**page))):
        for forbidden in [marker, *labels]:
            assert forbidden not in text


def internal(kind, block, code) -> bool:
    found = next((b for b in kind.blocks if b.code == block), None)
    items = [*getattr(found, "fields", ()), *getattr(found, "columns", ())]
    return any(i.internal for i in items if i.code == code)


@ALL
def test_blank_paper_prints_every_clause_with_a_box(kind):
    blocks = flow(kind, {}, {}, blank=True)
    clauses = [b for b in kind.blocks if getattr(b, "role", "") == "clause"]
    printed = [b for b in blocks if b.get("role") == "clause"]
    assert len(printed) == len(clauses)
    assert all(b["mark"].startswith("□") for b in printed)


@ALL
def test_names_are_legal_and_recognised(kind):
    for name in kind.names():
        made = file_name(project="云溪县人民医院/二期:项目", title=name, extension="pdf")
        assert not set(made) & set('/\\:*?"<>|')
        assert recognise(made, KINDS.values()) is kind


@ALL
def test_every_kind_is_in_the_glossary(kind):
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert kind.title in glossary
    assert f"`{kind.code}`" in glossary


@ALL
def test_codes_and_roles_exist(kind):
    assert {n.partition(":")[0] for n in kind.needs} <= set(BY_CODE)
    assert {*kind.authors, *kind.issuers, *(s.role for s in kind.signers())} <= set(LABELS)
    assert len({b.code for b in kind.blocks}) == len(kind.blocks)


@ALL
def test_derived_fields_of_the_example_have_a_source(kind):
    _, facts = example(kind)
    for field in kind.fields():
        if field.source is not Source.TYPED and field.required:
            assert look_up(facts, field.fact) not in (None, "")
