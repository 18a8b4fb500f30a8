"""A real `fieldbook serve` on a home of its own: its address, its worker, its tables."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CLI = [sys.executable, "-m", "fieldbook.cli"]
_BEGUN = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE started_at IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Served:
    """The running product."""

    home: Path
    base: str
    pid: int

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the tables say, read only, past the product."""
        with closing(sqlite3.connect(f"file:{self.home / 'fieldbook.sqlite3'}?mode=ro", uri=True, timeout=20)) as base:
            return base.execute(question, values).fetchall()

    def number(self, question: str, *values: Any) -> int:
        """The one number the question asks for."""
        return int(self.rows(question, *values)[0][0])

    def worker(self) -> int:
        """The process id of the worker, as soon as there is one."""
        found: list[int] = wait(self._workers, "there is no worker", seconds=60)
        return found[0]

    def _workers(self) -> list[int]:
        listed = ["ps", "-o", "pid=,stat=,args=", "--ppid", str(self.pid)]
        lines = subprocess.run(listed, capture_output=True, text=True).stdout.splitlines()
        return [int(line.split()[0]) for line in lines if " child worker " in line and " Z" not in line]

    def _stopped(self, pid: int) -> bool:
        """Stop the worker; False, and let it go on, where it was stopped with the database in its hands."""
        os.kill(pid, signal.SIGSTOP)
        with closing(sqlite3.connect(self.home / "fieldbook.sqlite3", timeout=0.2)) as base:
            try:
                base.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                os.kill(pid, signal.SIGCONT)
                return False
            base.rollback()
        return True

    def unread(self) -> int:
        """How many uploads wait to be read."""
        return self.number("SELECT count(*) FROM record_upload WHERE read_at IS NULL")

    @contextmanager
    def worker_killed(self, *, at_work: bool) -> Iterator[None]:
        """kill -9 to the worker after what happens inside: before it took up the new task, or in the middle of it."""
        pid, begun = self.worker(), self.number(_BEGUN)
        wait(lambda: self._stopped(pid), "the worker never lets go of the database")
        yield
        if at_work:
            os.kill(pid, signal.SIGCONT)
            wait(lambda: self.number(_BEGUN) > begun, "the worker does not take up the task")
        os.kill(pid, signal.SIGKILL)
        assert self.unread() >= 1, "the upload was read before its worker was killed"


def tell_demo(home: Path) -> None:
    """The demo in an empty home."""
    subprocess.run([*CLI, "demo"], env=_own(home), check=True, capture_output=True, timeout=120)


def _own(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return {**kept, "FIELDBOOK_HOME": str(home), "PYTHONUTF8": "1"}


@contextmanager
def serving(home: Path, port: int) -> Iterator[Served]:
    """The product on this home, from its start to its end."""
    base = f"http://127.0.0.1:{port}"
    with (home / "serve.log").open("wb") as log:
        process = subprocess.Popen([*CLI, "serve", "--port", str(port)], env=_own(home), stdout=log, stderr=log)
        try:
            wait(lambda: _answers(base), "the product does not answer")
            yield Served(home, base, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(30)
            finally:
                process.kill()


def wait(holds: Callable[[], Any], sentence: str, seconds: float = 30) -> Any:
    """What `holds` returns as soon as it is true; an error with the sentence when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.01)
    raise AssertionError(sentence)


def _answers(base: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base}/health/", timeout=2) as reply:
            return reply.status == 200
    except OSError:
        return False
