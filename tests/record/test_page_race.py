"""One page, two tabs: filed in two projects at once, or filed and put aside. Real threads, real database."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, connections, transaction

from builders import act, dispatched, issued, picture
from fieldbook.record.actions.receipts import dismiss_page, file_page, read_upload, receive_upload
from fieldbook.record.models import Receipt, Revision, Scope, Upload, UploadPage
from fieldbook.record.perform import Stale

PLACES = [{}, {"project_name": "云溪县人民医院CNHIS维护项目"}]


@pytest.fixture
def papers(people, hospital, at):
    """Two projects' survey reports in force."""
    documents = [issued(dispatched(people, **place), "survey_report", people["luxz"], at) for place in PLACES]
    return [Revision.objects.select_related("document").get(document=d, state="issued") for d in documents]


@pytest.fixture
def row(people, at):
    """A page of the engineer without any code on it."""
    engineer = people["luxz"]
    own_id = receive_upload(data=picture(), name="照片.jpg", media="image/jpeg", project=None, **act(engineer, at))
    read_upload(upload=Upload.objects.select_related("file", "person", "project").get(id=own_id), at=at)
    return UploadPage.objects.get(upload=own_id)


def seen(row) -> UploadPage:
    """The row as a tab that was opened earlier knows it."""
    return UploadPage.objects.select_related("image").get(id=row.id)


@pytest.mark.django_db
def test_the_second_of_two_tabs_is_told_that_the_page_is_settled(people, papers, row, at):
    tabs = [seen(row), seen(row)]
    file_page(row=tabs[0], revision=papers[0], page=1, **act(people["luxz"], at))
    with pytest.raises(Stale, match="已经处理过"):
        file_page(row=tabs[1], revision=papers[1], page=1, **act(people["luxz"], at))
    assert Receipt.objects.get(type="scan").revision == papers[0]
    assert UploadPage.objects.get(id=row.id).revision == papers[0]


def at_once(row, *works) -> list[str]:
    """Both past their checks, then let go together: what each was told."""
    told = []

    def run(work):
        try:
            work()
            told.append("done")
        except Stale:
            told.append("Stale")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    with transaction.atomic():
        Scope.objects.select_for_update().get(id=row.scope_id)
        for thread in threads:
            thread.start()
        until_waiting(len(works))
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    return sorted(told)


def until_waiting(count: int) -> None:
    """Wait until so many connections to this database wait for a lock."""
    question = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(question)
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.02)
    raise AssertionError("they never meet")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", ["file", "dismiss"])
def test_a_page_is_settled_once_however_close_the_two_come(people, papers, row, at, second):
    if connection.vendor != "postgresql":
        pytest.skip("the race needs real connections: runs on PostgreSQL only")
    engineer, tabs = people["luxz"], [seen(row), seen(row)]

    def one():
        file_page(row=tabs[0], revision=papers[0], page=1, **act(engineer, at))

    def other():
        if second == "dismiss":
            dismiss_page(row=tabs[1], **act(engineer, at))
        else:
            file_page(row=tabs[1], revision=papers[1], page=1, **act(engineer, at))

    assert at_once(row, one, other) == ["Stale", "done"]
    left = UploadPage.objects.get(id=row.id)
    receipts = Receipt.objects.filter(type="scan")
    assert [r.revision_id for r in receipts] == ([left.revision_id] if left.outcome == "filed" else [])
