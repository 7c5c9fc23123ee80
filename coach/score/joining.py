"""Cue sheets of several routines as one: with one opening, one close, and each routine's name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coach.languages.phrases import Phrases, end_sentence
from coach.score.cuesheet import CueSheet, SpeechLine, Visit, count_action_frames
from coach.score.goal import Goal
from coach.script.model import Channel
from coach.script.routine import Routine
from coach.timing import Ms, frames_to_ms


@dataclass(frozen=True, slots=True)
class JoinedRoutine:
    """A routine of a program with what is heard of it.

    Attributes:
        routine: the routine.
        programmes: the programmes it stands in, the outermost first.
        is_short: whether its opening is short.
        sheet: what is heard.
        number: which routine of the program it is, counted from 0.
        done_today: the time in actions that the listener has done of it on this day.
    """

    routine: Routine
    programmes: tuple[Routine, ...]
    is_short: bool
    sheet: CueSheet
    number: int
    done_today: Ms

    @property
    def muted(self) -> frozenset[Channel]:
        """What its programmes leave out."""
        return frozenset[Channel]().union(*(each.front.mute for each in self.programmes))


def join_sheets(parts: Sequence[JoinedRoutine]) -> CueSheet:
    """Put cue sheets one after another under one opening and one close."""
    first = parts[0].sheet
    phrases = first.phrases
    is_silent = all(part.sheet.is_silent for part in parts)
    visits: list[Visit] = []
    for part, opening in zip(parts, _open_parts(parts), strict=True):
        sheet = part.sheet
        named = [
            replace(
                visit,
                title=f"{sheet.title}: {visit.title}",
                muted=visit.muted | part.muted,
                routine=part.number,
            )
            for visit in sheet.visits
        ]
        visits += (replace(named[0], opening=opening), *named[1:])
    tools: dict[str, str] = {}
    for tool in (tool for part in parts for tool in part.sheet.tools):
        tools.setdefault(tool.casefold(), tool)
    stop = _find_stop(parts[0])
    cautions = (*stop, *_word_avoided(parts, phrases))
    begun = _list_cautions(parts[0], parts[0].programmes)
    closing, goal = _list_closing(parts)
    return CueSheet(
        phrases.list_words(_list_titles(parts)),
        tuple(tools.values()),
        first.source,
        () if is_silent else (*cautions, *begun),
        tuple(visits),
        closing,
        phrases,
        is_silent,
        parts[-1].sheet.muted | parts[-1].muted,
        goal,
    )


def _list_titles(parts: Sequence[JoinedRoutine]) -> list[str]:
    """List what the track consists of: a programme by its own title."""
    titles: list[str] = []
    before: Routine | None = None
    for part in parts:
        programme = part.programmes[0] if part.programmes else None
        if programme is None or programme is not before:
            titles.append(programme.front.title if programme else part.sheet.title)
        before = programme
    return titles


def _open_parts(parts: Sequence[JoinedRoutine]) -> Iterator[tuple[SpeechLine, ...]]:
    """Yield what is said where each routine begins.

    What the first is part of has been named by the title of the track, and its cautions are in the
    opening of the track.
    """
    first = parts[0]
    names = [_name_programme(programme) for programme in first.programmes[1:]]
    if first.programmes:
        names.append(SpeechLine(end_sentence(first.sheet.title), "announce", first.sheet.source))
    yield () if first.sheet.is_silent else tuple(names)
    told = {line.text for line in _find_stop(first)}
    for before, part in pairwise(parts):
        if part.sheet.is_silent:
            yield ()
            continue
        begun = _find_begun(before, part)
        own = SpeechLine(end_sentence(part.sheet.title), "announce", part.sheet.source)
        leading, *rest = (*map(_name_programme, begun), own)
        title = begun[0].front.title if begun else part.sheet.title
        leading = replace(leading, text=part.sheet.phrases.word_next_routine(title))
        stop = [line for line in _find_stop(part) if line.text not in told]
        told.update(line.text for line in stop)
        yield (leading, *rest, *stop, *_list_cautions(part, begun))


def _find_begun(before: JoinedRoutine, part: JoinedRoutine) -> tuple[Routine, ...]:
    """Return the programmes that begin with a routine."""
    depth = 0
    for old, new in zip(before.programmes, part.programmes, strict=False):
        if old is not new:
            break
        depth += 1
    return part.programmes[depth:]


def _name_programme(programme: Routine) -> SpeechLine:
    return SpeechLine(
        end_sentence(programme.front.title), "announce", _write_location(programme, "title")
    )


def _word_avoided(parts: Sequence[JoinedRoutine], phrases: Phrases) -> Iterator[SpeechLine]:
    """Say in one line who should leave out any of the routines."""
    avoided: dict[str, str] = {}
    for part in parts:
        if not (part.is_short or part.sheet.is_silent):
            for routine in (*part.programmes, part.routine):
                for name in routine.front.avoid:
                    avoided.setdefault(name, _write_location(routine, "avoid"))
    if avoided:
        yield SpeechLine(
            phrases.word_avoid(tuple(avoided)), "caution", next(iter(avoided.values()))
        )


def _list_cautions(part: JoinedRoutine, begun: Sequence[Routine]) -> Iterator[SpeechLine]:
    """Return the cautions of the programmes that begin, and those of the routine itself."""
    if part.is_short or part.sheet.is_silent:
        return
    for programme in begun:
        for caution in programme.cautions:
            yield SpeechLine(caution.raw, "caution", programme.source.write_location(caution.span))
    sheet = part.sheet
    general = {sheet.phrases.word_avoid(part.routine.front.avoid)}
    general |= {line.text for line in _take_own_stop(part)}
    yield from (line for line in sheet.cautions if line.text not in general)


def _find_stop(part: JoinedRoutine) -> tuple[SpeechLine, ...]:
    """Return when to stop: in a routine's own words, else in those of its programme."""
    own = _take_own_stop(part)
    stated = [each for each in part.programmes if each.front.stop is not None]
    if not own or not stated or part.routine.front.stop is not None:
        return own
    words = stated[0].front.stop
    return (
        (SpeechLine(end_sentence(words), "caution", _write_location(stated[0], "stop")),)
        if words
        else ()
    )


