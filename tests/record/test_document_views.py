"""The page of a document: strangers, readers, doers; each step with its happy path, refusal and repeat."""

from __future__ import annotations

import pytest
from django.urls import reverse
from test_document_form import posted

from builders import act, dispatched, drafted, issued, prove_all
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.actions.documents import revise_document, submit_document
from fieldbook.record.actions.issuing import issue_document
from fieldbook.record.models import Document, Hospital, Revision
from fieldbook.record.models.activity import Activity
from fieldbook.record.rules.ids import new_id

pytestmark = pytest.mark.django_db
CODES = tuple(KINDS)
ROLES = {"luxz": "engineer", "guqy": "supervisor", "weny": "trainer"}
PAGES = ("document", "document-draft-pdf", "document-blank")
SURVEY, NOTICE = KINDS["survey_report"], KINDS["go_live_notice"]


@pytest.fixture
def as_(client, people):
    """A client logged in as somebody of the cast."""

    def log_in(login):
        person = type(people[login]).objects.get(login=login)  # with the password as it was set
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


@pytest.fixture
def survey(project, people, at) -> Document:
    """A complete draft of the survey report."""
    return drafted(project, "survey_report", people["luxz"], at)


@pytest.fixture
def notice(project, people, at) -> Document:
    """A complete draft of the go-live notice whose proofs are missing."""
    issued(project, "survey_report", people["luxz"], at)
    return drafted(project, "go_live_notice", people["luxz"], at)


def url(name, document, *more):
    return reverse(name, args=[document.project.number, document.id, *more])


def state(document) -> list[str]:
    return list(Revision.objects.filter(document=document).order_by("number").values_list("state", flat=True))


def form(document, do, payload, **changes):
    """The post of the form with a payload, as the page in front of the person sends it."""
    working = document.revisions.get(state="draft")
    kind = KINDS[document.kind]
    post = posted(kind, payload, {}, **changes)
    post.update({"do": do, "seen": str(working.touched), "activity": str(new_id(working.document.created_at))})
    return {k: post.getlist(k) for k in post}


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("login", ["fangz", "yuanq"])
def test_a_stranger_finds_no_document(as_, survey, login):
    client = as_(login)
    revision = survey.revisions.get()
    paths = [url(n, survey) for n in PAGES]
    paths += [url("document-draft-page", survey, 1), url("document-pdf", survey, revision.id)]
    paths += [url("document-word", survey, revision.id), url("document-page", survey, revision.id, 1)]
    assert {client.get(p).status_code for p in paths} == {404}
    posts = [url("document-save", survey), url("document-step", survey, "submit")]
    posts.append(reverse("document-new", args=[survey.project.number, "go_live_notice"]))
    assert {client.post(p).status_code for p in posts} == {404}
    assert state(survey) == ["draft"]


def test_whoever_is_not_logged_in_is_sent_to_the_login(client, survey):
    assert client.get(url("document", survey)).url.startswith("/login/")


@pytest.mark.parametrize("login", ["suh", "shenzq"])
def test_a_reader_sees_everything_and_can_do_nothing(as_, survey, login):
    client = as_(login)
    page = text(client.get(url("document", survey)))
    assert 'id="docform"' not in page
    assert "限实施工程师办理。" in page
    assert "手册 二-2" in page
    for step in ("submit", "issue", "void"):
        assert client.post(url("document-step", survey, step), {"note": "试"}).status_code == 403
    assert client.post(url("document-save", survey), {"do": "save"}).status_code == 403
    assert state(survey) == ["draft"]


@pytest.mark.parametrize("code", CODES)
def test_every_tab_of_every_kind_shows(as_, project, people, at, code):
    kind = KINDS[code]
    if code == "training_weekly":
        project = dispatched(people, engineer="温言", colleagues="", project_name="培训项目", lead="weny")
    author = next(people[p] for p, role in ROLES.items() if role in kind.authors)
    document = Document.objects.filter(project=project, kind=code).first() or drafted(project, code, author, at)
    reader = as_("guqy")
    for tab in ("fill", "preview", "history", "files", "什么"):
        answer = reader.get(url("document", document), {"tab": tab})
        assert answer.status_code == 200
        assert kind.title in text(answer)


def test_a_document_of_another_project_is_not_found(as_, survey, people):
    other = dispatched(people, project_name="云溪县人民医院二期项目", contract_number="HT-2")
    assert as_("guqy").get(reverse("document", args=[other.number, survey.id])).status_code == 404


def test_a_new_document_is_made_once(as_, project):
    client, path = as_("luxz"), reverse("document-new", args=[project.number, "survey_report"])
    one, two = client.post(path), client.post(path)
    assert one.status_code == two.status_code == 303
    assert one.url == two.url
    assert client.post(reverse("document-new", args=[project.number, "nothing"])).status_code == 404
    assert as_("guqy").post(reverse("document-new", args=[project.number, "go_live_notice"])).status_code == 403


