"""The form of a workbook; cleans, never saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


class WorkbookForm(forms.Form):
    """One dispatch-order workbook."""

    file = forms.FileField(
        label="派遣单工作簿",
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx"}),
        error_messages={"required": "请选择工作簿。", "empty": "文件是空的，请重新选择。"},
    )

    def __init__(self, *args: Any, limit: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit = limit

    def clean_file(self) -> UploadedFile[bytes]:
        """The workbook within the size limit; what it is, `sheets` finds out."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > self.limit:
            raise forms.ValidationError(f"文件超过 {self.limit // 2**20} MB 的上限，请删去图片后再上传。")
        return file
