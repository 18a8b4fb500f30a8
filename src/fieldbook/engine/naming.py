"""File names: project name + document name (手册 七-1), made and recognised. Knows texts alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from fieldbook.engine.kinds import Kind

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
MAX_BYTES = 200
SUFFIX = 24  # characters of the words that tell files apart: with its title they fit into a file name


def clean_name(text: str, room: int = MAX_BYTES) -> str:
    """`text` as one legal file-name part on Windows, macOS and Linux: at most `room` bytes, never empty."""
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text)).strip(" .")
    name = f"_{name}" if _RESERVED.match(name) else name
    while len(name.encode()) > room:
        name = name[:-1]
    return name or "_"


def file_name(*, project: str, title: str, suffix: str = "", extension: str) -> str:
    """`项目名称+文档名称（后缀）.ext` (手册 七-1); the suffix only where several copies exist."""
    tail = clean_name(title + (f"（{suffix}）" if suffix else ""), MAX_BYTES - 60)
    head = clean_name(project, MAX_BYTES - len(tail.encode()))  # what is cut is the project, never the document
    return f"{head}{tail}.{extension}"


def distinct(words: str, taken: Iterable[str]) -> str:
    """`words` as part of a file name, numbered from 2 where another document of the kind bears them (手册 七-1)."""
    borne, number, words = {t.casefold() for t in taken}, 1, _FORBIDDEN.sub("_", words)[:SUFFIX].strip()
    while (name := words if number == 1 else f"{words} {number}".strip()).casefold() in borne:
        number += 1
    return name


def recognise(name: str, kinds: Iterable[Kind]) -> Kind | None:
    """The kind whose title or alias a file name carries; the longest name wins, None where none fits."""
    stem = unicodedata.normalize("NFKC", name.rsplit("/", 1)[-1])
    hits = [(len(n), k) for k in kinds for n in k.names() if unicodedata.normalize("NFKC", n) in stem]
    return max(hits, key=lambda hit: hit[0])[1] if hits else None
