"""Records of what was done (手册 一, 二, 四), the gate of a departure (手册 一-5), seals (手册 四-4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from builders import PDF, act, dispatched, drafted, issued, open_keys, picture, recorded, signed, some_id
from fieldbook.engine.requirements import Status
from fieldbook.handbook.catalogue.modules import BY_CODE
from fieldbook.handbook.flows import ISSUED
from fieldbook.handbook.kinds import KINDS
from fieldbook.handbook.phases import phase
from fieldbook.handbook.requirements.records import WORDS
from fieldbook.record.actions.deeds import stored_file
from fieldbook.record.actions.documents import revise_document, void_document
from fieldbook.record.actions.issuing import issue_document, issue_with_reservation
from fieldbook.record.actions.proofs import grant_waiver, make_record, withdraw_proof
from fieldbook.record.actions.receipts import _receive, confirm_seal
from fieldbook.record.actions.trips import report_trip
from fieldbook.record.facts import facts_of
from fieldbook.record.findings import findings_of, missing_for_archive
from fieldbook.record.models import Document, Person, Project, Proof, Receipt, Trip
from fieldbook.record.models.activity import Activity
from fieldbook.record.perform import Forbidden, Invalid, NotYet, Stale
from fieldbook.record.queries.files import read_file
from fieldbook.record.rules.ids import new_id
from fieldbook.web.demo import START, Story, tell_hospital, tell_people
from visitors import send, text, visitor

AT = START + timedelta(days=10, hours=3)
TODAY = AT.date()
BEFORE_LIVE = (
    ("document.issued", "go_live_notice"),
    ("document.issued", "cutover_plan"),
    ("self_test.done", ""),
    ("user_test.done", ""),
    ("contacts.named", ""),
    ("support.arranged", ""),
)
"""What the demo's order asks for before the start; it has no stores to count."""


@dataclass(frozen=True, slots=True)
class Told:
    """A project just arrived at, and a project that may go live: `certificate` is issued there, not signed."""

    people: dict[str, Person]
    fresh: Project
    ready: Project
    certificate: Document


def tell() -> Told:
    people = tell_people()
    tell_hospital(Story(1000), people["admin"])
    engineer, boss = people["luxz"], people["guqy"]
    fresh = dispatched(people)
    ready = dispatched(people, project_name="云溪县人民医院二期项目", contract_number="HT-2")
    notice = drafted(ready, "go_live_notice", engineer, AT)
    issue_with_reservation(document=notice, reason="已约定日期。", due=TODAY, **act(boss, AT))
    issue_document(document=drafted(ready, "cutover_plan", engineer, AT), **act(boss, AT))
    for code in ("self_test.done", "user_test.done", "contacts.named", "support.arranged"):
        recorded(ready, code, engineer, AT)
    certificate = issued(ready, "healthone_certificate", engineer, AT, _long(KINDS["healthone_certificate"]))
    return Told(people, fresh, ready, certificate)


def _long(kind):
    """The example of a certificate with every module in it: more than one page."""
    example = kind.example["payload"]
    return {**example, "modules": [{**example["modules"][0], "module": m.label} for m in BY_CODE.values()]}


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(AT):
        yield


@pytest.fixture
def people(story):
    return story.people


@pytest.fixture
def project(story):
    """Nothing was recorded here."""
    return story.fresh


@pytest.fixture
def ready(story):
    """Only the record of the start is missing here."""
    return story.ready


@pytest.fixture
def certificate(story):
    return story.certificate


def make(people, project, code, *, by="luxz", note="电话沟通，已办。", day=TODAY, **said):
    make_record(project=project, code=code, note=note, proven_date=day, **{**act(people[by], AT), **said})


def finding(project, code, subject=""):
    return next(f for f in findings_of(facts_of(project.id)[1], AT, (code,)) if f.subject == subject)


# --- records -----------------------------------------------------------------------------------------


