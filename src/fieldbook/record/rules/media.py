"""What a file is, by its first bytes; names and declared types are never believed."""

from __future__ import annotations

TAKEN = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
"""The types that signed pages and proofs may have."""


def media_of(data: bytes) -> str:
    """The media type of a PDF, JPEG, PNG or WebP; empty for everything else."""
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return ""


def renamed(name: str, extension: str) -> str:
    """The name of a file with another extension."""
    return f"{name.rpartition('.')[0] or name}.{extension}"


def refused(*, name: str, size: int, media: str, limit: int) -> str:
    """Why a file is not taken, as a whole sentence; empty where it is taken."""
    if size == 0:
        return f"“{name}”是空文件，请重新选择。"
    if size > limit:
        return f"“{name}”有 {size / 2**20:.1f} MB，超过 {limit // 2**20} MB 的上限，请缩小后再上传。"
    if not media:
        return f"“{name}”不是照片或 PDF，只能上传 JPG、PNG、WebP 照片或 PDF 文件。"
    return ""
