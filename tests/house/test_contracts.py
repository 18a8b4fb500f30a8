"""The eight import contracts hold, and each is seen to fail when a violation is planted."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLANTED = {
    "Rooms look one way": ("handbook/roles.py", "import fieldbook.record.perform"),
    "Chapters know nothing of each other": ("chapters/dispatch/actions.py", "import fieldbook.chapters.closeout.actions"),
    "Inside a chapter": ("chapters/closeout/queries.py", "import fieldbook.chapters.closeout.actions"),
    "Inside the record": ("record/queries/files.py", "import fieldbook.record.perform"),
    "Pure rooms and rules know no Django": ("engine/naming.py", "import django.utils.timezone"),
    "Views import no models": ("record/views/planted.py", "import fieldbook.record.models"),
    "Activities are written in one place": ("record/perform.py", "import fieldbook.record.models.activity"),
    "Scans are opened by the child alone": ("paper/intake.py", "import fieldbook.paper.scan"),
}


def lint(folder: Path) -> str:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--config", str(folder / "pyproject.toml"), "--no-cache"]
    done = subprocess.run(command, cwd=folder, env={"PYTHONPATH": str(folder / "src"), "PATH": ""}, capture_output=True)
    return done.stdout.decode() + done.stderr.decode()


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    skip = shutil.ignore_patterns("static", "fonts", "__pycache__")
    shutil.copytree(ROOT / "src", folder / "src", ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.slow
def test_all_eight_hold(copy):
    told = lint(copy)
    assert "Contracts: 8 kept, 0 broken." in told


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_violation_is_seen(copy, name):
    where, line = PLANTED[name]
    path = copy / "src" / "fieldbook" / where
    before = path.read_text(encoding="utf-8") if path.exists() else None
    try:
        path.write_text(f"{line}\n{before or ''}".replace("\nfrom __future__ import annotations\n", "\n"), encoding="utf-8")
        assert f"{name} BROKEN" in lint(copy)
    finally:
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")
