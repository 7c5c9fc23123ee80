"""Voice profiles: those that ship, and what is said about a wrong one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.diagnostics import Source, render
from coach.speech.profile import Profile, parse_profile

VOICES = Path(__file__).parents[2] / "voices"


def mistakes(text: str) -> list[str]:
    profile, found = parse_profile(Source("my.toml", text))
    assert (profile is None) == bool(found)
    return [render(diagnostic) for diagnostic in found]


@pytest.mark.parametrize("path", sorted(VOICES.glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_profiles_are_right(path: Path) -> None:
    profile, found = parse_profile(Source(str(path), path.read_text(encoding="utf-8")))
    assert found == ()
    assert profile is not None
    assert profile.name == path.stem
    assert profile.about


def test_two_profiles_ship_at_least() -> None:
    assert {"calm", "brisk"} <= {path.stem for path in VOICES.glob("*.toml")}


def test_all_keys_and_the_defaults() -> None:
    text = """
about = "Mine."
language = "en-GB"
engine = "piper"
voice = "alba"
rate = 80
pitch = 99
gain = -24
lexicon = {"vastus" = "vass-tus"}
"""
    assert parse_profile(Source("/somewhere/my.toml", text)) == (
        Profile("my", "Mine.", "en-GB", "piper", "alba", 80, 99, -24.0, {"vastus": "vass-tus"}),
        (),
    )
    assert parse_profile(Source("least.toml", 'voice = "en-us"')) == (
        Profile("least", "", "en", "espeak", "en-us", 160, 50, 0.0, {}),
        (),
    )


def test_profiles_can_be_told_apart_and_hashed() -> None:
    one, two = (parse_profile(Source("a.toml", f'voice = "{v}"'))[0] for v in ("x", "y"))
    assert len({one, two, one}) == 2


def test_every_mistake_is_reported_at_its_place() -> None:
    text = """\
voise = "en-us"
rate = 300
pitch = "high"
gain = nan
about = 7

[lexicon]
fascia = 3
"10" = "ten"
rate = ""
"""
    assert "\n".join(mistakes(text)) == (
        """\
my.toml: error[missing-key]: `voice` is missing.
  Add a line `voice = "en-us"`.
my.toml:1:1: error[unknown-key]: A voice profile has no key `voise`.
    1 | voise = "en-us"
      | ^^^^^
  Did you mean `voice`?
my.toml:2:1: error[out-of-range]: `rate` is out of range.
    2 | rate = 300
      | ^^^^
  Write a whole number from 80 to 260.
my.toml:3:1: error[wrong-type]: `pitch` is to be a whole number.
    3 | pitch = "high"
      | ^^^^^
  Write a whole number from 0 to 99, without quotation marks.
my.toml:4:1: error[out-of-range]: `gain` is out of range.
    4 | gain = nan
      | ^^^^
  Write a number from -24 to 12.
my.toml:5:1: error[wrong-type]: `about` is to be a text.
    5 | about = 7
      | ^^^^^
  Write it in quotation marks, as in `about = "…"`.
my.toml:8:1: error[wrong-type]: The respelling of `fascia` is to be a text.
    8 | fascia = 3
      | ^^^^^^
  Write it as it sounds, as in `fascia = "fashia"`.
my.toml:9:1: error[bad-word]: `10` in the lexicon is no word.
    9 | "10" = "ten"
      | ^^^^
  A lexicon respells words; numbers and signs are read by rule.
my.toml:10:1: error[wrong-type]: The respelling of `rate` is to be a text.
   10 | rate = ""
      | ^^^^
  Write it as it sounds, as in `fascia = "fashia"`."""
    )


def test_what_is_not_toml_is_shown_where() -> None:
    assert mistakes('voice = "en-us"\nrate = = 3\n') == [
        """\
my.toml:2:8: error[bad-toml]: This is not TOML: Invalid value.
    2 | rate = = 3
      |        ^
  A voice profile has lines such as `voice = "en-us"`; text stands in quotation marks."""
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "voice",
        "voice =",
        'voice = "x',
        "a = " + "[" * 5000,
        "rate = " + "9" * 5000,
        "rate = true",
        'voice = "x"\nrate = 99999999999999999999',
        "gain = 2020-13-45",
        "gain = inf",
        'voice = " "',
        'lexicon = "soleus"',
        "[[lexicon]]\na = 1",
        "[voice]\na = 1",
        "rate.x = 1",
        "\0",
    ],
)
def test_a_wrong_profile_is_told_why(text: str) -> None:
    assert mistakes(text)


@given(st.text() | st.text('=[]".\n0aevoicrt '))
def test_any_text_is_accepted(text: str) -> None:
    mistakes(text.replace("\r", ""))
