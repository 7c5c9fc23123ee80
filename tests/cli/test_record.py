"""`coach voices record`, and tracks in the voice that comes of it."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from inline_snapshot import snapshot
from numpy.typing import NDArray
from typer.testing import CliRunner, Result

from coach.cli.commands import app
from coach.timing import SAMPLE_RATE
from support.tones import hum, record_list

CALF = """\
---
title: Calf
settle: 4s
breath: 2-2
sides: right, left
---
## Calf

- Lean your {side} leg into it. `hold 8-12s as lean`
  - Relax. `at 4s`

## Heel

- Lift your heels {reps} times. `reps 3-4`
"""


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    Path("calf.md").write_text(CALF)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def list_needs(routine: str = "calf.md") -> list[str]:
    lines = run("voices", "record", "anna", routine, "--list").stdout.splitlines()
    return [line.split(" | ")[1] for line in lines if not line.startswith("#")]


def take(*texts: str) -> Result:
    return run(
        "voices", "record", "anna", "calf.md", "--from", str(record_list(Path("t"), [*texts]))
    )


def read_timeline(*options: str) -> list[dict[str, object]]:
    shown = run("show", "calf.md", "--voice", "anna", "--json", *options)
    assert shown.exit_code == 0, shown.output
    events: list[dict[str, object]] = json.loads(shown.stdout)["events"]
    return events


def likeness(track: NDArray[np.float32], at: int, sound: NDArray[np.float32]) -> float:
    """Return how alike a place of a track and a sound are, 1 being the same but for its level."""
    window = track[at : at + 2400 + len(sound)]
    dot = np.correlate(window, sound)
    shift = int(dot.argmax())
    part = window[shift : shift + len(sound)]
    return float(dot[shift]) / float(np.sqrt((part @ part) * (sound @ sound)))


def test_what_is_needed_is_listed() -> None:
    assert list_needs() == snapshot(
        [
            "Calf.",
            "right side",
            "Lean your right leg into it.",
            "Breathe in",
            "and out",
            "Relax.",
            "Heel",
            "Lift your heels",
            "Lean your left leg into it.",
            "left side",
            "Stop if you feel sharp pain, numbness or tingling.",
            "last one",
            "Now your left side.",
            "That's it. Well done.",
            "about",
            "one",
            "minute",
            "and",
            "forty",
            "seconds",
            "of",
            "two",
            "for",
            "ten",
            "a",
            "half",
            "minutes",
            "eight",
            "fifty",
            "twelve",
            "three",
            "twenty",
            "nine",
            "eleven",
            "times",
            "four",
        ]
    )


def test_a_track_has_the_recorded_words_where_the_timeline_says() -> None:
    taken = take(*list_needs())
    assert taken.exit_code == 0, taken.output
    assert "anna has all that is needed: `--voice anna` plays with it." in taken.stdout
    assert list_needs() == []
    for options in ((), ("--hold", "lean=11s", "--reps", "4", "--side", "left")):
        exported = run("export", "calf.md", "--voice", "anna", "-o", "t.wav", "--force", *options)
        assert exported.exit_code == 0, exported.output
        assert "not-recorded" not in exported.stderr
        track, rate = soundfile.read("t.wav", dtype="float32")
        assert rate == SAMPLE_RATE
        events = [e for e in read_timeline(*options) if e["kind"] == "speech"]
        said = {str(event["text"]): event["at"] for event in events}
        heard = {text: hum(text) for text in list_recorded() if text in said}
        assert len(heard) >= 6
        for text, sound in heard.items():
            at = said[text]
            assert isinstance(at, int)
            assert likeness(track, at, sound) > 0.9, text
        length = "For eleven seconds." if options else "For ten seconds."
        at = said[length]
        assert isinstance(at, int)
        assert likeness(track, at, hum("for")) > 0.9


def list_recorded() -> list[str]:
    lines = Path("home/voices/anna/recordings.txt").read_text().splitlines()
    return [line.split(" | ")[1] for line in lines]


def test_what_is_missing_is_left_out_with_its_tones_and_named() -> None:
    needs = list_needs()
    missing = ("Relax.", "Breathe in", "Lean your left leg into it.", "twelve", "last one")
    taken = take(*(text for text in needs if text not in missing))
    assert f"{len(missing)} texts are missing in anna: --list names them." in taken.stdout
    assert list_needs() == [text for text in needs if text in missing]
    exported = run("export", "calf.md", "--voice", "anna", "-o", "t.wav", "--hold", "12s")
    assert exported.exit_code == 0
    assert exported.stderr == snapshot("""\
