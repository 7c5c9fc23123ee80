"""Sheets as a page to print, which asks nothing of the network."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup, escape

from coach.outputs.templates import load_template
from coach.sheet.model import WEEKS, Sheet
from coach.sheet.picture import COLOURS, LANE, list_bars, measure_picture_height

_FOLDER = Path(__file__).parent

_WIDTH, _LABELS = 480, 150
"""The width of a picture, and of the names of its exercises, in points."""


def render_html(sheets: Sequence[Sheet]) -> bytes:
    """Return sheets as one HTML page, each on paper of its own."""
    text = load_template(_FOLDER / "sheet.html").render(
        policy="default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        style=Markup((_FOLDER / "sheet.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        sheets=sheets,
        pictures=[_draw_picture(sheet) for sheet in sheets],
        colours=COLOURS,
        weeks=range(1, WEEKS + 1),
    )
    return text.encode()


def _draw_picture(sheet: Sheet) -> Markup:
    """Draw the picture of a routine in time as SVG."""
    height = measure_picture_height(sheet)
    title = escape(sheet.words.in_time)
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{title}" font-size="10">'
    ]
    step = height / max(len(sheet.exercises), 1)
    for number, exercise in enumerate(sheet.exercises):
        y = number * step + LANE - 4
        parts.append(
            f'<text x="0" y="{y:.1f}" fill="{COLOURS[None]}">{escape(exercise.title[:28])}</text>'
        )
    parts += [
        f'<rect x="{bar.x:.2f}" y="{bar.y:.2f}" width="{bar.width:.2f}" height="{bar.height}" '
        f'fill="{bar.colour}"/>'
        for bar in list_bars(sheet, _LABELS, _WIDTH - _LABELS)
    ]
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 - made of numbers and escaped texts
