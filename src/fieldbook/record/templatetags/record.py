"""Filters and tags of every template: moments and days, words of states and roles, marks of findings, icons.

Only turns values into words and marks. Refuses to read anything.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fieldbook.engine.calendar import ZONE, local_date
from fieldbook.engine.requirements import Finding, Status
from fieldbook.handbook.flows import FLOWS
from fieldbook.handbook.roles import label
from fieldbook.record.rules.duties import due_moment, due_words
from fieldbook.record.rules.ids import new_id

register = template.Library()
_WORDS = {code: word for flow in FLOWS for code, word in flow.states.items()}
_MARKS = {
    Status.MET: ("met", "已完成"),
    Status.UNMET: ("unmet", "待完成"),
    Status.WAIVED: ("waived", "已豁免"),
    Status.NOT_APPLICABLE: ("na", "不适用"),
}


@register.filter
def moment(at: datetime | None) -> str:
    """`2026-03-04 09:15`, in Chinese time; empty for None."""
    return at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") if at else ""


@register.filter
def day(at: date | None) -> str:
    """`2026-03-04` of a day or a moment; empty for None."""
    if at is None:
        return ""
    return (local_date(at) if isinstance(at, datetime) else at).isoformat()


@register.filter
def role_label(role: str) -> str:
    """The Chinese word of a role code."""
    return label(role)


@register.filter
def state_label(state: str) -> str:
    """The Chinese word of a state of a document, an order or a trip."""
    return _WORDS.get(state, state)


@register.filter
def state_mark(state: str) -> SafeString:
    """A coloured dot and the word of a state of a document."""
    return format_html('<span class="state state-{}">{}</span>', state, state_label(state))


@register.filter
def due_text(iso: str) -> str:
    """A stored due, as ISO text, in the words of `due_line`; empty for none."""
    return due_moment(datetime.fromisoformat(iso)) if iso else ""


@register.simple_tag
def finding_mark(finding: Finding, at: datetime) -> SafeString:
    """A coloured mark and the word of how a finding stands at `at`."""
    code, word = _MARKS[finding.status]
    if finding.is_open and finding.is_late(at):
        code, word = "late", "已逾期"
    return format_html('<span class="find find-{}">{}</span>', code, word)


@register.simple_tag
def due_line(finding: Finding, at: datetime) -> SafeString:
    """The due of a finding with how near or how late it is; empty where it has none."""
    if finding.due is None:
        return SafeString("")
    tone = "text-danger fw-bold" if finding.is_open and finding.is_late(at) else "muted"
    words = due_words(finding, at)
    return format_html(
        '<span class="{}"><time>{}</time> 前{}</span>', tone, due_moment(finding.due), f"，{words}" if words else ""
    )


@register.simple_tag
def activity_id() -> uuid.UUID:
    """A fresh activity id for a form, for browsers that make none themselves."""
    return new_id(timezone.now())  # noqa: TID251  # an id is no fact: it only has to be fresh


@register.simple_tag
def activity_field() -> SafeString:
    """The hidden input that carries the id of what a form will do."""
    return format_html('<input type="hidden" name="activity" value="{}">', activity_id())


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; decoration only, words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("fieldbook/icons.svg"), name
    )
