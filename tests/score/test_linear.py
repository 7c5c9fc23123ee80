"""A routine that is ten times as long takes about ten times as long, not a hundred times."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from coach.score import phases as phases_module
from coach.score.adjustments import Adjustments, read_adjustments
from coach.score.arrange import arrange_timeline
from coach.score.breath import Beat, lay_out_beats
from support import Given, frames_of, plan_routines, script
from support.growth import assert_linear

FEW = 60


def steps(count: int) -> str:
    return "## Calf\n" + "- Stop. `hold 20s`\n  - Relax. `each out`\n" * count


def exercises(count: int) -> str:
    body = "> Slowly.\n\n- Stop. `hold 20s`\n"
    return "".join(f"## Calf {n} `sides right, left`\n{body}" for n in range(count))


def groups(count: int) -> str:
    return "".join(f"## G{n} `times 2`\n### A{n}\n- Stop. `hold 20s`\n" for n in range(count))


def rounds(count: int) -> str:
    return f"## Calf `times {count}, rest 5s between`\n- Stop. `hold 20s, spots 2`\n"


def cues(count: int) -> str:
    return f"## Calf\n- Stop. `hold {count * 6}s`\n" + "  - Relax.\n" * count


def breaths(count: int) -> str:
    return f"## Calf\n- Stop. `hold {count} breaths, breathe 2-2`\n  - Relax. `each out`\n"


def compile_text(text: str, settings: Adjustments) -> None:
    sheet = plan_routines([script(text)], settings).value
    assert sheet
    arrange_timeline(sheet, frames_of, settings.mute)


@pytest.mark.parametrize("write", [steps, exercises, groups, rounds, cues, breaths])
def test_time_grows_with_length(write: Callable[[int], str]) -> None:
    settings = read_adjustments(Given()).value
    assert_linear(lambda count: compile_text(write(count), settings), FEW)


def test_time_grows_with_the_number_of_adjustments() -> None:
    names = "".join(f"- Stop. `hold 20s as name {n}`\n" for n in range(100))
    text = f"## Calf\n{names}"

    def adjust(count: int) -> None:
        holds = tuple(f"name {n}=30s" for n in range(count))
        settings = read_adjustments(Given(hold=holds)).value
        compile_text(text, settings)

    assert_linear(adjust, 10)


def test_the_phases_of_an_action_are_found_once_for_all_its_cues(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[int] = []

    def count_beats(frames: int, phases: Sequence[int], cycles: int) -> Iterator[Beat]:
        found.append(cycles)
        return lay_out_beats(frames, phases, cycles)

    monkeypatch.setattr(phases_module, "lay_out_beats", count_beats)
    settings = read_adjustments(Given()).value
    compile_text("## Calf\n- Stop. `hold 4 breaths`\n" + "  - Relax. `each out`\n" * 9, settings)

    assert found == [4]
