"""Paper: from the neutral list of engine.flow to PDF and Word, and from a scanned page back to its token.

Pure: no Django, no database, no clock. Refuses to hold: what a document says, and where a file is kept.
The Word printer and the reader of scans are loaded at their first use: they are heavy, a start is not.
"""

from typing import Any

from fieldbook.paper.mark import Mark
from fieldbook.paper.pdf import Pdf, render_pdf

__all__ = ["Mark", "Pdf", "render_pdf", "render_word"]


def render_word(*, title: str, style: str, blocks: list[dict[str, Any]], mark: Mark) -> bytes:
    """The document as a docx file; see `fieldbook.paper.word`."""
    from fieldbook.paper import word

    return word.render_word(title=title, style=style, blocks=blocks, mark=mark)