@pytest.mark.parametrize("do,after", [("save", "draft"), ("submit", "submitted"), ("issue", "issued")])
def test_the_form_saves_and_then_does_the_step_once(as_, survey, do, after):
    client = as_("luxz")
    changed = {**SURVEY.example["payload"], "conclusion": {"ready": "具备"}}
    sent = form(survey, do, changed)
    first = client.post(url("document-save", survey), sent)
    count = Activity.objects.count()
    second = client.post(url("document-save", survey), sent)
    assert first.status_code == second.status_code == 303
    assert first.url == second.url
    assert Activity.objects.count() == count
    assert state(survey) == [after]
    assert survey.revisions.get().payload["conclusion"] == {"ready": "具备"}


def test_an_unchanged_form_makes_one_deed_of_a_submission(as_, survey):
    before = Activity.objects.filter(thing_id=survey.id, verb="document.saved").count()
    as_("luxz").post(url("document-save", survey), form(survey, "submit", SURVEY.example["payload"]))
    assert Activity.objects.filter(thing_id=survey.id, verb="document.saved").count() == before
    assert state(survey) == ["submitted"]


def test_saving_asks_for_nothing(as_, survey):
    answer = as_("luxz").post(url("document-save", survey), form(survey, "save", {}))
    assert answer.status_code == 303
    assert state(survey) == ["draft"]


def test_saving_keeps_what_cannot_be_read_and_marks_it(as_, survey):
    client = as_("luxz")
    sent = form(survey, "save", SURVEY.example["payload"], **{"hospital.staff": "四百人"})
    page = text(client.post(url("document-save", survey), sent, follow=True))
    assert "其中 1 处需要改正" in page
    assert "“四百人”不是整数" in page
    assert survey.revisions.get().payload["hospital"]["staff"] == "四百人"


@pytest.mark.parametrize("do", ["submit", "issue"])
def test_an_incomplete_form_comes_back_with_each_problem_and_every_text(as_, survey, do):
    payload = {"hospital": {"old_database": "自己的话"}, "conclusion": {"risks": "主要风险一"}}
    answer = as_("luxz").post(url("document-save", survey), form(survey, do, payload))
    page = text(answer)
    assert answer.status_code == 422
    assert "自己的话" in page
    assert "主要风险一" in page
    assert 'href="#f-hospital-current_system"' in page
    assert 'id="f-hospital-current_system-e"' in page
    assert 'href="#f-conditions-0-ready"' in page
    assert "C 条件核查 · 是否具备（30 行）" in page
    assert 'id="f-conditions-29-ready-e"' in page
    assert state(survey) == ["draft"]


def test_two_people_at_once_lose_nothing(as_, survey, people, at):
    client = as_("luxz")
    mine = form(survey, "save", {**SURVEY.example["payload"], "conclusion": {"ready": "具备", "risks": "我的风险"}})
    theirs = form(survey, "save", {**SURVEY.example["payload"], "conclusion": {"ready": "不具备"}})
    assert as_("baizr").post(url("document-save", survey), theirs).status_code == 303
    answer = as_("luxz").post(url("document-save", survey), mine)
    page = text(answer)
    assert answer.status_code == 409
    assert "我的风险" in page
    assert "您填写的与已存内容的差别" in page
    assert survey.revisions.get().payload["conclusion"] == {"ready": "不具备"}
    again = {**mine, "seen": [str(survey.revisions.get().touched)], "activity": [str(new_id(at))]}
    assert client.post(url("document-save", survey), again).status_code == 303
    assert survey.revisions.get().payload["conclusion"]["risks"] == "我的风险"


def test_an_old_page_sent_again_with_other_content_is_not_swallowed(as_, survey):
    client = as_("luxz")
    sent = form(survey, "save", SURVEY.example["payload"])
    client.post(url("document-save", survey), sent)
    answer = client.post(url("document-save", survey), {**sent, "conclusion.risks": "后来补的话"})
    assert answer.status_code == 409
    assert "后来补的话" in text(answer)


def test_the_notice_waits_for_its_proofs(as_, notice):
    client = as_("luxz")
    page = text(client.get(url("document", notice)))
    assert "医保接口调试完毕通知书尚未签字归档" in page
    assert f"{reverse('proof-new', args=[notice.project.number])}?key=bill_forms.settled" in page
    answer = client.post(url("document-save", notice), form(notice, "issue", NOTICE.example["payload"]))
    assert answer.status_code == 422
    assert "不能签发" in text(answer)
    assert "手册 三-4" in text(answer)
    assert state(notice) == ["draft"]


