"""Visitors: people of the cast in front of the pages, at the moment of a story."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fieldbook.record.rules.ids import new_id

BACKEND = "django.contrib.auth.backends.ModelBackend"


def visitor(person) -> Client:
    """A browser in which this person is logged in."""
    client = Client()
    person.refresh_from_db()  # the password of the story is set beside the row
    client.force_login(person, backend=BACKEND)
    return client


def send(client, name, *args, at, activity=None, **sent):
    """Post a form of the route `name`; the answer."""
    return client.post(reverse(name, args=args), {"activity": str(activity or new_id(at)), **sent})


def queries(client, path) -> int:
    """How many queries a page takes; it must be there."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def text(answer) -> str:
    """The page as text."""
    return answer.content.decode()
