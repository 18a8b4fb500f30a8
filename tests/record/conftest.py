"""Fixtures of the record's tests: a story told once for a module, a rolled-back savepoint per test."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import override_settings

HASHER = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def told(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """What `tell` of the module returns, told once; its files lie in a folder of the module."""
    files = tmp_path_factory.mktemp("story")
    own = override_settings(FILES=files, PASSWORD_HASHERS=HASHER)
    with django_db_blocker.unblock(), own, transaction.atomic():
        yield request.module.tell(), files
        transaction.set_rollback(True)


@pytest.fixture
def story(told, db, _own_files, settings):
    """The story for one test; whatever the test writes is rolled back."""
    story, settings.FILES = told
    return story
