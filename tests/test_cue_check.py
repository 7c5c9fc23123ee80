"""Cues that hardly fit are spoken by the voice of the routine when it is checked."""

from pathlib import Path

import pytest

from coach.diagnostics import render_diagnostic
from coach.library import Library
from coach.pipeline import check_routine

ROUTINE = """---
title: Raises
voice: mine
---
## Raises
- Up. `reps 5 tempo 1-0-1-0`
  - {cue} `each lift`
"""


@pytest.fixture(autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    Path("voices").mkdir()
    Path("voices/mine.toml").write_text('voice = "en-us"\n')


def checked(cue: str) -> str:
    Path("raises.md").write_text(ROUTINE.format(cue=cue))
    library = Library.of_user()
    return "\n".join(
        map(render_diagnostic, check_routine(library.load_routine("raises.md"), library))
    )


def test_a_cue_that_fits_hardly_is_spoken_to_be_sure() -> None:
    assert "unheard-cue" not in checked("Change legs.")


def test_a_cue_that_does_not_fit_is_told_with_its_own_length() -> None:
    told = checked("Change to the other leg, and stay tall.")
    assert "warning[unheard-cue]: This cue is never said: it needs 2." in told
    assert "; the lift takes 1 s." in told


def test_where_the_voice_cannot_speak_the_length_is_estimated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("coach.speech.engines.ENGINES", {})
    monkeypatch.setattr("coach.speech.espeak.EspeakEngine.synthesise", None)
    assert "the lift takes 1 s." in checked("Change to the other leg, and stay tall.")


def test_words_that_no_interval_holds_are_refused_by_the_check() -> None:
    Path("raises.md").write_text(
        "---\ntitle: Raises\nvoice: mine\n---\n## Raises `times 3, every 22s`\n"
        "- Lift one leg after the other as high as you can. `move 20s`\n"
    )
    library = Library.of_user()
    found = check_routine(library.load_routine("raises.md"), library)
    assert [(each.code, each.severity) for each in found] == [
        ("late-interval", "error"),
        ("rest-short", "note"),
    ]
