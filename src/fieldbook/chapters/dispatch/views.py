"""派遣导入: the workbook comes in, its faults are shown cell by cell, or the project exists."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from fieldbook.chapters.dispatch.actions import WorkbookRefused, import_dispatch
from fieldbook.chapters.dispatch.forms import WorkbookForm
from fieldbook.chapters.dispatch.rules.workbook import WORKBOOK, example
from fieldbook.handbook.roles import Role
from fieldbook.record.perform import Forbidden
from fieldbook.record.views.guard import Visit, person_entry
from fieldbook.record.views.pages import done, page
from fieldbook.sheets import Refused, SheetProblem, write_template

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _only_supervisors(visit: Visit) -> None:
    roles = visit.standing.roles | {role for role, _ in visit.standing.bosses}
    if Role.SUPERVISOR not in roles:
        raise Forbidden("只有部门主管可以派遣项目。需要派遣时，请联系部门主管。")


@person_entry
@require_http_methods(["GET", "HEAD", "POST"])
def dispatch_import(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form; a faulty workbook answers 422 with every fault, a sound one leads to its project."""
    _only_supervisors(visit)
    if request.method != "POST":
        return _form(request, visit, WorkbookForm(limit=settings.UPLOAD_LIMIT))
    form = WorkbookForm(request.POST, request.FILES, limit=settings.UPLOAD_LIMIT)
    if not form.is_valid():
        return _form(request, visit, form, status=422)
    sent = form.cleaned_data["file"]
    try:
        project = import_dispatch(data=sent.read(), name=sent.name, actor=visit.person, at=visit.at)
    except WorkbookRefused as refusal:
        return _form(request, visit, form, refusal.sentence, refusal.problems, status=422)
    except Refused as refusal:
        return _form(request, visit, form, refusal.sentence, status=422)
    return done(request, f"已派遣“{project.name}”，派遣单已签发，等待工程师接收。", "project", project.number)


def _form(
    request: HttpRequest,
    visit: Visit,
    form: WorkbookForm,
    sentence: str = "",
    problems: Sequence[SheetProblem] = (),
    status: int = 200,
) -> HttpResponse:
    told = {"form": form, "sentence": sentence, "problems": problems}
    return page(request, visit, "dispatch/import.html", told, status=status)


@person_entry
@require_safe
def dispatch_template(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The workbook to fill in, with a worked example and drop-down lists."""
    _only_supervisors(visit)
    answer = HttpResponse(write_template(WORKBOOK, example=example()), content_type=_XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, "实施派遣单模板.xlsx") or "attachment"
    return answer
