"""The public face: what a program does with `import coach`."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from inline_snapshot import snapshot
from typer.testing import CliRunner

import coach
from coach.cli.commands import app
from coach.score.adjustments import read_adjustments
from coach.store import Store

SCRIPT = """---
title: Calf
---
## Calf
- Sit down.
- Press. `hold 10-30s as press`
"""
FAST = 'voice = "en-us"\n'


@pytest.fixture
def voice(tmp_path: Path) -> str:
    path = tmp_path / "fast.toml"
    path.write_text(FAST)
    return str(path)


def test_the_names_there_are() -> None:
    assert sorted(coach.__all__) == snapshot(
        [
            "Adjustments",
            "Diagnostic",
            "ExportError",
            "Library",
            "Routine",
            "ScriptError",
            "SpeechError",
            "Timeline",
            "Track",
            "__version__",
            "compile",
            "parse",
        ]
    )
    assert all(hasattr(coach, name) for name in coach.__all__)
    with pytest.raises(AttributeError, match="'coach' has no attribute 'nothing'"):
        _ = coach.nothing


def test_importing_it_loads_no_sound_and_parsing_neither() -> None:
    program = (
        "import sys, coach\n"
        "loaded = lambda: {'numpy', 'yaml', 'soundfile', 'markdown_it'} & set(sys.modules)\n"
        "before = loaded()\n"
        "coach.parse('calf-roll')\n"
        "print(*sorted(before), '|', *sorted(loaded()))"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert done.stdout == "| markdown_it yaml\n"


def test_a_script_is_a_text_or_a_name_or_a_path(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text(SCRIPT)
    titles = [
        coach.parse(script).front.title
        for script in (SCRIPT, "calf-roll", tmp_path / "own.md", str(tmp_path / "own"))
    ]
    assert titles == ["Calf", "Calf roll", "Calf", "Calf"]


def test_a_writers_mistake_is_a_diagnostic() -> None:
    routine = coach.parse("---\ntitle: Calf\n---\n## Calf\n- Press. `hold 30`\n", name="calf.md")
    assert [(each.code, each.position) for each in routine.diagnostics] == [
        ("missing-unit", (5, 11))
    ]
    with pytest.raises(coach.ScriptError, match=r"calf\.md:5:11: error\[missing-unit\]"):
        coach.compile(routine)
    assert [each.code for each in coach.parse("nowhere.md").diagnostics] == ["no-file"]


def test_adjustments_are_keywords_or_a_value(voice: str) -> None:
    track = coach.compile(SCRIPT, hold="press=12s", voice=voice)
    adjustments = read_adjustments({"hold": ["press=12s"], "voice": voice}).value
    assert coach.compile(SCRIPT, adjustments).timeline == track.timeline
    assert [(hold.name, hold.frames) for hold in track.timeline.holds] == [("press", 12 * 44_100)]
    with pytest.raises(TypeError, match="not both"):
        coach.compile(SCRIPT, adjustments, hold="press=12s")


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(coach.ScriptError) as raised:
        coach.compile([SCRIPT, "calf-rll", "## A\n- B.\n"], pace="fast", hodl="3s")
    assert [each.code for each in raised.value.diagnostics] == snapshot(
        ["unknown-adjustment", "bad-choice", "unknown-routine", "missing-title"]
    )


def test_several_routines_become_one_track(voice: str) -> None:
    track = coach.compile([coach.parse(SCRIPT), "step-calf-stretch"], voice=voice)
    assert [routine.front.title for routine in track.routines] == ["Calf", "Step calf stretch"]
    assert track.timeline.chapters[1].title == "Calf: Calf"


def test_without_a_library_nothing_of_the_users_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, voice: str
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    before = sorted(tmp_path.rglob("*"))
    coach.compile(SCRIPT, voice=voice).render(0, 44_100)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_library_has_ones_own_and_keeps_what_was_spoken(tmp_path: Path) -> None:
    library = coach.Library(tmp_path, tmp_path / "cache")
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/own.md").write_text(SCRIPT)
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/fast.toml").write_text(FAST)
    told: list[tuple[str, int, int]] = []
    track = coach.compile(
        "own", library=library, voice="fast", on_progress=lambda *each: told.append(each)
    )
    assert track.voice.profile.name == "fast"
    spoken = [done for what, done, _ in told if what == "Speaking"]
    assert spoken == list(range(1, len(spoken) + 1))
    assert told[len(spoken) :] == [("Arranging", 0, 1), ("Arranging", 1, 1)]
    assert library.store
    assert library.store.measure_usage().entries >= len(spoken)


def test_what_is_kept_stays_in_its_bounds(tmp_path: Path, voice: str) -> None:
    library = coach.Library(cache=tmp_path / "cache")
    coach.compile(SCRIPT, library=library, voice=voice)
    limit = Store(tmp_path / "cache").measure_usage().bytes + 10_000  # all of it, and little more
    library.store = Store(tmp_path / "cache", limit)
    for title in ("Thigh", "Foot"):
        text = SCRIPT.replace("Calf", title)
        coach.compile(text, library=library, voice=voice)
        assert library.store.measure_usage().bytes <= limit


def test_a_track_is_the_same_from_the_command_line(tmp_path: Path, voice: str) -> None:
    (tmp_path / "own.md").write_text(SCRIPT)
    track = coach.compile(tmp_path / "own.md", voice=voice, hold="press=12s")
    words = ["show", str(tmp_path / "own.md"), "--json", "--voice", voice, "--hold", "press=12s"]
    shown = json.loads(CliRunner().invoke(app, words).stdout)
    assert shown == track.document()


def test_any_range_is_rendered_at_any_time(voice: str) -> None:
    track = coach.compile(SCRIPT, voice=voice)
    whole = track.render(0, track.timeline.frames)
    assert whole.dtype == np.int16
    for start, stop in ((44_100, 88_200), (0, 1), (track.timeline.frames - 500, len(whole))):
        assert np.array_equal(track.render(start, stop), whole[start:stop])


def test_a_track_becomes_files(tmp_path: Path, voice: str) -> None:
    track = coach.compile(SCRIPT, voice=voice)
    told: list[str] = []
    reached = track.export(
        tmp_path / "calf.wav",
        captions=["vtt"],
        loudness=-20,
        on_progress=lambda what, _done, _of: told.append(what),
    )
    assert reached
    assert reached.speech == pytest.approx(-20, abs=0.1)
    assert soundfile.info(tmp_path / "calf.wav").frames == track.timeline.frames
    assert (tmp_path / "calf.vtt").read_text().startswith("WEBVTT")
    assert list(dict.fromkeys(told)) == ["Measuring", "Encoding"]
    with pytest.raises(coach.ExportError, match="--force"):
        track.export(tmp_path / "calf.wav")
    assert track.export(tmp_path / "calf.json", overwrite=True) is None


def test_a_track_says_a_word_as_its_first_routine_does(voice: str) -> None:
    first, second = (
        SCRIPT.replace("title: Calf", f"title: Calf {n}\nlexicon: {{sit: {said}}}")
        for n, said in ((1, "set"), (2, "sat"))
    )
    track = coach.compile([first, second], voice=voice)
    plain = coach.compile(SCRIPT.replace("Sit down", "Set down"), voice=voice)
    assert track.voice.count_frames("Sit down.") == plain.voice.count_frames("Set down.")
    assert [each.message for each in track.diagnostics] == [
        "`sit` is said as `set`, as in a routine before this one."
    ]
