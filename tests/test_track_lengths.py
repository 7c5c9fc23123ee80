"""How long routines take, without speaking them."""

from pathlib import Path

import pytest

from coach.library import Library
from coach.pipeline import compile_track
from coach.timing import SAMPLE_RATE
from coach.track_lengths import TrackLength, find_track_lengths

ROUTINE = """---
title: Evening calves
sides: right, left
voice: mine
---
## Calf roll
- Put the roller under your {side} calf, and your other foot on the floor.
- At the tone, roll slowly up and down. `roll 20-30s`
- Stop on the most tender spot, and let your weight sink in. `hold 30-90s as tender`
  - Keep the ankle loose.
"""
PROFILE = """voice = "en-us+klatt"
[[fallback]]
voice = "en-us"
"""


@pytest.fixture(autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    Path("calves.md").write_text(ROUTINE)
    Path("voices").mkdir()
    Path("voices/mine.toml").write_text(PROFILE)


def lengths() -> tuple[TrackLength, ...]:
    library = Library.of_user()
    profile = library.load_profile("mine").value
    assert profile is not None
    return find_track_lengths(library.load_routine("calves.md"), profile, library.store)


def compiled() -> int:
    track = compile_track("calves.md", library=Library.of_user())
    return round(track.timeline.frames / SAMPLE_RATE)


def test_nothing_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.speech.engines.ENGINES", {})
    monkeypatch.setattr("coach.speech.espeak.EspeakEngine.synthesise", None)
    found = lengths()
    assert [each.is_exact for each in found] == [False, False, False]
    shortest, default, longest = (each.seconds for each in found)
    assert shortest < default < longest
    # (60 s of holds + 5 s of rolls) on each side; the words are the same
    assert longest - shortest == pytest.approx(2 * 70, abs=5)


def test_an_estimate_is_near() -> None:
    about = lengths()[1].seconds
    assert about == pytest.approx(compiled(), rel=0.05)


def test_it_is_exact_where_all_is_kept() -> None:
    seconds = compiled()
    assert lengths()[1] == TrackLength(seconds, is_exact=True)
    assert [each.is_exact for each in lengths()] == [False, True, False]


def test_the_one_who_spoke_it_is_found() -> None:
    Path("voices/mine.toml").write_text(PROFILE.replace("en-us+klatt", "no-such-voice"))
    seconds = compiled()
    assert lengths()[1] == TrackLength(seconds, is_exact=True)