def test_a_record_meets_its_duty_without_a_file(people, project):
    open_before = finding(project, "sales.talked")
    assert open_before.is_open
    assert "沟通的时间、对象和要点" in open_before.reason
    make(people, project, "sales.talked", note="与沈知秋通话。\x00", day=date(2026, 10, 14))
    row = Proof.objects.get(project=project)
    assert (row.code, row.subject, row.title) == ("sales.talked", "", "与签单市场人员沟通")
    assert (row.note, row.proven_date, row.file) == ("与沈知秋通话。", date(2026, 10, 14), None)
    assert (row.filed_by, row.filed_at) == (people["luxz"], AT)
    done = finding(project, "sales.talked")
    assert (done.status, done.met_at, done.proofs) == (Status.MET, AT, (str(row.id),))
    assert open_keys(project, AT, ("site.asked",)) == [("site.asked", "")]


def test_a_record_keeps_its_file(people, project):
    make(people, project, "site.asked", file=(PDF, "机房照片.pdf", "application/pdf"))
    kept = Proof.objects.get(project=project).file
    assert (kept.name, kept.media, kept.scope_id) == ("机房照片.pdf", "application/pdf", project.id)
    assert read_file(kept.sha256) == PDF
    assert finding(project, "site.asked").status is Status.MET


@pytest.mark.parametrize("note", ["", " \n\t"])
def test_a_record_needs_words(people, project, note):
    with pytest.raises(Invalid) as refused:
        make(people, project, "sales.talked", note=note, file=(PDF, "a.pdf", "application/pdf"))
    assert refused.value.sentence == "请写明沟通的时间、对象和要点。"
    assert [p.path for p in refused.value.problems] == ["note"]
    assert finding(project, "sales.talked").is_open


def test_a_day_that_has_not_come_is_refused(people, project):
    with pytest.raises(Invalid) as refused:
        make(people, project, "sales.talked", day=TODAY + timedelta(days=1))
    assert [p.path for p in refused.value.problems] == ["proven_date"]
    assert finding(project, "sales.talked").is_open
    make(people, project, "sales.talked", day=TODAY)


@pytest.mark.parametrize("by", ["luxz", "baizr", "guqy", "suh", "shenzq"])
def test_who_has_a_part_may_record(people, project, by):
    make(people, project, "sales.talked", by=by)
    assert finding(project, "sales.talked").status is Status.MET


@pytest.mark.parametrize("by", ["jianglc", "admin", "chengy", "yuanq", "weny", "fangz"])
def test_nobody_else_may_record(people, project, by):
    with pytest.raises(Forbidden):
        make(people, project, "sales.talked", by=by)
    assert not Proof.objects.filter(project=project).exists()


def test_a_record_is_made_once(people, project):
    activity = new_id(AT)
    make(people, project, "sales.talked", activity=activity)
    version = facts_of(project.id)[0]
    make(people, project, "sales.talked", activity=activity)
    assert facts_of(project.id)[0] == version
    assert Proof.objects.filter(project=project).count() == 1
    with pytest.raises(Stale):
        make(people, project, "sales.talked", by="suh")
    with pytest.raises(Forbidden):
        make(people, project, "sales.talked", by="suh", activity=activity)
    assert Activity.objects.filter(verb="record.made", scope_id=project.id).count() == 1


def test_what_does_not_apply_is_not_recorded(people, project):
    assert finding(project, "stocktake.done").status is Status.NOT_APPLICABLE
    with pytest.raises(Stale):
        make(people, project, "stocktake.done")


@pytest.mark.parametrize("code", ["sales.talked", "system.live"])
def test_a_withdrawn_record_opens_its_duty_again(people, ready, code):
    make(people, ready, code)
    proof = Proof.objects.get(project=ready, code=code)
    told = {"proof": proof.id, "project": ready.id}
    with pytest.raises(Invalid):
        withdraw_proof(**told, reason=" ", **act(people["luxz"], AT))
    for login in ("shenzq", "suh", "yuanq"):
        with pytest.raises(Forbidden):
            withdraw_proof(**told, reason="记错项目。", **act(people[login], AT))
    assert finding(ready, code).status is Status.MET
    withdraw_proof(**told, reason="记错项目。", **act(people["luxz"], AT))
    assert finding(ready, code).is_open
    with pytest.raises(Stale):
        withdraw_proof(**told, reason="记错项目。", **act(people["luxz"], AT))
    make(people, ready, code)
    assert finding(ready, code).status is Status.MET


