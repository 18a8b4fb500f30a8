"""Scans and photos: the token is found, a foreign code is not taken for one, a hostile file is refused."""

from __future__ import annotations

import io
import struct
import uuid
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache

import pypdfium2
import pytest
import segno
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from fieldbook.paper.intake import Unreadable
from fieldbook.paper.mark import Mark
from fieldbook.paper.pdf import render_pdf
from fieldbook.paper.scan import MAX_PAGES, read_pages
from fieldbook.paper.token import PageToken, stem_of
from paper.photos import photo, photos

STEM = stem_of(uuid.UUID(int=5))
OTHER = stem_of(uuid.UUID(int=6))
TEXT = "经现场核查，机房、网络与终端条件部分具备，数据库服务器接地需整改，医保专线由当地安排施工。"
TABLE = {
    "type": "table",
    "title": "条件核查",
    "columns": [{"label": label, "weight": 2} for label in ("类别", "要求", "现状", "责任人")],
    "rows": [["机房", f"要求{n}", TEXT[: 3 * n], "某某"] for n in range(1, 16)],
    "note": "",
}
PARA = {"type": "para", "role": "body", "mark": "", "text": TEXT * 3}
SIGNS = {"type": "signs", "slots": [{"label": "医院负责人", "seal": True, "role": ""}]}


@cache
def paper(style: str = "form", stem: str = STEM, tables: int = 1) -> bytes:
    blocks = [PARA, PARA, SIGNS] if style == "letter" else [PARA, *[TABLE] * tables, SIGNS]
    mark = Mark(number="XM-2026-001", revision=1, digest="a1b2c3d4", stem=stem)
    return render_pdf(title="客户现场调研报告", style=style, blocks=blocks, mark=mark).data


@cache
def sheet(style: str = "form", stem: str = STEM) -> Image.Image:
    """The first page of a paper, as a printer puts it on the sheet."""
    return pypdfium2.PdfDocument(paper(style, stem))[0].render(scale=300 / 72).to_pil().convert("L")


