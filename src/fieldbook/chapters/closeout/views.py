"""齐全检查 and 打包归档."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from fieldbook.chapters.closeout.actions import pack_archive
from fieldbook.chapters.closeout.queries import archive_of
from fieldbook.chapters.closeout.rules.completeness import lines
from fieldbook.engine.naming import clean_name
from fieldbook.engine.requirements import Finding
from fieldbook.handbook.flows import STEPS
from fieldbook.record.findings import findings_of, missing_for_archive
from fieldbook.record.rules.rights import closed
from fieldbook.record.views.guard import ProjectVisit, activity_of, project_entry
from fieldbook.record.views.pages import page
from fieldbook.record.views.projects import project_frame
from fieldbook.record.views.ways import way_on


@project_entry
@require_safe
def completeness(request: HttpRequest, visit: ProjectVisit) -> HttpResponse:
    """What is missing on top, then every document, then the button that packs."""
    core = visit.facts.core
    missing = missing_for_archive(visit.facts, visit.at)
    told = {
        **project_frame(visit),
        "missing": [(f, way_on(f, core, visit.held, visit.standing)) for f in missing],
        "blocked": _blocked(visit, missing),
        "lines": lines(core, findings_of(visit.facts, visit.at)),
        "archived_at": max((d.archived_at for d in core.documents if d.archived_at), default=None),
    }
    return page(request, visit, "closeout/completeness.html", told)


def _blocked(visit: ProjectVisit, missing: Sequence[Finding]) -> str:
    """Why the archive cannot be packed by this person now, with the clause; empty where it can."""
    step = STEPS["archive.packed"]
    if why := closed(step, visit.held):
        return f"{why[:-1]}（{step.clause}）。"
    return f"待完成 {len(missing)} 项。{missing[0].sentence()}" if missing else ""


@project_entry
@require_POST
def archive_pack(request: HttpRequest, visit: ProjectVisit) -> HttpResponse:
    """打包归档, then the download."""
    pack_archive(project=visit.project, activity=activity_of(request), actor=visit.person, at=visit.at)
    answer = HttpResponseRedirect(reverse("archive-download", args=[visit.project.number]))
    answer.status_code = 303
    return answer


@project_entry
@require_safe
def archive_download(request: HttpRequest, visit: ProjectVisit) -> HttpResponse:
    """The archive as it is now, as one zip named as the handbook wants."""
    archive = archive_of(project=visit.project.id, at=visit.at)
    answer = HttpResponse(archive.data, content_type="application/zip")
    name = f"{clean_name(visit.facts.core.name + ('归档' if not archive.missing else '现有资料'))}.zip"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
