"""Paper: from the neutral list of engine.flow to PDF and Word, and from a scanned page back to its token.

Pure: no Django, no database, no clock. Refuses to hold: what a document says, and where a file is kept.
"""

from fieldbook.paper.mark import Mark
from fieldbook.paper.pdf import Pdf, render_pdf
from fieldbook.paper.word import render_word

__all__ = ["Mark", "Pdf", "render_pdf", "render_word"]
