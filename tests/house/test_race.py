"""The race: a proof is withdrawn while the notice is issued. Real threads, real database."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections

from builders import act, dispatched, drafted, issued, open_keys, prove_all
from fieldbook.handbook.kinds import KINDS
from fieldbook.record.actions.issuing import issue_document
from fieldbook.record.actions.proofs import withdraw_proof
from fieldbook.record.models import Document, Person, Proof, Reservation, Revision
from fieldbook.record.perform import NotYet, Stale

ROUNDS = 12
CODE = "bill_forms.settled"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_withdrawing_a_proof_while_the_notice_is_issued(people, hospital, at):
    if connection.vendor != "postgresql":
        pytest.skip("the race needs two real connections: runs on PostgreSQL only")
    engineer = people["luxz"]
    modules = [row for row in KINDS["dispatch_order"].example["payload"]["modules"] if row["module"].startswith("M06")]
    project = dispatched(people, type="新增模块", modules=modules)
    issued(project, "survey_report", engineer, at)
    notice = drafted(project, "go_live_notice", engineer, at, KINDS["go_live_notice"].example["payload"])
    outcomes = set()
    for _ in range(ROUNDS):
        if open_keys(project, at, KINDS["go_live_notice"].needs):
            prove_all(project, engineer, at)
        proof = Proof.objects.get(project=project, code=CODE, withdrawn_at=None)
        outcomes.add(one_round(notice.id, proof.id, project.id, engineer.id, at))
        check(notice, project, at)
        if notice.revisions.filter(state="issued").exists():
            break
    assert outcomes


def one_round(notice, proof, project, actor, at) -> str:
    """Both at once; returns what happened to the issue."""
    gate = threading.Barrier(2)
    told = []

    def run(work):
        try:
            gate.wait(10)
            work()
            told.append("done")
        except (NotYet, Stale) as refusal:
            told.append(type(refusal).__name__)
        finally:
            connections.close_all()

    def issue():
        person = Person.objects.get(id=actor)
        issue_document(document=Document.objects.get(id=notice), **act(person, at))

    def withdraw():
        person = Person.objects.get(id=actor)
        withdraw_proof(proof=proof, project=project, reason="传错文件", **act(person, at))

    threads = [threading.Thread(target=run, args=(work,)) for work in (issue, withdraw)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    return ",".join(sorted(told))


def check(notice, project, at) -> None:
    """An issued notice had its proof at the version at which it was issued, or it has a reservation."""
    from fieldbook.record.models.activity import Activity

    row = Revision.objects.filter(document=notice, state="issued").first()
    if row is None:
        return
    issue = Activity.objects.get(scope=project.id, verb="document.issued", thing_id=notice.id)
    withdrawn = Activity.objects.filter(scope=project.id, verb="proof.withdrawn", seq__lt=issue.seq).values_list(
        "thing_id", flat=True
    )
    proofs = Proof.objects.filter(project=project, code=CODE).exclude(id__in=list(withdrawn))
    assert proofs.exists() or Reservation.objects.filter(revision=row).exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_double_click_that_overlaps_gives_both_the_same_result(people, hospital, at):
    if connection.vendor != "postgresql":
        pytest.skip("the race needs two real connections: runs on PostgreSQL only")
    engineer = people["luxz"]
    project = dispatched(people)
    survey = drafted(project, "survey_report", engineer, at)
    arguments = {**act(engineer, at), "seen": str(survey.revisions.get().touched)}
    gate, told = threading.Barrier(2), []

    def click():
        try:
            gate.wait(10)
            issue_document(document=Document.objects.get(id=survey.id), **arguments)
            told.append("done")
        except Exception as error:
            told.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert told == ["done", "done"]
    assert list(survey.revisions.values_list("state", flat=True)) == ["issued"]
