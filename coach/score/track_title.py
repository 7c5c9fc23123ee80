"""The first clip of a track, which says how long the track is."""

from coach.score.cues import FramesOf
from coach.score.cuesheet import CueSheet


def word_title(sheet: CueSheet, rest: int, frames_of: FramesOf, total: int | None = None) -> str:
    """Word the first clip; the track is ``rest`` frames long without it.

    It tells the whole length, or ``total`` where that is known already.
    """
    if sheet.is_silent:
        return ""
    if total is not None:
        return sheet.phrases.word_title(sheet.title, total, sheet.tools)
    totals: dict[str, int] = {}
    words = sheet.phrases.word_title(sheet.title, rest, sheet.tools)
    while words not in totals:
        totals[words] = rest + frames_of(words)
        words = sheet.phrases.word_title(sheet.title, totals[words], sheet.tools)
    # Where two wordings each lead to the other, the larger total is said.
    cycle = list(totals.values())[list(totals).index(words) :]
    return sheet.phrases.word_title(sheet.title, max(cycle), sheet.tools)
