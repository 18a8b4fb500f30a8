"""Headers on every answer, time limits of a session, and refusals as pages with sentences."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from fieldbook.record.perform import Forbidden, Invalid, NotYet, Refusal, Stale
from fieldbook.sheets import Refused

Answer = Callable[[HttpRequest], HttpResponse]
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'; manifest-src 'self'"
)
STATUS: dict[type[Exception], int] = {Forbidden: 403, Stale: 409, NotYet: 422, Invalid: 422, Refused: 422}
_WRITE_EVERY = 60


def headers(answer: Answer) -> Answer:
    """Strict CSP without inline scripts, no referrer to strangers, no caching of pages with data."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond


def size_limit(answer: Answer) -> Answer:
    """413 with a sentence, before anything of it is read, where a whole request is larger than the setting allows."""

    def respond(request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said[:18]) > settings.REQUEST_LIMIT:
            told = {"size": int(said[:18]) // 2**20 + 1, "limit": settings.REQUEST_LIMIT // 2**20}
            return render(request, "413.html", told, status=413)
        return answer(request)

    return respond


def utf8_only(answer: Answer) -> Answer:
    """400 where a request names another character set: some of them decode to text that no database takes."""

    def respond(request: HttpRequest) -> HttpResponse:
        said = (request.content_params or {}).get("charset", "utf-8")
        if said.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise BadRequest("requests are read as UTF-8")
        return answer(request)

    return respond


def session_limits(answer: Answer) -> Answer:
    """Log out after an idle time or an absolute age, and whoever was disabled; writes at most once a minute."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault("started", now)
            seen = request.session.get("seen", now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif now - request.session.get("seen", 0) > _WRITE_EVERY:
                request.session["seen"] = now
        return answer(request)

    return respond


class refusals:  # noqa: N801  # named as the middleware it is
    """An expected refusal becomes a page: 403, 409 or 422 with its sentence, findings and problems."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a refusal; None for every other error, which crashes loudly."""
        if not isinstance(error, Refusal | Refused):
            return None
        return refusal_page(request, error)


def refusal_page(request: HttpRequest, error: Exception) -> HttpResponse:
    """The page (or fragment, for htmx) of a refusal."""
    status = next((code for of, code in STATUS.items() if isinstance(error, of)), 422)
    told = {
        "sentence": getattr(error, "sentence", str(error)),
        "findings": getattr(error, "findings", ()),
        "problems": getattr(error, "problems", ()),
        "back": _back(request),
    }
    return render(request, "web/refusal.html", told, status=status)


def _back(request: HttpRequest) -> str:
    """The page of this house that the person came from, else 工作台."""
    came = request.META.get("HTTP_REFERER", "")
    return came if url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}) else "/"
