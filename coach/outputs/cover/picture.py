"""The picture on a cover: hills behind hills in the tones of one colour, and the sun above them."""

import hashlib
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coach.outputs.cover.areas import Area

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE_PIXELS = 1000
"""The width and the height of a picture, in pixels, like every other length here."""

SUN = "#fdedc9"
"""The one colour that is the same for all areas."""

_SUPERSAMPLING = 2
"""The picture is drawn this much larger, then reduced: its edges become smooth."""

_STEP = 5
"""From one corner of a hill to the next."""


def draw_picture(area: Area, title: str, horizon: int) -> "Image":
    """Draw a picture in the colours of an area; the title decides how the hills lie.

    Args:
        area: what the routine is for.
        title: of the routine.
        horizon: where the ground begins, which is left empty.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - loads a library; only a cover needs it

    picture = Image.new(
        "RGB", (SIDE_PIXELS * _SUPERSAMPLING, SIDE_PIXELS * _SUPERSAMPLING), area.sky
    )
    draw = ImageDraw.Draw(picture)
    chances = _draw_lots(title)
    x, y, radius = (
        150 + 700 * next(chances),
        (0.24 + 0.16 * next(chances)) * horizon,
        0.17 * horizon,
    )
    draw.ellipse(_enlarge_points((x - radius, y - radius), (x + radius, y + radius)), SUN)
    for number, colour in enumerate(_list_tones(area), start=1):
        level = horizon * (0.3 + 0.125 * number)
        turn, length = 2 * math.pi * next(chances), 420 + 580 * next(chances)
        height = (0.04 + 0.04 * next(chances)) * horizon
        edge = [
            (x, level + height * math.sin(2 * math.pi * x / length + turn))
            for x in range(0, SIDE_PIXELS + _STEP, _STEP)
        ]
        draw.polygon(_enlarge_points((0, SIDE_PIXELS), *edge, (SIDE_PIXELS, SIDE_PIXELS)), colour)
    draw.rectangle(_enlarge_points((0, horizon), (SIDE_PIXELS, SIDE_PIXELS)), area.ground)
    return picture.reduce(_SUPERSAMPLING)


def _draw_lots(title: str) -> Iterator[float]:
    """Yield numbers from 0 to below 1: always the same for a title, and others for another."""
    digest = hashlib.blake2b(title.encode("utf-8", "replace")).digest()
    return (byte / 256 for byte in digest)


def _list_tones(area: Area) -> tuple[str, ...]:
    """Return the colours of the hills, from the farthest to the nearest, that of the ground."""
    return (
        _blend_colours(area.sky, area.haze, 0.45),
        _blend_colours(area.sky, area.haze, 0.9),
        _blend_colours(area.haze, area.ground, 0.35),
        _blend_colours(area.haze, area.ground, 0.7),
        area.ground,
    )


def _blend_colours(first: str, second: str, share: float) -> str:
    """Blend two colours, each as ``#rrggbb``, by the share of the second."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + bytes(round(a + (b - a) * share) for a, b in pairs).hex()


def _enlarge_points(*points: tuple[float, float]) -> list[tuple[int, int]]:
    return [(round(x * _SUPERSAMPLING), round(y * _SUPERSAMPLING)) for x, y in points]
