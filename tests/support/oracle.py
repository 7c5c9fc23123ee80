"""An oracle: the rules of the score, checked on a timeline as other programs read it.

It knows nothing of how a timeline is made. `Facts` are what a script states; `find_faults` returns
every rule that the document breaks, in words.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

SECOND = 44_100
CLEAR = 3 * SECOND // 10
BETWEEN_COUNTS = SECOND // 10
AFTER_END_TONE = 8 * SECOND // 10 + 6 * SECOND // 10
IN_ACTIONS = ("cue", "breath", "number", "signpost")

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a script states.

    Attributes:
        actions: the timed actions in order: name, kind and length in frames.
        rests: the rest before each of them, in frames; None where none is stated.
        straight: whether each of them but the last is to lead straight on to the next.
        breath: the kinds and lengths of a paced hold's phases, by the name of the hold.
        count: how actions are counted: both, in or none.
    """

    actions: tuple[tuple[str, str, int], ...]
    rests: tuple[int | None, ...]
    breath: Mapping[str, tuple[tuple[str, int], ...]]
    count: str = "both"
    straight: bool = False


def find_faults(document: Entry, facts: Facts) -> Iterator[str]:
    """Return every rule that is broken."""
    heard = _Heard(document)
    yield from _track_faults(document, heard)
    found = [(hold["name"], hold["kind"], hold["frames"]) for hold in heard.actions]
    if found != list(facts.actions):
        yield f"the actions are {found}"
        return
    for before, hold, rest in zip(
        (None, *heard.actions[:-1]), heard.actions, facts.rests, strict=True
    ):
        yield from _tone_faults(heard, hold)
        yield from _word_faults(heard, hold)
        told = any(note["code"] == "not-straight" for note in document["notes"])
        if before and facts.straight and not (told or heard.leads_straight(before)):
            yield f"{before['name']} does not lead straight on"
        yield from _count_out_faults(heard, hold, facts)
        yield from _count_in_faults(heard, hold, facts, in_rest=rest is not None)
        yield from _breath_faults(heard, hold, facts)
        yield from _number_faults(heard, hold)
        if before and rest:
            yield from _rest_faults(document, before, hold, rest)


class _Heard:
    """A document's timed actions, and its events where they are found quickly."""

    def __init__(self, document: Entry) -> None:
        holds = document["holds"]
        self.actions: list[Entry] = [h for h in holds if h["kind"] not in ("rest", "wait")]
        self._starts = [hold["at"] for hold in self.actions]
        self._events: dict[str, list[Entry]] = {"speech": []}
        for event in document["events"]:
            kind = "speech" if event["kind"] == "speech" else event["role"]
            self._events.setdefault(kind, []).append(event)
        self._onsets = {kind: [e["at"] for e in each] for kind, each in self._events.items()}

    def between(self, kind: str, start: int, stop: int) -> Sequence[Entry]:
        """Return the events of a kind that begin in ``[start, stop)``."""
        onsets = self._onsets.get(kind, [])
        part = slice(bisect_left(onsets, start), bisect_left(onsets, stop))
        return self._events.get(kind, [])[part]

    def onsets(self, kind: str, start: int, stop: int) -> list[int]:
        """Return where they begin."""
        return [event["at"] for event in self.between(kind, start, stop)]

    def leads_straight(self, hold: Entry) -> bool:
        """Return whether the next action begins on the end of one."""
        return hold["at"] + hold["frames"] in self._starts

    def action_at(self, at: int) -> Entry | None:
        """Return the timed action that a frame lies in."""
        number = bisect_right(self._starts, at) - 1
        hold = self.actions[number] if number >= 0 else None
        return hold if hold and at < _end(hold) else None


def _end(entry: Entry) -> int:
    return int(entry["at"] + entry["frames"])


def _round(value: Fraction) -> int:
    return int(value + Fraction(1, 2))


def _track_faults(document: Entry, heard: _Heard) -> Iterator[str]:
    """Check what holds for the track as a whole."""
    events, chapters = document["events"], document["chapters"]
    for entries in (events, document["holds"]):
        if any(a["at"] > b["at"] for a, b in pairwise(entries)):
            yield "entries are not in order"
    spoken = [event for event in events if event["kind"] == "speech"]
    for one, other in pairwise(spoken):
        clear = BETWEEN_COUNTS if _are_counts(heard, one, other) else CLEAR
        if _end(one) + clear > other["at"]:
            yield f"{one['text']!r} and {other['text']!r} are too close"
    if max(map(_end, events)) > document["frames"]:
        yield "an event reaches over the end"
    ends = [0, *map(_end, chapters)]
    if [chapter["at"] for chapter in chapters] != ends[:-1] or ends[-1] != document["frames"]:
        yield "chapters do not tile the track"


def _are_counts(heard: _Heard, one: Entry, other: Entry) -> bool:
    """Return whether two clips count one hold aloud; its phases are named in place of a number."""
    roles = {one["role"], other["role"]}
    hold = heard.action_at(one["at"])
    return (
        roles in ({"number"}, {"number", "breath"})
        and hold is not None
        and hold["kind"] == "hold"
        and hold == heard.action_at(other["at"])
    )


