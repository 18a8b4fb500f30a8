"""The three child processes of `serve`. Each ends when its standard input ends: the parent is gone."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time


def run_child(role: str, *, host: str, port: int) -> int:
    """Run one child until its parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    if role == "web":
        return _web(host, port)
    import django

    django.setup()
    return _worker() if role == "worker" else _tick()


def _follow_parent() -> None:
    while os.read(0, 1):  # not sys.stdin: a forked server process would wait for its lock for ever
        pass
    os.kill(os.getpid(), signal.SIGTERM)  # to the process: its main thread may be waiting


def _web(host: str, port: int) -> int:
    """One web process with threads on SQLite; several on PostgreSQL."""
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    postgres = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"
    Granian(
        "fieldbook.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=2 if postgres else 1,
        blocking_threads=4,
        respawn_failed_workers=True,
        log_enabled=True,
        log_level=LogLevels.warning,
    ).serve()
    return 0


def _worker() -> int:
    """Background tasks, one at a time; first those that a killed worker left."""
    from datetime import timedelta

    from django.core.management import call_command

    from fieldbook.record.tasks import sweep

    call_command("prune_db_task_results", verbosity=0)
    sweep(waited=timedelta())
    call_command("db_worker", interval=0.5, verbosity=0)
    return 0


def _tick() -> int:
    """Every minute: queue again what a killed worker left."""
    from django.db import close_old_connections

    from fieldbook.record.tasks import sweep

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: stop.set())
    while not stop.is_set():
        started = time.monotonic()
        close_old_connections()
        try:
            sweep()
        except Exception as error:  # noqa: BLE001  # a database that is away for a minute must not end the clock
            print(f"定时器：{error}", file=sys.stderr)
        stop.wait(max(0.0, 60 - (time.monotonic() - started)))
    return 0
