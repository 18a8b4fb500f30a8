"""The replay law: the activities rebuild every scoped table, row for row. And no entry was changed."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command

from fieldbook.record.activity import replay, verify_chain
from fieldbook.record.activity.images import image_of
from fieldbook.record.models import Scope, Scoped
from fieldbook.record.models.activity import Activity

SCOPED = [m for m in apps.get_app_config("record").get_models() if issubclass(m, Scoped)]


def snapshot():
    rows = {m._meta.object_name: [image_of(r) for r in m._default_manager.order_by("id")] for m in SCOPED}
    scopes = list(Scope.objects.order_by("id").values_list("id", "kind", "version"))
    return rows, scopes


@pytest.mark.django_db(transaction=True)
def test_replaying_the_activities_gives_equal_tables(full_story):
    before, scopes = snapshot()
    assert before["Project"]
    assert before["Receipt"]
    assert before["Reservation"]
    activities = list(Activity.objects.select_related("scope"))
    hashes = {a.id: a.hash for a in activities}
    call_command("flush", verbosity=0, interactive=False)
    assert replay(activities) == len(activities)
    assert snapshot() == (before, scopes)
    assert dict(Activity.objects.values_list("id", "hash")) == hashes


@pytest.mark.django_db(transaction=True)
def test_every_scoped_row_is_named_by_an_activity(full_story):
    """No row came around the door: every row's last after-image is the row."""
    import json

    last = {}
    for activity in Activity.objects.order_by("scope_id", "seq"):
        for image in json.loads(activity.after):
            last[(image["model"], image["id"])] = image
    for model in SCOPED:
        for row in model._default_manager.all():
            assert last[(model._meta.label, str(row.id))] == image_of(row)


@pytest.mark.django_db(transaction=True)
def test_a_changed_entry_is_found(full_story):
    scope = full_story.id
    assert verify_chain(scope) == []
    Activity.objects.filter(scope_id=scope, seq=3).update(after="[]")
    assert verify_chain(scope) == [3]


@pytest.fixture
def full_story(people, hospital, at):
    """A project through its whole life: reservation, supplementary notice, scans, originals, archive."""
    from stories import whole_life

    return whole_life(people, at)
