"""Hostile input at every door: never a crash, always a Chinese sentence, nothing written unless valid."""

from __future__ import annotations

import io
import json
import os
import random
import re
import subprocess
import sys
import uuid
import zipfile
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from access import TABLE, Row
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hostile_files import files, workbooks
from world import AT, World, activity, path_of, rolled_back

from builders import PDF, act, issued, picture
from fieldbook.engine.kinds import Fields, Rows
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.actions.proofs import file_proof
from fieldbook.record.actions.receipts import read_upload
from fieldbook.record.models import Document, Person, Project, Proof, Scope, StoredFile, Upload, Waiver
from fieldbook.record.models.activity import Activity
from fieldbook.record.queries.files import read_file
from fieldbook.web.demo import PASSWORD, dispatch_workbook

pytestmark = pytest.mark.django_db
CHINESE = re.compile("[\u4e00-\u9fff]{4}")
POSTS = [row for row in TABLE if row.post is not None and row.route != "logout"]
DOER = {
    "dispatch-import": "guqy",
    "waive": "guqy",
    "original-received": "suh",
    "trip-report/handover/taken_over": "weny",
    "trip-report/handover/handover_returned": "weny",
    "trip-close/handover": "baizr",
}
NASTY = {
    "NUL": "甲\x00乙",
    "controls": "\x01\x08\x0b\x1b[31m\x7f",
    "bidi override": "付款\u202e\u2066txt.exe\u2069",
    "not a character": "\ufffe\uffff\U0001fffe",
    "markup": "<script>alert(1)</script>{{ 7*7 }}{% now 'Y' %}",
    "sql": "'; DROP TABLE record_project; --",
    "formula": "=cmd|' /C calc'!A0",
    "path": "../../../../etc/passwd",
    "digits": "9" * 4000,
    "blanks": "\u3000 \u200b\u00a0\t",
    "list": ["一", "二"],
    "json": '{"a": [1, null]}',
}
FIELDS = {
    "login": ("username", "password", "next"),
    "upload-new": ("project", "next"),
    "upload-page-file": ("revision", "page"),
    "trip-report": ("note",),
    "trip-close": ("successor",),
    "record-new": ("proven_date", "note", "kept"),
    "waive": ("key", "note"),
    "proof-new": ("key", "proven_date", "note", "kept"),
    "proof-withdraw": ("note",),
    "document-save": ("do", "seen"),
    "document-step": ("note", "due", "seen"),
}


def versions() -> list[tuple[uuid.UUID, int]]:
    """The version of every scope: what moves when anything is written."""
    return sorted(Scope.objects.values_list("id", "version"))


def door(row: Row) -> str:
    """Somebody who may post there."""
    return DOER.get(str(row), "guqy" if row.post and "supervisor" in row.post else "luxz")


def told(answer) -> str:
    return answer.content.decode()


def sound(answer, label: str) -> None:
    """No crash; a page that refuses says why in Chinese."""
    assert answer.status_code < 500, label
    if answer.status_code >= 400:
        assert CHINESE.search(told(answer)), label


def ask(world: World, row: Row, sent: dict, login: str = ""):
    return world.client(login or door(row)).post(path_of(row.route, row.names, world.mine), sent)


def fields_of(world: World, row: Row) -> list[str]:
    """The names of the real form: its own, and of a document one of each sort of cell."""
    names = [*FIELDS.get(row.route, ()), "activity", "next"]
    if row.route == "document-save":
        kind = KINDS["go_live_notice"]
        for block in kind.blocks:
            if isinstance(block, Fields):
                names += [f"{block.code}.{f.code}" for f in block.fields]
            elif isinstance(block, Rows) and not block.fact:
                names += [f"{block.code}.{n}.{c.code}" for n in (0, 7, 99999) for c in block.columns]
    return names


# ---- texts ------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("row", POSTS, ids=str)
def test_nasty_text_in_every_field_of_every_form(world, row):
    for word, value in NASTY.items():
        for name in fields_of(world, row):
            with rolled_back():
                before = versions()
                answer = ask(world, row, {"activity": activity(), **world.fill(row.sent), name: value})
                sound(answer, f"{word} in {name}")
                if answer.status_code >= 400:
                    assert versions() == before, f"{word} in {name}"


