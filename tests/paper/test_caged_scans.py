"""The child process for scans and photos: the same answer as without it, and a sentence where it ends badly."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from fieldbook.paper import intake
from fieldbook.paper.intake import Unreadable, draw_anew, read_scan
from fieldbook.paper.scan import read_pages
from paper.hostile import laughing_pdf
from paper.photos import photo
from paper.test_scan import SVG, file_of, opened, paper, sheet


def refused(work, data: bytes) -> str:
    """The sentence of the refusal; any other exception fails the test."""
    with pytest.raises(Unreadable) as told:
        work(data)
    assert "请" in told.value.sentence
    return told.value.sentence


@pytest.mark.slow
def test_the_child_answers_as_the_function_does():
    for data in (photo(sheet()), paper(tables=3), file_of(Image.new("L", (40, 40), 255))):
        assert read_scan(data) == read_pages(data)


def test_a_refusal_comes_with_its_own_sentence():
    assert "不是图片" in refused(read_scan, SVG)
    assert "空的" in refused(read_scan, b"")


@pytest.mark.slow
def test_a_pdf_that_never_ends_is_stopped_with_a_sentence(monkeypatch):
    monkeypatch.setattr(intake, "SCAN_SECONDS", 3)
    start = time.monotonic()
    assert "用时过长" in refused(read_scan, laughing_pdf())
    assert time.monotonic() - start < 10


@pytest.mark.slow
def test_a_picture_beyond_the_limit_of_memory_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(intake, "MEMORY", 2**29)
    assert "内存" in refused(read_scan, file_of(Image.new("RGB", (7000, 7000))))


# --- photos drawn anew -----------------------------------------------------------------------------------


def test_nothing_of_a_photo_but_its_upright_pixels_is_kept():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SECRET-PHONE"
    lying = Image.new("RGB", (300, 200), "red")
    lying.paste("blue", (0, 0, 300, 20))
    drawn = draw_anew(file_of(lying, "JPEG", exif=exif, comment=b"SECRET-NOTE") + b"<script>SECRET</script>")
    image = opened(drawn)
    assert (image.format, image.size) == ("JPEG", (200, 300))
    assert image.getpixel((195, 150))[2] > 200
    assert b"SECRET" not in drawn
    assert not image.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_sort_of_photo_becomes_a_bounded_jpeg(kind):
    image = opened(draw_anew(file_of(Image.new("RGB", (3000, 1500), "green"), kind)))
    assert (image.format, image.size) == ("JPEG", (2480, 1240))


def test_what_is_clear_in_a_picture_is_drawn_on_white():
    assert opened(draw_anew(file_of(Image.new("RGBA", (50, 50), (0, 0, 0, 0))))).getpixel((9, 9)) == (255, 255, 255)


def test_a_photo_that_does_not_open_is_refused():
    out = io.BytesIO()
    Image.effect_noise((400, 300), 60).save(out, "JPEG")
    assert "损坏" in refused(draw_anew, out.getvalue()[:700])
    assert "不是图片" in refused(draw_anew, b"\xff\xd8\xff")
    assert "像素太多" in refused(draw_anew, file_of(Image.new("1", (8000, 8000))))
