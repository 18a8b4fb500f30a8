"""Hostile files are refused with a sentence: never another exception, never much memory or time."""

import random
import time
from functools import cache

import pytest

from fieldbook import cage
from fieldbook.sheets import Refused, check_package, grids, read_workbook, write_template
from sheets import hostile
from sheets.books import DISPATCH, EXAMPLE

BASE = write_template(DISPATCH, example=EXAMPLE)
NAMES = list(hostile.corpus(BASE))


@cache
def corpus() -> dict[str, tuple[bytes, str]]:
    return hostile.corpus(BASE)


def answer(data: bytes) -> str:
    """The sentence of the refusal, or those of the problems; any other exception fails the test."""
    try:
        return " ".join(map(str, read_workbook(data, DISPATCH).problems))
    except Refused as error:
        return error.sentence


@pytest.mark.parametrize("name", NAMES)
def test_hostile_file_is_refused_with_its_sentence(name: str, capfd: pytest.CaptureFixture[str]):
    data, piece = corpus()[name]
    started = time.perf_counter()
    sentence = answer(data)
    assert piece in sentence
    assert "请" in sentence
    assert time.perf_counter() - started < 15
    assert capfd.readouterr() == ("", "")


def test_sentence_names_the_file_without_its_path():
    with pytest.raises(Refused) as refused:
        read_workbook(b"", DISPATCH, name="C:\\Users\\甲\\派遣单.xlsx")
    assert refused.value.sentence == "“派遣单.xlsx”：文件是空的，没有内容。请检查保存是否成功，重新上传。"


def test_unpacking_stops_at_the_limit_whatever_the_ratio():
    with pytest.raises(Refused, match="压缩炸弹"):
        check_package(BASE, limit_unpacked=1000)


def test_ratio_says_nothing_about_small_files():
    parts = hostile.parts_of(BASE)
    check_package(hostile.pack({**parts, "xl/media/image1.bin": b"\0" * 900_000}), limit_ratio=2)
    with pytest.raises(Refused, match="压缩炸弹"):
        check_package(hostile.pack({**parts, "xl/media/image1.bin": b"\0" * 1_100_000}), limit_ratio=2)


def test_word_document_passes_the_package_check():
    check_package(hostile.pack({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}))


def test_slow_parsing_is_stopped():
    with pytest.raises(cage.Broken, match="slow"):
        grids.parse(BASE, seconds=0)


def test_interrupt_goes_through(monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cage.subprocess, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read_workbook(BASE, DISPATCH)


@pytest.mark.parametrize("seed", range(60))
def test_flipped_bytes_give_a_refusal_or_a_reading(seed: int):
    dice = random.Random(seed)
    parts = hostile.parts_of(BASE)
    name = dice.choice([n for n in parts if n.startswith("xl/")])
    spoiled = bytearray(parts[name])
    for _ in range(dice.randint(1, 4)):
        spoiled[dice.randrange(len(spoiled))] = dice.randrange(32, 127)
    data = bytearray(hostile.pack({**parts, name: bytes(spoiled)}))
    if seed % 3 == 0:
        data[dice.randrange(len(data))] = dice.randrange(256)
    answer(bytes(data))
