"""The command line against a home of its own: real processes, real files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
import zipfile

import pytest

pytestmark = pytest.mark.slow  # processes of their own
CLI = [sys.executable, "-m", "fieldbook.cli"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    done = run(folder, "demo")
    assert done.returncode == 0, done.stderr
    return folder


def environment(folder) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "FIELDBOOK_HOME")}
    return {**kept, "FIELDBOOK_HOME": str(folder), "PYTHONUTF8": "1"}


def run(folder, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*CLI, *words], env=environment(folder), capture_output=True, text=True, timeout=120)


def test_kinds_without_a_database(tmp_path):
    done = run(tmp_path, "kinds", "--json")
    rows = {r["code"]: r for r in json.loads(done.stdout)}
    assert rows["survey_report"]["title"] == "初步调研报告"
    assert rows["go_live_notice"]["signers"] == ["医院系统负责人", "实施工程师"]
    assert set(rows["dispatch_order"]) == {"code", "title", "aliases", "per", "style", "signers", "medium"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", ["dispatch_order", "survey_report", "go_live_notice"])
@pytest.mark.parametrize("what", ["--example", "--blank"])
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_paper_without_a_database(tmp_path, code, what, form):
    out = tmp_path / f"out.{form}"
    done = run(tmp_path, "paper", code, what, "--format", form, "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert out.read_bytes()[:4] == (b"%PDF" if form == "pdf" else b"PK\x03\x04")


def test_paper_from_data_and_from_nonsense(tmp_path):
    data = tmp_path / "data.json"
    data.write_text(json.dumps({"payload": {"go_live": {"scope": "全院"}}}), encoding="utf-8")
    out = tmp_path / "out.pdf"
    assert run(tmp_path, "paper", "go_live_notice", "--data", str(data), "--out", str(out)).returncode == 0
    data.write_text("{", encoding="utf-8")
    done = run(tmp_path, "paper", "go_live_notice", "--data", str(data), "--out", str(out))
    assert done.returncode == 1
    assert "JSON" in done.stderr
    assert run(tmp_path, "paper", "no_such_kind", "--blank", "--out", str(out)).returncode == 1


@pytest.mark.parametrize("code", ["初步调研报告", "现场情况调研表"])
def test_a_paper_is_asked_for_by_its_title_or_an_alias(tmp_path, code):
    out = tmp_path / "out.pdf"
    assert run(tmp_path, "paper", code, "--blank", "--out", str(out)).returncode == 0
    assert out.exists()


# ---- what cannot be done is said in one sentence, and leaves nothing behind ----
SHAPES = {
    "list.json": "[1]",
    "number.json": "7",
    "text.json": "这不是 JSON",
    "deep.json": "[" * 100_000,
    "payload.json": '{"payload": [1]}',
    "facts.json": '{"facts": "x"}',
    "block.json": '{"payload": {"go_live": "x", "modules": 3}}',
    "rows.json": '{"facts": {"order": {"modules": 5}}}',
}


def refused(done, *words, code=1) -> None:
    """One Chinese sentence or two on stderr, no traceback, no output."""
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    (line,) = done.stderr.splitlines()
    assert line.endswith("。")
    assert "Error" not in line
    assert all(word in line for word in words), line


@pytest.mark.parametrize("name", SHAPES)
def test_data_of_another_shape_is_refused(tmp_path, name):
    (tmp_path / name).write_text(SHAPES[name], encoding="utf-8")
    done = run(tmp_path, "paper", "go_live_notice", "--data", str(tmp_path / name), "--out", str(tmp_path / "a.pdf"))
    refused(done, name)
    assert [f.name for f in tmp_path.iterdir()] == [name]


def test_data_that_is_no_text_no_file_or_a_folder_is_refused(tmp_path):
    (tmp_path / "gbk.json").write_bytes("{“中文”}".encode("gbk"))
    (tmp_path / "folder").mkdir()
    for name, word in (("gbk.json", "UTF-8"), ("none.json", "没有这个文件"), ("folder", "文件夹")):
        out = ("--out", str(tmp_path / "a.pdf"))
        refused(run(tmp_path, "paper", "go_live_notice", "--data", str(tmp_path / name), *out), word)
    assert {f.name for f in tmp_path.iterdir()} == {"gbk.json", "folder"}


@pytest.mark.parametrize(
    "command",
    [
        ("paper", "go_live_notice", "--blank", "--out"),
        ("dispatch", "--template"),
        ("archive", "XM-2026-0001", "--partial", "--out"),
    ],
)
def test_a_file_that_cannot_be_written_is_refused_before_the_work(tmp_path, command):
    (tmp_path / "folder").mkdir()
    refused(run(tmp_path, *command, str(tmp_path / "none" / "a")), "none", "不存在")
    refused(run(tmp_path, *command, str(tmp_path / "folder")), "文件夹")
    assert [f.name for f in tmp_path.iterdir()] == ["folder"]


def test_an_unknown_kind_is_refused(tmp_path):
    refused(run(tmp_path, "paper", "no_such_kind", "--blank", "--out", str(tmp_path / "a.pdf")), "no_such_kind", "kinds")


@pytest.mark.parametrize("words", [("duties", "XM-2026-0001"), ("archive", "XM-2026-0001", "--out", "{}/a.zip")])
def test_an_empty_home_is_refused_and_stays_empty(tmp_path, words):
    refused(run(tmp_path, *(w.format(tmp_path) for w in words)), "还没有建立数据库", "fieldbook serve")
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_holds_something_else_is_refused(tmp_path):
    kept = tmp_path / "fieldbook.sqlite3"
    kept.write_bytes(b"")
    refused(run(tmp_path, "duties", "XM-2026-0001"), "fieldbook serve")
    kept.write_bytes(b"not a database" * 100)
    refused(run(tmp_path, "duties", "XM-2026-0001"), "打不开数据库")
    assert [f.name for f in tmp_path.iterdir()] == [kept.name]


def test_a_missing_workbook_is_refused_and_makes_no_database(tmp_path):
    refused(run(tmp_path, "dispatch", str(tmp_path / "none.xlsx")), "none.xlsx", "没有这个文件")
    refused(run(tmp_path, "dispatch", str(tmp_path)), "文件夹")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words, said",
    [
        (("duties", "XM-2026-0001", "--at", "明天"), "要写成 2026-03-04 这样的日期"),
        (("duties", "XM-2026-0001", "--at", "2026-13-40"), "2026-13-40"),
        (("duties",), "缺少 项目"),
        (("dispatch",), "--template"),
        (("paper", "go_live_notice", "--blank"), "缺少 --out"),
        (("paper", "go_live_notice", "--blank", "--example", "--out", "a"), "不能同时写"),
        (("paper", "go_live_notice", "--blank", "--format", "odt", "--out", "a"), "odt"),
        (("kinds", "--xml"), "不认识 --xml"),
        (("serve", "--port", "x"), "要写数字"),
        ((), "缺少 命令"),
        (("report",), "没有“report”这个命令"),
    ],
)
def test_a_wrong_call_is_explained_and_ends_with_two(tmp_path, words, said):
    refused(run(tmp_path, *words), said, "--help", code=2)
    assert list(tmp_path.iterdir()) == []


def test_the_template_is_accepted_as_it_is_and_prints_the_number(home, tmp_path):
    book = tmp_path / "派遣单.xlsx"
    assert run(home, "dispatch", "--template", str(book)).returncode == 0
    done = run(home, "dispatch", str(book))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().startswith("XM-")
    assert run(home, "dispatch", str(book)).stdout == done.stdout


def test_a_faulty_workbook_names_sheet_row_and_column(home, tmp_path):
    import openpyxl

    book = tmp_path / "a.xlsx"
    run(home, "dispatch", "--template", str(book))
    sheets = openpyxl.load_workbook(book)
    row = next(r[0].row for r in sheets["派遣单"].iter_rows() if "医院全称" in str(r[0].value))
    sheets["派遣单"][f"B{row}"] = "无此医院"
    sheets.save(book)
    done = run(home, "dispatch", str(book))
    assert done.returncode == 1
    assert f"“派遣单”第 {row} 行 B 列" in done.stderr
    assert done.stdout == ""


def test_duties_of_the_demo(home):
    done = run(home, "duties", "XM-2026-0001", "--at", "2026-10-22", "--json")
    rows = {(r["code"], r["subject"]): r for r in json.loads(done.stdout)}
    survey = rows[("document.issued", "survey_report")]
    assert survey["due"] == "2026-10-23T18:00+08:00"
    assert survey["clause"] == "手册 二-2"
    assert {"code", "subject", "clause", "status", "due", "met_at", "reason"} <= set(survey)
    assert rows[("rural_insurance.approved", "")]["status"] == "not_applicable"
    refused(run(home, "duties", "XM-9999-0001"), "XM-9999-0001")
    refused(run(home, "archive", "XM-9999-0001", "--out", str(home / "a.zip")), "XM-9999-0001")
    assert not (home / "a.zip").exists()


def test_an_incomplete_archive_says_what_is_missing_and_writes_nothing(home, tmp_path):
    out = tmp_path / "a.zip"
    done = run(home, "archive", "XM-2026-0001", "--out", str(out), "--json")
    assert done.returncode == 1
    assert not out.exists()
    said = json.loads(done.stdout)
    assert said["complete"] is False
    assert ("document.issued", "go_live_notice") in {(r["code"], r["subject"]) for r in said["missing"]}


def test_a_partial_archive_has_names_by_the_rule(home, tmp_path):
    out = tmp_path / "a.zip"
    assert run(home, "archive", "XM-2026-0001", "--out", str(out), "--partial").returncode == 1
    names = zipfile.ZipFile(out).namelist()
    root = "云溪县人民医院HealthOne升级项目"
    assert f"{root}/电子版/{root}实施派遣单.pdf" in names
    assert f"{root}/{root}归档登记表.xlsx" in names


def test_the_demo_is_loaded_once_and_reset_on_demand(home):
    assert run(home, "demo").returncode == 1
    done = run(home, "demo", "--reset")
    assert done.returncode == 0, done.stderr


def answer(port: int, seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2) as reply:
                return reply.status == 200
        except OSError:
            time.sleep(0.1)
    return False


def children_of(pid: int) -> list[int]:
    out = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [int(line) for line in out.split()]


@pytest.mark.skipif(sys.platform == "win32", reason="looks at processes with ps")
def test_serve_restarts_a_dead_child_and_stops_cleanly_on_one_signal(home, free_port):
    served = subprocess.Popen(
        [*CLI, "serve", "--port", str(free_port)], env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert answer(free_port)
        first = children_of(served.pid)
        assert len(first) == 3
        for pid in first:
            os.kill(pid, signal.SIGKILL)
        time.sleep(3)
        assert answer(free_port)
        second = children_of(served.pid)
        assert len(second) == 3
        assert not set(first) & set(second)
        served.send_signal(signal.SIGTERM)
        assert served.wait(30) == 0
        assert not answer(free_port, 1)
        assert [p for p in second if os.path.exists(f"/proc/{p}")] == []
    finally:
        served.kill()
        served.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="looks at processes with ps")
def test_children_end_when_the_parent_is_killed(home, free_port):
    served = subprocess.Popen([*CLI, "serve", "--port", str(free_port)], env=environment(home), stderr=subprocess.PIPE)
    try:
        assert answer(free_port)
        kids = children_of(served.pid)
    finally:
        served.kill()
        served.wait()
    end = time.monotonic() + 20
    while time.monotonic() < end and any(os.path.exists(f"/proc/{p}") for p in kids):
        time.sleep(0.2)
    assert [p for p in kids if os.path.exists(f"/proc/{p}")] == []