# --- the start and the acceptance --------------------------------------------------------------------


def test_nothing_is_live_before_what_it_needs(people, project):
    with pytest.raises(NotYet) as refused:
        make(people, project, "system.live")
    assert {f.key for f in refused.value.findings} == set(BEFORE_LIVE)
    assert refused.value.sentence.startswith("不能登记（共缺 6 项）：")
    assert "（手册 " in refused.value.sentence
    assert finding(project, "system.live").is_open
    assert not Proof.objects.filter(project=project).exists()


def undo(people, project, code, subject):
    """Take away one thing that was there before the start."""
    if subject:
        paper = Document.objects.get(project=project, kind=subject)
        void_document(document=paper, reason="重做", **act(people["guqy"], AT))
    else:
        proof = Proof.objects.get(project=project, code=code)
        withdraw_proof(proof=proof.id, project=project.id, reason="记错项目。", **act(people["luxz"], AT))


@pytest.mark.parametrize("key", BEFORE_LIVE, ids=lambda k: k[1] or k[0])
def test_each_thing_missing_before_the_start_is_named(people, ready, key):
    undo(people, ready, *key)
    with pytest.raises(NotYet) as refused:
        make(people, ready, "system.live")
    (missing,) = refused.value.findings
    assert missing.key == key
    assert missing.title in refused.value.sentence
    assert missing.clause in refused.value.sentence
    assert finding(ready, "system.live").is_open


def test_with_all_of_it_there_the_system_is_live(people, ready):
    assert phase(facts_of(ready.id)[1]) == "已启用通知"
    make(people, ready, "system.live", day=TODAY - timedelta(days=1))
    assert finding(ready, "system.live").status is Status.MET
    assert phase(facts_of(ready.id)[1]) == "已上线"


def test_what_was_waived_does_not_hold_up_the_start(people, ready):
    undo(people, ready, "self_test.done", "")
    grant_waiver(project=ready, key=("self_test.done", ""), reason="沿用一期测试。", **act(people["guqy"], AT))
    make(people, ready, "system.live")
    assert finding(ready, "system.live").status is Status.MET


def test_acceptance_is_asked_for_after_the_start(people, ready):
    assert finding(ready, "acceptance.asked").due is None
    with pytest.raises(NotYet) as refused:
        make(people, ready, "acceptance.asked")
    assert [f.key for f in refused.value.findings] == [("system.live", "")]
    assert "手册 四-4" in refused.value.sentence
    make(people, ready, "system.live", day=TODAY - timedelta(days=1))
    assert finding(ready, "acceptance.asked").due.isoformat() == "2026-10-28T18:00:00+08:00"
    make(people, ready, "acceptance.asked")
    assert finding(ready, "acceptance.asked").status is Status.MET


# --- the page of a record ----------------------------------------------------------------------------


def record_page(people, login, project, code="sales.talked"):
    return visitor(people[login]).get(reverse("record-new", args=[project.number, code]))


def sent(**changes):
    return {"note": "与沈知秋通话，要点如下。", "proven_date": "2026-10-14", **changes}


def test_the_page_is_for_those_who_may_record(people, project):
    codes = {login: record_page(people, login, project).status_code for login in people}
    able = {"luxz": 200, "baizr": 200, "guqy": 200, "suh": 200, "shenzq": 200, "jianglc": 403, "admin": 403}
    assert codes == {**dict.fromkeys(codes, 404), **able}
    assert record_page(people, "luxz", project, "training.done").status_code == 404
    assert record_page(people, "luxz", project, "bill_forms.settled").status_code == 404
    for login, status in (("jianglc", 403), ("yuanq", 404)):
        answer = send(visitor(people[login]), "record-new", project.number, "sales.talked", at=AT, **sent())
        assert answer.status_code == status
    assert not Proof.objects.filter(project=project).exists()


