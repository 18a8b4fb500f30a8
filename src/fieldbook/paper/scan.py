"""What comes back: one uploaded file, a scan or a photo, as upright pages with the tokens found on them.

Pure functions that run in the child process of `paper.intake`. Only the content decides what a file is, never
its name. Every image is drawn anew, so that nothing of the file but its pixels is kept. Reading tries the cheap
ways first; a photo that went through a chat program has about two pixels for one module of the code and needs
the others. Refuses to hold: which document a token belongs to, and what to do with a page that has none or two.
"""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter

from fieldbook.paper.intake import ScannedPage, Unreadable
from fieldbook.paper.pdfium import PDFIUM
from fieldbook.paper.token import PageToken, read_token

MAX_PAGES = 200
MAX_PIXELS = 60_000_000
DPI = 200

_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF")
_KEPT = 2480  # longest side of what is kept: A4 at 212 dpi
_READ = 4000  # longest side of what is searched; an enlarged image may not exceed it either
_STUBBORN = 20  # pages of one file on which more than the cheap ways are tried

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_EXIF_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_QUARTERS = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A token seen, and by how many quarter turns clockwise the page was turned where it was seen."""

    token: PageToken
    quarters: int


def read_pages(data: bytes) -> list[ScannedPage]:
    """The pages of one uploaded file, at least one; raises `Unreadable` or MemoryError, nothing else.

    Reads JPEG, PNG, WebP, BMP, TIFF with all its frames and PDF, each page at 200 dpi.
    """
    with _refusing():
        return _read(data)


def draw_photo(data: bytes) -> bytes:
    """A photo as an upright JPEG of at most 2480 pixels; raises `Unreadable` or MemoryError, nothing else."""
    with _refusing(), closing(_frames(data)) as images:
        return _jpeg(next(images))


def pages_told(data: bytes) -> tuple[Any, list[bytes]]:
    """`read_pages` as it leaves the child: the tokens of each page, or the sentence of a refusal; the images."""
    try:
        pages = read_pages(data)
    except Unreadable as refusal:
        return refusal.sentence, []
    return [[(t.stem, t.page) for t in p.tokens] for p in pages], [p.image for p in pages]


def photo_told(data: bytes) -> tuple[Any, list[bytes]]:
    """`draw_photo` as it leaves the child: one page without tokens, or the sentence of a refusal; the image."""
    try:
        return [[]], [draw_photo(data)]
    except Unreadable as refusal:
        return refusal.sentence, []


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # what a hostile file makes a parser raise has no bounds
        raise Unreadable("上传的文件打不开：内容不完整或已损坏。请重新扫描或拍照后上传。") from error


def _read(data: bytes) -> list[ScannedPage]:
    if not data:
        raise Unreadable("上传的文件是空的：没有任何内容。请确认文件已保存完整，再重新上传。")
    pages: list[ScannedPage] = []
    patience = _STUBBORN
    with closing(_pdf_pages(data) if b"%PDF-" in data[:1024] else _frames(data)) as images:
        for image in images:
            page = _scanned(image, index=len(pages), stubborn=patience > 0)
            patience -= not page.tokens
            pages.append(page)
    return pages


def _scanned(image: Image.Image, *, index: int, stubborn: bool) -> ScannedPage:
    image.thumbnail((_READ, _READ), Image.Resampling.LANCZOS)
    seen = _search(image.convert("L"), stubborn)
    if seen:
        quarters = Counter(s.quarters for s in seen).most_common(1)[0][0]
        image = image.transpose(_QUARTERS[quarters]) if quarters else image
    return ScannedPage(index=index, tokens=tuple(dict.fromkeys(s.token for s in seen)), image=_jpeg(image))


def _jpeg(image: Image.Image) -> bytes:
    """The image as it is kept: bounded, its pixels and nothing else."""
    image.thumbnail((_KEPT, _KEPT), Image.Resampling.LANCZOS)
    image.info = {}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


# --- opening -------------------------------------------------------------------------------------


def _frames(data: bytes) -> Generator[Image.Image, None, None]:
    """The upright images of the file: every frame of a TIFF, the first of anything else."""
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise _too_large() from None
    except Exception:
        raise _foreign() from None
    with image:
        index = 0
        while True:
            if image.width * image.height > MAX_PIXELS:
                raise _too_large()
            yield _flat(image)
            index += 1
            if image.format != "TIFF" or not _turn_to(image, index):
                return
            if index >= MAX_PAGES:
                raise _too_long()


def _turn_to(image: Image.Image, index: int) -> bool:
    try:
        image.seek(index)
    except EOFError:
        return False
    return True


def _flat(image: Image.Image) -> Image.Image:
    """A copy in grey or colour on white paper, turned as its EXIF says; a broken EXIF turns nothing."""
    try:
        turn = _UPRIGHT.get(image.getexif().get(_EXIF_ORIENTATION, 1))
    except Exception:
        turn = None
    image.load()
    if image.mode.startswith("I"):
        flat = Image.fromarray((np.asarray(image).astype(np.int64) >> 8).clip(0, 255).astype(np.uint8))
    elif image.has_transparency_data:
        clear = image.convert("RGBA")
        flat = Image.new("RGB", clear.size, "white")
        flat.paste(clear, mask=clear)
    else:
        flat = image.convert("L" if image.mode in ("1", "L", "F") else "RGB")
    return flat.transpose(turn) if turn is not None else flat


def _pdf_pages(data: bytes) -> Generator[Image.Image, None, None]:
    with PDFIUM:
        pdf = _pdf(data)
    try:
        if len(pdf) > MAX_PAGES:
            raise _too_long()
        for index in range(len(pdf)):
            with PDFIUM:
                image = _rendered(pdf, index)
            yield image
    finally:
        with PDFIUM:
            pdf.close()


def _pdf(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium may tell the code of an earlier file here, so the word is looked for as well
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
            raise Unreadable("上传的文件已加密：有密码的PDF无法读取。请去掉密码后再上传，或打印后扫描。") from None
        raise


def _rendered(pdf: pypdfium2.PdfDocument, index: int) -> Image.Image:
    """Page `index` at 200 dpi, a huge sheet coarser; the pixels are its own and outlive the page."""
    with closing(pdf[index]) as page:
        scale = min(DPI / 72, _READ / max(page.get_size()))
        with closing(page.render(scale=scale)) as bitmap:
            image: Image.Image = bitmap.to_pil().convert("RGB").copy()
            return image


def _foreign() -> Unreadable:
    return Unreadable("上传的文件打不开：内容不完整，或并不是图片。请重新拍照，或另存为JPG、PNG、WebP、PDF后上传。")


def _too_large() -> Unreadable:
    return Unreadable("上传的文件像素太多：一页超过6000万像素。请降低扫描分辨率（200至300 dpi即可）后重新上传。")


def _too_long() -> Unreadable:
    return Unreadable(f"上传的文件页数太多：一次最多{MAX_PAGES}页。请拆成几个文件分别上传。")


# --- searching -----------------------------------------------------------------------------------


def _search(grey: Image.Image, stubborn: bool) -> list[_Sighting]:
    """All tokens found as the image is and enlarged; nothing so, the first of the dear ways that finds any.

    Both cheap ways are always taken, as of two papers on one photo the first may show one only.
    """
    seen = _look(grey) + _look(_enlarged(grey, 2))
    if not seen and stubborn:
        seen = next((found for changed, turn in _changed(grey) if (found := _look(changed, turn))), [])
    return seen


def _look(grey: Image.Image, turn: float = 0.0) -> list[_Sighting]:
    """The tokens in an image that was itself turned counter-clockwise by `turn` degrees."""
    codes = zxingcpp.read_barcodes(grey, formats=_QR, try_invert=False)
    read = ((read_token(code.text), code.position) for code in codes)
    return [_Sighting(token, _quarters(position, turn)) for token, position in read if token]


def _quarters(at: zxingcpp.Position, turn: float) -> int:
    """By how many quarters clockwise the page is turned: where the upper edge of its code points."""
    right, down = at.top_right.x - at.top_left.x, at.top_right.y - at.top_left.y
    return round((math.degrees(math.atan2(down, right)) + turn) / 90) % 4


def _changed(grey: Image.Image) -> Iterator[tuple[Image.Image, float]]:
    """The image in the dear ways, those first that find most, each with the degrees it was turned.

    Turned, the pixels fall otherwise on the modules, so that other codes become readable.
    """
    lit = _lit(grey)
    yield _sharp(_enlarged(lit, 3)), 0
    yield _enlarged(grey, 4), 0
    yield _sharp(_enlarged(lit, 2.5)), 0
    yield _sharp(_turned(_enlarged(lit, 3), 30)), 30
    yield _sharp(_enlarged(grey, 2)), 0


def _enlarged(grey: Image.Image, times: float) -> Image.Image:
    times = min(times, max(1.0, _READ / max(grey.size)))
    how = Image.Resampling.LANCZOS if times <= 2 else Image.Resampling.BICUBIC
    return grey.resize((round(grey.width * times), round(grey.height * times)), how)


def _lit(grey: Image.Image) -> Image.Image:
    """The image in even light: divided by the paper's own brightness, which takes shadows away."""
    least = min(grey.size)
    if least < 32:
        return grey
    paper = grey.reduce(4).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(6))
    light = np.asarray(paper.resize(grey.size, Image.Resampling.BILINEAR), np.float32)
    even = np.asarray(grey, np.float32) * (235 / np.maximum(light, 8))
    return Image.fromarray(np.clip(even, 0, 255).astype(np.uint8))


def _sharp(grey: Image.Image) -> Image.Image:
    return grey.filter(ImageFilter.UnsharpMask(radius=3, percent=250, threshold=0))


def _turned(grey: Image.Image, degrees: float) -> Image.Image:
    return grey.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=200)
