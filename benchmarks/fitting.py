"""How long it takes to fit a track to an exact length.

`python fitting.py` prints, as JSON, the least seconds of the processor for 200 actions, fitted to
nine tenths, eleven and thirteen tenths of their length (nothing is spoken; to plan and to arrange
them is given beside it), and for each routine that ships how many times as long
`coach show --fit 12min` takes as `coach show`, where both have their speech kept.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from coach.diagnostics import SourceText
from coach.library import Library
from coach.planning.fit import fit_to_length
from coach.score.adjustment_values import read_fit
from coach.score.adjustments import Adjustments
from coach.score.arrange import arrange_timeline
from coach.score.cuesheet import CueSheet
from coach.score.program import choose_program, plan_cue_sheet
from coach.script.parser import parse_source
from coach.timing import SECOND

_BEST_OF = 5
_SCALES = (0.9, 1.1, 1.3)


class _Letters:
    """Speech that is as long as its letters."""

    def prepare_sheet(self, sheet: CueSheet) -> None:
        """Do nothing."""

    def guess_frames(self, text: str) -> int:
        """Return how long a text is."""
        return 2_000 * (len(text) + 1)

    count_frames = guess_frames


def _write_routine(actions: int) -> str:
    """Write a routine of some actions, on one side."""
    return "---\ntitle: Benchmark\n---\n" + "".join(
        f"## Part {n}\n- Stop on spot {n}. `hold {20 + n % 30}-{60 + n % 40}s as a{n}`\n"
        "  - Let it sink in.\n"
        for n in range(actions)
    )


def _measure_best(work: Callable[[], object]) -> float:
    """Return the least seconds of the processor that something takes."""
    taken = []
    for _ in range(_BEST_OF):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return round(min(taken), 4)


def _measure_fits(actions: int) -> dict[str, float]:
    """Return what it takes to plan, to arrange and to fit some actions."""
    program = choose_program(
        [parse_source(SourceText("fit.md", _write_routine(actions)))], Adjustments()
    ).value
    sheet = plan_cue_sheet(program).value
    if sheet is None:
        raise ValueError("the routine cannot be planned")
    letters = _Letters()
    stated = arrange_timeline(sheet, letters.count_frames, frozenset()).frames // SECOND
    found = {
        "plan": _measure_best(lambda: plan_cue_sheet(program)),
        "arrange": _measure_best(
            lambda: arrange_timeline(sheet, letters.count_frames, frozenset())
        ),
    }
    for scale in _SCALES:
        request = read_fit(f"{round(stated * scale)}s")
        if fit_to_length(program, sheet, {}, request, letters).value is None:
            raise ValueError(f"{request.words} cannot be had")
        found[f"fit to {scale}"] = _measure_best(
            partial(fit_to_length, program, sheet, {}, request, letters)
        )
    return found


def _measure_process(*words: str) -> float:
    """Return the seconds of the processor that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = "from coach.cli import main; main()"
    command = [sys.executable, "-c", code, *words]
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603 (this Python)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _compare_shows() -> dict[str, float]:
    """Return for each routine how many times as long ``show`` takes with ``--fit``."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as home:
        os.environ["COACH_HOME"] = str(Path(home))
        for entry in Library().list_entries("scripts"):
            plain, fitted = ("show", entry.name), ("show", entry.name, "--fit", "12min")
            for words in (plain, fitted):
                _measure_process(*words)
            ratios = [_measure_process(*fitted) / _measure_process(*plain) for _ in range(_BEST_OF)]
            found[entry.name] = round(sorted(ratios)[_BEST_OF // 2], 2)
    return found


if __name__ == "__main__":
    found = {"200 actions": _measure_fits(200), "show --fit ÷ show": _compare_shows()}
    sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
