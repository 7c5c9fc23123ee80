"""The cover of a track: a picture in the colour of what the routine is for, and its title.

The picture is drawn from the title alone: the same title always gives the same one. It ends where
the title begins, which has a ground of its own, so that nothing lies behind letters.
"""

import io
import unicodedata
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from coach.outputs.cover.areas import TEXT, choose_area
from coach.outputs.cover.picture import SIDE_PIXELS, draw_picture

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

MARGIN_PIXELS = 80
"""What is kept free around all text."""

LONGEST_TITLE_CHARS = 1000
"""Characters of a title; a longer one ends in an ellipsis."""

_FONT = Path(__file__).parent / "font" / "Manrope-SemiBold.ttf"

_SIZES = (120, 110, 100, 92, 84, 76, 70, 64, 58, 52, 48, 44, 40, 36, 32, 28, 24, 20, 17, 14)
"""Of a title's letters: the first at which it has room.

At the last, all of `LONGEST_TITLE_CHARS` have.
"""

_WHOLE_WORDS = 40
"""The size down to which letters shrink before a word is broken."""

_LEADING = 1.2
"""From one line to the next, in sizes of the letters."""

_CAPITAL = 0.72
"""The height of a capital, in sizes of the letters."""

_FOOT = SIDE_PIXELS - MARGIN_PIXELS
"""Where the last line stands."""

_FOOT_SIZE = 44

_TITLE_FOOT = _FOOT - 96
"""Where the last line of the title stands."""

_NAME = "coach"

_JPEG_QUALITY = 90
"""Of 100: flat colours and letters show no traces at it."""

_PLAINER = str.maketrans("\u2010\u2011\u2212\u2032\u2033", "---'\"")
"""What the font lacks, hyphens, the minus sign and primes, and what is like it."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text, where it stands, and what it covers: left, top, right, bottom."""

    text: str
    x: int
    baseline: int
    size: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where all text of a cover stands.

    Attributes:
        title: its lines, from the top; none where the font has none of its letters.
        length: of the track.
        name: who made it.
        horizon: where the picture ends and the ground begins.
    """

    title: tuple[TextLine, ...]
    length: TextLine
    name: TextLine
    horizon: int


def draw_cover(title: str, length: str, words: str) -> bytes:
    """Draw the cover of a track, as PNG.

    Args:
        title: of the track, of any length and in any script.
        length: as a listener would say it: "14 min".
        words: what says which part of the body it is for, the routine's ``about`` and headings.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - loads a library; only a cover needs it

    area = choose_area(title, words)
    layout = lay_out(title, length)
    image = draw_picture(area, title, layout.horizon)
    draw = ImageDraw.Draw(image)
    for line in layout.title:
        draw.text((line.x, line.baseline), line.text, TEXT, _load_font(line.size), anchor="ls")
    for line in (layout.length, layout.name):
        draw.text((line.x, line.baseline), line.text, area.sky, _load_font(line.size), anchor="ls")
    file = io.BytesIO()
    file.name = "cover.png"  # told the format by its name, Pillow loads no others
    # A palette makes the file half as large; it turns a colour by what nobody sees.
    image.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file)
    return file.getvalue()


def convert_to_jpeg(cover: bytes) -> bytes:
    """Return a cover as JPEG, in which players look for the picture of a folder."""
    from PIL import Image  # noqa: PLC0415 - loads a library; only a cover needs it

    file = io.BytesIO()
    with Image.open(io.BytesIO(cover), formats=["PNG"]) as image:
        image.convert("RGB").save(file, "JPEG", quality=_JPEG_QUALITY)
    return file.getvalue()


def lay_out(title: str, length: str) -> Layout:
    """Find a place for all text: the title as large as it can be, whole, within the margins."""
    size, texts = _fit_title(keep_readable(title))
    leading = round(_LEADING * size)
    first = _TITLE_FOOT - (len(texts) - 1) * leading
    lines = tuple(
        _lay_out_line(text, MARGIN_PIXELS, first + row * leading, size)
        for row, text in enumerate(texts)
    )
    top = first - round(_CAPITAL * size) if texts else _FOOT - _FOOT_SIZE
    name = round(SIDE_PIXELS - MARGIN_PIXELS - _load_font(_FOOT_SIZE).getlength(_NAME))
    return Layout(
        title=lines,
        length=_lay_out_line(keep_readable(length), MARGIN_PIXELS, _FOOT, _FOOT_SIZE),
        name=_lay_out_line(_NAME, name, _FOOT, _FOOT_SIZE),
        horizon=top - MARGIN_PIXELS,
    )


def keep_readable(text: str) -> str:
    """Return what the font can show of a text, on one line; "" if that has no letter or digit."""
    text = unicodedata.normalize("NFC", text.translate(_PLAINER))
    shown = " ".join("".join(map(_show_letter, text)).split())
    shown = shown.strip(" ·–—|/")  # what stood beside a word that is gone
    if len(shown) > LONGEST_TITLE_CHARS:
        shown = shown[: LONGEST_TITLE_CHARS - 1].rstrip() + "…"
    return shown if any(map(str.isalnum, shown)) else ""


@lru_cache(maxsize=1024)
def _show_letter(character: str) -> str:
    """Return what stands for a character: itself, its plain form, or nothing."""
    if character.isspace():
        return " "
    if _has_glyph(character):
        return character
    return "".join(filter(_has_glyph, unicodedata.normalize("NFKD", character)))


def _has_glyph(character: str) -> bool:
    """Return whether the font has a glyph for a character, not its box for missing ones."""
    if unicodedata.category(character)[0] in "CM":
        return False
    font = _load_font(_FOOT_SIZE)
    glyph, missing = font.getmask(character), font.getmask("\uffff")
    return glyph.size != missing.size or bytes(glyph) != bytes(missing)


def _fit_title(text: str) -> tuple[int, list[str]]:
    """Return the largest size at which a title has room, and its lines."""

    def has_room(size: int) -> bool:
        lines = _wrap_title(text, size)
        whole = size <= _WHOLE_WORDS or " ".join(lines) == text
        # A title of some words leaves the picture its place; a text may take most of it.
        return whole and len(lines) * _LEADING * size <= (360 if size > 48 else 640)

    size = _SIZES[bisect(_SIZES[:-1], 0, key=has_room)]
    return size, _wrap_title(text, size)


def _wrap_title(text: str, size: int) -> list[str]:
    """Break a text into lines between its words, and within those that are too wide for a line."""
    font, most = _load_font(size), SIDE_PIXELS - 2 * MARGIN_PIXELS
    lines: list[str] = []
    for word in text.split():
        for piece in _break_word(word, font, most):
            if lines and font.getlength(f"{lines[-1]} {piece}") <= most:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines


def _break_word(word: str, font: "FreeTypeFont", most: float) -> Iterator[str]:
    """Break a word into pieces that are as wide as a line; most words are one piece."""
    piece = ""
    for letter in word:
        if piece and font.getlength(piece + letter) > most:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _lay_out_line(text: str, x: int, baseline: int, size: int) -> TextLine:
    box = _load_font(size).getbbox(text, anchor="ls")
    left, top, right, bottom = box
    return TextLine(
        text, x, baseline, size, (x + left, baseline + top, x + right, baseline + bottom)
    )


@lru_cache(maxsize=len(_SIZES))
def _load_font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 - loads a library; only a cover needs it

    # The basic layout is the one that is the same on all machines.
    return ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.BASIC)
