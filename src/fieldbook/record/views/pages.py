"""How views answer: a page with the visit in it, and after a deed a redirect with its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from fieldbook.record.views.guard import Visit


def page(
    request: HttpRequest, visit: Visit, template: str, told: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of a template; the shell reads the standing from the request and does not ask for it again."""
    request.standing = visit.standing  # type: ignore[attr-defined]
    return render(request, template, {"visit": visit, "at": visit.at, **(told or {})}, status=status)


def done(request: HttpRequest, sentence: str, to: str, *args: Any) -> HttpResponse:
    """Say what was done and go to the route `to`, or back to the page of this house that the form names as `next`."""
    messages.success(request, sentence, extra_tags=request.POST.get("activity", "")[:36])
    onward, own = request.POST.get("next", ""), {request.get_host()}
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=own, require_https=request.is_secure()):
        onward = reverse(to, args=args)
    answer = HttpResponseRedirect(onward)
    answer.status_code = 303
    return answer
