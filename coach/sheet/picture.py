"""The picture of a routine in time: exercises are lanes, sides have colours, breaths are lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coach.sheet.model import Sheet
from coach.sides import Side

COLOURS: Mapping[Side | None, str] = {"right": "#1f6f5c", "left": "#b5561f", None: "#5c6670"}
"""The colours of the sides, and of exercises without sides."""

LANE = 14
"""The height of a lane, in points."""

_GAP = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the picture, in points: its left and upper corner, its size and colour."""

    x: float
    y: float
    width: float
    height: float
    colour: str


def measure_picture_height(sheet: Sheet) -> float:
    """Return the height of the picture of a sheet, in points."""
    return len(sheet.exercises) * (LANE + _GAP)


def list_bars(sheet: Sheet, left: float, width: float) -> Iterator[Bar]:
    """Yield the bars of a picture of a width, and thin white ones where breaths begin."""
    for block in sheet.blocks:
        y = block.lane * (LANE + _GAP)
        x, end = left + block.start * width, left + block.stop * width
        yield Bar(x, y, max(end - x, 0.75), LANE, COLOURS[block.side])
        for breath in block.breaths[1:]:
            yield Bar(left + breath * width, y, 0.5, LANE, "#ffffff")
