"""What strangers send on paper's way back, opened in a child process: a scan as pages, a photo drawn anew.

Refuses to open anything here: that is the work of `paper.scan`, which only the child loads.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldbook import cage
from fieldbook.paper.token import PageToken

SCAN_SECONDS = 300
PHOTO_SECONDS = 30
MEMORY = 5 * 2**29
"""The largest pictures that are let in (60 million pixels, 16 bits of grey) take 1.2 GB to draw."""

_BROKEN = {
    "slow": "上传的文件识别用时过长，已停止。请减少页数或降低扫描分辨率（200至300 dpi即可），拆成几个文件重新上传。",
    "large": "上传的文件打不开：超出内存上限，或内容有误、读取中断。请降低扫描分辨率，或另存为JPG后重新上传。",
    "damaged": "上传的文件打不开：内容有误，读取中断。请重新扫描，或拍照、另存为JPG后上传。",
}


class Unreadable(Exception):
    """The file cannot be read; `sentence` says in Chinese what is wrong, why, and what to do next."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page of an upload: its place in the file from 0, the distinct tokens on it, an upright JPEG."""

    index: int
    tokens: tuple[PageToken, ...]
    image: bytes


def read_scan(data: bytes) -> list[ScannedPage]:
    """The pages of one uploaded file as `scan.read_pages` finds them; raises `Unreadable` and nothing else.

    Costs one process: some 0.25 s.
    """
    return _opened("pages_told", data, SCAN_SECONDS)


def draw_anew(data: bytes) -> bytes:
    """A photo as `scan.draw_photo` draws it, an upright JPEG; raises `Unreadable` and nothing else."""
    return _opened("photo_told", data, PHOTO_SECONDS)[0].image


def _opened(work: str, data: bytes, seconds: int) -> list[ScannedPage]:
    try:
        said, images = cage.run(f"fieldbook.paper.scan:{work}", data, seconds=seconds, memory=MEMORY)
    except cage.Broken as broken:
        raise Unreadable(_BROKEN[broken.args[0]]) from None
    if isinstance(said, str):
        raise Unreadable(said)
    return [
        ScannedPage(index, tuple(PageToken(*token) for token in tokens), image)
        for index, (tokens, image) in enumerate(zip(said, images, strict=True))
    ]
