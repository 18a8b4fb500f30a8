"""Fixtures of the house tests: one world per module, a rolled-back savepoint per test."""

from __future__ import annotations

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from world import AT, tell_world

HASHER = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, told once; its files lie in a folder of the module."""
    files = tmp_path_factory.mktemp("world")
    own = override_settings(FILES=files, PASSWORD_HASHERS=HASHER)
    with django_db_blocker.unblock(), own, transaction.atomic(), time_machine.travel(AT, tick=False):
        yield tell_world(), files
        transaction.set_rollback(True)


@pytest.fixture
def world(told, db, _own_files, settings):
    """The world for one test, at its moment; whatever the test writes is rolled back."""
    world, settings.FILES = told
    with time_machine.travel(AT):
        yield world