def test_the_notice_of_an_interface_waits_for_its_proofs(as_, project, people, at):
    kind, client = KINDS["insurance_notice"], as_("luxz")
    notice = drafted(project, kind.code, people["luxz"], at)
    page = text(client.get(url("document", notice)))
    assert "尚无医保局审核凭证" in page
    assert f"{reverse('proof-new', args=[project.number])}?key=insurance.approved" in page
    answer = client.post(url("document-save", notice), form(notice, "issue", kind.example["payload"]))
    assert answer.status_code == 422
    assert "不能签发" in text(answer)
    assert "手册 三-3" in text(answer)
    assert state(notice) == ["draft"]


def test_the_notice_is_issued_when_everything_is_proven(as_, notice, people, at):
    prove_all(notice.project, people["luxz"], at)
    answer = as_("luxz").post(url("document-save", notice), form(notice, "issue", NOTICE.example["payload"]))
    assert answer.status_code == 303
    assert answer.url.endswith("?tab=preview")
    assert state(notice) == ["issued"]


def test_only_the_supervisor_issues_with_a_reservation(as_, notice, people):
    sent = {"note": "医保局下周审核。", "due": "2099-01-05", "activity": str(new_id(notice.created_at))}
    path = url("document-step", notice, "reserve")
    assert as_("luxz").post(path, sent).status_code == 403
    client = as_("guqy")
    assert 'id="step-reserve"' in text(client.get(url("document", notice)))
    assert client.post(path, {**sent, "due": ""}).status_code == 422
    assert client.post(path, {**sent, "note": " "}).status_code == 422
    first, second = client.post(path, sent), client.post(path, sent)
    assert first.status_code == second.status_code == 303
    assert state(notice) == ["issued"]
    assert "保留事项：" in text(client.get(url("document", notice), {"tab": "history"}))


def test_a_reservation_is_not_offered_where_nothing_is_missing(as_, notice, people, at):
    prove_all(notice.project, people["luxz"], at)
    assert "有条件签发" not in text(as_("guqy").get(url("document", notice)))


def test_withdraw_and_return(as_, survey, people, at):
    submit_document(document=survey, seen="", **act(people["luxz"], at))
    path = url("document-step", survey, "withdraw")
    assert as_("guqy").post(path).status_code == 403
    sent = {"activity": str(new_id(at))}
    assert [as_("luxz").post(path, sent).status_code for _ in range(2)] == [303, 303]
    assert state(survey) == ["draft"]
    submit_document(document=survey, seen="", **act(people["luxz"], at))
    path, sent = url("document-step", survey, "return"), {"activity": str(new_id(at))}
    client = as_("guqy")
    assert client.post(path, sent).status_code == 422
    sent["note"] = "请补充网络现状。"
    assert [client.post(path, sent).status_code for _ in range(2)] == [303, 303]
    assert "请补充网络现状。" in text(as_("luxz").get(url("document", survey)))


def test_a_submitted_form_is_not_editable_and_can_be_issued(as_, survey, people, at):
    submit_document(document=survey, seen="", **act(people["luxz"], at))
    client = as_("guqy")
    assert 'id="docform"' not in text(client.get(url("document", survey)))
    sent = {"activity": str(new_id(at))}
    path = url("document-step", survey, "issue")
    assert [client.post(path, sent).status_code for _ in range(2)] == [303, 303]
    assert state(survey) == ["issued"]
    assert client.post(path, {"activity": str(new_id(at))}).status_code == 409


def test_void_needs_a_reason_and_the_supervisor(as_, survey, at):
    path = url("document-step", survey, "void")
    assert as_("luxz").post(path, {"note": "重复"}).status_code == 403
    client, sent = as_("guqy"), {"note": "重复建立", "activity": str(new_id(at))}
    assert client.post(path, {}).status_code == 422
    assert [client.post(path, sent).status_code for _ in range(2)] == [303, 303]
    page = text(client.get(url("document", survey)))
    assert "作废理由：重复建立" in page
    assert "重新编写" in page
    assert state(survey) == ["void"]
    assert client.get(url("document", survey), {"tab": "preview"}).status_code == 200
    assert client.get(url("document-draft-page", survey, 1)).content.startswith(b"\x89PNG")
    assert client.post(url("document-step", survey, "revise"), {"activity": str(new_id(at))}).status_code == 303
    assert state(survey) == ["void", "draft"]


def test_a_revision_keeps_the_old_one_in_force(as_, survey, people, at):
    issue_document(document=survey, **act(people["luxz"], at))
    path, sent = url("document-step", survey, "revise"), {"activity": str(new_id(at))}
    assert as_("suh").post(path, sent).status_code == 403
    client = as_("luxz")
    assert [client.post(path, sent).status_code for _ in range(2)] == [303, 303]
    assert state(survey) == ["issued", "draft"]
    assert "第 1 版仍然有效" in text(client.get(url("document", survey)))
    assert client.post(path, {"activity": str(new_id(at))}).status_code == 409