def file_of(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(image: bytes) -> Image.Image:
    return Image.open(io.BytesIO(image))


def corners(image: Image.Image) -> set[tuple[bool, bool, bool]]:
    """Of each code: whether it is read from left to right, stands at the right, stands above."""
    places = [code.position for code in zxingcpp.read_barcodes(image)]
    middle = image.width / 2, image.height / 2
    return {
        (
            p.top_right.x - p.top_left.x > abs(p.top_right.y - p.top_left.y),
            p.top_left.x > middle[0],
            p.top_left.y < middle[1],
        )
        for p in places
    }


def tokens_of(taken: Iterator[bytes]) -> list[tuple[PageToken, ...]]:
    return [read_pages(data)[0].tokens for data in taken]


# --- photos --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_70_of_72_photos_are_read_and_none_wrongly():
    styles = [sheet(style) for style in ("form", "wide", "letter")]
    with ThreadPoolExecutor(2) as pool:
        pairs = pool.map(tokens_of, [photos(styles[n % 3], 2, seed=n) for n in range(36)])
        found = [tokens for pair in pairs for tokens in pair]
    right = [tokens for tokens in found if tokens == (PageToken(STEM, 1),)]
    wrong = [tokens for tokens in found if tokens and tokens != (PageToken(STEM, 1),)]
    print(f"read {len(right)} of {len(found)}, wrongly {len(wrong)}")
    assert len(found) == 72
    assert len(right) >= 70
    assert wrong == []


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_photo_taken_sideways_is_kept_upright(rotation):
    [page] = read_pages(photo(sheet(), rotation=rotation, margin=0.01))
    kept = opened(page.image)
    assert kept.height > kept.width
    assert corners(kept) == {(True, True, True), (True, False, False)}


def test_two_papers_on_one_photo_give_both_tokens():
    desk = Image.new("L", (sheet().width * 2, sheet().height), 90)
    desk.paste(sheet(), (0, 0))
    desk.paste(sheet(stem=OTHER), (sheet().width, 0))
    [page] = read_pages(file_of(desk.resize((2400, 2400 * desk.height // desk.width)), "JPEG"))
    assert set(page.tokens) == {PageToken(STEM, 1), PageToken(OTHER, 1)}


def test_a_foreign_code_gives_no_token():
    out = io.BytesIO()
    segno.make("https://example.cn/pay?F=0123456789").save(out, kind="png", scale=12)
    page = Image.new("L", (1654, 2339), 255)
    page.paste(opened(out.getvalue()), (300, 300))
    assert read_pages(photo(page))[0].tokens == ()


def test_a_blank_page_gives_no_token_and_is_kept():
    [page] = read_pages(file_of(Image.new("L", (1240, 1754), 255)))
    assert page.tokens == ()
    assert opened(page.image).size == (1240, 1754)


# --- files ---------------------------------------------------------------------------------------


def test_pages_of_a_pdf_come_in_order_with_their_numbers():
    pages = read_pages(paper(tables=3))
    assert len(pages) >= 2
    assert [(p.index, p.tokens) for p in pages] == [(n, (PageToken(STEM, n + 1),)) for n in range(len(pages))]
    assert opened(pages[0].image).size == pytest.approx((1654, 2339), abs=2)


def test_every_frame_of_a_tiff_is_a_page():
    frames = [sheet().resize((1240, 1754)), Image.new("L", (1240, 1754), 255), sheet(stem=OTHER).resize((1240, 1754))]
    data = file_of(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    assert [p.tokens for p in read_pages(data)] == [(PageToken(STEM, 1),), (), (PageToken(OTHER, 1),)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF"])
def test_every_format_is_read(kind):
    [page] = read_pages(file_of(sheet().resize((1240, 1754)), kind))
    assert page.tokens == (PageToken(STEM, 1),)
    assert opened(page.image).format == "JPEG"


@pytest.mark.parametrize("mode", ["1", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_every_sort_of_pixel_is_read(mode):
    small = sheet().resize((1240, 1754))
    if mode == "I;16":
        image = Image.frombytes(mode, small.size, b"".join(bytes((v, v)) for v in small.tobytes()))
    else:
        image = small.convert("RGB").convert(mode)
    assert read_pages(file_of(image, "TIFF"))[0].tokens == (PageToken(STEM, 1),)


def test_an_exif_turn_is_applied_and_nothing_of_the_file_but_its_pixels_is_kept():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SECRET-PHONE"
    lying = sheet().resize((1240, 1754)).transpose(Image.Transpose.ROTATE_90)
    blank = Image.new("L", (400, 300), 255)
    [page] = read_pages(file_of(lying, "JPEG", exif=exif, comment=b"SECRET-NOTE"))
    [plain] = read_pages(file_of(blank, "JPEG", exif=exif))
    assert page.tokens == (PageToken(STEM, 1),)
    assert opened(page.image).size == (1240, 1754)
    assert opened(plain.image).size == (300, 400)
    assert b"SECRET" not in page.image
    assert not opened(page.image).getexif()


def test_a_large_photo_is_kept_at_2480_pixels():
    [page] = read_pages(file_of(sheet().resize((3000, 4243)), "JPEG"))
    assert max(opened(page.image).size) == 2480
    assert page.tokens == (PageToken(STEM, 1),)


# --- hostile files -------------------------------------------------------------------------------


def png_of(width: int, height: int) -> bytes:
    """A PNG that only claims its size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def blank_pdf(pages: int) -> bytes:
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        pdf.new_page(100, 100)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF whose encryption no empty password opens."""
    lock = f"<</Filter/Standard/V 1/R 2/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>"
    bodies = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", lock]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode()
    table = "xref\n0 4\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\nstartxref\n{len(out)}\n%%EOF"
    return out + (table + trailer).encode()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "data, word",
    [
        (b"", "空的"),
        (SVG, "不是图片"),
        (b"<!doctype html><script>alert(1)</script>", "不是图片"),
        (b"PK\x03\x04" + b"word/document.xml" * 9, "不是图片"),
        (bytes(range(256)) * 20, "不是图片"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "不是图片"),
        (png_of(9000, 9000), "像素太多"),
        (png_of(60000, 60000), "像素太多"),
        (png_of(100, 100), "损坏"),
        (b"%PDF-1.7\nnothing", "损坏"),
        (locked_pdf(), "加密"),
        (blank_pdf(0), "损坏"),
        (blank_pdf(MAX_PAGES + 1), "页数太多"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data, word):
    with pytest.raises(Unreadable, match=word) as refusal:
        read_pages(data)
    assert refusal.value.sentence.startswith("上传的文件")
    assert "请" in refusal.value.sentence


def test_a_tiff_of_too_many_frames_is_refused():
    frames = [Image.new("1", (40, 40), 1)] * (MAX_PAGES + 1)
    with pytest.raises(Unreadable, match="页数太多"):
        read_pages(file_of(frames[0], "TIFF", save_all=True, append_images=frames[1:]))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF"])
def test_half_a_file_is_refused(kind):
    data = file_of(sheet().resize((400, 566)), kind)
    with pytest.raises(Unreadable):
        read_pages(data[: len(data) // 2])


def test_a_refused_pdf_does_not_keep_others_waiting():
    with pytest.raises(Unreadable):
        read_pages(blank_pdf(0))
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(read_pages, blank_pdf(1)).result(timeout=20)


WHOLE = {kind: file_of(Image.effect_noise((48, 40), 60), kind) for kind in ("JPEG", "PNG", "WEBP", "BMP", "TIFF")}
WHOLE |= {"PDF": blank_pdf(1)}


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(WHOLE)), st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=8), st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(kind, flips, draw):
    data = bytearray(WHOLE[kind])
    for place, value in flips:
        data[place % len(data)] = value
    with suppress(Unreadable):
        pages = read_pages(bytes(data[: draw.draw(st.integers(0, len(data)))]))
        assert all(opened(p.image).format == "JPEG" for p in pages)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"%PDF-"]))
def test_random_bytes_are_refused_and_nothing_else(tail, head):
    with pytest.raises(Unreadable):
        read_pages(head + tail)
