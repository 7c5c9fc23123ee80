"""No instruction is lost that its author did not mark: in any routine, words, side and round.

What must be said is worked out here anew, from the script, by rules of its own.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.score.equipment import Equipment, resolve_equipment
from coach.score.timeline import Chapter, Timeline
from coach.script.conditions import Condition, FirstTime, InRound, NewSide
from coach.script.model import Step, Text
from coach.script.routine import PlacedExercise, Routine
from coach.sides import Side
from support import Given, compiled, noted, plan_routines, script, settings

SCRIPTS = sorted((Path(__file__).parents[2] / "scripts").glob("*.md"))
LEVELS = ("full", "brief", "least")


def pattern(words: str) -> re.Pattern[str]:
    """Make a pattern of words in which placeholders stand for anything."""
    parts = re.split(r"\{[a-z]+\}", words)
    return re.compile(".+".join(map(re.escape, parts)))


def least_words(text: Text) -> list[str]:
    """Return what must be said of a step each time: its marked words, else its first sentence."""
    raw = text.raw
    starts = [0, *(found.end() for found in re.finditer(r"[.!?] ", raw))]
    marked = [raw[start:end] for start, end in text.strong if start in starts]
    return marked or [re.split(r"(?<=[.!?]) (?=[A-ZÄÖÜ¡¿{])", raw, maxsplit=1)[0]]


def holds(condition: Condition, side: Side | None, round_number: int, chosen: Equipment) -> bool:
    """Return whether a condition holds that does not depend on what came up before."""
    if isinstance(condition, InRound):
        return (condition.number == round_number) == condition.wanted
    return chosen.meets_conditions((condition,), side)


def visits(
    routine: Routine, timeline: Timeline
) -> Iterator[tuple[PlacedExercise, Side | None, int, Chapter]]:
    """Return each chapter's exercise, side and round."""
    by_heading = {placed.exercise.heading: placed for placed in routine.placed}
    assert len(by_heading) == len(routine.placed)
    for chapter in timeline.chapters[1:]:
        events = [e for e in timeline.events if chapter.at <= e.at < chapter.at + chapter.frames]
        heading = next(e.exercise for e in events if e.exercise)
        side = next((e.side for e in events if e.side), None)
        round_number = re.search(r"(\d+)$", chapter.title)
        yield by_heading[heading], side, int(round_number[1]) if round_number else 1, chapter


def check(routine: Routine, timeline: Timeline, level: str, chosen: Equipment) -> None:
    """Check that each visit says of each step what it must, in order."""
    came_up: set[object] = set()
    told: set[str] = set()
    for placed, side, round_number, chapter in visits(routine, timeline):
        spoken = [
            event.text or ""
            for event in timeline.events
            if chapter.at <= event.at < chapter.at + chapter.frames and event.role == "instruction"
        ]
        for step in placed.exercise.steps:
            if not all(holds(each, side, round_number, chosen) for each in step.conditions):
                continue
            is_first, is_new = step.text.raw not in came_up, (step.text.raw, side) not in came_up
            came_up |= {step.text.raw, (step.text.raw, side)}
            if not step.text.raw or not comes_up(step, is_first=is_first, is_new=is_new):
                continue
            in_full = level == "full" or (level == "brief" and step.text.raw not in told)
            told.add(step.text.raw)
            wanted = [step.text.raw] if in_full else least_words(step.text)
            said = next((i for i, words in enumerate(spoken) if says(words, wanted, in_full)), None)
            assert said is not None, (level, chapter.title, wanted, spoken)
            del spoken[: said + 1]


def comes_up(step: Step, *, is_first: bool, is_new: bool) -> bool:
    for condition in step.conditions:
        if isinstance(condition, FirstTime) and condition.wanted != is_first:
            return False
        if isinstance(condition, NewSide) and condition.wanted != is_new:
            return False
    return True


def says(words: str, wanted: list[str], in_full: bool) -> bool:  # noqa: FBT001 (as it was found)
    if in_full:
        return pattern(wanted[0]).fullmatch(words) is not None
    return all(pattern(part.rstrip(" ,;:–—-.")).search(words) for part in wanted)


def ways(routine: Routine) -> Iterator[Given]:
    """Return what `--with` may turn on: nothing, each option, each tool that is enough alone."""
    yield Given()
    for name in (*routine.front.option_names, *routine.front.tool_names):
        adjusted = Given(with_=(name,))
        if plan_routines([routine], settings(adjusted)).value:
            yield adjusted


def at_level(path: Path, level: str) -> str:
    """Read a routine, with another level of words."""
    text = re.sub(r"^words: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return text.replace("title:", f"words: {level}\ntitle:", 1)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("level", LEVELS)
def test_every_shipped_routine_says_each_step_in_each_visit(path: Path, level: str) -> None:
    text = at_level(path, level)
    routine = script(text)
    for adjusted in ways(routine):
        chosen = resolve_equipment(routine, settings(adjusted)).value
        check(routine, compiled(text, adjusted), level, chosen)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("level", LEVELS)
def test_every_shipped_routine_says_each_cue_or_tells_that_it_does_not(
    path: Path, level: str
) -> None:
    text = at_level(path, level)
    routine = script(text)
    heard: set[str] = set()
    dropped: set[str] = set()
    for adjusted in ways(routine):
        timeline = compiled(text, adjusted)
        heard |= {e.text or "" for e in timeline.events if e.role == "cue"}
        dropped |= {note.split()[0] for note in noted(timeline) if "cue-dropped" in note}
    for *_, step in routine.walk_steps():
        for cue in step.cues:
            line, _ = routine.source.find_position(cue.text.span.start)
            is_heard = any(pattern(cue.text.raw).fullmatch(words) for words in heard)
            assert is_heard or str(line) in dropped, cue.text.raw


SENTENCES = st.sampled_from(
    [
        "Sit down.",
        "Lift your hips.",
        "**Roll up**, slowly.",
        "**Turn your {side} foot**, a little.",
        "Breathe deeply. Stay there.",
        "Lie back. **Let go.**",
    ]
)
CONDITIONS = st.sampled_from(
    [
        "",
        "",
        "",
        " `if first`",
        " `unless first`",
        " `if new side`",
        " `if round 2`",
        " `if right`",
        " `unless firmer`",
    ]
)
ITEMS = st.lists(st.tuples(SENTENCES, CONDITIONS), max_size=3)


@given(
    shared=ITEMS,
    own=st.lists(ITEMS, min_size=1, max_size=3),
    marker=st.integers(0, 3),
    level=st.sampled_from(LEVELS),
)
def test_whatever_is_written_each_visit_says_each_step(
    shared: list[tuple[str, str]], own: list[list[tuple[str, str]]], marker: int, level: str
) -> None:
    lines = [f"- {words}{condition}" for words, condition in shared]
    lines.insert(min(marker, len(lines)), "- {steps}")
    for number, items in enumerate(own):
        lines += [f"### Pass {number}", "- Go. `hold 5s`"]
        lines += [f"- {words}{condition}" for words, condition in items]
    text = (
        f"---\ntitle: Test\nsides: right, left\nwords: {level}\n"
        "options:\n  firmer: press harder\n---\n## Calf `times 2`\n"
        + "\n".join(lines)
        + "\n## End\n- Press. `if firmer`\n- Done. `hold 5s`\n"
    )
    routine = script(text)
    check(routine, compiled(text), level, resolve_equipment(routine, settings(Given())).value)
