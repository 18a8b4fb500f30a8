"""Hostile uploads: photos, PDFs and pages that lie about what they are; the workbooks of `sheets/hostile.py`."""

from __future__ import annotations

import importlib.util
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builders import PDF, picture
from fieldbook.web.demo import dispatch_workbook


@dataclass(frozen=True, slots=True)
class Case:
    """A file: `taken` as a scan, and `proof` as a proof too, which opens a photo first; or the piece of a sentence."""

    label: str
    data: bytes
    name: str = "签字.jpg"
    media: str = "image/jpeg"
    taken: bool = False
    proof: bool = False
    sentence: str = ""


def _chunk(tag: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))


@cache
def png_bomb(side: int = 8000) -> bytes:
    """A PNG of side × side white pixels in a few kilobytes."""
    lines = zlib.compress(b"\0" * (side + 1) * side, 9)
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", lines) + _chunk(b"IEND", b"")


SCRIPTED = b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
HTML = b"<!DOCTYPE html><script>alert(document.domain)</script>"


def files() -> list[Case]:
    """Every case of the upload of a photo, a proof and a workbook."""
    return [
        Case("zero bytes", b""),
        Case("svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "a.svg", "image/svg+xml"),
        Case("html called jpg", HTML),
        Case("html called pdf", HTML, "a.pdf", "application/pdf"),
        Case("html after blanks", b"\n\n   " + HTML, "a.html", "text/html"),
        Case("gif", b"GIF89a" + b"\0" * 40, "a.gif", "image/gif"),
        Case("executable", b"MZ" + b"\0" * 400, "a.exe", "application/octet-stream"),
        Case("bare zip", b"PK\x03\x04" + b"\0" * 40, "a.zip", "application/zip"),
        Case("jpeg and html in one", b"\xff\xd8\xff\xe0" + HTML, "a.html", "text/html", taken=True),
        Case("png and html in one", b"\x89PNG\r\n\x1a\n" + HTML, "a.html", "text/html", taken=True),
        Case("truncated jpeg", picture()[:700], taken=True),
        Case("whole jpeg with html behind it", picture("blue") + HTML, "a.html", "text/html", taken=True, proof=True),
        Case("jpeg that says text/html", picture("red"), "x.html", "text/html", taken=True, proof=True),
        Case("only a magic", b"\xff\xd8\xff", taken=True),
        Case("png of 64 megapixels", png_bomb(), "a.png", "image/png", taken=True),
        Case("pdf with a script", SCRIPTED, "a.pdf", "application/pdf", taken=True, proof=True),
        Case(
            "pdf that starts a program",
            PDF + b"/Launch /F(cmd.exe)",
            "a.pdf",
            "application/pdf",
            taken=True,
            proof=True,
        ),
        Case("broken pdf", PDF + b"%broken", "a.pdf", "image/svg+xml", taken=True, proof=True),
        Case("pdf behind rubbish", b"GIF89a;" + PDF, "a.pdf", "application/pdf"),
    ]


def workbooks() -> list[Case]:
    """The corpus of the sheets, spoiled from a sound dispatch order."""
    place = Path(__file__).parent.parent / "sheets" / "hostile.py"
    spec = importlib.util.spec_from_file_location("sheets_hostile", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    base = dispatch_workbook(project_name="恶意项目", contract_number="HT-666")
    return [Case(label, data, sentence=said) for label, (data, said) in module.corpus(base).items() if data]