def _tone_faults(heard: _Heard, hold: Entry) -> Iterator[str]:
    if heard.onsets("start", hold["at"], _end(hold)) != [hold["at"]]:
        yield f"{hold['name']} has not one start tone, at its start"
    ends = [] if heard.leads_straight(hold) else [_end(hold)]
    if heard.onsets("end", hold["at"] + 1, _end(hold) + 1) != ends:
        yield f"{hold['name']} has not one end tone, at its end"


def _word_faults(heard: _Heard, hold: Entry) -> Iterator[str]:
    """Check what is said in an action, and when something is said after it."""
    start, end = hold["at"], _end(hold)
    for event in heard.between("speech", start, end):
        if event["role"] not in IN_ACTIONS and not heard.leads_straight(hold):
            yield f"{event['text']!r} is said during {hold['name']}"
        if _end(event) + CLEAR > end:
            yield f"{event['text']!r} reaches over the end of {hold['name']}"
    for event in heard.between("speech", end, end + AFTER_END_TONE):
        if not heard.action_at(event["at"]):
            yield f"{event['text']!r} comes too early after {hold['name']}"


def _count_out_faults(heard: _Heard, hold: Entry, facts: Facts) -> Iterator[str]:
    start, end = hold["at"], _end(hold)
    least = {"hold": 8, "roll": 15, "move": 15}.get(hold["kind"])
    beeps = [end - at for at in heard.onsets("count", max(start, end - 4 * SECOND), end)]
    is_counted = facts.count == "both" and least and hold["frames"] >= least * SECOND
    if heard.leads_straight(hold):
        is_counted = facts.count != "none" and hold["frames"] >= 4 * SECOND
    cues = [_end(e) for e in heard.between("speech", start, end) if e["role"] == "cue"]
    if cues and max(cues) + CLEAR > end - 3 * SECOND:  # the author's words go before the beeps
        is_counted = False
        beeps = [beep for beep in beeps if end - beep < max(cues) + CLEAR]
    if beeps != ([3 * SECOND, 2 * SECOND, SECOND] if is_counted else []):
        yield f"{hold['name']} is counted out at {beeps}"


def _count_in_faults(heard: _Heard, hold: Entry, facts: Facts, *, in_rest: bool) -> Iterator[str]:
    """Check the beeps before an action; in a rest there may be one or none."""
    start = hold["at"]
    beeps = [
        start - at
        for at in heard.onsets("count", start - 4 * SECOND, start)
        if not heard.action_at(at)
    ]
    if heard.action_at(start - 1):
        return
    allowed: list[list[int]] = [[3 * SECOND, 2 * SECOND, SECOND]]
    allowed += [[SECOND], []] if in_rest else []
    if beeps not in (allowed if facts.count != "none" else [[]]):
        yield f"{hold['name']} is counted in at {beeps}"
    quiet = start - (beeps[0] + CLEAR if beeps else 0)
    for event in heard.between("speech", start - 60 * SECOND, start):
        if _end(event) > quiet:
            yield f"{event['text']!r} is said into the beginning of {hold['name']}"


def _breath_faults(heard: _Heard, hold: Entry, facts: Facts) -> Iterator[str]:
    """Check that breath tones lie at the exact boundaries of whole cycles."""
    start, end = hold["at"], _end(hold)
    tones = [
        (event["at"], event["frames"], event["role"])
        for role in ("in", "out")
        for event in heard.between(role, start, end)
    ]
    phases = facts.breath.get(hold["name"], ())
    total = sum(length for _, length in phases) * hold["breaths"]
    expected = []
    passed = 0
    for kind, length in phases * hold["breaths"]:
        first, last = (
            start + _round(Fraction(hold["frames"] * each, total))
            for each in (passed, passed + length)
        )
        passed += length
        if kind != "held":
            expected.append((first, last - first, kind))
    if sorted(tones) != expected:
        yield f"the breath tones of {hold['name']} are {tones}"


def _number_faults(heard: _Heard, hold: Entry) -> Iterator[str]:
    """Check that the numbers of repetitions are regular: each, every 2nd, 5th, 10th and so on."""
    if hold["kind"] != "reps":
        return
    reps = hold["reps"]
    onsets = [hold["at"] + _round(Fraction(hold["frames"] * n, reps)) for n in range(reps)]
    spoken = heard.between("speech", hold["at"], _end(hold))
    said = [event["at"] for event in spoken if event["role"] == "number"]
    counted = [onsets.index(at) + 1 if at in onsets else 0 for at in said if at != onsets[-1]]
    regular = (
        list(range(digit * 10**power, reps, digit * 10**power))
        for power in range(4)
        for digit in (1, 2, 5)
    )
    if heard.leads_straight(hold):  # the last of them leave room for the words of the next
        regular = (series[: len(counted)] for series in regular)
    if counted and counted not in regular:
        yield f"the numbers of {hold['name']} are {counted}"


def _rest_faults(document: Entry, before: Entry, hold: Entry, rest: int) -> Iterator[str]:
    """Check that a rest runs from end tone to start tone, and is longer only where that is told."""
    found = [
        each["frames"]
        for each in document["holds"]
        if each["kind"] == "rest" and each["at"] == _end(before) and _end(each) == hold["at"]
    ]
    if len(found) != 1:
        yield f"there are {len(found)} rests before {hold['name']}"
    is_told = any(note["code"] == "rest-longer" for note in document["notes"])
    if any(frames < rest or (frames > rest and not is_told) for frames in found):
        yield f"a rest of {rest} takes {found}"
