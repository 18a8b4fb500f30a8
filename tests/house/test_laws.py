"""Laws about the source: where state changes, how long a file may be, what no file may be called."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import fieldbook
from fieldbook.engine.chapter import sentence
from fieldbook.handbook.flows import FLOWS
from fieldbook.handbook.roles import LABELS
from fieldbook.record.rules.sentences import SENTENCES

ROOT = Path(fieldbook.__file__).parent
SOURCES = [p for p in sorted(ROOT.rglob("*.py")) if "migrations" not in p.parts]
DRAWERS = {"utils", "helpers", "common", "services", "managers", "base"}


def trees():
    for path in SOURCES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def state_changes(tree: ast.AST) -> list[int]:
    """Lines that assign a state: `x.state = …`, `.update(state=…)`, `bulk_update(…, ["state"])`."""
    lines = []
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            lines += [node.lineno for t in targets if isinstance(t, ast.Attribute) and t.attr == "state"]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "update" and any(k.arg == "state" for k in node.keywords):
                lines.append(node.lineno)
            if node.func.attr in ("bulk_update", "setattr") and "state" in ast.dump(node):
                lines.append(node.lineno)
    return lines


def test_state_changes_in_perform_alone():
    guilty = [f"{p.relative_to(ROOT)}:{n}" for p, t in trees() if p.name != "perform.py" for n in state_changes(t)]
    assert guilty == []


@pytest.mark.parametrize(
    "planted", ["row.state = 'issued'", "rows.update(state='issued')", "M.objects.bulk_update(rows, ['state'])"]
)
def test_the_law_of_state_sees_a_planted_violation(planted):
    assert state_changes(ast.parse(planted)) == [1]


def test_state_changes_exactly_once_in_perform():
    assert len(state_changes(ast.parse((ROOT / "record" / "perform.py").read_text(encoding="utf-8")))) == 1


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_over_400_lines_no_function_over_50(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 50, f"{path.name}:{node.lineno} {node.name}"


def test_the_engine_has_at_most_800_lines():
    assert sum(p.read_text(encoding="utf-8").count("\n") for p in (ROOT / "engine").glob("*.py")) <= 800


def test_no_drawers():
    assert [str(p) for p in SOURCES if DRAWERS & {p.stem, *p.relative_to(ROOT).parts[:-1]}] == []


def test_every_module_says_what_it_holds():
    assert [str(p.relative_to(ROOT)) for p, t in trees() if not ast.get_docstring(t)] == []


def test_every_public_function_says_what_comes_back():
    guilty = []
    for path, tree in trees():
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                guilty.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert guilty == []


@pytest.mark.parametrize("flow", FLOWS, ids=lambda f: f.code)
def test_every_state_is_reachable_and_every_transition_has_somebody(flow):
    seen = {flow.initial}
    while more := {t.target for t in flow.transitions if seen & set(t.source)} - seen:
        seen |= more
    assert seen == set(flow.states)
    for step in flow.transitions:
        assert step.label
        assert step.who
        assert set(step.who) <= set(LABELS)
        assert {*step.source, step.target} <= set(flow.states)


def used_verbs() -> set[str]:
    """Every verb that a deed is made with, or that a flow names."""
    verbs = {t.verb for f in FLOWS for t in f.transitions}
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                first = node.args[0] if node.args else None
                if getattr(node.func, "id", "") in ("deed", "_change") and isinstance(first, ast.Constant):
                    verbs.add(first.value)
                verbs |= {k.value.value for k in node.keywords if k.arg == "verb" and isinstance(k.value, ast.Constant)}
    return verbs


def test_every_verb_has_a_sentence():
    assert sorted(v for v in used_verbs() if sentence(v) is None) == []
    assert set(SENTENCES) <= used_verbs()


def test_every_setting_from_outside_is_documented():
    text = (ROOT / "settings.py").read_text(encoding="utf-8")
    head = ast.get_docstring(ast.parse(text)) or ""
    read = {
        node.args[0].value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get" and node.args
        if isinstance(node.args[0], ast.Constant) and str(node.args[0].value).startswith(("FIELDBOOK", "DATABASE"))
    }
    assert {r for r in read if f"{r}:" not in head} == set()
