"""How the time to compile a routine grows with its steps.

`python compiling.py` prints, as JSON, the seconds of the processor for some steps and for ten times
as many, of several kinds of steps. Speech is as long as its letters: nothing is spoken.
"""

import json
import sys
import time
from collections.abc import Callable

from coach.diagnostics import SourceText
from coach.score.adjustments import read_adjustments
from coach.score.arrange import arrange_timeline
from coach.score.program import choose_program, plan_cue_sheet
from coach.script.parser import parse_source

FEW = 100
_TIMES = 10
_BEST_OF = 7


def _steps(count: int) -> str:
    return "## Calf\n" + "- Stop. `hold 20s`\n  - Relax. `each out`\n" * count


def _exercises(count: int) -> str:
    return "".join(f"## Calf {n} `sides right, left`\n- Stop. `hold 10s`\n" for n in range(count))


def _rounds(count: int) -> str:
    return f"## Round `times {count}`\n### Calf\n- Stop. `hold 20s`\n  - Relax. `each out`\n"


KINDS: dict[str, Callable[[int], str]] = {
    "steps of one exercise": _steps,
    "exercises of two sides": _exercises,
    "rounds": _rounds,
}
"""Scripts with so many of something."""


def _frames_of(text: str) -> int:
    return 2_000 * (len(text) + 1)


def _taken(script: str) -> tuple[float, float]:
    """Return the seconds it takes to read a script, and those from there to the timeline."""
    source = SourceText("benchmark.md", f"---\ntitle: Benchmark\n---\n{script}")
    settings = read_adjustments({}).value
    reading, arranging = [], []
    for _ in range(_BEST_OF):
        begun = time.process_time()
        routine = parse_source(source)
        read = time.process_time()
        planned = plan_cue_sheet(choose_program([routine], settings).value)
        if planned.value is None:
            raise ValueError(*routine.diagnostics, *planned.diagnostics)
        arrange_timeline(planned.value, _frames_of, settings.mute)
        reading.append(read - begun)
        arranging.append(time.process_time() - read)
    return min(reading), min(arranging)


if __name__ == "__main__":
    sys.stdout.write(
        json.dumps(
            {
                kind: [FEW, _taken(write(FEW)), _taken(write(FEW * _TIMES))]
                for kind, write in KINDS.items()
            }
        )
    )