def _take_own_stop(part: JoinedRoutine) -> tuple[SpeechLine, ...]:
    """Return what a routine's opening says of when to stop: it comes first."""
    return () if part.routine.front.stop == "" else part.sheet.cautions[:1]


def _list_closing(parts: Sequence[JoinedRoutine]) -> tuple[tuple[SpeechLine, ...], Goal | None]:
    """Return the closing words and the goal: the programme's, where it has any of its own."""
    last = parts[-1]
    programme, sheet = (last.programmes or (None,))[0], last.sheet
    own = sheet.goal and replace(sheet.goal, routines=frozenset({last.number}))
    if sheet.is_silent or programme is None:
        return sheet.closing, own
    front, phrases = programme.front, sheet.phrases
    if front.end is None and front.then is None:
        return sheet.closing, own
    lines: list[SpeechLine] = []
    if front.end is None:
        lines.append(SpeechLine(phrases.well_done, "finish"))
    elif front.end:
        lines.append(
            SpeechLine(end_sentence(front.end), "finish", _write_location(programme, "end"))
        )
    members = [part for part in parts if programme in part.programmes]
    done_before = Ms(sum(part.done_today for part in members))
    goal = Goal.from_front(front, phrases, done_before)
    if goal:
        goal = replace(goal, routines=frozenset(part.number for part in members))
        frames = sum(count_action_frames(part.sheet.visits) for part in members)
        words = goal.choose_words(frames_to_ms(frames))
        lines.append(SpeechLine(words, "finish", _write_location(programme, "then")))
    return tuple(lines), goal


def _write_location(routine: Routine, key: str) -> str:
    return routine.source.write_location(routine.front.find_key_span(key))
