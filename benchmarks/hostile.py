"""How long files take that were written to take long: 20 kB each, without the time to speak.

`python hostile.py` reads, checks and arranges each shape, and prints, as JSON, the seconds of the
processor that it took. Speech is as long as its letters: nothing is spoken.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping

from coach.diagnostics import SourceText, has_errors
from coach.score.adjustments import Adjustments
from coach.score.arrange import arrange_timeline, find_outcomes
from coach.score.breath_warnings import warn_of_short_flows, warn_of_strained_breath
from coach.score.lengths import choose_lengths
from coach.score.program import choose_program, plan_cue_sheet
from coach.script.parser import parse_source
from coach.script.routine import Routine
from coach.script.unsaid_times import describe_unsaid_times

SIZE = 20_000
"""Characters of a shape."""

LIMIT_S = 2.0
"""Seconds of the processor in which each shape is done."""

Write = Callable[[int], str]
"""Writes what stands below the front matter, given its size."""


def _repeat(head: str, line: str) -> Write:
    """Return a shape of one line, as often as it fits; ``{n}`` in it is its number."""

    def write(size: int) -> str:
        count = size // len(line.replace("{n}", "0000")) if line else 0
        return head + "".join(line.replace("{n}", f"{n}") for n in range(1, count + 1))

    return write


def _decrease(head: str, moment: str) -> Write:
    """Return a shape of cues, each a letter shorter than the one before."""

    def write(size: int) -> str:
        count = int((2 * size) ** 0.5) - len(moment) - 8
        lines = (f"  - {'r' * (count - n)}. `{moment}`\n" for n in range(count))
        return head + "".join(lines)

    return write


def _step(directives: str, heading: str = "## A\n") -> str:
    return f"{heading}- S. `{directives}`\n"


_CUE_OUT = "  - R. `each out`\n"
_CUE_IN = "  - R{n}. `each in`\n"
_FAST = "breathe 0.5-0.5"
_DAY = f"hold 60min, {_FAST}, times 23"
_HALF_DAY = f"hold 60min, {_FAST}, times 11"
_MANY_HOLDS = "- S. `hold {n}s, breathe 0.5-0.5`\n"

SHAPES: Mapping[str, Write] = {
    # Cues and cycles
    "each out, in an hour, 20 times": _repeat(_step(f"hold 60min, {_FAST}, times 20"), _CUE_OUT),
    "each out, in an hour, once": _repeat(_step(f"hold 60min, {_FAST}"), _CUE_OUT),
    "each in with its number": _repeat(_step(_DAY), _CUE_IN),
    "each in and each out": _repeat(_step(_DAY), "  - R. `each in`\n  - S{n}. `each out`\n"),
    "each out, ever shorter": _decrease(_step(_DAY), "each out"),
    "each out of slow breaths": _repeat(_step("hold 60min, breathe 9-9, times 23"), _CUE_OUT),
    "each out of endless breaths": _repeat(
        _step("hold 60min, breathe 60-60, times 23"), "  - R{n}. `each out`\n"
    ),
    "each out, ever shorter, of long breaths": _decrease(
        _step("hold 60min, breathe 30-30, times 23"), "each out"
    ),
    "each lift": _repeat(_step("reps 3600 tempo 0-0-1-0, times 20"), "  - R. `each lift`\n"),
    "each lower": _repeat(_step("reps 900 tempo 2-0-2-0, times 20"), "  - R{n}. `each lower`\n"),
    "repetitions of a tenth of a second": _repeat(
        _step("reps 9999 tempo 0-0-0-0.5, times 40"), "  - R. `each lift`\n"
    ),
    "spread": _repeat(_step(_DAY), "  - R{n}.\n"),
    "spread over repetitions": _repeat(_step("reps 900, times 20"), "  - R{n}.\n"),
    "spread in one second": _repeat(_step("move 1s, times 1000"), "  - R{n}.\n"),
    "at one moment": _repeat(_step(_DAY), "  - R{n}. `at 30min`\n"),
    "at half": _repeat(_step(_DAY), "  - R{n}. `at half`\n"),
    "at a numbered breath": _repeat(_step(_DAY), "  - R. `at out 3600`\n"),
    "the last out-breath": _repeat(_step(_DAY), "  - R{n}. `last out`\n"),
    "after each of a thousand": _repeat(_step("move 1s, times 1000"), "  - R{n}. `after each`\n"),
    "before next of a thousand": _repeat(_step("move 1s, times 1000"), "  - R{n}. `before next`\n"),
    "brief each out": _repeat("%brief%" + _step(_DAY), "  - R{n}. `each out`\n"),
    "cues of one side": _repeat("%sides%" + _step(_HALF_DAY), "  - R. `each out, if right`\n"),
    "cues that are never said": _repeat(
        _step("hold 60min, breathe 0.5-0.5, times 23"),
        f"  - {'Relax your shoulders and breathe. ' * 4}. `each out`\n",
    ),
    # Actions
    "thousands of breaths": _repeat(_step(_DAY), ""),
    "a day of breaths in holds of seconds": _repeat("## A `times 1000`\n", _MANY_HOLDS),
    "hundreds of holds, each another": _repeat("## A `times 2`\n", _MANY_HOLDS),
    "a minute of breaths, a thousand times": _repeat(_step(f"hold 1min, {_FAST}, times 1000"), ""),
    "a cue in each of many holds": _repeat(
        "## A `times 8`\n", "- S. `hold 30s, breathe 0.5-0.5`\n  - R{n}. `each out`\n"
    ),
    "tenths of a second": _repeat("## A `times 50`\n", "- S. `move 0.1s`\n"),
    "a thousand sets": _repeat(
        "## A\n- S. `move 0.1s, times 1000`\n", "- S. `move 0.1s, times 90`\n"
    ),
    "spots": _repeat("## A\n", "- S. `hold 1s, spots 50`\n"),
    "passes": _repeat("## A\n", "- S. `roll 900 passes of 0.1s`\n"),
    "rests between": _repeat("## A\n", "- S. `move 1s, times 50, rest 1s between`\n"),
    "rests in words": _repeat("## A `times 1000, rest 1s between`\n", "- S{n}. `rest 0.1s`\n"),
    "names": _repeat("## A\n", "- S. `move 1s as name {n}`\n"),
    "one name": _repeat("## A\n", "- S. `move 1s as name`\n\n## A{n}\n"),
    # Exercises
    "rounds of many exercises": _repeat(
        "## G `times 20`\n", "### A{n} `sides right, left`\n- S. `move 1s`\n"
    ),
    "rounds of rounds": _repeat("## G `times 3`\n", "### A{n} `times 20`\n- S. `move 0.1s`\n"),
    "sides, over and over": _repeat("%sides%", "## A\n- Your {side} leg. `move 1s`\n"),
    "shared steps": lambda size: (
        "## G\n" + "- S. `move 1s`\n" * (size // 30) + "### A\n" * (size // 14)
    ),
    "headings without steps": _repeat("", "## A\n"),
    "cautions": _repeat("## A `times 40`\n", "> C{n}.\n\n- S. `move 1s`\n\n"),
    "words of first and later": _repeat(
        "## A `times 1000`\n", "- S{n}. `if first`\n- T. `unless first`\n"
    ),
    "conditions of rounds": _repeat("## A `times 1000`\n", "- S{n}. `if round 7`\n"),
    "steps without an action": _repeat("## A `times 1000`\n", "- S.\n"),
    "short words": _repeat("%brief%## A `times 40`\n", "- **S{n}. T**, long. `move 1s`\n"),
    # Text
    "one long step": lambda size: f"## A\n- {'S ' * (size // 2)}\n",
    "placeholders": _repeat("%sides%## A `times 40`\n", "- " + "{side} " * 20 + "`move 1s`\n"),
    "emphasis": _repeat("## A\n", "- " + "*a **b_c_ " * 10 + "\n"),
    "unknown directives": _repeat("## A\n", "- S. `hodl {n}s`\n"),
    "unknown placeholders": _repeat("## A\n", "- S {name{n}}.\n"),
    "code spans in a row": lambda size: "## A\n- " + "`a` " * (size // 4) + "\n",
    "links": _repeat("## A\n", "- [a](b [c](d [e](f\n"),
}

_FRONT = {"%sides%": "sides: right, left\n", "%brief%": "words: brief\n"}


def write_shape(write: Write, size: int = SIZE) -> str:
    """Return a shape as a script."""
    body = write(size)
    front = "".join(line for mark, line in _FRONT.items() if mark in body)
    for mark in _FRONT:
        body = body.replace(mark, "")
    return f"---\ntitle: T\n{front}---\n{body}"


def process(script: str) -> Routine:
    """Read, check and arrange a script, as far as it can be."""
    routine = parse_source(SourceText("hostile.md", script))
    settings = Adjustments()
    lengths = choose_lengths(routine, settings).value
    warn_of_strained_breath(routine, lengths)
    warn_of_short_flows(routine, lengths)
    describe_unsaid_times(routine)
    if not has_errors(routine.diagnostics):
        sheet = plan_cue_sheet(choose_program([routine], settings).value).value
        if sheet:
            find_outcomes(sheet, _frames_of)
            arrange_timeline(sheet, _frames_of, settings.mute)
    return routine


def _frames_of(text: str) -> int:
    return 2_000 * (len(text) + 1)


def measure(write: Write) -> float:
    """Return the seconds of the processor that a shape takes."""
    script = write_shape(write)
    begun = time.process_time()
    process(script)
    return time.process_time() - begun


if __name__ == "__main__":
    wanted = sys.argv[1:] or SHAPES
    taken = {name: round(measure(SHAPES[name]), 2) for name in wanted}
    sys.stdout.write(json.dumps(taken, indent=2) + "\n")
