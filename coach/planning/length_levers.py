"""The actions whose length a planner may change, and what each of their lengths costs.

A spoken length is itself a longer or a shorter clip, so the cost of a length is looked up, not
worked out from the seconds alone.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from coach.planning.speech_meter import SpeechMeter
from coach.score.adjustments import Adjustments
from coach.score.cues import place_cues
from coach.score.cuesheet import CueSheet, Cycles, Passes, Repetitions, TimedAction
from coach.score.program import Program
from coach.score.reach import find_request, fold_headings
from coach.score.resolved_length import ResolvedLength, resize_length
from coach.script.model import UNTIMED, Action, Allowed, Unit
from coach.script.quantities import LONGEST_ACTION_MS
from coach.script.routine import PlacedExercise, StepIndex
from coach.script.units import write_amount
from coach.timing import SECOND, SECOND_MS, Ms, ms_to_frames, write_ms

FIVE_SECONDS_MS = 5 * SECOND_MS

_ActionKey = tuple[str, str]
"""The place of an exercise's heading, and that of an action in it."""


@dataclass(frozen=True, slots=True)
class LengthRange:
    """The values that the length of an action may have.

    Those of repetitions count them, all others are milliseconds: a hold of some breaths is made a
    little longer by making each of them longer.

    Attributes:
        stated: the value as stated.
        least: the smallest.
        most: the largest.
        coarse: what values are whole numbers of, where that can be: five seconds, one breath.
        fine: what they are whole numbers of otherwise: seconds.
    """

    stated: int
    least: int
    most: int
    coarse: int
    fine: int

    def list_values(self, most: int, *, is_coarse: bool) -> list[int]:
        """Return the values in order, up to a most; the one stated is always among them."""
        top = min(max(most, self.stated), self.most)
        step = self.coarse
        if not is_coarse or -(-self.least // step) * step > self.most:
            step = self.fine
        whole = range(-(-self.least // step) * step, top + 1, step)
        ends = () if is_coarse else (self.least, *((top,) if top == self.most else ()))
        return sorted({*whole, *ends, self.stated})


@dataclass(frozen=True, slots=True, eq=False)
class LengthLever:
    """An action whose length may change; of one file, however often the file is in a program.

    Attributes:
        indices: the part of the program and the step, wherever the action stands.
        heading: the exercise it stands in.
        source: where in the script it stands.
        action: the action.
        stated: its length as stated.
        range: the values that it may have.
        runs: how often it is done.
        cost_of: returns the frames that a value costs more than the stated one.
        is_heard: tells whether all cues that are said in it as stated are said at a value.
    """

    indices: tuple[tuple[int, StepIndex], ...]
    heading: str
    source: str
    action: Action
    stated: ResolvedLength
    range: LengthRange
    runs: int
    cost_of: Callable[[int], int] = field(repr=False)
    is_heard: Callable[[int], bool] = field(repr=False)

    def list_values(self, room: int, *, is_coarse: bool) -> list[int]:
        """Return the values in order, as far as they cost at most some frames."""
        most = self.range.most
        if self.stated.unit != "reps":
            most = self.range.stated + max(room, 0) * 1000 // (SECOND * self.runs)
        return self.range.list_values(most, is_coarse=is_coarse)

    def find_end(self, *, longer: bool) -> int:
        """Return the value that costs most, or least; words may make it another than the last."""
        limits, near = self.range, 4 * self.range.fine
        if longer:
            least = max(limits.most - near, limits.least)
            return max(range(limits.most, least - 1, -limits.fine), key=self.cost_of)
        most = min(limits.least + near, limits.most)
        return min(range(limits.least, most + 1, limits.fine), key=self.cost_of)

    def keep_cues(self) -> "LengthLever":
        """Return the lever without the values at which a cue of its author is lost."""
        below = self.range.list_values(self.range.stated, is_coarse=False)
        below = [value for value in below if value <= self.range.stated]
        low, high = 0, len(below) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.is_heard(below[middle]) else (middle + 1, high)
        return replace(self, range=replace(self.range, least=below[low]))

    def resize_to(self, value: int) -> ResolvedLength:
        """Return its length at a value."""
        return _resize_length(self.stated, self.action, value)

    def describe_length(self, value: int) -> str:
        """Write its length at a value, as an author would."""
        length = self.resize_to(value)
        words = write_amount(length.unit, length.value)
        if length.unit == "ms" or length.ms == resize_length(length, self.action, length.count).ms:
            return words
        return f"{words} in {write_ms(length.ms)}"


def _resize_length(stated: ResolvedLength, action: Action, value: int) -> ResolvedLength:
    """Return a length at a value of its range; breaths and passes are as many as fit best."""
    if stated.unit in ("ms", "reps"):
        return resize_length(stated, action, value)
    length = resize_length(replace(stated, unit="ms"), action, value)
    return replace(length, unit=stated.unit, value=length.count)


def _find_range(stated: ResolvedLength, allowed: Allowed) -> LengthRange:
    """Return the values that an author allows; where there is no most, up to an hour."""
    if stated.unit == "ms":
        most = LONGEST_ACTION_MS if allowed.most is None else allowed.most
        return LengthRange(stated.value, allowed.least, most, FIVE_SECONDS_MS, SECOND_MS)
    each = stated.ms // stated.value
    count = LONGEST_ACTION_MS // each if allowed.most is None else allowed.most
    most = max(count, stated.value)
    if stated.unit == "reps":
        return LengthRange(stated.value, allowed.least, most, 1, 1)
    return LengthRange(stated.ms, allowed.least * each, most * each, each, SECOND_MS)


def find_levers(program: Program, sheet: CueSheet, speaker: SpeechMeter) -> tuple[LengthLever, ...]:
    """Find the actions of a program whose length may change, in the order of the script.

    What the listener has fixed stays, and so does what has no range.
    """
    runs = _Runs(sheet, speaker)
    levers: dict[_ActionKey, LengthLever] = {}
    for number, part in enumerate(program.parts):
        headings = fold_headings(part.routine)
        source = part.routine.source
        for index, placed, step, action in part.routine.walk_actions():
            stated = part.lengths.get(index)
            allowed = action.length.allowed
            key = (
                source.write_location(placed.exercise.scope.span),
                source.write_location(action.span),
            )
            if not stated or not allowed or key not in runs.counted:
                continue
            if _is_fixed(part.adjustments, placed, action, headings):
                continue
            if key in levers:
                lever = levers[key]
                levers[key] = replace(lever, indices=(*lever.indices, (number, index)))
                continue
            text = key[0], source.write_location(step.text.span)
            levers[key] = LengthLever(
                ((number, index),),
                placed.exercise.heading,
                key[1],
                action,
                stated,
                _find_range(stated, allowed),
                runs.counted[key],
                runs.make_cost(key, text, action, stated),
                runs.make_hearing(key, action, stated),
            )
    return tuple(levers.values())


def _is_fixed(
    adjustments: Adjustments, placed: PlacedExercise, action: Action, headings: frozenset[str]
) -> bool:
    """Return whether the listener has fixed the length of an action, or its author has."""
    if action.kind in UNTIMED or (action.kind == "reps" and adjustments.reps):
        return True
    if action.free_ms is not None:
        return True
    return find_request(adjustments.hold, placed, action, headings) is not None


class _Runs:
    """What a cue sheet does and says of each action."""

    def __init__(self, sheet: CueSheet, speaker: SpeechMeter) -> None:
        self._phrases = sheet.phrases
        self._speaker = speaker
        self._performances: dict[_ActionKey, dict[object, TimedAction]] = {}
        self._told: Counter[_ActionKey] = Counter()
        self._spoken: dict[tuple[str, int], int] = {}
        self.counted: Counter[_ActionKey] = Counter()
        for visit in sheet.visits:
            for part in visit.parts:
                for line in part.lines:
                    if line.role == "length" and line.source:
                        self._told[visit.source, line.source] += 1
                if isinstance(part.action, TimedAction):
                    key = visit.source, part.action.source
                    self.counted[key] += 1
                    alike = self._performances.setdefault(key, {})
                    alike.setdefault(part.action.cues, part.action)

    def make_cost(
        self, key: _ActionKey, text: _ActionKey, action: Action, stated: ResolvedLength
    ) -> Callable[[int], int]:
        """Return what tells the frames that a value costs more than the stated one."""
        runs, told = self.counted[key], self._told[text]

        def weigh_value(value: int) -> int:
            if stated.unit == "ms":
                words = told * self._guess_frames("ms", value) if told else 0
                return runs * ms_to_frames(Ms(value)) + words
            length = _resize_length(stated, action, value)
            return runs * length.frames + (told * self._guess_frames(*length.told) if told else 0)

        at_stated = weigh_value(stated.value if stated.unit in ("ms", "reps") else stated.ms)
        return lambda value: weigh_value(value) - at_stated

    def make_hearing(
        self, key: _ActionKey, action: Action, stated: ResolvedLength
    ) -> Callable[[int], bool]:
        """Return what tells whether no cue is lost at a value."""
        performances = [each for each in self._performances[key].values() if each.cues]

        def is_heard(value: int) -> bool:
            length = _resize_length(stated, action, value)
            return all(
                self._find_said(_resize_run(each, length)) >= self._find_said(each)
                for each in performances
            )

        return is_heard

    def _guess_frames(self, unit: Unit, value: int) -> int:
        """Return about how long it takes to say a length."""
        if (unit, value) not in self._spoken:
            words = self._phrases.say_length(unit, value)
            self._spoken[unit, value] = self._speaker.guess_frames(words)
        return self._spoken[unit, value]

    def _find_said(self, performance: TimedAction) -> frozenset[tuple[str, str]]:
        """Return the author's cues that find room in an action."""
        placement = place_cues(performance, 0, self._speaker.guess_frames, words=False)
        return frozenset(each.key for each in placement.outcomes if each.is_authors and each.said)


def _resize_run(performance: TimedAction, length: ResolvedLength) -> TimedAction:
    """Return an action at another length, with its cues."""
    pace = performance.pace
    match pace:
        case Cycles():
            pace = replace(pace, count=length.count)
        case Passes():
            pace = Passes(length.count)
        case Repetitions(numbers=numbers):
            pace = replace(pace, numbers=(numbers * length.count)[: length.count])
        case None:
            pass
    return replace(performance, frames=length.frames, pace=pace, signposts=())


def change_lengths(program: Program, values: Mapping[LengthLever, int]) -> Program:
    """Return a program in which some actions have other lengths."""
    changed: dict[int, dict[StepIndex, ResolvedLength]] = {}
    for lever, value in values.items():
        for number, index in lever.indices:
            changed.setdefault(number, {})[index] = lever.resize_to(value)
    parts = list(program.parts)
    for number, lengths in changed.items():
        part = parts[number]
        choices = replace(part.lengths, lengths={**part.lengths.lengths, **lengths})
        parts[number] = replace(part, lengths=choices)
    return replace(program, parts=tuple(parts))
