"""The matrix: every route × method × login × object answers as `access.py` says; what it does not list, fails."""

from __future__ import annotations

import uuid
from dataclasses import fields, replace

import pytest
from access import LOGIN, OPEN, STATUS, TABLE, Row, expected, parts_of
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver
from world import LOGINS, Objects, World, activity, path_of, rolled_back

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST", pytest.param("PUT", marks=pytest.mark.slow), pytest.param("DELETE", marks=pytest.mark.slow))
GETS = [row for row in TABLE if row.get is not None]
FEW = ("", "luxz", "suh", "yuanq")
"""Enough for a method that does not exist: nobody, a doer, a reader, a stranger."""
IDS = {f.name for f in fields(Objects)} - {"number", "project"}
NAMED = [row for row in TABLE if IDS & set(row.names)]


def patterns(resolver=None) -> list[URLPattern]:
    """Every address of the product."""
    found: list[URLPattern] = []
    for entry in (resolver or get_resolver()).url_patterns:
        found += [entry] if isinstance(entry, URLPattern) else patterns(entry)
    return found


def outcome(answer) -> str:
    """The class of an answer."""
    if answer.status_code == 302 and answer.headers["Location"].startswith("/login/?next="):
        return LOGIN
    return STATUS.get(answer.status_code, f"status {answer.status_code}")


def ask(world: World, login: str, method: str, path: str, row: Row) -> str:
    """The class of the answer to one request, whose writes are undone."""
    if method != "POST":
        return outcome(getattr(world.client(login), method.lower())(path))
    with rolled_back():
        return outcome(world.client(login).post(path, {"activity": activity(), **world.fill(row.sent)}))


def wrong(world: World, row: Row, method: str, place: str, path: str, *, stray: bool = False) -> list[str]:
    """What differs from the table, one line per login."""
    lines = []
    for login in LOGINS if row.allowed(method) is not None else FEW:
        want, got = expected(row, method, login, place, stray=stray), ask(world, login, method, path, row)
        if want != got:
            lines.append(f"{login or 'nobody'} {method} {path}: {want} expected, {got} came")
    return lines


def test_every_route_stands_in_the_table_and_no_other():
    assert {p.name for p in patterns()} == {row.route for row in TABLE}


def test_every_view_says_who_may_enter_as_the_table_says():
    said = {p.name: getattr(p.callback, "access", "not said") for p in patterns()}
    assert said == {row.route: row.access for row in TABLE}


def test_a_view_that_does_not_say_who_may_enter_is_found():
    assert getattr(lambda request: None, "access", "not said") == "not said"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_login_meets_what_the_table_says(world, row, method):
    told = wrong(world, row, method, "mine", path_of(row.route, row.names, world.mine))
    if row.names:
        told += wrong(world, row, method, "theirs", path_of(row.route, row.names, world.theirs))
    assert told == []


@pytest.mark.parametrize("row", [r for r in NAMED if r.access == "project"], ids=str)
def test_what_belongs_to_another_project_is_hidden_under_the_own_number(world, row):
    method = "GET" if row.get is not None else "POST"
    told = wrong(world, row, method, "mine", path_of(row.route, row.names, world.mine, world.theirs), stray=True)
    told += wrong(world, row, method, "theirs", path_of(row.route, row.names, world.theirs, world.mine), stray=True)
    assert told == []


def test_the_revision_of_another_document_of_the_same_project_is_hidden(world):
    for row in TABLE:
        if "revision" in row.names:
            mixed = replace(world.mine, survey=world.mine.document)
            assert wrong(world, row, "GET", "mine", path_of(row.route, row.names, mixed), stray=True) == []


@pytest.mark.slow
@pytest.mark.parametrize("row", NAMED, ids=str)
def test_ids_that_nobody_knows_are_hidden_one_by_one(world, row):
    method = "GET" if row.get is not None else "POST"
    told = []
    for name in IDS & set(row.names):
        stray = replace(world.mine, **{name: uuid.uuid4()})
        told += wrong(world, row, method, "mine", path_of(row.route, row.names, stray), stray=True)
    assert told == []