@pytest.mark.parametrize("code", WORDS)
def test_every_record_has_its_page(people, project, code):
    told = text(record_page(people, "luxz", project, code))
    assert WORDS[code].title in told
    assert WORDS[code].what in told
    assert 'value="2026-10-22"' in told


def test_the_page_records_once(people, project):
    client, activity = visitor(people["shenzq"]), new_id(AT)
    assert reverse("record-new", args=[project.number, "sales.talked"]) in text(client.get(project_url(project)))
    for _ in range(2):
        answer = send(client, "record-new", project.number, "sales.talked", at=AT, activity=activity, **sent())
        assert (answer.status_code, answer.url) == (303, project_url(project))
    told = text(client.get(answer.url))
    assert "已登记“与签单市场人员沟通”。" in told
    assert "与沈知秋通话，要点如下。" in told
    assert "登记了一项工作" in told
    assert Proof.objects.get(project=project).file is None
    again = send(client, "record-new", project.number, "sales.talked", at=AT, **sent())
    assert again.status_code == 409


def test_the_page_takes_a_file(people, project):
    file = SimpleUploadedFile("通话记录.pdf", PDF)
    client = visitor(people["luxz"])
    assert send(client, "record-new", project.number, "sales.talked", at=AT, **sent(file=file)).status_code == 303
    kept = Proof.objects.get(project=project).file
    assert (kept.name, read_file(kept.sha256)) == ("通话记录.pdf", PDF)
    assert reverse("file", args=[kept.id]) in text(client.get(project_url(project)))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"note": " "}, "请写明经过和结果。"),
        ({"note": "长" * 501}, "说明最多 500 字。"),
        ({"proven_date": ""}, "请填写日期。"),
        ({"proven_date": "2026-10-23"}, "日期不能晚于今天。"),
        ({"file": SimpleUploadedFile("x.pdf", b"<html>")}, "不是照片或 PDF"),
    ],
)
def test_faults_are_told_and_what_was_typed_stays(people, project, changes, sentence):
    answer = send(visitor(people["luxz"]), "record-new", project.number, "sales.talked", at=AT, **sent(**changes))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert changes.get("note", "与沈知秋通话，要点如下。").strip() in text(answer)
    assert not Proof.objects.filter(project=project).exists()


def test_the_page_says_what_the_start_waits_for(people, project, ready):
    told = text(record_page(people, "luxz", project, "system.live"))
    assert "登记之前还有 6 项待完成：" in told
    assert "签发《系统启用通知书》" in told
    assert "待完成：" not in text(record_page(people, "luxz", ready, "system.live"))
    client = visitor(people["luxz"])
    answer = send(client, "record-new", project.number, "system.live", at=AT, **sent())
    assert answer.status_code == 422
    assert "不能登记（共缺 6 项）" in text(answer)
    assert send(client, "record-new", ready.number, "system.live", at=AT, **sent()).status_code == 303
    assert finding(ready, "system.live").status is Status.MET


def project_url(project) -> str:
    return reverse("project", args=[project.number])


# --- the gate of a departure -------------------------------------------------------------------------


@pytest.fixture
def trip(people, project):
    """The trip of the colleague, who has not left: the leader's order is issued, theirs is not."""
    return Trip.objects.get(project=project, person=people["baizr"])


def leave(people, trip, verb="trip.departed"):
    report_trip(verb=verb, trip=trip.id, project=trip.project_id, **act(people["baizr"], AT))


def state(trip) -> str:
    return Trip.objects.values_list("state", flat=True).get(id=trip.id)


