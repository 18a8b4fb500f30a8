"""Papers made on demand: drafts and blank copies as PDF or Word, and pages of a PDF as pictures.

Keeps the last few in memory by their content. Refuses to make the paper of an issued revision:
that is a stored file for ever.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pypdfium2

from fieldbook.engine.flow import flow
from fieldbook.engine.kinds import Kind
from fieldbook.paper import Mark, Pdf, render_pdf, render_word
from fieldbook.paper.pdfium import PDFIUM

DPI = 110


def draft_mark(number: str, revision: int, *, void: bool = False) -> Mark:
    """The mark of a paper that was never issued: 草稿 or 作废 across each page, and no code that could be filed."""
    return Mark(number=number, revision=revision, state="作废" if void else "草稿")


def draft_pdf(kind: Kind, payload: Mapping[str, Any], facts: Any, mark: Mark) -> Pdf:
    """The paper as it would be issued now, with the mark of a draft."""
    return _pdf(kind.title, kind.style, _text(flow(kind, payload, facts)), mark)


def draft_word(kind: Kind, payload: Mapping[str, Any], facts: Any, mark: Mark) -> bytes:
    """The same as a Word file."""
    return render_word(title=kind.title, style=kind.style, blocks=flow(kind, payload, facts), mark=mark)


def blank_pdf(kind: Kind) -> Pdf:
    """The paper to fill by hand: no value of any project stands on it."""
    return _pdf(kind.title, kind.style, _text(flow(kind, {}, None, blank=True)), Mark())


def blank_word(kind: Kind) -> bytes:
    """The same as a Word file."""
    return render_word(title=kind.title, style=kind.style, blocks=flow(kind, {}, None, blank=True), mark=Mark())


def _text(blocks: list[dict[str, Any]]) -> str:
    return json.dumps(blocks, ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=24)
def _pdf(title: str, style: str, blocks: str, mark: Mark) -> Pdf:
    return render_pdf(title=title, style=style, blocks=json.loads(blocks), mark=mark)


@lru_cache(maxsize=48)
def page_picture(pdf: bytes, page: int) -> bytes | None:
    """Page `page` (from 1) of a PDF as PNG at 110 dpi; None where it has no such page."""
    with PDFIUM:
        opened = pypdfium2.PdfDocument(pdf)
        try:
            if not 1 <= page <= len(opened):
                return None
            image = opened[page - 1].render(scale=DPI / 72).to_pil().convert("L")
        finally:
            opened.close()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
