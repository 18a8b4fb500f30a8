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
    assert run(home, "duties", "XM-9999-0001").returncode == 1


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
