"""The moments that cues ask for, in frames from the onset of an action."""

from coach.score.phases import PhaseSpans
from coach.script.moments import AtBreath, AtHalf, AtLeft, AtTime, LastOut, Next, When
from coach.timing import ms_to_frames, round_half_up


def find_aim(when: When, frames: int, phases: PhaseSpans, last_aim: int) -> int | None:
    """Return the frame that a moment asks for; None where the action does not come to it.

    Args:
        when: the moment.
        frames: how long the action is.
        phases: its breaths.
        last_aim: the frame that the cue before it asked for; -1 for the first.
    """
    match when:
        case AtTime(milliseconds):
            at = ms_to_frames(milliseconds)
            return at if at < frames else None
        case AtLeft(milliseconds):
            at = ms_to_frames(milliseconds)
            return frames - at if at <= frames else None
        case AtHalf():
            return round_half_up(frames, 2)
        case _:
            return _find_breath(when, phases, last_aim)


def _find_breath(when: When, phases: PhaseSpans, last_aim: int) -> int | None:
    """Return where the breath begins that a cue asks for; None where there is not one."""
    match when:
        case AtBreath(phase, number):
            breaths = list(phases.find_all(phase))
            return breaths[number - 1].at if number <= len(breaths) else None
        case Next(phase):
            later = (moment.at for moment in phases.find_all(phase) if moment.at > last_aim)
            return next(later, None)
        case LastOut():
            outs = list(phases.find_all("out"))
            return outs[-1].at if outs else None
        case _:
            return None