@pytest.mark.slow
@pytest.mark.parametrize("row", [r for r in TABLE if r.access == "project"], ids=str)
def test_a_project_that_does_not_exist_is_hidden_from_everybody(world, row):
    method = "GET" if row.get is not None else "POST"
    path = path_of(row.route, row.names, replace(world.mine, number=world.unknown.number))
    told = {login: ask(world, login, method, path, row) for login in LOGINS}
    assert told == {login: "hidden" if login else LOGIN for login in LOGINS}


def test_words_in_addresses_that_mean_nothing_are_hidden(world):
    for route, *names, word in (
        ("document-step", "document", "save"),
        ("document-step", "document", "../void"),
        ("document-new", "letter"),
        ("record-new", "insurance.approved"),
        ("record-new", "meeting"),
        ("trip-report", "trip", "settled"),
        ("trip-report", "trip", "cancelled"),
    ):
        row = next(r for r in TABLE if r.route == route)
        path = path_of(route, ("number", *names, "x"), world.mine).replace("/x/", f"/{word}/")
        assert ask(world, "luxz", "POST", path, row) == "hidden", path


def test_the_seal_of_a_paper_that_bears_none_is_hidden(world):
    row = next(r for r in TABLE if r.route == "seal-confirmed")
    path = path_of(row.route, ("number", "survey"), world.mine)
    assert {ask(world, login, "POST", path, row) for login in ("luxz", "guqy", "suh")} == {"hidden"}


@pytest.mark.parametrize("row", GETS, ids=str)
def test_get_and_head_write_nothing(world, row):
    path = path_of(row.route, row.names, world.mine)
    for login in ("luxz", "guqy", "yuanq", ""):
        for method in ("get", "head"):
            client = world.client(login)
            with rolled_back(), CaptureQueriesContext(connection) as seen:
                answer = getattr(client, method)(path)
            written = [q["sql"] for q in seen.captured_queries if writes(q["sql"])]
            assert written == [], path
            assert outcome(answer) == expected(row, "GET", login, "mine")
            if method == "head":
                assert answer.content == b""


def writes(sql: str) -> bool:
    """True where a statement changes data of the product; the web session is local."""
    return sql.lstrip().split(" ")[0].upper() in ("INSERT", "UPDATE", "DELETE") and "django_session" not in sql


def test_a_page_of_mine_cannot_be_filed_into_a_paper_of_another_project(world):
    row = next(r for r in TABLE if r.route == "upload-page-file")
    for page, revision, login in (
        (world.mine.row, world.theirs.revision, "luxz"),
        (world.theirs.row, world.mine.revision, "yuanq"),
    ):
        aimed = replace(row, sent={"revision": str(revision), "page": "1"})
        assert ask(world, login, "POST", f"/uploads/pages/{page}/file/", aimed) == "hidden"


def test_uploads_for_the_project_of_others_are_hidden(world):
    row = next(r for r in TABLE if r.route == "upload-new")
    for login, number in (("luxz", world.theirs.number), ("yuanq", world.mine.number)):
        assert ask(world, login, "GET", f"/uploads/?project={number}", row) == "hidden"
        assert ask(world, login, "POST", "/uploads/new/", replace(row, sent={"project": number})) == "hidden"


def test_lists_show_only_what_one_has_a_part_in(world):
    for login in LOGINS[1:]:
        for place, objects in (("mine", world.mine), ("theirs", world.theirs)):
            seen = bool(parts_of(login, place))
            for path in ("/projects/", "/uploads/"):
                page = world.client(login).get(path).content.decode()
                if path == "/projects/" or not seen:
                    assert (objects.number in page) is seen, (login, place, path)


def test_home_names_no_project_of_others(world):
    for login in LOGINS[1:]:
        page = world.client(login).get("/").content.decode()
        told = {place for place, objects in objects_of(world).items() if objects.number in page}
        assert told <= {place for place in objects_of(world) if parts_of(login, place)}, login


def objects_of(world: World) -> dict[str, Objects]:
    return {"mine": world.mine, "theirs": world.theirs}


def test_the_matrix_lets_somebody_through_every_door():
    for row in TABLE:
        methods = [m for m in ("GET", "POST") if row.allowed(m) is not None]
        assert methods, row
        for method in methods:
            assert OPEN in {expected(row, method, login, "mine") for login in LOGINS}, row
