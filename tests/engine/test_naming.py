"""File names: project + document name, suffix where there are several, legal everywhere, recognised again (手册 七-1, 八)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldbook.engine.naming import MAX_BYTES, clean_name, distinct, file_name, recognise
from fieldbook.handbook.kinds import KINDS

PROJECT = "云溪县人民医院HealthOne升级项目"
NAMES = [(kind, name) for kind in KINDS.values() for name in kind.names()]
REFUSED = set('\\/:*?"<>|')
TEXT = st.text(st.characters(codec="utf-8"), max_size=300)


@pytest.mark.parametrize("kind, name", NAMES, ids=[name for _, name in NAMES])
def test_every_name_of_every_kind_is_recognised(kind, name):
    for written in (
        f"{PROJECT}{name}.pdf",
        f"{name}.docx",
        f"云溪县人民医院 {name}（第3周）.pdf",
        f"扫描/2026/{name}(2).jpg",
        unicodedata.normalize("NFD", f"{PROJECT}{name}.pdf"),
    ):
        assert recognise(written, KINDS.values()) is kind, written


def test_no_two_kinds_share_a_name():
    assert len({name for _, name in NAMES}) == len(NAMES)


def test_what_is_none_of_ours_is_not_recognised():
    assert recognise("会议纪要.pdf", KINDS.values()) is None


def test_a_name_is_project_and_document_and_suffix():
    assert file_name(project=PROJECT, title="工作周总结", suffix="第3周", extension="pdf") == f"{PROJECT}工作周总结（第3周）.pdf"
    assert file_name(project=PROJECT, title="初步调研报告", extension="docx") == f"{PROJECT}初步调研报告.docx"


def test_what_file_systems_refuse_is_replaced_visibly():
    assert file_name(project="一院/二期: 项目", title="工作周总结", suffix="门诊*收费", extension="pdf") == "一院_二期_ 项目工作周总结（门诊_收费）.pdf"


@given(TEXT)
def test_a_name_is_legal_on_every_file_system(text):
    name = clean_name(text)
    assert name
    assert len(name.encode()) <= MAX_BYTES
    assert not REFUSED & set(name)
    assert name == name.strip(" .")
    assert clean_name(name) == name


@given(st.sampled_from(list(KINDS.values())), TEXT, TEXT)
def test_the_document_survives_any_project_and_suffix(kind, project, suffix):
    name = file_name(project=project, title=kind.title, suffix=distinct(suffix, ()), extension="pdf")
    assert kind.title in name
    assert name.endswith(".pdf")
    assert len(name.encode()) <= MAX_BYTES + 4


@given(st.lists(TEXT, max_size=8))
def test_suffixes_are_told_apart(words):
    taken: list[str] = []
    for word in words:
        taken.append(distinct(word, taken))
    assert len({t.casefold() for t in taken}) == len(taken)  # some file systems know no case
