"""Fixtures of the journeys: a home with the demo, the product served from a copy of it, a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from journeys.served import Served, serving, tell_demo

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Path:
    """A home with the demo: its people, its hospital, a project beside ours."""
    home = tmp_path_factory.mktemp("told")
    tell_demo(home)
    return home


@pytest.fixture
def served(told, tmp_path, free_port) -> Iterator[Served]:
    shutil.copytree(told, tmp_path / "home")
    with serving(tmp_path / "home", free_port) as running:
        yield running


@pytest.fixture
def browser(chromium) -> Iterator[Browser]:
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=[*QUIET, "--disable-component-update"])
        yield started
        started.close()
