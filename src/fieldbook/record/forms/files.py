"""Forms with files: proofs, and pages filed by hand."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from fieldbook.record.rules.media import media_of, refused

_KEY = re.compile(r"([a-z_]+\.[a-z_]+):([\w.\-]{0,80})")


def key_of(text: str) -> tuple[str, str] | None:
    """The key (code, subject) that a form names as `code:subject`; None where it is none."""
    match = _KEY.fullmatch(text)
    return (match[1], match[2]) if match else None


class KeysField(forms.Field):
    """Ticked findings as keys. Whether each is open is for the action to say: a repeat must find its first result."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[tuple[str, str]]:
        """The keys, each once; at least one."""
        keys = [key_of(str(text)) for text in value or ()]
        if not keys:
            raise forms.ValidationError("请勾选这份文件能证明的事项，至少一项。")
        if None in keys:
            raise forms.ValidationError("勾选的事项有误，请刷新页面后重新勾选。")
        return list(dict.fromkeys(k for k in keys if k))


class ProofForm(forms.Form):
    """A proof: the file, the day, a note, what it proves."""

    file = forms.FileField(
        label="文件",
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".pdf,image/jpeg,image/png,image/webp"}),
        error_messages={"required": "请选择文件。", "empty": "文件是空的，请重新选择。"},
    )
    proven_date = forms.DateField(
        label="日期",
        help_text="凭证上的日期",
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写日期。", "invalid": "日期写法有误，例 2026-03-04。"},
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
        error_messages={"max_length": "说明最多 500 字。"},
    )
    key = KeysField(label="证明事项")

    def __init__(self, *args: Any, limit: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit = limit

    def clean_file(self) -> UploadedFile[bytes]:
        """The file, where its content is a photo or a PDF within the limit."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        file.media = media_of(file.read(16))  # type: ignore[attr-defined]
        file.seek(0)
        if why := refused(name=file.name or "", size=file.size or 0, media=file.media, limit=self.limit):  # type: ignore[attr-defined]
            raise forms.ValidationError(why)
        return file


class PlaceForm(forms.Form):
    """Where a page belongs that no code could place: a revision and its page."""

    revision = forms.UUIDField(error_messages={"required": "请选择文档。", "invalid": "请选择文档。"})
    page = forms.IntegerField(
        min_value=1,
        max_value=999,
        error_messages={"required": "请填写页码。", "invalid": "页码应为数字。", "min_value": "页码从 1 开始。"},
    )