def test_an_unknown_step_is_not_found(as_, survey):
    assert as_("luxz").post(url("document-step", survey, "save")).status_code == 404
    assert as_("luxz").get(url("document-step", survey, "submit")).status_code == 405


def test_papers_of_an_issued_revision(as_, survey, people, at):
    issue_document(document=survey, **act(people["luxz"], at))
    row, client = survey.revisions.get(), as_("suh")
    pdf = client.get(url("document-pdf", survey, row.id))
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["Content-Disposition"].startswith("inline")
    assert "%E5%88%9D%E6%AD%A5%E8%B0%83%E7%A0%94%E6%8A%A5%E5%91%8A.pdf" in pdf.headers["Content-Disposition"]
    assert client.get(url("document-word", survey, row.id)).content.startswith(b"PK")
    picture = client.get(url("document-page", survey, row.id, 1))
    assert picture.content.startswith(b"\x89PNG")
    again = client.get(url("document-page", survey, row.id, 1), headers={"If-None-Match": picture.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(url("document-page", survey, row.id, 99)).status_code == 404
    assert client.get(url("document-draft-pdf", survey)).status_code == 404
    assert "缺第 1" in text(client.get(url("document", survey), {"tab": "files"}))


def test_papers_of_a_draft(as_, survey):
    row, client = survey.revisions.get(), as_("suh")
    assert client.get(url("document-draft-pdf", survey)).content.startswith(b"%PDF")
    assert client.get(url("document-draft-page", survey, 1)).content.startswith(b"\x89PNG")
    assert client.get(url("document-word", survey, row.id)).content.startswith(b"PK")
    assert client.get(url("document-blank", survey)).content.startswith(b"%PDF")
    assert client.get(url("document-blank", survey), {"format": "docx"}).content.startswith(b"PK")
    assert client.get(url("document-pdf", survey, row.id)).status_code == 404


def test_a_fact_that_changed_after_the_issue_is_shown(as_, survey, people, at, project):
    issue_document(document=survey, **act(people["luxz"], at))
    client = as_("luxz")
    assert "资料已变" not in text(client.get(url("document", survey), {"tab": "history"}))
    Hospital.objects.update(grade="三级乙等")
    from fieldbook.record.facts import forget

    forget()
    page = text(client.get(url("document", survey), {"tab": "history"}))
    assert "资料已变" in page
    assert "三级乙等" in page
    assert "二级甲等" in page
    revise_document(document=survey, **act(people["luxz"], at))
    assert "资料已变" not in text(client.get(url("document", survey), {"tab": "history"}))


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=1>\u202e倒写\x00{{ 7 }}{% now %}'


def test_hostile_text_is_shown_as_text(as_, survey):
    client = as_("luxz")
    payload = {**SURVEY.example["payload"], "conclusion": {"ready": "具备", "risks": HOSTILE, "advice": HOSTILE}}
    assert client.post(url("document-save", survey), form(survey, "save", payload)).status_code == 303
    for tab in ("fill", "preview", "history", "files"):
        page = text(client.get(url("document", survey), {"tab": tab}))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "\x00" not in survey.revisions.get().payload["conclusion"]["risks"]
    assert client.get(url("document-draft-pdf", survey)).status_code == 200
    answer = client.post(url("document-save", survey), form(survey, "issue", payload))
    assert answer.status_code == 303


def test_a_note_with_hostile_text_is_shown_as_text(as_, survey, at):
    client = as_("guqy")
    sent = {"note": HOSTILE, "activity": str(new_id(at))}
    assert client.post(url("document-step", survey, "void"), sent).status_code == 303
    for tab in ("fill", "history"):
        assert "<script>alert" not in text(client.get(url("document", survey), {"tab": tab}))


@pytest.mark.parametrize("size,status", [(10 * 2**20, 400), (2 * 2**20, 422)])
def test_an_enormous_field_is_refused_and_not_stored(as_, survey, size, status):
    before = survey.revisions.get().touched
    sent = form(survey, "save", SURVEY.example["payload"], **{"conclusion.risks": "a" * size})
    assert as_("luxz").post(url("document-save", survey), sent).status_code == status
    assert survey.revisions.get().touched == before


def test_the_page_asks_the_database_a_fixed_number_of_times(as_, survey, django_assert_max_num_queries):
    client = as_("luxz")
    client.get(url("document", survey))
    with django_assert_max_num_queries(24):
        client.get(url("document", survey))