@pytest.mark.slow
@pytest.mark.parametrize("row", POSTS, ids=str)
def test_a_megabyte_in_each_field(world, row):
    for name in fields_of(world, row):
        with rolled_back():
            before = versions()
            answer = ask(world, row, {"activity": activity(), **world.fill(row.sent), name: "长" * 350_000})
            sound(answer, name)
            if answer.status_code >= 400:
                assert versions() == before, name


@pytest.mark.slow
@pytest.mark.parametrize("row", POSTS, ids=str)
def test_random_forms_never_crash(world, row):
    chance = random.Random(str(row))
    names = [*fields_of(world, row), *row.sent, "files", "file", "csrfmiddlewaretoken"]
    for turn in range(30):
        with rolled_back():
            sent = {chance.choice(names): any_value(chance, world) for _ in range(chance.randint(0, 12))}
            sound(ask(world, row, sent, chance.choice(["luxz", "guqy", "suh", "yuanq"])), f"turn {turn}: {sent!r:.300}")


def any_value(chance: random.Random, world: World):
    """Something a form might hold, or never should."""
    text = "".join(chr(chance.choice([*range(0x60), 0x4E00, 0x202E, 0xFEFF, 0xFFFD, 0x1F600])) for _ in range(9))
    return chance.choice([
        text, "", "0", "-1", "1e9", "2026-12-31", "0001-01-01", "9999-12-31", "２０２６-１-１", "save", "issue",
        str(world.mine.revision), str(world.theirs.revision), str(uuid.UUID(int=chance.getrandbits(128))),
        "insurance.approved:", "x" * chance.randint(1, 3000), [text, "", text], SimpleUploadedFile("a.jpg", b"\xff\xd8\xff"),
    ])  # fmt: skip


def test_five_thousand_digits_in_a_date_are_a_problem_of_the_field(world):
    row = next(r for r in POSTS if r.route == "document-save")
    date = next(n for n in fields_of(world, row) if n.endswith("planned_date"))
    assert ask(world, row, {"activity": activity(), date: "1" * 5000}, "luxz").status_code in (303, 422)


def test_what_was_typed_comes_back_with_the_refusal(world):
    row = next(r for r in POSTS if str(r) == "document-step/void")
    note = "理由" * 300
    answer = ask(world, row, {"activity": activity(), "note": note})
    assert answer.status_code == 422
    assert "理由最多 500 字，现有 600 字，请删减。" in told(answer)
    assert note in told(answer)


@pytest.mark.parametrize("name", ["waive", "proof-withdraw", "trip-report/handover/handover_returned"])
def test_a_reason_is_kept_without_control_characters_and_never_cut(world, name):
    row = next(r for r in POSTS if str(r) == name)
    sent = {**world.fill(row.sent), "note": "甲\x00\x0b乙"}
    assert ask(world, row, {"activity": activity(), **sent}, "guqy").status_code == 303
    assert Activity.objects.order_by("-at", "-seq").first().note == "甲乙"
    answer = ask(world, row, {"activity": activity(), **sent, "note": "长" * 501}, "guqy")
    assert answer.status_code == 422
    assert "最多 500 字" in told(answer)


def test_the_button_of_a_form_cannot_pretend_another_step(world):
    row = next(r for r in POSTS if r.route == "document-save")
    for do in ("void", "revise", "withdraw"):
        page = world.client("luxz").post(path_of(row.route, row.names, world.mine), {"do": do}, follow=True)
        assert "已暂存" in told(page)
        assert "已作废" not in told(page)


# ---- shape of requests ------------------------------------------------------------------------------


def test_more_fields_files_or_text_than_anybody_types_are_refused_with_a_sentence(world):
    client, path = world.client("luxz"), "/uploads/new/"
    crowd = "&".join(f"f{n}=1" for n in range(20_001))
    form = "application/x-www-form-urlencoded"
    photos = [SimpleUploadedFile(f"{n}.jpg", b"\xff\xd8\xff") for n in range(61)]
    before = versions()
    for answer in (
        client.generic("POST", path, crowd, content_type=form),
        client.generic("POST", path, "note=" + "a" * 6 * 2**20, content_type=form),
        client.post(path, {"files": photos}),
        client.generic("POST", path, b"x", content_type="multipart/form-data"),
    ):
        assert answer.status_code == 400
        assert "没有收下" in told(answer)
    assert versions() == before


