"""Fixtures of the whole suite: files in a temporary folder, the cast, the demo's projects."""

from __future__ import annotations

import os
import shutil
import socket
from datetime import datetime, timedelta

import pytest

from fieldbook.record.facts import forget

CI = os.environ.get("CI") == "true"


def needs(condition: bool, reason: str) -> None:
    """Skip with a visible reason, or fail where CI must be able to run it."""
    if condition:
        return
    if CI:
        pytest.fail(f"CI must run this: {reason}")
    pytest.skip(reason)


@pytest.fixture
def chromium() -> str:
    """The path of Debian's Chromium."""
    path = shutil.which("chromium")
    needs(path is not None, "no chromium on this machine")
    return path


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.FILES = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    forget()
    yield
    forget()


@pytest.fixture
def people(db):
    """The cast by login."""
    from fieldbook.web.demo import tell_people

    return tell_people()


@pytest.fixture
def hospital(people):
    """The demo hospital."""
    from fieldbook.web.demo import Story, tell_hospital

    return tell_hospital(Story(1000), people["admin"])


@pytest.fixture
def project(people, hospital):
    """Dispatched, accepted and arrived; no survey yet."""
    from builders import dispatched

    return dispatched(people)


@pytest.fixture
def demo(db):
    """The whole demo project."""
    from fieldbook.web.demo import tell

    return tell()


@pytest.fixture
def at() -> datetime:
    """A working moment after the demo's arrival."""
    from fieldbook.web.demo import START

    return START + timedelta(days=30)


@pytest.fixture
def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
