"""fieldbook serve: web, worker and tick in one command; children that die are started again."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess  # nosec B404  # starts this program itself, no shell
import sys
import threading
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from types import FrameType

ROLES = ("web", "worker", "tick")
_PATIENCE = 15
PACKAGE = Path(__file__).parents[2]


@dataclass(slots=True)
class _Child:
    """One child process; its standard input is a pipe that ends when this process ends, however it ends."""

    role: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = 0.5
    not_before: float = 0.0
    pids: list[int] = field(default_factory=list)

    def start(self) -> None:
        """Start the child; the wait before the next start doubles while it dies young."""
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE)  # nosec B603  # noqa: S603
        self.started = time.monotonic()

    def tend(self) -> None:
        """Start it again when it has died, not too fast."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            young = now - self.started < 10
            self.wait = min(self.wait * 2, 30) if young else 0.5
            self.not_before, self.process = now + self.wait, None
            print(f"{self.role} 已退出，{self.wait:.0f} 秒后重新启动。", file=sys.stderr, flush=True)
        if now >= self.not_before:
            self.start()

    def end(self) -> None:
        """Close the pipe: the child stops by itself; kill it when it does not."""
        if self.process is None:
            return
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _schema() -> str:
    """What the tables depend on: our migrations, the versions of apps that bring their own, the database."""
    ours = sorted(str(p.relative_to(PACKAGE)) for p in PACKAGE.rglob("migrations/*.py"))
    theirs = [version(name) for name in ("django", "django-axes", "django-tasks-db")]
    return hashlib.sha256("|".join([*ours, *theirs, os.environ.get("DATABASE_URL", "")]).encode()).hexdigest()


def serve(*, host: str, port: int, demo: bool) -> int:
    """Run until one signal; returns 0 after a clean stop, 1 when the home cannot be prepared."""
    from fieldbook import settings
    from fieldbook.web.commands.data import prepare

    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), on_signal)
    command = [sys.executable, "-m", "fieldbook.cli", "child"]
    children = [_Child(role, [*command, role, "--host", host, "--port", str(port)]) for role in ROLES]
    kept, now = settings.HOME / "schema.stamp", _schema()
    if kept.is_file() and kept.read_text(encoding="ascii") == now:
        children[0].tend()  # the tables were brought up to date by the same program: the pages need not wait
    prepare(demo=demo)
    kept.write_text(now, encoding="ascii")
    print(f"实施工作平台 http://{host}:{port}", flush=True)
    while not stop.is_set():
        for child in children:
            child.tend()
        stop.wait(0.5)
    for child in reversed(children):
        child.end()
    return 0