class Untouched:
    """A body that nobody may read."""

    def read(self, *_: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def test_a_request_larger_than_the_limit_is_refused_before_it_is_read(world, settings):
    before = versions()
    for path in ("/uploads/new/", f"/projects/{world.mine.number}/proofs/new/", "/login/"):
        sent = {"CONTENT_LENGTH": str(501 * 2**20), "wsgi.input": Untouched()}
        answer = world.client("luxz").generic("POST", path, b"", "multipart/form-data; boundary=b", **sent)
        assert answer.status_code == 413
        assert "超过一次 500 MB 的上限，没有生效" in told(answer)
        assert "请返回上一页，分几次上传" in told(answer)
        assert "script-src 'self'" in answer["Content-Security-Policy"]
    settings.REQUEST_LIMIT = 2**20
    for count, status in ((5, 413), (3, 303)):  # each far below the limit of a file
        photos = [photo(f"{n}.jpg", picture() + b"\0" * 2**18) for n in range(count)]
        assert world.client("luxz").post("/uploads/new/", {"files": photos}).status_code == status
        assert (versions() == before) is (status == 413)


@pytest.mark.parametrize("length", ["", "-1", "x", "1e9", "0x10", " "])
def test_a_length_that_is_no_number_does_no_harm(world, length):
    answer = world.client("luxz").generic("POST", "/uploads/new/", b"", "text/plain", CONTENT_LENGTH=length)
    sound(answer, length)


@pytest.mark.slow
def test_a_form_with_nearly_twenty_thousand_fields_is_answered_in_time(world):
    order = Document.objects.get(project=world.mine.project, kind="dispatch_order")
    client, names = world.client("guqy"), ("number", str(order.id))
    assert client.post(path_of("document-step", (*names, "revise"), world.mine), {}).status_code == 303
    crowd = {f"modules.{n}.remark": "甲" for n in range(19_000)}
    answer = client.post(path_of("document-save", names, world.mine), {"activity": activity(), **crowd})
    assert answer.status_code == 422
    assert "最多 500 行" in told(answer)
    assert order.revisions.get(state="draft").payload["modules"][0].get("remark") != "甲"


@pytest.mark.parametrize("charset", ["rot13", "unicode_escape", "utf-7", "utf-16", "gbk"])
def test_another_character_set_is_refused(world, charset):
    body = b'--b\r\nContent-Disposition: form-data; name="project"\r\n\r\n\\ud800\r\n--b--\r\n'
    for media in ("multipart/form-data; boundary=b", "application/x-www-form-urlencoded", "text/html"):
        answer = world.client("luxz").generic("POST", "/uploads/new/", body, content_type=f"{media}; charset={charset}")
        assert answer.status_code == 400
        assert "没有收下" in told(answer)


@pytest.mark.parametrize("charset", ["rot13", "unicode_escape", "utf-7", "nonsense"])
def test_a_file_name_in_a_strange_character_set_does_no_harm(world, charset):
    head = f"Content-Disposition: form-data; name=\"files\"; filename*={charset}''%5Cud800%2B2AA-.jpg"
    body = b"--b\r\n" + head.encode() + b"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff\r\n--b--\r\n"
    answer = world.client("luxz").generic("POST", "/uploads/new/", body, content_type="multipart/form-data; boundary=b")
    sound(answer, charset)


@pytest.mark.parametrize(
    "number", ["%00", "..%2f..%2fetc", "%ff%fe", "XM-2026-0001%00", "%F0%9F%92%A9", "x" * 4000, "'--"]
)
def test_numbers_with_tricks_are_hidden(world, number):
    for path in (f"/projects/{number}/", f"/projects/{number}/archive/", f"/uploads/?project={number}"):
        answer = world.client("admin").get(path)
        assert answer.status_code == 404, path
        assert "没有找到" in told(answer)
    answer = world.client("luxz").post("/uploads/new/", {"project": "XM-2026-0001\x00", "files": [photo()]})
    assert answer.status_code == 404


@pytest.mark.parametrize("page", ["-1", "0", "999999999999999999999", "abc", "9" * 5000, "NaN", "%00", "１", "1.5", ""])
def test_the_list_shows_some_page_whatever_page_is_asked_for(world, page):
    assert world.mine.number in told(world.client("luxz").get(f"/projects/?page={page}"))


@pytest.mark.parametrize("page", ["0", "-1", "99", "999999999999999999999", "9" * 5000, "x"])
def test_a_page_that_a_paper_does_not_have_is_hidden(world, page):
    for base in ("document-draft-page", "document-page"):
        row = next(r for r in TABLE if r.route == base)
        path = path_of(base, row.names, world.mine).replace("/pages/1.png", f"/pages/{page}.png")
        assert world.client("luxz").get(path).status_code == 404


def test_search_takes_anything(world):
    for wanted in ("%00", "%ed%a0%80", "%25", "a" * 9000, "<script>", "\u202e"):
        assert world.client("luxz").get(f"/projects/?q={wanted}").status_code == 200


# ---- activity ids -----------------------------------------------------------------------------------


def test_an_activity_id_that_is_none_does_no_harm(world):
    for own_id in ("x", "", "0" * 31, "{}", "\x00" * 36, "１" * 32, "-" * 36):
        with rolled_back():
            assert waive(world, own_id).status_code == 303, own_id
            assert waived(world) == 1


def test_an_activity_id_in_capitals_is_the_same_id(world):
    own_id = activity()
    assert [waive(world, text).status_code for text in (own_id, own_id.upper(), f"urn:uuid:{own_id}")] == [303] * 3
    assert waived(world) == 1


def test_the_activity_id_of_another_person_or_deed_is_refused(world):
    before = versions()
    for verb in ("document.issued", "proof.filed", "organisation.founded", "trip.arrived"):
        used = Activity.objects.filter(verb=verb).first().id
        answer = waive(world, str(used))
        assert answer.status_code == 403, verb
        assert "操作编号已经用过" in told(answer)
    assert versions() == before


def waive(world, own_id):
    sent = {"activity": own_id, "key": f"document.original:{world.mine.survey}", "note": "院方书面同意。"}
    return world.client("guqy").post(f"/projects/{world.mine.number}/waive/", sent)


def waived(world) -> int:
    """How often the demand that `waive` lifts was lifted."""
    return Waiver.objects.filter(code="document.original", subject=str(world.mine.survey)).count()


# ---- files ------------------------------------------------------------------------------------------


def photo(name: str = "照片.jpg", data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or picture(), "image/jpeg")


@pytest.mark.parametrize("case", files(), ids=lambda c: c.label)
def test_a_hostile_file_is_refused_or_taken_and_harmless(world, case):
    proven = {"key": "insurance.approved:", "proven_date": "2026-11-10"}
    done = {"note": "已开会。", "proven_date": "2026-11-10"}
    for login, path, field, more, taken in (
        ("luxz", "/uploads/new/", "files", {}, case.taken),
        ("luxz", f"/projects/{world.mine.number}/proofs/new/", "file", proven, case.proof),
        ("luxz", f"/projects/{world.mine.number}/records/meeting.held/", "file", done, case.proof),
        ("guqy", "/dispatch/import/", "file", {}, False),
    ):
        with rolled_back():
            before, known = versions(), set(StoredFile.objects.values_list("id", flat=True))
            sent = {"activity": activity(), field: SimpleUploadedFile(case.name, case.data, case.media), **more}
            answer = world.client(login).post(path, sent)
            sound(answer, path)
            assert answer.status_code == (303 if taken else 422), path
            if not taken:
                assert versions() == before
                continue
            read_all()
            for row in StoredFile.objects.exclude(id__in=known):
                harmless(world.client("luxz").get(f"/files/{row.id}/"), as_sent=row.name == case.name)
                assert field == "files" or b"<script" not in read_file(row.sha256)


def harmless(answer, *, as_sent: bool) -> None:
    """The bytes come so that no browser runs them as a page of this house; PDFs and what was sent only as a download."""
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] in ("application/pdf", "image/jpeg", "image/png", "image/webp")
    pdf = answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment" if pdf or as_sent else "inline")
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy


