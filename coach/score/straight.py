"""Straight on: an action begins on the end of the one before, and is announced just before it.

What would be said between the two is said near the end of the first, in one go, clear of the cues
and of the beeps. What has no room leaves, stage by stage, and if once then in all rounds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from coach.score.cues import FramesOf, find_approach
from coach.score.cuesheet import SpeechLine, TimedAction, Visit
from coach.score.joints import BETWEEN_CLIPS_FRAMES, COUNT_IN_BEEPS, Joint
from coach.score.timeline import Note
from coach.timing import SECOND, round_up_to_tenths, write_duration

_SHORTEST_COUNTED = 4 * SECOND
"""The shortest action in which the beeps of the next one are heard."""

_LENGTH, _POSITION, _ROUND, _WORDS, _ECHO, _HEADING = range(6)
"""The stages at which something leaves: lengths, "two of four", the round, words that were heard
before, a heading that the step's words repeat, and a heading that was heard before."""

_STAGES = range(_HEADING + 2)
"""The number of stages that have left, from none to all."""

_NAMES = ("position", "announcement")
"""As what the name of an exercise leaves."""


@dataclass(frozen=True, slots=True)
class Approach:
    """What leads from an action straight on to the next.

    Attributes:
        at: where its words begin, counted from the onset of the action that ends.
        frames: how long they take.
        items: the words, and the visits that begin.
        beeps: how many beeps count the last seconds.
    """

    at: int
    frames: int
    items: tuple[SpeechLine | Visit, ...]
    beeps: int


Fate = Literal["stay", "leave", "early"]
"""What becomes of words that lack room: they stay, and the next action does not come straight on;
they leave; or they are said early, in the first half of the action."""

_NOTES: dict[Fate, tuple[str, str]] = {
    "stay": (
        "not-straight",
        "takes {}, and has no room before the end, so the next action does not come straight on.",
    ),
    "leave": (
        "straight-short",
        "takes {}, and has no room before the end, so the next action begins without it.",
    ),
    "early": (
        "early-words",
        "takes {}, and is said in the first half of this action, though it is for the next.",
    ),
}
"""The code and the sentence of the note on each fate."""


@dataclass(frozen=True, slots=True)
class CrowdedWords:
    """Clips that lack room before an action that is to come straight on.

    Attributes:
        texts: their words.
        source: the place of the action before it, in which they are or would be said.
        frames: how long they take.
        fate: what becomes of them.
        beside: all that may be said with them.
    """

    texts: tuple[str, ...]
    source: str
    frames: int
    fate: Fate
    beside: frozenset[str]

    @property
    def note(self) -> Note:
        """What the timeline notes of them."""
        code, sentence = _NOTES[self.fate]
        takes = write_duration(round_up_to_tenths(self.frames))
        return Note(code, f"“{' '.join(self.texts)}” {sentence.format(takes)}", self.source)


