"""What a listener keeps lies in one file, which is whole, or is told about."""

from pathlib import Path

import pytest

from coach.library import Library
from coach.score.adjustments import Typed
from coach.tuning import Tuning, find_tuned, merge_typed, read_tuning, write_tuning

KEPT = Tuning(
    {"tight": "left", "with_": ("ball",), "no_limits": True},
    {"calf-roll": {"hold": ("tender=60s",), "words": "brief"}, "/my/own roll.md": {"spots": "2"}},
)
FILE = """\
# What `coach tune` keeps; the keys are the options of `coach play`. You may edit it.
version = 1

[all]
tight = "left"
with = ["ball"]
no-limits = true

[routines.calf-roll]
hold = ["tender=60s"]
words = "brief"

[routines."/my/own roll.md"]
spots = "2"
"""


def test_what_is_kept_is_written_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "tuned.toml"
    assert read_tuning(path).value == Tuning()
    write_tuning(path, KEPT)
    assert path.read_text() == FILE
    assert read_tuning(path).value == KEPT
    assert [each.name for each in path.parent.iterdir()] == ["tuned.toml"]


def test_what_a_person_wrote_beside_it_stays(tmp_path: Path) -> None:
    path = tmp_path / "tuned.toml"
    path.write_text(FILE.replace('tight = "left"', 'tight = "left" # since the fall'))
    write_tuning(
        path,
        KEPT.keep_adjustments("calf-roll", {"hold": ("tender=50s",)}).keep_adjustments(
            "/my/own roll.md", {}
        ),
    )
    written = path.read_text()
    assert 'tight = "left" # since the fall' in written
    assert written.endswith('[routines.calf-roll]\nhold = ["tender=50s"]\n\n')


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("version = 2\n", "newer-tuning", "was written by a newer version of coach"),
        ("[all\n", "bad-tuning", "is damaged: "),
        ("all = 3\n", "bad-tuning", "is not what `coach tune` writes"),
        ("[routine]\n", "bad-tuning", "is not what `coach tune` writes"),
        ("[routines]\nx = 1\n", "bad-tuning", "is not what `coach tune` writes"),
        ("version = 'x'\n", "bad-tuning", "is not what `coach tune` writes"),
        ("[all]\npace = 'fast'\n", "bad-choice", "tuned.toml, `all`: --pace: `fast`"),
        ("[routines.x]\nhodl = '3s'\n", "unknown-adjustment", "`x`: There is no adjustment"),
        ("\x00", "bad-tuning", "is damaged: "),
    ],
)
def test_a_file_that_cannot_be_used_is_told(
    tmp_path: Path, text: str, code: str, words: str
) -> None:
    path = tmp_path / "tuned.toml"
    path.write_text(text)
    (diagnostic,) = read_tuning(path).diagnostics
    assert (diagnostic.code, diagnostic.severity) == (code, "error")
    assert words in diagnostic.message


def test_a_folder_and_bytes_in_its_place_are_told(tmp_path: Path) -> None:
    assert read_tuning(tmp_path).diagnostics[0].code == "unreadable-tuning"
    path = tmp_path / "tuned.toml"
    path.write_bytes(b"\xff\xfe")
    assert read_tuning(path).diagnostics[0].code == "unreadable-tuning"


@pytest.mark.parametrize(
    ("kept", "typed", "merged"),
    [
        ({"tight": "left"}, {"tight": "right"}, {"tight": "right"}),
        ({"hold": ("a=1s", "b=2s")}, {"hold": ("B=3s",)}, {"hold": ("a=1s", "B=3s")}),
        ({"hold": ("a=1s",)}, {"hold": ("45s",)}, {"hold": ("45s",)}),
        ({"mute": ("words",)}, {"mute": ("tones",)}, {"mute": ("tones",)}),
        ({"with_": ("ball",)}, {"with_": ("floor",)}, {"with_": ("ball", "floor")}),
        ({"words": "brief"}, {}, {"words": "brief"}),
    ],
)
def test_what_is_typed_goes_before_what_is_kept(kept: Typed, typed: Typed, merged: Typed) -> None:
    assert merge_typed(kept, typed) == merged


@pytest.mark.parametrize(
    ("routine", "found"),
    [
        ("lower-body-release", {"with_": ("ball",), "tight": "left", "voice": "brisk"}),
        ("calf-roll", {"tight": "left", "voice": "brisk", "words": "least"}),
        ("wadenrolle", {"tight": "left"}),
    ],
)
def test_what_is_kept_for_all_goes_to_the_routines_that_have_it(routine: str, found: Typed) -> None:
    tuning = Tuning(
        {"with_": ("ball",), "tight": "left", "voice": "brisk", "reps": "10"},
        {"calf-roll": {"words": "least"}},
    )
    library = Library()
    routines = [library.load_routine(routine)]
    assert find_tuned(tuning, [routine], routines, library) == found