def read_all() -> None:
    for upload in Upload.objects.filter(read_at=None).select_related("file", "person", "project"):
        read_upload(upload=upload, at=AT)
        assert upload.sentence == "" or CHINESE.search(upload.sentence)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\Users\\x\\签字.jpg", "签字.jpg"),
        ("付款\u202egpj.exe", "付款gpj.exe"),
        ("a\x07b\x1b.jpg", "ab.jpg"),
        ("<b>单</b>.jpg", "b>.jpg"),
        ("=cmd|calc.jpg", "=cmd|calc.jpg"),
    ],
)
def test_names_of_files_are_labels_only(world, name, kept):
    assert world.client("luxz").post("/uploads/new/", {"files": [Named(name)]}).status_code == 303
    row = Upload.objects.select_related("file").order_by("-at", "-id").first()
    assert row.file.name == kept
    answer = world.client("luxz").get(f"/files/{row.file_id}/?download=1")
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename")
    assert disposition.isascii()
    assert disposition.isprintable()


class Named(io.BytesIO):
    """A file whose name is sent exactly as it is."""

    content_type = "image/jpeg"

    def __init__(self, name: str) -> None:
        super().__init__(picture())
        self.name = name

    def __bool__(self) -> bool:
        return True


def test_long_names_are_shortened_or_refused(world):
    for length in (255, 300, 900, 5000):
        answer = world.client("luxz").post("/uploads/new/", {"files": [photo("长" * length + ".jpg")]})
        sound(answer, str(length))
        assert answer.status_code in (303, 400)
    assert max(len(n) for n in StoredFile.objects.values_list("name", flat=True)) <= 255


