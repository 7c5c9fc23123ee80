"""The picture on a cover: plain shapes in the tones of one colour, and a sun.

There are a few motifs, each with some play in it; the title chooses, by its letters.
"""

import hashlib
import itertools
import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from coach.outputs.cover.areas import Area

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

SIDE = 1000
"""The width and the height of a picture, in pixels, as is all else here."""

SUN = "#fdedc9"
"""The one colour that is the same for all areas."""

_SUPERSAMPLED = 2
"""The picture is drawn this much larger, then reduced: smooth edges."""

_STRIP = 200
"""The height of what is drawn at a time: all of it, so much larger, would take 16 MB."""


def draw_picture(area: Area, title: str, horizon: int) -> "Image":
    """Draw the picture that a title chooses, in the colours of an area; the ground is left empty.

    Args:
        area: what the routine is for.
        title: of the routine.
        horizon: where the ground begins.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - loads a library; only a cover needs it

    picture = Image.new("RGB", (SIDE, SIDE))
    for top in range(0, SIDE, _STRIP):
        size = SIDE * _SUPERSAMPLED, _STRIP * _SUPERSAMPLED
        strip = Image.new("RGB", size, area.sky)
        canvas = _Canvas(ImageDraw.Draw(strip), area, horizon, top)
        chances = _chances(title)
        _MOTIFS[int(next(chances) * len(_MOTIFS))](canvas, chances)
        canvas.fill(horizon, SIDE, 5)
        picture.paste(strip.reduce(_SUPERSAMPLED), (0, top))
    return picture


def _chances(title: str) -> Iterator[float]:
    """Give numbers from 0 to below 1, the same ones for a title, and others for another."""
    digest = hashlib.blake2b(title.encode("utf-8", "replace")).digest()
    return (byte / 256 for byte in itertools.cycle(digest))


class _Canvas:
    """Draws shapes, as far as they reach below its top, in tones.

    0 is the sky, 5 the ground, None the sun.
    """

    def __init__(self, draw: "ImageDraw", area: Area, horizon: int, top: int) -> None:
        self.horizon = horizon
        self._draw = draw
        self._top = top
        self._tones = (
            area.sky,
            _mixed(area.sky, area.haze, 0.45),
            _mixed(area.sky, area.haze, 0.9),
            _mixed(area.haze, area.ground, 0.35),
            _mixed(area.haze, area.ground, 0.7),
            area.ground,
        )

    def disc(self, x: float, y: float, radius: float, tone: int | None) -> None:
        """Draw a disc about a point."""
        box = self._enlarged((x - radius, y - radius), (x + radius, y + radius))
        self._draw.ellipse(box, self._colour(tone))

    def pill(self, x: float, y: float, width: float, height: float, tone: int | None) -> None:
        """Draw an upright bar with round ends about a point."""
        box = self._enlarged((x - width / 2, y - height / 2), (x + width / 2, y + height / 2))
        self._draw.rounded_rectangle(box, width * _SUPERSAMPLED / 2, self._colour(tone))

    def fill(self, top: float, bottom: float, tone: int | None) -> None:
        """Fill all between two heights."""
        self._draw.rectangle(self._enlarged((0, top), (SIDE, bottom)), self._colour(tone))

    def hill(self, height: Callable[[float], float], tone: int | None) -> None:
        """Fill all below a line, given as its place at each x."""
        line = ((x, height(x)) for x in range(0, SIDE + 5, 5))
        shape = self._enlarged((0, SIDE), *line, (SIDE, SIDE))
        self._draw.polygon(shape, self._colour(tone))

    def _colour(self, tone: int | None) -> str:
        return SUN if tone is None else self._tones[tone]

    def _enlarged(self, *points: tuple[float, float]) -> list[tuple[int, int]]:
        # Pillow cuts fractions off, above the top the other way: strips would not fit together.
        top = self._top * _SUPERSAMPLED
        return [(round(x * _SUPERSAMPLED), round(y * _SUPERSAMPLED) - top) for x, y in points]


def _mixed(first: str, second: str, share: float) -> str:
    """Mix two colours, each as ``#rrggbb``, by the share of the second."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + bytes(round(a + (b - a) * share) for a, b in pairs).hex()


def _sunrise(canvas: _Canvas, chances: Iterator[float]) -> None:
    """Draw rings about a sun on the horizon."""
    x = 260 + 480 * next(chances)
    reach = 130 + canvas.horizon * (0.16 + 0.05 * next(chances))
    canvas.fill(0, canvas.horizon, 4)
    for ring, tone in ((4, 3), (3, 2), (2, 1), (1, 0)):
        canvas.disc(x, canvas.horizon, ring * reach, tone)
    canvas.disc(x, canvas.horizon, 0.5 * reach, None)


def _hills(canvas: _Canvas, chances: Iterator[float]) -> None:
    """Draw hills behind hills, and the sun above them."""
    top = canvas.horizon
    canvas.disc(220 + 560 * next(chances), (0.3 + 0.1 * next(chances)) * top, 0.17 * top, None)
    for tone in range(1, 6):
        level = top * (0.3 + 0.125 * tone)
        height = top * 0.06  # the last hill, too, is all above the ground
        turn = 2 * math.pi * next(chances)
        length = 420 + 380 * next(chances)
        canvas.hill(partial(_wave, level, height, length, turn), tone)


def _wave(level: float, height: float, length: float, turn: float, x: float) -> float:
    return level + height * math.sin(2 * math.pi * x / length + turn)


def _roller(canvas: _Canvas, chances: Iterator[float]) -> None:
    """Draw a foam roller, seen from its end, as it rolls along the ground."""
    radius = 0.31 * canvas.horizon
    step = radius * (0.5 + 0.3 * next(chances))
    end = SIDE - 100 - radius - 120 * next(chances)
    for trail in (4, 3, 2, 1):
        canvas.disc(end - trail * step, canvas.horizon - radius, radius, 5 - trail)
    canvas.disc(end, canvas.horizon - radius, radius, None)
    canvas.disc(end, canvas.horizon - radius, 0.42 * radius, 5)


def _scales(canvas: _Canvas, chances: Iterator[float]) -> None:
    """Draw rows of arches, one before another, darker and darker, and one of them lit."""
    across = 3 + int(2 * next(chances))
    radius = SIDE / across / 2
    lit = (3, int(across * next(chances)))
    for row in range(4):
        y = canvas.horizon - (3 - row) * 0.5 * radius
        for place in range(-1, across + 1):
            x = (2 * place + 2 - row % 2) * radius
            canvas.disc(x, y, radius, row + 1)
            canvas.disc(x, y, 0.72 * radius, row)
            canvas.disc(x, y, 0.44 * radius, None if (row, place) == lit else row + 1)


def _breath(canvas: _Canvas, chances: Iterator[float]) -> None:
    """Draw a breath as a row of bars, and one of them lit."""
    count = 9 + 2 * int(3 * next(chances))
    width = SIDE / count
    turn = 2 * math.pi * next(chances)
    lit = count // 2
    for place in range(count):
        swing = 0.5 + 0.5 * math.sin(2 * math.pi * place / count * 1.5 + turn)
        height = canvas.horizon * (0.2 + 0.5 * swing)
        tone = None if place == lit else 2 + place % 2
        canvas.pill((place + 0.5) * width, canvas.horizon / 2, 0.56 * width, height, tone)


_MOTIFS = (_sunrise, _hills, _roller, _scales, _breath)
