"""Settings of an installation. Everything a user may set comes from the environment and is listed here.

FIELDBOOK_HOME: folder of the database, files and key (default: the platform's data folder).
DATABASE_URL: postgresql://user:password@host:port/name; SQLite in the home folder without it.
FIELDBOOK_HOSTS: host names the product answers to, comma separated (default: localhost).
FIELDBOOK_HTTPS: 1 behind TLS: secure `__Host-` cookies and HSTS; the proxy must set X-Forwarded-Proto.
FIELDBOOK_REQUEST_MB: most megabytes of one request, all its files together (default: 500, twenty full files).
FIELDBOOK_LOG: level of the log on standard error (default: WARNING).
FIELDBOOK_NODE: name of this node in activities and number series (default: main).
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.functional import SimpleLazyObject

PACKAGE = Path(__file__).resolve().parent


def _default_home() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "Fieldbook"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Fieldbook"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "fieldbook"


HOME = Path(os.environ.get("FIELDBOOK_HOME") or _default_home()).resolve()
FILES = HOME / "files"
NODE = os.environ.get("FIELDBOOK_NODE", "main")


def _secret() -> str:
    """The key of this installation, made once and kept in the home folder."""
    kept = HOME / "secret.key"
    HOME.mkdir(parents=True, exist_ok=True)
    if not kept.exists():
        draft = HOME / f"secret.{os.getpid()}.tmp"
        draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
        draft.chmod(0o600)
        try:
            os.link(draft, kept)
        except FileExistsError:
            pass
        except OSError:
            draft.replace(kept)
        draft.unlink(missing_ok=True)
    return kept.read_text(encoding="ascii")


SECRET_KEY = SimpleLazyObject(_secret)  # a command that only reads creates nothing
DEBUG = False
HTTPS = os.environ.get("FIELDBOOK_HTTPS") == "1"
ALLOWED_HOSTS = os.environ.get("FIELDBOOK_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "fieldbook.record",
    "fieldbook.chapters.dispatch",
    "fieldbook.chapters.closeout",
    "fieldbook.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "fieldbook.web.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fieldbook.web.middleware.size_limit",
    "fieldbook.web.middleware.utf8_only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fieldbook.web.middleware.session_limits",
    "fieldbook.web.middleware.refusals",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "fieldbook.web.urls"
WSGI_APPLICATION = "fieldbook.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fieldbook.web.context.shell",
            ],
        },
    }
]


def _postgres(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "fieldbook",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite() -> dict[str, object]:
    """WAL only on a version free of the WAL-reset bug; always synchronous=FULL."""
    version = sqlite3.sqlite_version_info
    sound = version >= (3, 51, 3) or version[:2] == (3, 50) and version >= (3, 50, 7)
    sound = sound or version[:2] == (3, 44) and version >= (3, 44, 6)
    journal = "WAL" if sound else "DELETE"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "fieldbook.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


DATABASES = {"default": _postgres(os.environ["DATABASE_URL"]) if os.environ.get("DATABASE_URL") else _sqlite()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "record.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_USERNAME_FORM_FIELD = "username"
AXES_LOCKOUT_TEMPLATE = "web/locked.html"

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = 2 * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "static"
STATICFILES_DIRS: list[Path] = []
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 60
UPLOAD_LIMIT = 25 * 2**20
REQUEST_LIMIT = int(os.environ.get("FIELDBOOK_REQUEST_MB", "500")) * 2**20

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("FIELDBOOK_LOG", "WARNING")},
}