warning[not-recorded]: Not recorded in the voice `anna`, and left out: “For twelve seconds.”, \
“Breathe in”, “Relax.” and 2 more.
  `coach voices record anna ROUTINE` asks for what is missing.
""")
    texts = {event["text"] for event in read_timeline("--hold", "12s")}
    assert not texts & {*missing, "For twelve seconds."}
    assert "Lean your right leg into it." in texts
    roles = [event["role"] for event in read_timeline("--hold", "12s")]
    assert (roles.count("in"), roles.count("start")) == (6, 4)


def test_the_fallback_speaks_what_is_missing_where_its_user_wants_that() -> None:
    take("Relax.")
    profile = Path("home/voices/anna.toml")
    profile.write_text(profile.read_text() + '[[fallback]]\nengine = "espeak"\nvoice = "en-us"\n')
    exported = run("export", "calf.md", "--voice", "anna", "-o", "t.wav")
    assert exported.exit_code == 0
    assert "and spoken by espeak en-us: “Calf. About" in exported.stderr
    assert "Lean your right leg into it." in {event["text"] for event in read_timeline()}


def test_files_that_are_no_good_are_all_named_and_nothing_is_taken() -> None:
    path = record_list(Path("t"), ["Relax.", "Breathe in", "and out"])
    soundfile.write("t/1.wav", np.zeros(SAMPLE_RATE), SAMPLE_RATE)
    Path("t/2.wav").unlink()
    result = run("voices", "record", "anna", "calf.md", "--from", str(path))
    assert (result.exit_code, result.stderr) == (
        1,
        snapshot("""\
t/1.wav: Nothing is heard in the recording. Check which microphone is used, and its level.
t/2.wav cannot be read: no such file or directory. Check its name.
Nothing was taken.
"""),
    )
    assert not Path("home/voices/anna.toml").exists()
    path.write_text("0.wav Relax.\n")
    result = run("voices", "record", "anna", "calf.md", "--from", str(path))
    assert (result.exit_code, result.stderr) == (
        1,
        snapshot("""\
t/list.txt:1:1: error[bad-recording]: This line does not name a file and its text.
    1 | 0.wav Relax.
      | ^^^^^^^^^^^^
  Write the file, a stroke and the text, as in `sit.wav | Sit with your legs long.`
"""),
    )


def test_without_a_terminal_nothing_is_asked() -> None:
    result = run("voices", "record", "anna", "calf.md")
    assert (result.exit_code, result.stderr) == (
        2,
        snapshot(
            "There is no terminal to ask at. Record each text to a file, and give a list of them "
            "with --from: --list prints one to fill in.\n"
        ),
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("calm", "`calm` is another voice already: choose another name."),
        ("../calm", "`../calm` cannot be the name of a voice: write a plain word."),
        (".anna", "`.anna` cannot be the name of a voice: write a plain word."),
    ],
)
def test_a_voice_needs_a_name_of_its_own(name: str, reason: str) -> None:
    result = run("voices", "record", name, "calf.md", "--list")
    assert (result.exit_code, result.stderr.strip()) == (1, reason)


def test_a_recorded_voice_has_one_language() -> None:
    take("Relax.")
    german = "---\ntitle: Wade\nlanguage: de\n---\n## A\n- Lehn dich an. `hold 10s`\n"
    Path("wade.md").write_text(german)
    assert "error[wrong-language]" in run("voices", "record", "anna", "wade.md", "--list").stderr
    both = run("voices", "record", "eva", "wade.md", "calf.md", "--list")
    assert (both.exit_code, both.stderr.strip()) == (
        1,
        "The routines are in several languages (de, en): record a voice for each.",
    )


def test_the_numbers_of_sets_in_the_authors_words_are_recorded_as_words() -> None:
    Path("squats.md").write_text(
        "---\ntitle: Squats\n---\n## Squats\n- Squat. `move 9s, times 2-4, rest 20s between`\n"
        "  - Set {set} of {sets}, go on. `before next`\n"
    )
    needs = list_needs("squats.md")
    assert {"Set", "of", "go on.", "two", "three", "four"} <= set(needs)
    listed = str(record_list(Path("t"), needs))
    assert run("voices", "record", "anna", "squats.md", "--from", listed).exit_code == 0
    exported = run("export", "squats.md", "--voice", "anna", "-o", "t.wav", "--times", "4")
    assert exported.exit_code == 0, exported.output
    assert "not-recorded" not in exported.stderr
