"""Captions: the script's own words, where the voice says them, to be read along.

What is usual for captions is followed: two lines of 42 characters, up to 7 seconds, 17 characters
a second (Netflix, English Template Timed Text Style Guide). Speech goes at its own speed, so a
caption that another one follows at once may stand for less than it takes to read it.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from coach.outputs.captions.text import wrap_text
from coach.outputs.label import Lyric
from coach.score.timeline import Event, Role, Timeline
from coach.speech.clip import Word
from coach.timing import SECOND, Ms, ms_to_frames, round_half_up

_LINES = 2
_LONGEST_FRAMES = 7 * SECOND
SHORTEST = ms_to_frames(Ms(1200))
"""The least time in which a caption is read."""

_CHARS_READ_PER_SECOND = 17
"""Characters that are read in a second."""

_LINGER = ms_to_frames(Ms(500))
"""For so long a caption stands after its last word, where there is room."""

_LEAST_FRAMES = SECOND // 100
"""Between the beginnings of two captions: a hundredth of a second, the step of LRC."""

_COUNTING: frozenset[Role] = frozenset({"number", "breath"})
"""Speech that would fill the lyrics with the same few words."""

_TOKEN = re.compile(r"\S+")
_CLOSING = r"[)\]'\"\u2019\u201d]*$"
_SENTENCE = re.compile(r"[.!?\u2026]" + _CLOSING)
_CLAUSE = re.compile(r"(?:[,;:\u2013\u2014]|^-+)" + _CLOSING)

_AFTER_SENTENCE, _AFTER_CLAUSE, _BETWEEN_WORDS, _IN_WORD = range(4)
"""Where a text can be divided, the best first; the last is within what is said as one word."""


@dataclass(frozen=True, slots=True)
class Caption:
    """Words to be read while ``[at, at + frames)`` of a track is heard; in one line, unescaped."""

    at: int
    frames: int
    text: str

    @property
    def end(self) -> int:
        """The first frame after the caption."""
        return self.at + self.frames


def make_captions(
    timeline: Timeline, words: Callable[[str], tuple[Word, ...]]
) -> Iterator[Caption]:
    """Yield the captions of a track, in order, none overlapping another.

    Each lasts a hundredth of a second at least, also when its ends are rounded to that.

    Args:
        timeline: the track.
        words: returns where in its clip each word of a text is said; those that are missing are
            placed between the others by counting characters.
    """
    shown: Caption | None = None
    for event in _list_speech(timeline):
        for part in _make_passage(event, words(_find_text(event))).split_passage():
            # Clips do not overlap. If two did, the second would have to wait.
            at = max(part.onsets[0], shown.at + _LEAST_FRAMES) if shown else part.onsets[0]
            if shown:
                yield Caption(shown.at, min(shown.frames, at - shown.at), shown.text)
            end = max(min(part.find_shown_until(at), timeline.frames), at + _LEAST_FRAMES)
            shown = Caption(at, end - at, part.text)
    if shown:
        yield shown


def list_lyrics(timeline: Timeline) -> Iterator[Lyric]:
    """Yield what is said in a track, in order, except counting and the words of the breath."""
    for event in _list_speech(timeline):
        if event.role not in _COUNTING:
            said = _find_text(event)
            text = " ".join(said.split())
            yield Lyric(event.at, said if text == said else text)  # what is said often is kept once


def _list_speech(timeline: Timeline) -> Iterator[Event]:
    """Yield the clips in order, except silent ones, which have no letter and no digit."""
    for event in timeline.events:
        if event.kind == "speech" and any(map(str.isalnum, _find_text(event))):
            yield event


def _find_text(event: Event) -> str:
    return event.text or ""


@dataclass(frozen=True, slots=True)
class _CaptionPassage:
    """Words on end.

    Attributes:
        words: as they are written, with the punctuation at them; one at least.
        onsets: the frame in the track at which each begins, and that at which the last one ends.
        breaks: what a division before each of them would be.
    """

    words: tuple[str, ...]
    onsets: tuple[int, ...]
    breaks: tuple[int, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def split_passage(self) -> Iterator["_CaptionPassage"]:
        """Divide the passage into parts that can each be a caption."""
        if len(self.words) == 1 or (
            len(wrap_text(self.text)) <= _LINES
            and self.onsets[-1] - self.onsets[0] <= _LONGEST_FRAMES
        ):
            yield self
            return
        division = self._find_division()
        yield from self._take_words(0, division).split_passage()
        yield from self._take_words(division, len(self.words)).split_passage()

    def find_shown_until(self, at: int) -> int:
        """Return until when the words are shown from a frame on, if there is room."""
        read = round_half_up(len(self.text) * SECOND, _CHARS_READ_PER_SECOND)
        wanted = max(self.onsets[-1] + _LINGER, at + SHORTEST, at + read)
        return max(self.onsets[-1], min(wanted, at + _LONGEST_FRAMES))

    def _find_division(self) -> int:
        """Find the best place to divide: the nearest to the middle of the best kind.

        A part that is said too soon to be read is only accepted where nothing else is possible.
        """
        before = [0, *accumulate(len(word) + 1 for word in self.words)]
        start, *_, end = self.onsets

        def rate_division(division: int) -> tuple[bool, int, int]:
            onset = self.onsets[division]
            short = min(onset - start, end - onset) < SHORTEST
            return short, self.breaks[division], abs(2 * before[division] - before[-1])

        return min(range(1, len(self.words)), key=rate_division)

    def _take_words(self, first: int, last: int) -> "_CaptionPassage":
        """Return the words ``[first, last)``."""
        part = slice(first, last)
        return _CaptionPassage(self.words[part], self.onsets[first : last + 1], self.breaks[part])


def _make_passage(event: Event, words: Sequence[Word]) -> _CaptionPassage:
    """Place the words of a clip in the track."""
    text = _find_text(event)
    spans = [match.span() for match in _TOKEN.finditer(text)]
    onsets = [event.at + frame for frame in _place_onsets(spans, len(text), event.frames, words)]
    starts = [word.start for word in words]
    breaks = [_BETWEEN_WORDS]
    for (first, last), (start, end) in pairwise(spans):
        said = bisect_left(starts, start) - 1
        if said >= 0 and words[said].start + words[said].length > start:
            breaks.append(_IN_WORD)
        else:
            breaks.append(_rank_break(text[first:last], text[start:end]))
    tokens = tuple(text[start:end] for start, end in spans)
    return _CaptionPassage(tokens, (*onsets, event.end), tuple(breaks))


def _place_onsets(
    spans: Iterable[tuple[int, int]], length: int, frames: int, words: Iterable[Word]
) -> Iterator[int]:
    """Yield at which frame of a clip each written word begins, never before the one before it.

    Args:
        spans: where in the text the words stand that are divided by spaces.
        length: of the text, in characters.
        frames: the length of the clip.
        words: those the engine has placed.
    """
    known = [(word.start, min(word.frame, frames)) for word in words]
    known_starts = [0, *(character for character, _ in known), length]
    moments = [0, *accumulate((moment for _, moment in known), max), frames]
    for start, end in spans:
        after = bisect_left(known_starts, start, 1)
        if known_starts[after] < end:
            yield moments[after]
            continue
        characters = known_starts[after] - known_starts[after - 1]
        passed = (start - known_starts[after - 1]) * (moments[after] - moments[after - 1])
        yield moments[after - 1] + passed // characters


def _rank_break(word: str, following: str) -> int:
    """Return what kind of division there is between two written words."""
    if _SENTENCE.search(word) and not following[0].islower():  # not "approx. thirty"
        return _AFTER_SENTENCE
    return _AFTER_CLAUSE if _CLAUSE.search(word) else _BETWEEN_WORDS