@pytest.mark.slow
@pytest.mark.parametrize("case", workbooks(), ids=lambda c: c.label)
def test_a_hostile_workbook_makes_nothing_and_is_told_why(world, case):
    before = versions()
    file = SimpleUploadedFile("派遣单.xlsx", case.data)
    answer = world.client("guqy").post("/dispatch/import/", {"activity": activity(), "file": file})
    assert answer.status_code == 422
    assert case.sentence in told(answer)
    assert versions() == before
    assert Project.objects.count() == 2


@pytest.mark.parametrize(
    "cells",
    [
        {"project_name": "长" * 121},
        {"contract_number": "9" * 41},
        {"site_lead": "苗" * 41},
        {"site_lead_phone": "1" * 31},
    ],
    ids=lambda c: next(iter(c)),
)
def test_a_cell_longer_than_its_column_is_a_problem_of_the_cell(world, cells):
    data = dispatch_workbook(**{"project_name": "另一个项目", "contract_number": "HT-9", **cells})
    with rolled_back():
        answer = world.client("guqy").post("/dispatch/import/", {"file": SimpleUploadedFile("a.xlsx", data)})
        assert answer.status_code == 422


def test_a_project_named_like_a_formula_stays_text_in_the_register(world):
    for sign in "=+-@":
        with rolled_back():
            name = f"{sign}HYPERLINK(0,1)项目"
            data = dispatch_workbook(project_name=name, contract_number=f"HT-{ord(sign)}")
            made = world.client("guqy").post("/dispatch/import/", {"file": SimpleUploadedFile("a.xlsx", data)})
            assert made.status_code == 303
            packed = zipfile.ZipFile(io.BytesIO(world.client("guqy").get(f"{made.url}archive/").content))
            assert all(not n.startswith(("/", "..")) and "/../" not in n for n in packed.namelist())
            register = next(n for n in packed.namelist() if n.endswith("归档登记表.xlsx"))
            book = openpyxl.load_workbook(io.BytesIO(packed.read(register)))
            cells = [c for row in book.active.iter_rows() for c in row if isinstance(c.value, str)]
            assert any(name in c.value for c in cells)
            assert {c.data_type for c in cells} == {"s"}


def test_downloads_have_names_by_rfc_5987(world):
    for row in TABLE:
        if row.route in (
            "archive-download",
            "document-word",
            "document-pdf",
            "document-draft-pdf",
            "dispatch-template",
        ):
            path = path_of(row.route, row.names, world.mine)
            answer = world.client("guqy").get(path)
            assert re.search(r"filename\*=utf-8''[%\w.\-]+$", answer["Content-Disposition"]), row
            assert answer["X-Content-Type-Options"] == "nosniff"


# ---- sessions and headers ---------------------------------------------------------------------------


def log_in(client, login="luxz", password=PASSWORD):
    return client.post("/login/", {"username": login, "password": password})


def test_a_form_without_its_token_is_refused_in_chinese(world):
    client = Client(enforce_csrf_checks=True)
    client.cookies["session"] = world.sessions["guqy"]
    before = versions()
    for row in POSTS:
        answer = client.post(
            path_of(row.route, row.names, world.mine), {"activity": activity(), **world.fill(row.sent)}
        )
        assert answer.status_code == 403, row
        assert "页面已过期" in told(answer)
    assert versions() == before


