"""Simulated phone photos of a printed page: the camera of the tests.

The sheet lies on a desk, folded once and not quite flat; the camera looks at it from a side with a lens of
65°, in 4:3 like every phone; light falls from one side and the phone throws a shadow. The sensor adds blur
and noise and gets the white wrong, and a chat program makes it 1280 pixels and JPEG of quality 40.
Everything is drawn from one seeded random.Random: the same seed gives the same bytes.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Array = np.ndarray[Any, np.dtype[Any]]

SENSOR = 2  # the sensor has this many pixels a side for one that the chat program leaves
DESKS = [(92, 66, 46), (70, 72, 78), (128, 104, 80), (52, 50, 52), (104, 112, 104), (150, 122, 92)]


def photos(page: Image.Image, count: int, seed: int, *, tilt: float = 25.0) -> Iterator[bytes]:
    """`count` photos of `page` at any rotation, tilted up to `tilt` degrees around both axes."""
    dice = random.Random(seed)
    for _ in range(count):
        yield photo(
            page,
            rotation=dice.uniform(0, 360),
            tilt=(dice.uniform(-tilt, tilt), dice.uniform(-tilt, tilt)),
            fold=(dice.uniform(0.25, 0.75), dice.uniform(-5, 5)),
            margin=dice.uniform(0.02, 0.08),
            shadow=dice.uniform(0.2, 0.6),
            blur=dice.uniform(0.6, 1.5),
            noise=dice.uniform(2, 7),
            dice=dice,
        )


def photo(
    page: Image.Image,
    *,
    rotation: float = 0.0,
    tilt: tuple[float, float] = (0.0, 0.0),
    fold: tuple[float, float] = (0.5, 0.0),
    margin: float = 0.05,
    shadow: float = 0.3,
    blur: float = 1.0,
    noise: float = 4.0,
    longest: int = 1280,
    quality: int = 40,
    dice: random.Random | None = None,
) -> bytes:
    """One photo of `page` as JPEG.

    `rotation` and `tilt` (around both axes) in degrees; `fold` is the height of the crease (0 to 1) and its
    bend in degrees; `margin` is the share of the frame left around the sheet on each side; `shadow` the
    share of light lost in the dark corner; `blur` (radius) and `noise` (deviation) are in sensor pixels and
    levels of 255; `longest` side and JPEG `quality` are those of the chat program.
    """
    dice = dice or random.Random(0)
    corners = _project(page.size, rotation, tilt, fold)
    size, corners = _frame(corners, margin, longest * SENSOR)
    seen = _desk(size, dice)
    _lay(seen, _creased(page, fold[0]), corners, fold[0])
    seen = seen.reduce(SENSOR).filter(ImageFilter.GaussianBlur(blur / SENSOR))
    sensed = np.asarray(seen, np.float32) * _light(seen.size, shadow, dice)[..., None] * _white(dice)
    rng = np.random.default_rng(dice.randrange(2**32))
    sensed += rng.standard_normal(sensed.shape, np.float32) * (noise / SENSOR)
    taken = Image.fromarray(np.clip(sensed, 0, 255).astype(np.uint8))
    out = io.BytesIO()
    taken.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _project(size: tuple[int, int], rotation: float, tilt: tuple[float, float], fold: tuple[float, float]) -> Array:
    """Where the six points of the sheet (top, fold, bottom; left, right) are seen, in any unit."""
    width, height = size[0] / size[1], 1.0
    at, bend = fold[0], math.radians(fold[1])
    low = (1 - at) * height
    points = np.array(
        [(x, y, z) for y, z in ((0, 0), (at, 0), (at + low * math.cos(bend), low * math.sin(bend))) for x in (0, width)]
    ) - (width / 2, height / 2, 0)
    turned = points @ _turn(2, rotation).T @ _turn(0, tilt[0]).T @ _turn(1, tilt[1]).T
    distance = 1.25 * height
    return turned[:, :2] * (distance / (distance + turned[:, 2:]))


def _turn(axis: int, degrees: float) -> Array:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    one, two = [i for i in range(3) if i != axis]
    matrix = np.eye(3)
    matrix[one, one], matrix[one, two], matrix[two, one], matrix[two, two] = c, -s, s, c
    return matrix


def _frame(corners: Array, margin: float, longest: int) -> tuple[tuple[int, int], Array]:
    """The 4:3 frame, lying or standing, that just holds the sheet and its margin, and the sheet in it."""
    low, high = corners.min(0), corners.max(0)
    wide, tall = high - low
    width, height = (longest, longest * 3 // 4) if wide > tall else (longest * 3 // 4, longest)
    scale = (1 - 2 * margin) * min(width / wide, height / tall)
    return (width, height), (corners - (low + high) / 2) * scale + (width / 2, height / 2)


def _desk(size: tuple[int, int], dice: random.Random) -> Image.Image:
    rng = np.random.default_rng(dice.randrange(2**32))
    coarse = rng.normal(0, 9, (size[1] // 40, 6, 1)) + np.array(dice.choice(DESKS))
    wood = Image.fromarray(np.clip(coarse, 0, 255).astype(np.uint8))
    return wood.resize(size, Image.Resampling.BICUBIC)


def _creased(page: Image.Image, at: float) -> Image.Image:
    """The page with the shine and the shade of its fold."""
    away = (np.arange(page.height) - at * page.height) / page.height
    shade = 1 - 0.25 * np.exp(-((away / 0.004) ** 2)) - 0.12 * np.exp(-np.abs(away) / 0.05) * (away > 0)
    column = Image.fromarray((shade[:, None] * 245).astype(np.uint8))
    return ImageChops.multiply(page.convert("L"), column.resize(page.size, Image.Resampling.NEAREST))


def _lay(desk: Image.Image, page: Image.Image, corners: Array, at: float) -> None:
    """Lay both halves of the page on the desk, each in its own plane."""
    for half, (top, bottom) in enumerate(((0.0, at), (at, 1.0))):
        top, bottom = top * page.height, bottom * page.height
        low, high = np.floor(corners[2 * half :][:4].min(0)), np.ceil(corners[2 * half :][:4].max(0))
        size = int(high[0] - low[0]), int(high[1] - low[1])
        there = [corners[2 * half + i] - low for i in (0, 1, 3, 2)]
        here = [(0, top), (page.width, top), (page.width, bottom), (0, bottom)]
        seen = page.transform(size, Image.Transform.PERSPECTIVE, _plane(there, here), Image.Resampling.BICUBIC)
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([(float(x), float(y)) for x, y in there], fill=255, outline=255)
        desk.paste(seen.convert("RGB"), (int(low[0]), int(low[1])), mask)


def _plane(there: list[Any], here: list[tuple[float, float]]) -> list[float]:
    """The eight numbers by which Pillow finds for a point of the photo the point of the page."""
    rows, values = [], []
    for (x, y), (u, v) in zip(there, here, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return list(map(float, np.linalg.solve(np.array(rows, np.float64), np.array(values, np.float64))))


def _light(size: tuple[int, int], shadow: float, dice: random.Random) -> Array:
    """How much light falls on each pixel: a slope from one side, and the soft shadow of hand and phone."""
    x, y = np.meshgrid(np.linspace(-1, 1, size[0]), np.linspace(-1, 1, size[1]))
    side = dice.uniform(0, 2 * math.pi)
    slope = (x * math.cos(side) + y * math.sin(side)) / math.sqrt(2)
    edge = dice.uniform(-0.5, 0.5)
    hand = 1 / (1 + np.exp(-(slope - edge) / dice.uniform(0.02, 0.15)))
    light: Array = 1.0 - shadow * (0.5 * (slope + 1) / 2 + 0.5 * hand)
    return (light * dice.uniform(0.85, 1.05)).astype(np.float32)


def _white(dice: random.Random) -> Array:
    return np.array([dice.uniform(0.92, 1.05), dice.uniform(0.95, 1.0), dice.uniform(0.8, 1.0)], np.float32)
