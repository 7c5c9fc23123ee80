"""Captions for what is seen and not said: which set and round an action is."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from coach.languages import find_phrases
from coach.languages.phrases import Phrases
from coach.outputs.captions.captions import SHORTEST, Caption
from coach.score.timeline import Hold, Timeline


def add_positions(
    captions: Iterable[Caption], timeline: Timeline, language: str
) -> Iterator[Caption]:
    """Yield captions, and between them, while an action runs, which set and round it is.

    One that there is too little time to read is left out.
    """
    phrases = find_phrases(language)
    if phrases is None:
        yield from captions
        return
    positions = [
        (hold, text) for hold in timeline.holds if (text := _write_position(hold, phrases))
    ]
    first, free = 0, 0
    for caption in chain(captions, (Caption(timeline.frames, 0, ""),)):
        while first < len(positions) and _find_end(positions[first][0]) <= free:
            first += 1
        for hold, text in islice(positions, first, None):
            if hold.at >= caption.at:
                break
            at, end = max(free, hold.at), min(caption.at, _find_end(hold))
            if end - at >= SHORTEST:
                yield Caption(at, end - at, text)
        if caption.text:
            yield caption
        free = caption.end


def _find_end(hold: Hold) -> int:
    return hold.at + hold.frames


def _write_position(hold: Hold, phrases: Phrases) -> str:
    """Write which set and round an action is; nothing of a rest or where there is only one."""
    if hold.kind in ("rest", "wait"):
        return ""
    return phrases.write_position(
        hold.set_position, hold.round_position, hold.side if hold.is_turn else None
    )
