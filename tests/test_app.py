"""The stages wired together, where the parts alone do not show that they are."""

import math
from pathlib import Path

import pytest

from coach import app
from coach.score.settings import Settings


def unheard(_what: str, _done: int, _of: int) -> None:
    """Progress that nobody follows."""


@pytest.fixture
def track(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> app.Track:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    script = tmp_path / "own.md"
    script.write_text("---\ntitle: Own\n---\n## Calf\n- Sit. `hold 5s`\n")
    made = app.compile_track(app.Request((str(script),), Settings()), unheard).value
    assert made
    return made


def test_what_was_measured_is_known_again_for_the_same_wish_only(track: app.Track) -> None:
    wishes = [(-16.0, -1.0), (-16.0, -4.0), (-20.0, -1.0)]
    first = [app.mastered(track, unheard, *wish).limiter for wish in wishes]
    ceilings = [20 * math.log10(limiter.ceiling) for limiter in first]
    assert ceilings == pytest.approx([-1, -4, -1], abs=0.01)
    assert len({limiter.gain for limiter in first}) > 1

    def measuring(what: str, _done: int, _of: int) -> None:
        pytest.fail(what)

    again = [app.mastered(track, measuring, *wish).limiter for wish in wishes]
    assert [limiter.dump() for limiter in again] == [limiter.dump() for limiter in first]
