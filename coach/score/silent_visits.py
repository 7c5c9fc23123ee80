"""Silent visits: nothing is said, tones, beeps and silences stay."""

from collections.abc import Iterable
from dataclasses import replace

from coach.score.cuesheet import (
    Cycles,
    PlannedCue,
    Repetitions,
    Rest,
    Silence,
    SpeechLine,
    TimedAction,
    Visit,
    VisitPart,
)


def silence_visit(visit: Visit) -> Visit:
    """Return a visit without its own words; its parts have none already."""
    change = visit.change and replace(visit.change, line=_silence_line(visit.change.line))
    return replace(visit, change=change, lines=(), rest=_silence_rest(visit.rest))


def silence_parts(parts: Iterable[VisitPart]) -> tuple[VisitPart, ...]:
    """Return parts without words."""
    return tuple(
        replace(
            part,
            lines=(),
            action=_silence_action(part.action),
            rest=_silence_rest(part.rest),
            ended=(),
        )
        for part in parts
    )


def drop_silences(parts: Iterable[VisitPart]) -> tuple[VisitPart, ...]:
    """Return parts without the silences in which nothing is said: an interval is silent anyway."""
    return tuple(replace(part, action=None) if _is_empty(part.action) else part for part in parts)


def _is_empty(action: TimedAction | Silence | None) -> bool:
    return isinstance(action, Silence) and not action.cues


def _silence_action(action: TimedAction | Silence | None) -> TimedAction | Silence | None:
    match action:
        case TimedAction(pace=Cycles() as cycles):
            pace = replace(cycles, words={})
            bells = _keep_bells(action)
            return replace(action, pace=pace, coming="", cues=bells, signposts=(), aloud=())
        case TimedAction(pace=Repetitions(numbers=numbers) as repetitions):
            counted = replace(repetitions, numbers=("",) * len(numbers), last="")
            return replace(action, pace=counted, coming="", cues=_keep_bells(action), signposts=())
        case TimedAction():
            return replace(action, coming="", cues=_keep_bells(action), signposts=(), aloud=())
        case Silence():
            return replace(action, cues=_keep_bells(action))
        case None:
            return None


def _keep_bells(action: TimedAction | Silence) -> tuple[PlannedCue, ...]:
    return tuple(replace(cue, text="") for cue in action.cues if cue.has_bell)


def _silence_rest(rest: Rest | None) -> Rest | None:
    return rest and replace(rest, line=_silence_line(rest.line))


def _silence_line(line: SpeechLine) -> SpeechLine:
    return replace(line, text="", shorter=None)
