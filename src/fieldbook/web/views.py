"""The shell's own pages: log in and out, health."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fieldbook.record.views.guard import public


class LoginForm(AuthenticationForm):
    """Account and password; one sentence for every failure, so that nobody learns which accounts exist."""

    error_messages = {
        "invalid_login": "账号或密码不正确，请核对后重试。",
        "inactive": "账号或密码不正确，请核对后重试。",
    }
    username = forms.CharField(
        label="账号",
        max_length=40,
        error_messages={"required": "请输入账号。"},
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "username", "autofocus": True, "autocapitalize": "none"}
        ),
    )
    password = forms.CharField(
        label="密码",
        strip=False,
        error_messages={"required": "请输入密码。"},
        widget=forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "current-password"}),
    )


_log_in = LoginView.as_view(
    template_name="web/login.html", authentication_form=LoginForm, redirect_authenticated_user=True
)
_log_out = LogoutView.as_view(next_page="login")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The login page; a success starts a new session."""
    return cast(HttpResponse, _log_in(request))


@public
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session."""
    return _log_out(request)


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """`{"ok": true}` when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})
