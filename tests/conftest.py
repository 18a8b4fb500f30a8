"""Fixtures of the whole suite: files in a temporary folder, the cast, the demo's projects."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps

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


_kept: dict[str, tuple[Path, dict[type, list[dict]]]] = {}


def _once(name: str, files: Path, build) -> None:
    """Build a state through the product's own actions the first time, then put its rows and files back as they were."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]
    if name not in _kept:
        build()
        folder = Path(tempfile.mkdtemp()) / "files"
        if files.exists():
            shutil.copytree(files, folder)
        rows = {m: list(m._base_manager.values()) for m in models}
        _kept[name] = folder, {m: r for m, r in rows.items() if r and m._meta.app_label not in ("contenttypes", "auth")}
        return
    folder, rows = _kept[name]
    if folder.exists():
        shutil.copytree(folder, files, dirs_exist_ok=True)
    for model, found in rows.items():
        others = [f.name for f in model._meta.concrete_fields if not f.primary_key]
        conflict = {"update_conflicts": True, "unique_fields": [model._meta.pk.name], "update_fields": others}
        model._base_manager.bulk_create([model(**row) for row in found], **(conflict if others else {}))


@pytest.fixture
def people(db, settings):
    """The cast by login."""
    from fieldbook.record.models import Person
    from fieldbook.web.demo import tell_people

    _once("people", settings.FILES, tell_people)
    return {p.login: p for p in Person.objects.select_related("department")}


@pytest.fixture
def hospital(people, settings):
    """The demo hospital."""
    from fieldbook.record.models import Hospital
    from fieldbook.web.demo import Story, tell_hospital

    _once("hospital", settings.FILES, lambda: tell_hospital(Story(1000), people["admin"]))
    return Hospital.objects.get()


@pytest.fixture
def project(people, hospital, settings):
    """Dispatched, accepted and arrived; no survey yet."""
    from builders import dispatched
    from fieldbook.record.models import Project

    _once("project", settings.FILES, lambda: dispatched(people))
    return Project.objects.get()


@pytest.fixture
def demo(db, settings):
    """The whole demo project."""
    from fieldbook.record.models import Project
    from fieldbook.web.demo import tell

    _once("demo", settings.FILES, tell)
    return Project.objects.get()


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
