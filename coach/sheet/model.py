"""What stands on a sheet: a routine as it was adjusted, in the order it is done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from coach.languages.language import Language
from coach.languages.sheet_words import SheetWords
from coach.score.expand import find_routine_phrases
from coach.score.paced_tones import PacedTone, list_paced_tones
from coach.score.timeline import Chapter, Event, Hold, Timeline
from coach.script.frequency import Frequency, parse_frequency
from coach.script.front_matter import FrontMatter
from coach.script.model import Length
from coach.script.routine import Routine
from coach.sides import Side
from coach.timing import (
    MINUTE_MS,
    SECOND,
    Ms,
    frames_to_ms,
    space_units,
    write_clock_seconds,
    write_ms,
    write_spaced_ms,
)

WEEKS = 4
"""The weeks that have boxes on a sheet; the figure is ours."""

_DAYS = 7
_MOST_BOXES = 21
"""The most boxes in a row: three times a day."""

_MOST_SIDES = 3
"""The most sides that are listed in order, such as "right, left, right"."""

_SILENT = ("rest", "wait")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the picture of the routine in time, in parts of its whole length from 0 to 1.

    Attributes:
        lane: the number of its exercise.
        start: where it begins.
        stop: where it ends.
        side: the side that is worked.
        breaths: where its breaths begin; empty where the breath is not paced.
    """

    lane: int
    start: float
    stop: float
    side: Side | None
    breaths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SheetExercise:
    """An exercise.

    Attributes:
        title: its heading.
        sides: which sides it is done for, in order; empty where there are none.
        steps: what to do, in the order and the words in which it is said.
        cautions: what is dangerous.
        doses: how long, or how often, each action is done.
    """

    title: str
    sides: str
    steps: tuple[str, ...]
    cautions: tuple[str, ...]
    doses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A routine on paper.

    Attributes:
        title: its name.
        language: its language, as its tag has it.
        words: the sheet's own words in it.
        length: how long it takes, as a clock writes it.
        about: what it is for.
        tools: what is needed.
        avoid: who should not do it.
        cautions: what holds for all of it.
        exercises: what to do.
        often: how often to do it, in words.
        boxes: for each week, how many boxes stand together: by day, or all of them.
        blocks: the picture of the routine in time.
        sides: the names of the sides in it.
    """

    title: str
    language: str
    words: SheetWords
    length: str
    about: str
    tools: tuple[str, ...]
    avoid: tuple[str, ...]
    cautions: tuple[str, ...]
    exercises: tuple[SheetExercise, ...]
    often: str
    boxes: tuple[int, ...]
    blocks: tuple[Block, ...]
    sides: tuple[tuple[Side, str], ...]


def make_sheet(routines: Sequence[Routine], timeline: Timeline, language: Language) -> Sheet:
    """Return what stands on the sheet of a routine, or of a programme.

    Args:
        routines: the routine, or those of the programme; several have no `about` in common, and no
            `often`.
        timeline: what is done, as it was adjusted.
        language: its language.
    """
    fronts = [routine.front for routine in routines]
    front = fronts[0] if len(fronts) == 1 else FrontMatter("", language=fronts[0].language)
    tools = dict.fromkeys(" / ".join(tool.choices) for each in fronts for tool in each.tools)
    conditions = dict.fromkeys(condition for each in fronts for condition in each.avoid)
    allowed = {
        (placed.exercise.heading, action.name): action.length
        for routine in routines
        for _, placed, _, action in routine.walk_actions()
    }
    chapters = {heading: tuple(group) for heading, group in _group_chapters(timeline)}
    lanes = {heading: number for number, heading in enumerate(chapters)}
    opening = timeline.chapters[0].frames if timeline.chapters else 0
    frequency = _find_frequency(front.often)
    avoid = {
        find_routine_phrases(each).word_avoid(each.front.avoid)
        for each in routines
        if each.front.avoid
    }
    blocks = tuple(_list_blocks(timeline, lanes))
    worked = dict.fromkeys(block.side for block in blocks if block.side)
    return Sheet(
        title=timeline.title,
        language=front.language,
        words=language.sheet,
        length=write_clock_seconds(timeline.frames // SECOND),
        about=front.about,
        tools=tuple(tools),
        avoid=tuple(conditions),
        cautions=tuple(
            event.text
            for event in timeline.events
            if event.role == "caution"
            and event.at < opening
            and event.text
            and event.text not in avoid
        ),
        exercises=tuple(
            _make_exercise(heading, visits, timeline, language, allowed)
            for heading, visits in chapters.items()
        ),
        often=_write_often(front.often, frequency, language),
        boxes=_count_boxes(frequency),
        blocks=blocks,
        sides=tuple((side, language.phrases.sides[side].title) for side in worked),
    )


def _group_chapters(timeline: Timeline) -> Iterator[tuple[str, tuple[Chapter, ...]]]:
    """Yield the exercises in the order they first come, each with its chapters."""
    groups: dict[str, list[Chapter]] = {}
    for chapter in timeline.chapters:
        heading = next((e.exercise for e in _list_events(timeline, chapter) if e.exercise), None)
        if heading is not None:
            groups.setdefault(heading, []).append(chapter)
    yield from ((heading, tuple(group)) for heading, group in groups.items())


def _list_events(timeline: Timeline, chapter: Chapter) -> Iterator[Event]:
    stop = chapter.at + chapter.frames
    return (event for event in timeline.events if chapter.at <= event.at < stop)


def _make_exercise(
    heading: str,
    chapters: tuple[Chapter, ...],
    timeline: Timeline,
    language: Language,
    allowed: Mapping[tuple[str, str], Length],
) -> SheetExercise:
    """Describe an exercise by the first time that it is done."""
    events = [e for e in _list_events(timeline, chapters[0]) if e.kind == "speech" and e.text]
    sides = [
        next((event.side for event in _list_events(timeline, chapter) if event.side), None)
        for chapter in chapters
    ]
    if len(sides) > _MOST_SIDES:  # rounds: each side is named once
        sides = list(dict.fromkeys(sides))
    stop = chapters[0].at + chapters[0].frames
    holds = [hold for hold in timeline.holds if chapters[0].at <= hold.at < stop]
    if turns := list(dict.fromkeys(hold.side for hold in holds if hold.is_turn)):
        sides = turns
        holds = [hold for hold in holds if hold.side == turns[0] or not hold.is_turn]
    names = [language.phrases.sides[side].title for side in sides if side]
    return SheetExercise(
        heading,
        language.sheet.sides.format(", ".join(names)) if names else "",
        tuple(_without_repeats(e.text for e in events if e.role in ("instruction", "cue"))),
        tuple(_without_repeats(e.text for e in events if e.role == "caution")),
        tuple(_list_doses(holds, timeline, language, allowed)),
    )


def _without_repeats(texts: Iterable[str | None]) -> Iterator[str]:
    return (text for text in dict.fromkeys(texts) if text)


def _list_doses(
    holds: Iterable[Hold],
    timeline: Timeline,
    language: Language,
    allowed: Mapping[tuple[str, str], Length],
) -> Iterator[str]:
    """Write how long or how often each action is done: ``3 × 10 times, lower 3 s``."""
    tones = {hold.at: paced for hold, paced in list_paced_tones(timeline)}
    named = [hold for hold in holds if hold.kind not in _SILENT]
    for name, group in groupby(named, key=lambda hold: hold.name):
        sets = list(group)
        first = sets[0]
        dose = _write_dose(first, allowed.get((first.exercise, name)), language)
        dose = f"{len(sets)} × {dose}" if len(sets) > 1 else dose
        rounds = {hold.round_position for hold in sets if hold.round_position}
        if len(rounds) == 1 and (total := rounds.pop().total) > 1:
            dose = f"{total} × {dose}"
        if first.breaths:
            noun = language.nouns["breaths"]
            dose += f", {first.breaths} {noun.singular if first.breaths == 1 else noun.plural}"
        if first.reps:
            dose += "".join(_describe_tempo(tones.get(first.at, []), language))
        yield dose if name == first.exercise else language.sheet.labelled.format(name, dose)


def _write_dose(hold: Hold, length: Length | None, language: Language) -> str:
    """Write how long or how often; with what the author allows, where nobody adjusted it."""
    allowed = length.allowed if length else None
    most = allowed.most if allowed else None
    if hold.reps:
        is_free = length and allowed and most and hold.reps == length.default
        count = f"{allowed.least}–{most}" if is_free and allowed else str(hold.reps)
        return language.sheet.reps.format(count)
    written = _write_length(hold.frames)
    if length and length.unit == "ms" and allowed and most:
        is_usual = frames_to_ms(hold.frames) == length.default
        is_short = most < MINUTE_MS and allowed.least % 1000 == 0
        least = str(allowed.least // 1000) if is_short else write_ms(Ms(allowed.least))
        range_ = f"{least}–{write_ms(Ms(most))}"
        return f"{written} ({space_units(range_)})" if is_usual else written
    return written


def _describe_tempo(tones: Iterable[PacedTone], language: Language) -> Iterator[str]:
    """Say how slowly a repetition is lowered and lifted."""
    words = {0: language.page.lower, 1: language.page.lift}
    for note, tone in {t.note: t for t in tones if t.turn == 1 and t.role == "tempo"}.items():
        yield f", {words[note].lower()} {_write_length(tone.end - tone.at)}"


def _write_length(frames: int) -> str:
    """Write a length for a reader: ``45 s``, ``1 min 30 s``."""
    return write_spaced_ms(frames_to_ms(frames))


def _find_frequency(often: Iterable[str]) -> Frequency | None:
    """Return the first way to say how often that a calendar can hold."""
    known = (parse_frequency(each) for each in often)
    return next((each for each in known if each and not each.is_on_symptoms), None)


def _write_often(often: Iterable[str], frequency: Frequency | None, language: Language) -> str:
    words = language.sheet
    said = []
    if frequency:
        period = words.per_day if frequency.days == 1 else words.per_week
        is_stated = frequency.days in (1, _DAYS)
        least = frequency.least if is_stated else _round_up(frequency.least * _DAYS, frequency.days)
        if least == 1 and frequency.most == 1:
            said.append(words.daily if frequency.days == 1 else words.weekly)
        elif frequency.most is None:
            said.append(period.format(f"{least}+"))
        else:
            is_range = is_stated and frequency.most > least
            said.append(period.format(f"{least}–{frequency.most}" if is_range else least))
    if any(each.is_on_symptoms for each in map(parse_frequency, often) if each):
        said.append(words.on_symptoms)
    return ", ".join(said)


def _count_boxes(frequency: Frequency | None) -> tuple[int, ...]:
    """Return how many boxes of a week stand together: seven groups for a daily routine."""
    if frequency is None:
        return (1,) * _DAYS
    most = frequency.most or frequency.least
    if frequency.days == 1:
        return (min(most, _MOST_BOXES // _DAYS),) * _DAYS
    return (min(max(_round_up(most * _DAYS, frequency.days), 1), _DAYS),)


def _round_up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def _list_blocks(timeline: Timeline, lanes: dict[str, int]) -> Iterator[Block]:
    tones = {hold.at: paced for hold, paced in list_paced_tones(timeline)}
    for hold in timeline.holds:
        if hold.kind in _SILENT or hold.exercise not in lanes:
            continue
        breaths = [
            tone.at for tone in tones.get(hold.at, []) if (tone.role, tone.note) == ("in", 0)
        ]
        yield Block(
            lanes[hold.exercise],
            hold.at / timeline.frames,
            (hold.at + hold.frames) / timeline.frames,
            hold.side,
            tuple(at / timeline.frames for at in breaths),
        )