def test_login_begins_a_new_session(world):
    client = Client()
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    client.cookies["session"] = before
    assert log_in(client).status_code == 302
    assert client.cookies["session"].value != before
    stale = Client()
    stale.cookies["session"] = before
    assert stale.get("/").status_code == 302


def test_a_disabled_person_is_out_at_the_next_request(world):
    client = Client()
    log_in(client)
    assert client.get("/").status_code == 200
    person = Person.objects.get(login="luxz")
    person.is_active = False
    person.save()
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.url.startswith("/login/")


def test_unknown_account_and_wrong_password_are_told_and_locked_alike(world):
    seen = {}
    for login in ("luxz", "niemand"):
        client = Client()
        seen[login] = [(a.status_code, words(told(a))) for a in (log_in(client, login, "falsch") for _ in range(9))]
    assert seen["luxz"] == seen["niemand"]
    assert [status for status, _ in seen["luxz"]] == [200] * 7 + [429] * 2
    client = Client()
    assert log_in(client, " luxz ").status_code == 429
    assert log_in(client, "baizr").status_code == 302


def words(page: str) -> str:
    """What a page says, without its token and what was typed."""
    return re.sub(r'(value="[^"]*"|\s+)', " ", page).replace("luxz", "").replace("niemand", "")


def test_a_lock_ends_after_its_time(world):
    client = Client()
    for _ in range(8):
        log_in(client, password="falsch")
    assert log_in(client).status_code == 429
    with time_machine.travel(AT + timedelta(minutes=16)):
        assert log_in(client).status_code == 302


def test_sessions_end_after_idle_and_absolute_time(world):
    client = Client()
    log_in(client)
    assert client.get("/").status_code == 200
    for hours in range(1, 12):
        with time_machine.travel(AT + timedelta(hours=hours)):
            assert client.get("/").status_code == 200
    with time_machine.travel(AT + timedelta(hours=12, minutes=1)):
        assert client.get("/").status_code == 302
    idle = Client()
    log_in(idle)
    assert idle.get("/").status_code == 200
    with time_machine.travel(AT + timedelta(hours=2, minutes=1)):
        assert idle.get("/").status_code == 302


def test_every_answer_has_its_headers_also_errors(world, monkeypatch):
    client = world.client("luxz")
    answers = [client.get(p) for p in ("/", "/projects/", "/nowhere/", "/login/", "/health/", "/files/x/")]
    answers += [
        client.get("/dispatch/import/"),
        client.get("/logout/"),
        client.get("/", headers={"Host": "evil.example"}),
    ]
    answers.append(Client(enforce_csrf_checks=True).post("/login/", {}))
    client.raise_request_exception = False
    monkeypatch.setattr("fieldbook.web.workbench.own_projects", lambda standing: 1 / 0)
    answers.append(client.get("/"))
    assert [a.status_code for a in answers] == [200, 200, 404, 302, 200, 404, 403, 405, 400, 403, 500]
    for answer in answers:
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert "'unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cache-Control"].startswith(("no-store", "max-age=0"))
        if answer.status_code >= 400 and answer.status_code != 405:
            assert CHINESE.search(told(answer))
            assert "Traceback" not in told(answer)


def test_static_files_have_their_headers(world):
    from django.contrib.staticfiles.storage import staticfiles_storage

    if not staticfiles_storage.exists("fieldbook/app.js"):
        pytest.skip("the front end is not built")
    answer = Client().get("/static/fieldbook/app.js")
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_no_refusal_leads_away_from_this_house(world):
    for came, back in (
        ("javascript:alert(1)", "/"),
        ("https://evil.example/", "/"),
        ("http://testserver/projects/", "http://testserver/projects/"),
    ):
        page = told(world.client("guqy").post(f"/projects/{world.mine.number}/waive/", {}, headers={"Referer": came}))
        assert f'href="{back}">返回上一页' in page


