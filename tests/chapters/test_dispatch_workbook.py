"""A dispatch-order workbook comes in: the project exists, or every fault is named and nothing exists."""

from __future__ import annotations

import io

import openpyxl
import pytest

from fieldbook.chapters.dispatch.actions import WorkbookRefused, import_dispatch
from fieldbook.chapters.dispatch.rules.workbook import WORKBOOK, example
from fieldbook.record.facts import facts_of
from fieldbook.record.models import Contact, Document, Project, Scope
from fieldbook.sheets import Refused, write_template
from fieldbook.web.demo import START, dispatch_workbook


def changed(**cells: object) -> bytes:
    """The demo's workbook with cells overwritten by address, `派遣单!B5` as sheet_B5."""
    book = openpyxl.load_workbook(io.BytesIO(dispatch_workbook()))
    sheets = {"o": book["派遣单"], "m": book["模块明细"]}
    for place, value in cells.items():
        sheet, address = place.split("_")
        sheets[sheet][address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(data: bytes, people) -> list[str]:
    with pytest.raises(WorkbookRefused) as refusal:
        import_dispatch(data=data, name="派遣单.xlsx", actor=people["guqy"], at=START)
    assert Project.objects.count() == 0
    assert Document.objects.count() == 0
    assert Scope.objects.filter(kind="project").count() == 0
    return [str(p) for p in refusal.value.problems]


def test_the_template_with_its_example_is_accepted_as_it_is(people, hospital):
    data = write_template(WORKBOOK, example=example())
    project = import_dispatch(data=data, name="派遣单.xlsx", actor=None, at=START)
    core = facts_of(project.id)[1].core
    assert core.order.type == "升级割接"
    assert [m.code for m in core.order.modules] == ["M04", "M06", "M18", "M32", "M33", "M34"]
    assert [p.name for p in core.engineers] == ["陆行舟", "白芷若"]


def test_unknown_person_and_hospital_name_sheet_row_and_column(people, hospital):
    engineer, place = row_of("实施工程师(主)"), row_of("医院全称")
    said = told(changed(**{f"o_B{engineer}": "查无此人", f"o_B{place}": "某某医院"}), people)
    assert any(s.startswith(f"“派遣单”第 {engineer} 行 B 列") and "查无此人" in s for s in said)
    assert any(s.startswith(f"“派遣单”第 {place} 行 B 列") and "某某医院" in s for s in said)


def row_of(part: str) -> int:
    book = openpyxl.load_workbook(io.BytesIO(dispatch_workbook()))
    return next(r[0].row for r in book["派遣单"].iter_rows() if part in str(r[0].value or ""))


def test_every_fault_is_told_at_once(people, hospital):
    finish = row_of("计划完成")
    said = told(changed(**{f"o_B{finish}": "2026-01-01", "m_A6": "M99 不存在", "m_E8": None}), people)
    assert any(f"第 {finish} 行" in s and "早于" in s for s in said)
    assert any("“模块明细”第 6 行" in s for s in said)
    assert any("“模块明细”第 8 行" in s and "接口对象" in s for s in said)


def test_the_same_workbook_again_gives_the_same_project(people, hospital):
    data = dispatch_workbook()
    first = import_dispatch(data=data, name="a.xlsx", actor=people["guqy"], at=START)
    again = import_dispatch(data=data, name="a.xlsx", actor=people["guqy"], at=START)
    assert again.id == first.id
    assert Project.objects.count() == 1


def test_another_workbook_for_an_existing_project_name_is_refused(people, hospital):
    import_dispatch(data=dispatch_workbook(), name="a.xlsx", actor=people["guqy"], at=START)
    with pytest.raises(WorkbookRefused, match="1 处问题"):
        import_dispatch(data=dispatch_workbook(planned_days=61), name="a.xlsx", actor=people["guqy"], at=START)
    assert Project.objects.count() == 1


def test_contacts_of_the_workbook_reach_the_hospital(people, hospital):
    data = dispatch_workbook(site_lead="苗若水", site_lead_phone="199 0000 0177")
    project = import_dispatch(data=data, name="a.xlsx", actor=people["guqy"], at=START)
    assert Contact.objects.get(hospital=hospital, role="site_lead").name == "苗若水"
    assert facts_of(project.id)[1].core.hospital.site_lead.phone == "199 0000 0177"


def test_an_import_that_was_cut_off_before_the_issue_leaves_nothing(people, hospital, monkeypatch):
    from fieldbook.chapters.dispatch import actions

    whole, last = actions.issue_document, Scope.objects.count()
    monkeypatch.setattr(actions, "issue_document", lambda **_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        import_dispatch(data=dispatch_workbook(), name="a.xlsx", actor=people["guqy"], at=START)
    assert (Project.objects.count(), Document.objects.count(), Scope.objects.count()) == (0, 0, last)
    monkeypatch.setattr(actions, "issue_document", whole)
    project = import_dispatch(data=dispatch_workbook(), name="a.xlsx", actor=people["guqy"], at=START)
    assert facts_of(project.id)[1].core.order is not None
    assert (project.number, project.documents.get().number) == ("XM-2026-0001", "PQ-2026-0001")


def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(people, hospital):
    with pytest.raises(Refused):
        import_dispatch(data=b"<html>", name="派遣单.xlsx", actor=people["guqy"], at=START)


def test_only_the_named_supervisor_or_a_deputy_dispatches(people, hospital):
    from fieldbook.record.perform import Forbidden

    for login in ("luxz", "fangz", "suh", "admin"):
        with pytest.raises(Forbidden):
            import_dispatch(data=dispatch_workbook(), name="a.xlsx", actor=people[login], at=START)
    assert Project.objects.count() == 0