@dataclass(frozen=True, slots=True)
class StraightPlan:
    """How the joints that lead straight on do so, by their number, and what to know about it."""

    approaches: dict[int, Approach] = field(default_factory=dict)
    crowded: tuple[CrowdedWords, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Leading:
    """A joint that is to lead straight on, and the action that it follows.

    ``leaving`` has the stage at which each of its lines leaves; None where it stays. ``changed``
    are the lengths that differ from the last ones told, and the words that were only heard in
    another exercise.
    """

    number: int
    action: TimedAction
    joint: Joint
    beeps: int
    leaving: tuple[int | None, ...]
    key: tuple[str, str]
    changed: tuple[str, ...]

    def keep_items(self, stages: int) -> tuple[SpeechLine | Visit, ...]:
        """Return what is left after some stages."""
        kept: list[SpeechLine | Visit] = []
        for item, leaving in zip(self.joint.coming, self.leaving, strict=True):
            if isinstance(item, Visit):
                kept.append(item)
            elif isinstance(item, SpeechLine):
                line: SpeechLine | None = item
                if item.leaving == "position" and stages > _POSITION:
                    line = item.shorter
                if line and line.text and (leaving is None or leaving >= stages):
                    kept.append(line)
        return tuple(kept)

    def find_left_out(self, stages: int, frames_of: FramesOf) -> CrowdedWords | None:
        """Return what a listener misses after some stages: a new length, or what comes next."""
        kept = [item.text for item in self.keep_items(stages) if isinstance(item, SpeechLine)]
        missed = tuple(text for text in self.changed if text not in kept)
        if not kept and any(isinstance(item, Visit) for item in self.joint.coming):
            lines = (item for item in self.joint.coming if isinstance(item, SpeechLine))
            named = (line.shorter or line for line in lines if line.leaving in _NAMES)
            missed = (*(line.text for line in named), *missed)
        if not missed:
            return None
        return self.make_crowded(missed, "leave", _measure_clips(missed, frames_of))

    def make_crowded(self, texts: tuple[str, ...], fate: Fate, frames: int) -> CrowdedWords:
        """Return words that lack room, with all that may be said beside them."""
        cues = (cue.text for cue in self.action.cues)
        beside = frozenset((*self.joint.texts, *cues, self.action.coming))
        return CrowdedWords(texts, self.action.source, frames, fate, beside)

    def find_early(self, approach: Approach) -> CrowdedWords | None:
        """Return instructions that are said before the half of the action."""
        said = (item for item in approach.items if isinstance(item, SpeechLine))
        words = tuple(line.text for line in said if line.role == "instruction")
        if not words or 2 * approach.at >= self.action.frames:
            return None
        return self.make_crowded(words, "early", approach.frames)

    def make_approach(self, stages: int, frames_of: FramesOf) -> Approach | None:
        """Return its approach after some stages; None where there is no room for it."""
        return self._fit_items(self.keep_items(stages), frames_of)

    def lead_in(self, approach: Approach, frames_of: FramesOf) -> Approach | None:
        """Return an approach with "Next:" before a name or an instruction; None without room."""
        items = approach.items
        first = next((n for n, item in enumerate(items) if _tells_what(item)), None)
        if first is None or not self.action.coming:
            return approach
        line = SpeechLine(self.action.coming, "announce", self.action.source)
        return self._fit_items((*items[:first], line, *items[first:]), frames_of)

    def _fit_items(
        self, kept: tuple[SpeechLine | Visit, ...], frames_of: FramesOf
    ) -> Approach | None:
        clips = [item.text for item in kept if isinstance(item, SpeechLine)]
        frames = _measure_clips(clips, frames_of)
        at: int | None = self.action.frames
        if clips:
            at = find_approach(self.action, self.beeps * SECOND, frames, frames_of)
        return None if at is None else Approach(at, frames, kept, self.beeps)


def _tells_what(item: SpeechLine | Visit) -> bool:
    """Return whether a line tells what comes, by name or as an instruction."""
    return isinstance(item, SpeechLine) and (item.role == "instruction" or item.leaving in _NAMES)


def plan_straight(
    joints: Sequence[tuple[Joint, TimedAction | None]], frames_of: FramesOf
) -> StraightPlan:
    """Find which joints lead straight on and what is said before each."""
    notes: list[Note] = []
    crowded: dict[CrowdedWords, None] = {}
    needed: dict[tuple[str, str], int] = {}
    fitting: list[_Leading] = []
    for each in _find_leading(joints):
        if isinstance(each, Note):
            notes.append(each)
        elif (stages := _count_stages(each, frames_of)) is None:
            crowded[_find_crowded(each, frames_of)] = None
        else:
            fitting.append(each)
            needed[each.key] = max(needed.get(each.key, 0), stages)
    plain = [(each, each.make_approach(needed[each.key], frames_of)) for each in fitting]
    led = [(each, found and each.lead_in(found, frames_of)) for each, found in plain]
    unled = {each.key for each, found in led if not found}
    approaches: dict[int, Approach] = {}
    missed: dict[tuple[str, ...], CrowdedWords] = {}
    for (each, alone), (_, after_next) in zip(plain, led, strict=True):
        if approach := alone if each.key in unled else after_next:
            approaches[each.number] = approach
            if each.key in unled and (words := each.find_early(approach)):
                missed.setdefault((*each.key, words.fate), words)
        if words := each.find_left_out(needed[each.key], frames_of):
            missed.setdefault((*each.key, words.fate), words)
    crowded.update(dict.fromkeys(missed.values()))
    notes += (words.note for words in crowded)
    return StraightPlan(approaches, tuple(crowded), tuple(dict.fromkeys(notes)))


def _count_stages(leading: _Leading, frames_of: FramesOf) -> int | None:
    """Return after how many stages there is room for the words; None where there never is."""
    return next((n for n in _STAGES if leading.make_approach(n, frames_of)), None)


def _find_leading(
    joints: Sequence[tuple[Joint, TimedAction | None]],
) -> Iterator[_Leading | Note]:
    """Yield every joint that is to lead straight on, or why one cannot."""
    heard: set[str | None] = set()
    told: dict[str | None, str] = {}
    before: TimedAction | None = None
    for number, (joint, action) in enumerate(joints):
        if before and action and joint.is_straight:
            if joint.is_plain:
                yield _make_leading(number, before, joint, action, heard, told)
            elif joint.changes_side:
                message = "A change of side follows, so the next action does not come straight on."
                yield Note("not-straight", message, before.source)
        for item in (*joint.ended, *joint.coming):
            if isinstance(item, SpeechLine) and item.leaving == "length":
                told[item.source] = item.text
            elif isinstance(item, SpeechLine) and item.leaving != "number":
                heard.update((item.source, item.text))
        before = action


def _make_leading(  # noqa: PLR0913, PLR0917 (a joint, what it stands between, and what was said)
    number: int,
    before: TimedAction,
    joint: Joint,
    action: TimedAction,
    heard: set[str | None],
    told: dict[str | None, str],
) -> _Leading:
    lines = [item for item in joint.coming if isinstance(item, SpeechLine)]
    words = " ".join(line.text for line in lines if line.role == "instruction").casefold()
    leaving = tuple(
        _find_stage(item, words, heard) if isinstance(item, SpeechLine) else None
        for item in joint.coming
    )
    is_counted = (before.count_out or action.count_in) and not before.aloud
    beeps = COUNT_IN_BEEPS if is_counted and before.frames >= _SHORTEST_COUNTED else 0
    changed = tuple(
        line.text
        for line in lines
        if (line.leaving == "length" and told.get(line.source, line.text) != line.text)
        or (line.leaving is None and line.source not in heard)
    )
    return _Leading(number, before, joint, beeps, leaving, (before.source, action.source), changed)


def _find_stage(line: SpeechLine, words: str, heard: set[str | None]) -> int | None:
    """Return the stage at which a line leaves; ``words`` are what the steps say meanwhile."""
    is_heard = line.turn is None and (line.source in heard or line.text in heard)
    match line.leaving:
        case "length" | "rest":
            return _LENGTH
        case "number":
            return _POSITION if line.role == "set" else _ROUND
        case "position" | "announcement":
            plain = line.shorter or line
            if plain.text.rstrip(" .!?").casefold() in words:
                return _ECHO
            return _HEADING if is_heard else None
        case None:
            return _WORDS if is_heard else None


def _find_crowded(leading: _Leading, frames_of: FramesOf) -> CrowdedWords:
    """Return the author's words that keep an action from coming straight on."""
    kept = leading.keep_items(_HEADING + 1)
    texts = tuple(item.text for item in kept if isinstance(item, SpeechLine))
    return leading.make_crowded(texts, "stay", _measure_clips(texts, frames_of))


def _measure_clips(texts: Sequence[str], frames_of: FramesOf) -> int:
    """Return how long clips take, one after another."""
    return sum(map(frames_of, texts)) + BETWEEN_CLIPS_FRAMES * max(len(texts) - 1, 0)


def speak_of_next(line: SpeechLine) -> SpeechLine:
    """Return a line as it is said during an action: a cue of the next one is not one of this."""
    return replace(line, role="instruction") if line.role == "cue" else line
