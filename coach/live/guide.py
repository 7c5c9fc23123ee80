"""A guide through a timeline: what there is to do at a frame, found quickly, and in words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from coach.live.transport import TELLING
from coach.live.wording import THE_END, name_coming_action, write_action
from coach.score.paced_tones import PacedTone, list_paced_tones
from coach.score.timeline import Chapter, Event, Hold, Role, Timeline
from coach.timing import SECOND

_WORDS: dict[tuple[Role, int], tuple[str, str]] = {
    ("in", 0): ("in", "hold"),
    ("in", 1): ("in", "hold"),
    ("out", 0): ("out", "hold"),
    ("tempo", 0): ("lower", "pause"),
    ("tempo", 1): ("lift", "pause"),
    ("sweep", 0): ("", ""),
    ("sweep", 1): ("", ""),
}
"""What to do during such a tone, and after it until the next."""

CUE_SHOWN_FRAMES = 3 * SECOND
"""For so long a cue stands after it was said."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Where in its rhythm an action is.

    Attributes:
        level: 0 breathed out, or lowered, to 1; None where the rhythm is muted.
        word: what to do: in, out, hold; lower, lift, pause.
        turn: which breath, repetition or pass it is, counted from 1.
        turns: of how many.
        unit: what is counted: breath, rep or pass.
    """

    level: float | None
    word: str
    turn: int
    turns: int
    unit: str


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """A timeline with what it takes to find one's place in it quickly; made once for each.

    Attributes:
        timeline: what it was made of.
        spoken: the speech that tells what to do.
        cues: what is said during actions.
        tones: the tones that pace actions.
        turns: how many breaths, repetitions or passes each action has, by its onset.
    """

    timeline: Timeline
    spoken: tuple[Event, ...]
    cues: tuple[Event, ...]
    tones: tuple[PacedTone, ...]
    turns: dict[int, int]
    _spoken_at: tuple[int, ...]
    _tones_at: tuple[int, ...]
    _holds_at: tuple[int, ...]
    _around: tuple[int | None, ...]
    _chapters_at: tuple[int, ...]

    @classmethod
    def from_timeline(cls, timeline: Timeline) -> Self:
        """Index a timeline."""
        spoken = tuple(e for e in timeline.events if e.kind == "speech" and e.role in TELLING)
        tones: list[PacedTone] = []
        turns: dict[int, int] = {}
        for hold, paced in list_paced_tones(timeline):
            tones += paced
            turns[hold.at] = hold.breaths or paced[-1].turn
        return cls(
            timeline,
            spoken,
            tuple(event for event in timeline.events if event.role == "cue"),
            tuple(tones),
            turns,
            tuple(event.at for event in spoken),
            tuple(tone.at for tone in tones),
            tuple(hold.at for hold in timeline.holds),
            tuple(_find_enclosing(timeline.holds)),
            tuple(chapter.at for chapter in timeline.chapters),
        )

    def find_chapter(self, at: int) -> Chapter:
        """Return the chapter that a frame lies in."""
        return self.timeline.chapters[max(bisect_right(self._chapters_at, at) - 1, 0)]

    def find_last_speech(self, at: int) -> Event | None:
        """Return what was said last, or is being said; before everything, what comes first."""
        if not self.spoken:
            return None
        return self.spoken[max(bisect_right(self._spoken_at, at) - 1, 0)]

    def find_cue(self, at: int) -> Event | None:
        """Return the cue that is being said, or was said a moment ago, in the running action."""
        number = bisect_right(self.cues, at, key=_find_onset) - 1
        action = self.find_action(at)
        if number < 0 or action is None:
            return None
        cue = self.cues[number]
        return cue if action.at <= cue.at and at < cue.end + CUE_SHOWN_FRAMES else None

    def find_action(self, at: int) -> Hold | None:
        """Return the action that is running; inside a rest between sets, a step's own rest."""
        number: int | None = bisect_right(self._holds_at, at) - 1
        while number is not None and number >= 0:
            hold = self.timeline.holds[number]
            if at < hold.at + hold.frames:
                return hold
            number = self._around[number]
        return None

    def find_coming_action(self, at: int) -> Hold | None:
        """Return the action that the listener gets ready for: its words are heard, nothing else is.

        A silence begins of itself and needs no getting ready for.
        """
        hold = self._find_later_action(at)
        if hold is None or hold.kind in ("rest", "wait") or self.find_action(at):
            return None
        is_prepared = bisect_right(self._spoken_at, at) == bisect_right(self._spoken_at, hold.at)
        return hold if is_prepared else None

    def describe_next(self, at: int) -> str:
        """Say what comes next: a step of this chapter, the next chapter, or the end."""
        coming = self.find_coming_action(at)
        after = coming.at if coming else at
        said = bisect_right(self._spoken_at, after)
        step = next((e for e in self.spoken[said:] if e.role in ("instruction", "finish")), None)
        chapters = self.timeline.chapters
        number = bisect_right(self._chapters_at, at)
        end = chapters[number].at if number < len(chapters) else self.timeline.frames
        action = self._find_later_action(after)
        # Sets, and the rests between them, follow on an action without a word.
        busy = coming or self.find_action(at)
        if busy and action and action.at < min(step.at if step else end, end):
            return name_coming_action(action)
        if step and step.at < end:
            return (step.text or "") if step.role == "instruction" else THE_END
        return chapters[number].title if number < len(chapters) else ""

    def _find_later_action(self, at: int) -> Hold | None:
        number = bisect_right(self._holds_at, at)
        return self.timeline.holds[number] if number < len(self._holds_at) else None

    def find_rhythm(self, at: int) -> Rhythm | None:
        """Return the breath, repetition or pass of the running action, if it is paced."""
        hold = self.find_action(at)
        if hold is None or not (hold.breaths or hold.at in self.turns):
            return None
        unit = {"hold": "breath", "reps": "rep"}.get(hold.kind, "pass")
        if hold.at not in self.turns:  # its tones are muted; breaths can be counted all the same
            turn = (at - hold.at) * hold.breaths // hold.frames + 1
            return Rhythm(None, "", turn, hold.breaths, unit)
        turns = self.turns[hold.at]
        number = bisect_right(self._tones_at, at) - 1
        if number < 0 or self.tones[number].at < hold.at:
            first = self.tones[number + 1]
            return Rhythm(first.start, _find_words(first)[1], 1, turns, unit)
        tone = self.tones[number]
        word, after = _find_words(tone)
        if at >= tone.end:
            return Rhythm(tone.stop, after, tone.turn, turns, unit)
        part = (at - tone.at) / (tone.end - tone.at)
        level = tone.start + (tone.stop - tone.start) * part
        return Rhythm(level, word, tone.turn, turns, unit)

    def list_lines(self, start: int, stop: int) -> list[tuple[int, str]]:
        """Return the lines of what begins in ``[start, stop)``, in order, each with its frame."""
        timeline = self.timeline
        first, last = (bisect_left(timeline.events, at, key=_find_onset) for at in (start, stop))
        entries = [(c.at, 0, c.title) for c in timeline.chapters if start <= c.at < stop]
        entries += [
            (e.at, 1, e.text or "") for e in timeline.events[first:last] if is_worth_a_line(e)
        ]
        first, last = (bisect_left(self._holds_at, at) for at in (start, stop))
        entries += [(hold.at, 2, write_action(hold)) for hold in timeline.holds[first:last]]
        return [(at, text) for at, _, text in sorted(entries, key=lambda line: line[:2])]


def _find_enclosing(holds: Sequence[Hold]) -> Iterator[int | None]:
    """Return for each action the number of the one that it begins in, if there is one."""
    around: list[int] = []
    for number, hold in enumerate(holds):
        while around and holds[around[-1]].at + holds[around[-1]].frames <= hold.at:
            around.pop()
        yield around[-1] if around else None
        around.append(number)


def _find_onset(event: Event) -> int:
    return event.at


def is_worth_a_line(event: Event) -> bool:
    """Return whether speech is worth a line; announcements are, by the chapters' titles."""
    return event.kind == "speech" and event.role in (TELLING | {"cue"}) - {"announce"}


def _find_words(tone: PacedTone) -> tuple[str, str]:
    """Return what there is to do during a tone, and after it."""
    return _WORDS[tone.role, tone.note]
