"""The replay law: the activities rebuild every scoped table, row for row. And no entry was changed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from fieldbook.handbook.flows import STEPS
from fieldbook.record.activity import replay, verify_chain
from fieldbook.record.activity.images import image_of
from fieldbook.record.models import Scope, Scoped
from fieldbook.record.models.activity import Activity
from fieldbook.record.rules.sentences import SENTENCES
from fieldbook.web.demo import START, Story, tell_hospital, tell_people
from stories import whole_life

AT = START + timedelta(days=30)
HASHER = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SCOPED = [m for m in apps.get_app_config("record").get_models() if issubclass(m, Scoped)]


WITH_ANOTHER = {"document.superseded", "trip.cancelled"}
"""Steps that are never taken alone: an issue takes them with it."""
EMPTY = {
    "OrderModule.remark",
    "Reservation.subject",
    "Waiver.met_at",
    "Waiver.due",
    "Waiver.withdrawn_at",
    "Upload.sentence",
}
"""Columns in which the story writes nothing."""


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory):
    """A project through its whole life, told once; its files lie in a folder of the module."""
    files = tmp_path_factory.mktemp("story")
    own = override_settings(FILES=files, PASSWORD_HASHERS=HASHER)
    with django_db_blocker.unblock(), own, transaction.atomic():
        people = tell_people()
        tell_hospital(Story(1000), people["admin"])
        yield whole_life(people, AT), files
        transaction.set_rollback(True)


@pytest.fixture
def full_story(told, db, _own_files, settings):
    """The project of the story; whatever a test does to it is rolled back."""
    project, settings.FILES = told
    return project


def snapshot():
    rows = {m._meta.object_name: [image_of(r) for r in m._default_manager.order_by("id")] for m in SCOPED}
    scopes = list(Scope.objects.order_by("id").values_list("id", "kind", "version"))
    return rows, scopes


def test_the_story_fills_every_column_and_takes_every_step(full_story):
    """What the story leaves out, the laws below would not see."""
    rows, _ = snapshot()
    assert [name for name, found in rows.items() if not found] == ["Link"]  # nobody is sent a link yet
    columns = {
        (name, c): [row["set"][c] for row in found] for name, found in rows.items() if found for c in found[0]["set"]
    }
    assert {".".join(place) for place, values in columns.items() if not any(values)} <= EMPTY
    taken = set(Activity.objects.values_list("verb", flat=True))
    assert (set(STEPS) | set(SENTENCES)) - taken == WITH_ANOTHER


def test_replaying_the_activities_gives_equal_tables(full_story):
    before, scopes = snapshot()
    activities = list(Activity.objects.select_related("scope"))
    hashes = {a.id: a.hash for a in activities}
    connection.check_constraints()  # PostgreSQL empties no table that still waits for its checks
    call_command("flush", verbosity=0, interactive=False)
    assert snapshot() == ({name: [] for name in before}, [])
    assert replay(activities) == len(activities)
    connection.check_constraints()
    assert snapshot() == (before, scopes)
    assert dict(Activity.objects.values_list("id", "hash")) == hashes


def test_every_scoped_row_is_named_by_an_activity(full_story):
    """No row came around the door: every row's last after-image is the row."""
    last = {}
    for activity in Activity.objects.order_by("scope_id", "seq"):
        for image in json.loads(activity.after):
            last[(image["model"], image["id"])] = image
    for model in SCOPED:
        for row in model._default_manager.all():
            assert last[(model._meta.label, str(row.id))] == image_of(row)


def test_a_changed_entry_is_found(full_story):
    scope = full_story.id
    assert verify_chain(scope) == []
    Activity.objects.filter(scope_id=scope, seq=3).update(after="[]")
    assert verify_chain(scope) == [3]