@pytest.mark.parametrize("verb", ["trip.departed", "trip.arrived"])
def test_nobody_leaves_without_their_trip_order(people, project, trip, verb):
    order = f"trip_order.{trip.id}"
    with pytest.raises(NotYet) as refused:
        leave(people, trip, verb)
    assert [f.key for f in refused.value.findings] == [("document.issued", order)]
    assert "出差任务书（白芷若）" in refused.value.sentence
    assert "手册 一-5" in refused.value.sentence
    paper = drafted(project, "trip_order", people["guqy"], AT, key=str(trip.id))
    with pytest.raises(NotYet):  # a draft sends nobody
        leave(people, trip, verb)
    assert state(trip) == "preparing"
    issue_document(document=paper, **act(people["guqy"], AT))
    leave(people, trip, verb)
    assert state(trip) == ("travelling" if verb == "trip.departed" else "on_site")


def test_a_voided_trip_order_sends_nobody(people, project, trip):
    paper = issued(project, "trip_order", people["guqy"], AT, key=str(trip.id))
    void_document(document=paper, reason="改期", **act(people["guqy"], AT))
    with pytest.raises(NotYet):
        leave(people, trip)


def test_the_supervisor_may_let_them_leave_without_it(people, project, trip):
    key = ("document.issued", f"trip_order.{trip.id}")
    with pytest.raises(Forbidden):
        grant_waiver(project=project, key=key, reason="急。", **act(people["baizr"], AT))
    grant_waiver(project=project, key=key, reason="院方急召，任务书后补。", **act(people["guqy"], AT))
    leave(people, trip)
    leave(people, trip, "trip.arrived")
    assert state(trip) == "on_site"


def test_the_page_says_why_nobody_leaves_yet(people, project, trip):
    client, args = visitor(people["baizr"]), ("trip-report", project.number, trip.id, "departed")
    button = re.compile(r"<button[^>]* disabled [^>]*>登记出发</button>")
    for path in ("/", project_url(project)):
        told = text(client.get(path))
        assert button.search(told)
        assert "尚未编写，请新建《出差任务书（白芷若）》。（手册 一-5）" in told
    answer = send(client, *args, at=AT)
    assert answer.status_code == 422
    assert "手册 一-5" in text(answer)
    key = f"document.issued:trip_order.{trip.id}"
    assert send(visitor(people["guqy"]), "waive", project.number, at=AT, key=key, note="急召。").status_code == 303
    client = visitor(people["baizr"])
    told = text(client.get(project_url(project)))
    assert "登记出发</button>" in told
    assert not button.search(told)
    assert send(client, *args, at=AT).status_code == 303
    assert state(trip) == "travelling"


# --- seals -------------------------------------------------------------------------------------------


def seals(document) -> int:
    return Receipt.objects.filter(revision__document=document, type="seal").count()


def confirm(people, document, by="luxz", **said):
    confirm_seal(document=document, **{**act(people[by], AT), **said})


def test_no_seal_before_every_page_is_signed(people, ready, certificate):
    with pytest.raises(NotYet) as refused:
        confirm(people, certificate)
    assert [f.key for f in refused.value.findings] == [("document.scanned", str(certificate.id))]
    assert "《HealthOne启用证明》签字件" in refused.value.sentence
    revision = certificate.revisions.get(state=ISSUED)
    assert revision.pages > 1
    image = stored_file(scope=ready.id, data=picture(), name="1.jpg", media="image/jpeg")
    _receive(verb="page.filed", revision=revision, type_="scan", page=1, image=image, **act(people["luxz"], AT))
    with pytest.raises(NotYet) as refused:
        confirm(people, certificate)
    assert "缺第 2" in refused.value.sentence
    assert seals(certificate) == 0
    assert finding(ready, "document.sealed", str(certificate.id)).is_open


@pytest.mark.parametrize("by", ["luxz", "baizr", "guqy", "suh"])
def test_a_seal_is_confirmed_on_the_signed_copy(people, ready, certificate, by):
    key = ("document.sealed", str(certificate.id))
    signed(certificate, people["luxz"], AT)
    assert key in {f.key for f in missing_for_archive(facts_of(ready.id)[1], AT)}
    confirm(people, certificate, by)
    done = finding(ready, *key)
    assert (done.status, done.met_at) == (Status.MET, AT)
    assert key not in {f.key for f in missing_for_archive(facts_of(ready.id)[1], AT)}
    assert Receipt.objects.get(revision__document=certificate, type="seal").by == people[by]