def settings_of(**environment: str) -> dict:
    """Settings as an installation with this environment reads them."""
    names = (
        "SESSION_COOKIE_NAME SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE SESSION_COOKIE_PATH"
    )
    names += " SESSION_COOKIE_DOMAIN CSRF_COOKIE_NAME CSRF_COOKIE_SECURE CSRF_COOKIE_DOMAIN CSRF_COOKIE_PATH"
    names += " SECURE_HSTS_SECONDS SECURE_PROXY_SSL_HEADER DEBUG"
    code = f"import json; from django.conf import settings as s; print(json.dumps({{n: getattr(s, n) for n in '{names}'.split()}}))"
    read = {**os.environ, "DJANGO_SETTINGS_MODULE": "fieldbook.settings", **environment}
    done = subprocess.run([sys.executable, "-c", code], env=read, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_cookies_behind_tls_are_bound_to_the_host(tmp_path):
    told_ = settings_of(FIELDBOOK_HTTPS="1", FIELDBOOK_HOME=str(tmp_path))
    for of in ("SESSION", "CSRF"):
        assert told_[f"{of}_COOKIE_NAME"].startswith("__Host-")
        assert told_[f"{of}_COOKIE_SECURE"] is True
        assert told_[f"{of}_COOKIE_DOMAIN"] is None
        assert told_[f"{of}_COOKIE_PATH"] == "/"
    assert told_["SESSION_COOKIE_HTTPONLY"] is True
    assert told_["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert told_["SECURE_HSTS_SECONDS"] == 31536000
    assert told_["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert told_["DEBUG"] is False


def test_one_can_log_in_behind_a_proxy_that_ends_tls(world, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client(
        enforce_csrf_checks=True,
        headers={"X-Forwarded-Proto": "https", "Origin": "https://testserver", "Host": "testserver"},
    )
    token = client.get("/login/").context["csrf_token"]
    referer = {"Referer": "https://testserver/login/"}
    sent = {"username": "luxz", "password": PASSWORD, "csrfmiddlewaretoken": str(token)}
    assert client.post("/login/", sent, headers=referer).status_code == 302


# ---- what is stored stays harmless ------------------------------------------------------------------


def test_a_proof_of_the_first_or_last_day_of_time_breaks_no_page(world):
    for day in ("0001-01-01", "9999-12-31"):
        with rolled_back():
            home = f"/projects/{world.mine.number}/"
            sent = {"key": "insurance.approved:", "proven_date": day, "file": SimpleUploadedFile("x.pdf", PDF)}
            sound(world.client("luxz").post(f"{home}proofs/new/", sent), day)
            sound(world.client("luxz").post(f"{home}records/meeting.held/", {"note": "已开。", "proven_date": day}), day)
            pages_open(world)


def pages_open(world) -> None:
    """The pages that show what is due and when still come."""
    home = f"/projects/{world.mine.number}/"
    for path in ("/", "/projects/", home, f"{home}completeness/"):
        assert world.client("luxz").get(path).status_code == 200, path


@pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31"])
def test_plans_for_the_first_or_last_day_a_paper_may_name_break_no_page(world, day):
    project, engineer = Project.objects.get(id=world.mine.project), Person.objects.get(login="luxz")
    for code in ("implementation_plan", "training_plan", "training_sign_in"):
        example = json.dumps(KINDS[code].example["payload"])
        issued(project, code, engineer, AT, json.loads(re.sub(r"\d{4}-\d\d-\d\d", day, example)))
    pages_open(world)


def test_a_reservation_until_the_last_day_of_time_breaks_no_page_and_no_paper(world):
    row = next(r for r in POSTS if str(r) == "document-step/reserve")
    sent = {"activity": activity(), "note": "甲\x0b\x01\ufffe乙", "due": "9999-12-31"}
    assert ask(world, row, sent, "guqy").status_code == 303
    notice = Document.objects.get(id=world.mine.document)
    names = ("number", "document", str(notice.revisions.get().id))
    for route in ("document-pdf", "document-word"):
        assert world.client("luxz").get(path_of(route, names, world.mine)).status_code == 200
    for path in ("/", f"/projects/{world.mine.number}/"):
        assert world.client("luxz").get(path).status_code == 200


def test_markup_in_names_and_reasons_is_shown_as_text(world):
    tag = "<img src=x onerror=alert(1)>"
    file_proof(
        project=Project.objects.get(id=world.mine.project), keys=[("insurance.approved", "")], data=PDF, name=f"{tag}.pdf",
        media="application/pdf", proven_date=AT.date(), note=tag, **act(Person.objects.get(login="luxz"), AT),
    )  # fmt: skip
    assert Proof.objects.filter(note=tag).exists()
    page = told(world.client("luxz").get(f"/projects/{world.mine.number}/"))
    assert tag not in page
    assert "&lt;img src=x" in page
