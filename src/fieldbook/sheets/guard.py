"""The gate before every office file that a stranger sends: what may be opened at all.

Counts while it unpacks and believes no size that the file declares about itself. Refuses to read
any content (`grids`, in a child process).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

CHUNK = 1 << 16
FREE_UNPACKED = 1 << 20
"""Below this unpacked size the ratio says nothing: small ordinary files compress well too."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"
_MACRO_NAME = re.compile(r"vbaproject|vbadata|macrosheets/", re.IGNORECASE)
_MACRO_TYPE = re.compile(rb"macroenabled|vbaproject|intlmacrosheet|ms-excel\.macrosheet", re.IGNORECASE)
_AWAY = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\x00")
_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)

DAMAGED = "文件已损坏或不完整，无法打开。请在 Excel 或 WPS 中重新另存为“Excel 工作簿(*.xlsx)”后再上传。"
ENCRYPTED = "文件设有打开密码，系统无法读取。请在 Excel 或 WPS 中取消密码、保存后再上传。"
MACRO = "文件带有宏，为安全起见不予打开。请另存为“Excel 工作簿(*.xlsx)”(不含宏)后再上传。"
OLD_EXCEL = "这是旧格式(.xls 或 .doc)文件，系统只读取新格式。请另存为“Excel 工作簿(*.xlsx)”后再上传。"
PLAIN_TEXT = "这不是 Excel 工作簿，看起来是文本或 CSV 文件。请用 Excel 打开后另存为“Excel 工作簿(*.xlsx)”再上传。"
TOO_DENSE = "文件解压后大得异常(疑似压缩炸弹)，不予打开。请把需要的内容复制到新的模板中再上传。"
UNKNOWN = "这不是 Excel 工作簿，系统不认识这种格式。请下载模板，填好后以“Excel 工作簿(*.xlsx)”保存再上传。"
UNSAFE_NAME = "文件内部的名称指向文件之外，不予打开。请在 Excel 或 WPS 中重新另存为“Excel 工作簿(*.xlsx)”后再上传。"
UNSAFE_XML = "文件内部含有不允许的 XML 定义(DOCTYPE)，不予打开。请把内容复制到新的模板中再上传。"
WRONG_OFFICE = "这不是 Excel 工作簿(.xlsx)。请打开文件，另存为“Excel 工作簿(*.xlsx)”后再上传。"


class Refused(Exception):
    """A file that is not opened; the sentence says what is wrong, why, and what to do next."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def check_package(
    data: bytes,
    *,
    limit_bytes: int = 20 * 2**20,
    limit_entries: int = 2000,
    limit_unpacked: int = 200 * 2**20,
    limit_ratio: int = 100,
) -> None:
    """Nothing, where `data` is an office package (xlsx, docx) that may be opened; `Refused` otherwise.

    Every entry is unpacked once, without being kept. The nesting depth of XML is left to the
    readers, which are iterative; links to other files are never followed and do not matter here.
    """
    _check_outside(data, limit_bytes, limit_entries)
    most = min(limit_unpacked, max(FREE_UNPACKED, limit_ratio * len(data)))
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            infos = package.infolist()
            _check_names(infos, limit_entries)
            left = most
            for info in infos:
                left -= _check_entry(package, info, left)
    except _UNREADABLE as error:
        raise Refused(DAMAGED) from error


def check_workbook(data: bytes, *, limit_bytes: int = 20 * 2**20) -> None:
    """As `check_package`, and the package is an xlsx workbook, not a document and not xlsb or ods."""
    check_package(data, limit_bytes=limit_bytes)
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = {_plain_name(i) for i in package.infolist()}
    if "xl/workbook.xml" not in names:
        raise Refused(WRONG_OFFICE)


def _check_outside(data: bytes, limit_bytes: int, limit_entries: int) -> None:
    if not data:
        raise Refused("文件是空的，没有内容。请检查保存是否成功，重新上传。")
    if len(data) > limit_bytes:
        size, most = len(data) / 2**20, limit_bytes / 2**20
        raise Refused(f"文件有 {size:.1f} MB，超过 {most:g} MB 的上限。请删去图片和无用的工作表后再上传。")
    if data.startswith(_OLE):
        raise Refused(ENCRYPTED if _ENCRYPTED in data else OLD_EXCEL)
    if not data.startswith(b"PK"):
        raise Refused(PLAIN_TEXT if b"\x00" not in data[:4096] and _is_text(data[:4096]) else UNKNOWN)
    if data.count(_ENTRY) > limit_entries * 2:  # before zipfile builds an object for each
        raise Refused(_too_many(limit_entries))


def _is_text(head: bytes) -> bool:
    return sum(byte < 32 and byte not in b"\t\r\n\f" for byte in head) == 0


def _too_many(limit: int) -> str:
    return f"文件内部的部件超过 {limit} 个，不像正常的工作簿，不予打开。请把内容复制到新的模板中再上传。"


def _plain_name(info: zipfile.ZipInfo) -> str:
    return info.orig_filename.replace("\\", "/").lower()


def _check_names(infos: list[zipfile.ZipInfo], limit_entries: int) -> None:
    if len(infos) > limit_entries:
        raise Refused(_too_many(limit_entries))
    if any(_AWAY.search(i.orig_filename) for i in infos):
        raise Refused(UNSAFE_NAME)
    if any(_MACRO_NAME.search(_plain_name(i)) for i in infos):
        raise Refused(MACRO)
    if any(i.flag_bits & 1 for i in infos):
        raise Refused(ENCRYPTED)
    names = [_plain_name(i) for i in infos]
    if len(set(names)) < len(names) or any(i.compress_type not in _STORED_OR_DEFLATED for i in infos):
        raise Refused(DAMAGED)
    if "[content_types].xml" not in names:
        raise Refused(WRONG_OFFICE)


def _check_entry(package: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> int:
    """The real unpacked size of one entry, at most `left`; XML parts are parsed on the way."""
    name, declared = _plain_name(info), info.file_size
    info.file_size = left + 4 * CHUNK  # zipfile stops at the declared size; we want to see the real one
    parser = _xml_parser() if name.endswith((".xml", ".rels")) else None
    looks_at_types, tail, size = name == "[content_types].xml", b"", 0
    with package.open(info) as part:
        while piece := part.read(CHUNK):
            size += len(piece)
            if size > left:
                raise Refused(TOO_DENSE)
            if looks_at_types and _MACRO_TYPE.search(tail + piece):
                raise Refused(MACRO)
            tail = piece[-64:]
            _feed(parser, piece)
    _feed(parser, b"", last=True)
    if size != declared:
        raise Refused(DAMAGED)
    return size


def _xml_parser() -> expat.XMLParserType:
    """Expat that refuses any DOCTYPE and so every entity, the switch that defusedxml turns (decision 4).

    It believes no declared encoding: a DOCTYPE cannot hide behind an odd code page.
    """
    parser = expat.ParserCreate("UTF-8")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise Refused(UNSAFE_XML)


def _feed(parser: expat.XMLParserType | None, piece: bytes, *, last: bool = False) -> None:
    if parser is None:
        return
    try:
        parser.Parse(piece, last)
    except expat.ExpatError as error:
        raise Refused(DAMAGED) from error
