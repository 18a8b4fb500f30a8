"""Forms with files: proofs, and pages filed by hand; and how a refused form remembers the file that was chosen."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from fieldbook.paper.intake import Unreadable, draw_anew
from fieldbook.record.queries.files import read_file
from fieldbook.record.rules.media import media_of, refused, renamed

_KEPT_SECONDS = 12 * 3600
_KEY = re.compile(r"([a-z_]+\.[a-z_]+):([^\x00-\x1f\x7f]{0,80})")


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


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was taken: its bytes, the name it was given, and what it is. Photos are drawn anew."""

    data: bytes
    name: str
    media: str


def token_of(file: SentFile, *, sha256: str, person: uuid.UUID) -> str:
    """The signed word by which a form that was refused names the bytes kept for it; for this person alone."""
    said = {"sha256": sha256, "name": file.name, "media": file.media, "size": len(file.data)}
    return signing.dumps(said, salt=f"kept-file:{person}", compress=True)


def kept_file(token: str, *, person: uuid.UUID) -> SentFile | None:
    """The file that a token of this person names; None where it is none, too old, or the bytes are gone."""
    try:
        said = signing.loads(token, salt=f"kept-file:{person}", max_age=_KEPT_SECONDS)
        return SentFile(read_file(said["sha256"]), said["name"], said["media"])
    except (signing.BadSignature, OSError, ValueError):
        return None


class ProofForm(forms.Form):
    """A proof: the file, the day, a note, what it proves. `initial` may hold a kept file that stands for a new one."""

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

    def clean_file(self) -> SentFile | None:
        """The file, where its content is a photo that opens or a PDF, within the limit; None where none was chosen."""
        sent: UploadedFile[bytes] | SentFile | None = self.cleaned_data["file"]
        if sent is None or isinstance(sent, SentFile):
            return sent
        name, media = sent.name or "", media_of(sent.read(16))
        if why := refused(name=name, size=sent.size or 0, media=media, limit=self.limit):
            raise forms.ValidationError(why)
        sent.seek(0)
        if not media.startswith("image/"):
            return SentFile(sent.read(), name, media)
        try:
            return SentFile(draw_anew(sent.read()), renamed(name, "jpg"), "image/jpeg")
        except Unreadable as refusal:
            raise forms.ValidationError(refusal.sentence) from None


class RecordForm(ProofForm):
    """A record of what was done: the day, what came of it, perhaps a file."""

    key = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False
        self.fields["note"].required = True
        self.fields["note"].error_messages["required"] = "请写明经过和结果。"


class PlaceForm(forms.Form):
    """Where a page belongs that no code could place: a revision and its page."""

    revision = forms.UUIDField(error_messages={"required": "请选择文档。", "invalid": "请选择文档。"})
    page = forms.IntegerField(
        min_value=1,
        max_value=999,
        error_messages={"required": "请填写页码。", "invalid": "页码应为数字。", "min_value": "页码从 1 开始。"},
    )
