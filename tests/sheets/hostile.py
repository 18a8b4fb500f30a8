"""Hostile office files, made by script: name → (bytes, a piece of the sentence that must come back).

`base` is a good workbook; each case spoils one thing. Nothing here is larger than a few megabytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
DATE_STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {n: package.read(n) for n in package.namelist()}


def pack(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def sheet_xml(rows: str) -> str:
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def lying_sizes(data: bytes, name: str, declared: int) -> bytes:
    """The central directory says `declared` bytes for the entry `name`, whatever it unpacks to."""
    at, wanted = 0, name.encode()
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + length] == wanted:
            return data[: at + 24] + struct.pack("<I", declared) + data[at + 28 :]
        at += 4
    raise KeyError(name)


def overlapping(parts: dict[str, bytes], copies: int) -> bytes:
    """Many directory entries share one compressed kernel."""
    kernel = pack({**parts, "xl/k0": b"\0" * 5_000_000})
    directory = kernel.rindex(b"PK\x01\x02")
    entry, end = kernel[directory : kernel.rindex(b"PK\x05\x06")], kernel[kernel.rindex(b"PK\x05\x06") :]
    more = b"".join(entry.replace(b"xl/k0", b"xl/k%d" % n) for n in range(1, copies))
    old = struct.unpack_from("<HHII", end, 8)
    counts = struct.pack("<HHII", old[0] + copies - 1, old[1] + copies - 1, old[2] + len(more), old[3])
    return kernel[: kernel.rindex(b"PK\x05\x06")] + more + end[:8] + counts + end[20:]


def xml_cases(parts: dict[str, bytes]) -> dict[str, tuple[bytes, str]]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laugh = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l9;</x>'
    outside = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    deep = sheet_xml("<a>" * 200_000 + "</a>" * 200_000)
    far = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    below = sheet_xml('<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>')
    panic = sheet_xml('<row r="1"><c r="A1" s="1"><v>-1e300</v></c></row>')
    echo = sheet_xml("".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_000)))
    long_string = f'<sst xmlns="{MAIN}"><si><t>{"哈哈" * 150_000}</t></si></sst>'
    return {
        "billion laughs": (pack({**parts, "xl/sharedStrings.xml": laugh}), "DOCTYPE"),
        "external entity": (pack({**parts, SHEET: outside}), "DOCTYPE"),
        "utf-16 smuggling": (pack({**parts, SHEET: laugh.encode("utf-16")}), "DOCTYPE"),
        "deep nesting": (pack({**parts, SHEET: deep}), ""),
        "unclosed": (pack({**parts, SHEET: b"<worksheet><sheetData>"}), "损坏"),
        "far corner": (pack({**parts, SHEET: far}), "大得异常"),
        "row beyond excel": (pack({**parts, SHEET: below}), "大得异常"),
        "calamine panic": (pack({**parts, "xl/styles.xml": DATE_STYLES, SHEET: panic}), "损坏"),
        "one string, many cells": (
            pack({**parts, SHEET: echo, "xl/sharedStrings.xml": long_string}, zipfile.ZIP_STORED),
            "大得异常",
        ),
    }


def package_cases(base: bytes, parts: dict[str, bytes]) -> dict[str, tuple[bytes, str]]:
    bomb = pack({**parts, "xl/media/image1.bin": b"\0" * 60_000_000})
    liar = lying_sizes(bomb, "xl/media/image1.bin", 1000)
    types = parts["[Content_Types].xml"].replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    types = types.replace(b"openxmlformats-officedocument.spreadsheetml.sheet.macro", b"ms-excel.sheet.macro")
    locked = bytearray(base)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    return {
        "zip bomb": (bomb, "压缩炸弹"),
        "zip bomb that lies about its size": (liar, "压缩炸弹"),
        "small lie about a size": (lying_sizes(base, SHEET, 10), "损坏"),
        "overlapping entries": (overlapping(parts, 400), "损坏"),
        "entry flood": (pack({**parts, **{f"xl/p{n}": b"" for n in range(2_500)}}), "部件超过 2000 个"),
        "great entry flood": (pack({**parts, **{f"xl/p{n}": b"" for n in range(6_000)}}), "部件超过 2000 个"),
        "path upwards": (pack({**parts, "../../etc/cron.d/x": b"x"}), "指向文件之外"),
        "path upwards, backslash": (pack({**parts, "xl\\..\\..\\x": b"x"}), "指向文件之外"),
        "absolute path": (pack({**parts, "/etc/passwd": b"x"}), "指向文件之外"),
        "drive path": (pack({**parts, "C:/x": b"x"}), "指向文件之外"),
        "macro": (pack({**parts, "xl/vbaProject.bin": b"x"}), "宏"),
        "macro under another name": (pack({**parts, "[Content_Types].xml": types}), "宏"),
        "excel 4 macro": (pack({**parts, "xl/macrosheets/sheet1.xml": b"<x/>"}), "宏"),
        "bzip2": (pack(parts, zipfile.ZIP_BZIP2), "损坏"),
        "lzma": (pack(parts, zipfile.ZIP_LZMA), "损坏"),
        "encrypted entry": (bytes(locked), "密码"),
        "same name twice": (pack({**parts, SHEET.upper(): b"<x/>"}), "损坏"),
        "no content types": (pack({"xl/workbook.xml": b"<x/>"}), "不是 Excel 工作簿"),
        "word document": (pack({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}), "不是 Excel"),
        "workbook without sheets": (
            pack({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
            "",
        ),
    }


def outside_cases(base: bytes) -> dict[str, tuple[bytes, str]]:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1000
    return {
        "empty": (b"", "文件是空的"),
        "csv": ("编号，名称\n1，甲\n".encode("gbk"), "CSV"),
        "html called xls": (b"<html><table><tr><td>1</td></tr></table></html>", "CSV"),
        "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 50, "不认识"),
        "old xls": (ole + "Workbook".encode("utf-16-le"), "旧格式"),
        "encrypted xlsx": (ole + "EncryptedPackage".encode("utf-16-le"), "密码"),
        "truncated": (base[: len(base) // 2], "损坏"),
        "only a magic": (b"PK\x03\x04", "损坏"),
        "garbage after magic": (b"PK\x03\x04" + zlib.compress(b"x" * 999) * 20, "损坏"),
        "too large": (b"PK" + b"\0" * (20 * 2**20), "20 MB 的上限"),
    }


def corpus(base: bytes) -> dict[str, tuple[bytes, str]]:
    parts = parts_of(base)
    return {**outside_cases(base), **package_cases(base, parts), **xml_cases(parts)}
