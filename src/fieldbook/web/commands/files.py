"""Files named on the command line: read, written, or refused with a sentence that says what to do.

Needs no Django. Refuses to hold: what is in the files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class Unusable(Exception):
    """A file cannot be used; `sentence` says in Chinese what, why and what to do next."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read(file: Path) -> bytes:
    """The bytes of a file; `Unusable` for none, a folder, or one that may not be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        if file.is_dir():
            why = "它是一个文件夹，请写明其中的文件"
        elif isinstance(error, FileNotFoundError | NotADirectoryError):
            why = "没有这个文件，请核对文件名和所在文件夹"
        else:
            why = "没有读取的权限，或磁盘出错，请换一个位置再试"
        raise Unusable(f"打不开 {file}：{why}。") from error


def read_object(file: Path) -> dict[str, dict[str, Any]]:
    """The payload and the facts of a paper; `Unusable` for what is not JSON, or JSON of another shape."""
    wanted = "请提供 UTF-8 的 JSON，形如 {\"payload\": {…}, \"facts\": {…}}。"
    try:
        given = json.loads(read(file).decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        where = f"第 {error.lineno} 行第 {error.colno} 个字符起不是 JSON"
        raise Unusable(f"读不懂 {file}：{where}。{wanted}") from error
    except (ValueError, RecursionError) as error:
        raise Unusable(f"读不懂 {file}：不是 UTF-8 文字，或嵌套过深。{wanted}") from error
    parts = [given.get(n) or {} for n in ("payload", "facts")] if isinstance(given, dict) else [given]
    if not all(isinstance(part, dict) for part in parts):
        raise Unusable(f"不能用 {file} 打印：内容不是两组带名称的值。{wanted}")
    return {"payload": parts[0], "facts": parts[1]}


def check_out(file: Path) -> None:
    """Nothing; `Unusable` where a file of this name cannot be written."""
    if file.is_dir():
        raise Unusable(f"不能写出 {file}：它是一个文件夹。请写明文件名。")
    if not file.parent.is_dir():
        raise Unusable(f"不能写出 {file}：文件夹 {file.parent} 不存在。请先建立该文件夹，或换一个位置。")


def write(file: Path, data: bytes) -> None:
    """Write a file; `Unusable` where the disk refuses it."""
    check_out(file)
    try:
        file.write_bytes(data)
    except OSError as error:
        raise Unusable(f"不能写出 {file}：没有写入的权限，或磁盘已满。请换一个位置再试。") from error
