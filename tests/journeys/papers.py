"""What happens to a paper outside the product: it is printed, signed, photographed or scanned."""

from __future__ import annotations

import random
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from paper.photos import photo


def sheets(paper: Path) -> int:
    """How many sheets come out of the printer."""
    with pypdfium2.PdfDocument(paper) as document:
        return len(document)


def printed(paper: Path) -> list[Image.Image]:
    """The sheets as they come out of the printer, signed by hand at the foot of the last one."""
    with pypdfium2.PdfDocument(paper) as document:
        sheets = [page.render(scale=200 / 72).to_pil().convert("RGB") for page in document]
    _sign(sheets[-1])
    return sheets


def _sign(sheet: Image.Image) -> None:
    dice, (width, height) = random.Random(7), sheet.size
    line = [(width * (0.25 + 0.02 * n), height * dice.uniform(0.80, 0.83)) for n in range(8)]
    ImageDraw.Draw(sheet).line(line, fill=(20, 30, 120), width=5, joint="curve")


def photographed(paper: Path) -> list[Path]:
    """A photo of each sheet, held by hand and sent through a chat program."""
    taken = []
    for number, sheet in enumerate(printed(paper), 1):
        dice = random.Random(number)
        tilt = (dice.uniform(-6, 6), dice.uniform(-6, 6))
        data = photo(sheet, rotation=dice.uniform(-8, 8), tilt=tilt, margin=0.03, shadow=0.25, quality=60, dice=dice)
        taken.append(paper.with_name(f"IMG_{paper.stem}_{number}.jpg"))
        taken[-1].write_bytes(data)
    return taken


def scanned(paper: Path) -> Path:
    """All sheets through the office's scanner, as one PDF of pictures."""
    first, *others = printed(paper)
    out = paper.with_name(f"扫描_{paper.stem}.pdf")
    first.save(out, "PDF", save_all=True, append_images=others, resolution=200.0)
    return out
