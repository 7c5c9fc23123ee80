"""Fitting without a voice: texts of made-up lengths, and what became of a routine."""

from coach.diagnostics import render_diagnostic
from coach.planning.fit import FittedTrack, find_reach, fit_to_length
from coach.score.adjustment_values import read_fit
from coach.score.adjustments import Adjustments
from coach.score.arrange import arrange_timeline
from coach.score.cuesheet import CueSheet
from coach.score.program import Program, choose_program, plan_cue_sheet
from coach.score.timeline import Timeline
from coach.script.routine import Routine
from support import Given, frames_of, script, settings


class TinySpeaker:
    """Speaks a tenth of a second a word; a text that was not spoken is guessed a third longer."""

    def __init__(self) -> None:
        self._spoken: set[str] = set()

    def prepare_sheet(self, sheet: CueSheet) -> None:
        self._spoken.update(sheet.texts)

    def guess_frames(self, text: str) -> int:
        return frames_of(text) if text in self._spoken else frames_of(text) * 4 // 3

    def count_frames(self, text: str) -> int:
        self._spoken.add(text)
        return frames_of(text)


def make_program(routines: list[Routine], adjustments: Adjustments | None = None) -> Program:
    return choose_program(routines, adjustments or Adjustments()).value


def fit_program(program: Program, asked: str) -> FittedTrack | str:
    """Fit a program; return what is said where it cannot be."""
    sheet = plan_cue_sheet(program).value
    assert sheet
    found = fit_to_length(program, sheet, {}, read_fit(asked), TinySpeaker())
    return found.value or "\n".join(map(render_diagnostic, found.diagnostics)).replace(
        ". ", ".\n  "
    )


def reach(program: Program) -> tuple[int, int]:
    """Return the first and the last whole second that a program can be fitted to."""
    sheet = plan_cue_sheet(program).value
    assert sheet
    return find_reach(program, sheet, {}, TinySpeaker())


def lay_out(fitted: FittedTrack) -> Timeline:
    return arrange_timeline(fitted.sheet, frames_of, frozenset(), fitted.scale, fitted.total)


def fit_text(text: str, asked: str, given: Given | None = None) -> tuple[Timeline, list[str]]:
    """Fit a script that can be; return its timeline and what was changed."""
    fitted = fit_program(make_program([script(text)], settings(given or Given())), asked)
    assert isinstance(fitted, FittedTrack), fitted
    return lay_out(fitted), [note.message for note in fitted.notes]


def refuse_text(text: str, asked: str, given: Given | None = None) -> str:
    """Return what is said to a length that cannot be had."""
    found = fit_program(make_program([script(text)], settings(given or Given())), asked)
    assert isinstance(found, str), "it was fitted"
    return found