@pytest.mark.parametrize("by", ["shenzq", "jianglc", "admin", "yuanq", "weny"])
def test_nobody_else_confirms_a_seal(people, certificate, by):
    signed(certificate, people["luxz"], AT)
    with pytest.raises(Forbidden):
        confirm(people, certificate, by)
    assert seals(certificate) == 0


def test_a_new_revision_needs_its_seal_anew(people, ready, certificate):
    signed(certificate, people["luxz"], AT)
    confirm(people, certificate)
    revise_document(document=certificate, **act(people["luxz"], AT))
    assert finding(ready, "document.sealed", str(certificate.id)).status is Status.MET  # the old one is in force
    issue_document(document=certificate, **act(people["luxz"], AT))
    assert finding(ready, "document.sealed", str(certificate.id)).is_open
    with pytest.raises(NotYet):
        confirm(people, certificate)
    signed(certificate, people["luxz"], AT)
    confirm(people, certificate)
    assert finding(ready, "document.sealed", str(certificate.id)).status is Status.MET
    assert seals(certificate) == 2


def test_a_paper_that_is_not_in_force_has_no_seal(people, project, certificate):
    paper = drafted(project, "healthone_certificate", people["luxz"], AT)
    with pytest.raises(Stale):
        confirm(people, paper)
    signed(certificate, people["luxz"], AT)
    void_document(document=certificate, reason="重做", **act(people["guqy"], AT))
    with pytest.raises(Stale):
        confirm(people, certificate)


def test_the_page_confirms_a_seal_once(people, ready, certificate):
    client, activity, args = visitor(people["luxz"]), new_id(AT), ("seal-confirmed", ready.number, certificate.id)
    files = reverse("document", args=[ready.number, certificate.id]) + "?tab=files"
    button = re.compile(r"<button[^>]*( disabled)?>签字件上盖有医院公章</button>")
    assert "先上传签字件，再核对公章。" in text(client.get(files))
    assert " disabled>签字件上盖有医院公章" in text(client.get(files))
    answer = send(client, *args, at=AT)
    assert answer.status_code == 422
    assert "签字件" in text(answer)
    signed(certificate, people["luxz"], AT)
    assert " disabled>签字件上盖有医院公章" not in text(client.get(files))
    assert button.search(text(client.get(files)))
    assert not button.search(text(visitor(people["shenzq"]).get(files)))
    assert send(visitor(people["shenzq"]), *args, at=AT).status_code == 403
    assert send(visitor(people["yuanq"]), *args, at=AT).status_code == 404
    for _ in range(2):
        assert send(client, *args, at=AT, activity=activity).status_code == 303
    assert seals(certificate) == 1
    told = text(client.get(files))
    assert "由陆行舟确认" in told
    assert not button.search(told)
    assert client.get(reverse("seal-confirmed", args=args[1:])).status_code == 405


def test_a_kind_without_a_seal_has_no_such_page(people, ready, certificate, story):
    plan = Document.objects.get(project=ready, kind="go_live_notice")
    signed(plan, people["luxz"], AT)
    client = visitor(people["luxz"])
    assert send(client, "seal-confirmed", ready.number, plan.id, at=AT).status_code == 404
    assert send(client, "seal-confirmed", ready.number, some_id(), at=AT).status_code == 404
    assert send(client, "seal-confirmed", story.fresh.number, certificate.id, at=AT).status_code == 404
    assert seals(plan) == seals(certificate) == 0
    files = reverse("document", args=[ready.number, plan.id]) + "?tab=files"
    assert "公章" not in text(client.get(files))
    assert not any(f.subject == str(plan.id) for f in findings_of(facts_of(ready.id)[1], AT, ("document.sealed",)))
