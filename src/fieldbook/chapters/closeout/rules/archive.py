"""The archive as one zip: file names by the rule of 手册 七-1, a register, the same bytes for the same input."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from fieldbook.engine.naming import clean_name

_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the archive: folder (电子版 or 签字件), legal name, bytes."""

    folder: str
    name: str
    data: bytes


def pack(*, project: str, entries: Sequence[Entry], register: bytes) -> bytes:
    """The zip: one folder named as the project, in it the entries and the register workbook."""
    places = [(e.folder, e.name) for e in entries]
    if len(set(places)) < len(places):
        raise ValueError(f"two documents would get one name: {sorted(places)}")
    root, out = clean_name(project), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, f"{root}/{clean_name(project, 160) + '归档登记表'}.xlsx", register)
        for entry in sorted(entries, key=lambda e: (e.folder, e.name)):
            _add(archive, f"{root}/{entry.folder}/{entry.name}", entry.data)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.flag_bits |= 0x800  # names are UTF-8
    info.create_system = 0
    archive.writestr(info, data)
