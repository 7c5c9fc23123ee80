"""Voice profiles: those that ship, and what is said about a wrong one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from coach.diagnostics import Checked, SourceText, render_diagnostic
from coach.speech.profile import Candidate, Profile, parse_profile

VOICES = Path(__file__).parents[2] / "voices"


def mistakes(text: str) -> list[str]:
    profile = parse_profile(SourceText("my.toml", text))
    assert (profile.value is None) == bool(profile.diagnostics)
    return [render_diagnostic(diagnostic) for diagnostic in profile.diagnostics]


@pytest.mark.parametrize("path", sorted(VOICES.glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_profiles_are_right(path: Path) -> None:
    checked = parse_profile(SourceText(str(path), path.read_text(encoding="utf-8")))
    profile = checked.value
    assert checked.diagnostics == ()
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
pause = 0
limit = 2.5
lexicon = {"vastus" = "vass-tus", fascia = "[[f'aSi@]]"}

[[fallback]]
engine = "system"

[[fallback]]
engine = "command"
voice = "slt"
command = ["flite", "-o", "{out}"]

[phrases]
last_one = "last"

[phrases.de-AT]
well_done = " Schön  gemacht. "
"""
    assert parse_profile(SourceText("/somewhere/my.toml", text)) == Checked(
        Profile(
            name="my",
            about="Mine.",
            language="en-GB",
            candidates=(
                Candidate("piper", "alba"),
                Candidate("system"),
                Candidate("command", "slt", ("flite", "-o", "{out}")),
            ),
            rate=80,
            pitch=99,
            gain=-24.0,
            pause=0,
            limit=2.5,
            lexicon={"vastus": "vass-tus", "fascia": "[[f'aSi@]]"},
            phrases={
                "en": {"last_one": "last"},
                "de": {"well_done": "Schön gemacht."},
            },
        )
    )
    assert parse_profile(SourceText("least.toml", 'voice = "en-us"')) == Checked(
        Profile("least", "", "en", (Candidate("espeak", "en-us"),), 160, 50, 0.0, 600, 20.0)
    )


def test_profiles_can_be_told_apart_and_hashed() -> None:
    one, two = (parse_profile(SourceText("a.toml", f'voice = "{v}"')).value for v in ("x", "y"))
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
my.toml:3:1: error[wrong-type]: `pitch` must be a whole number.
    3 | pitch = "high"
      | ^^^^^
  Write a whole number from 0 to 99, without quotation marks.
my.toml:4:1: error[out-of-range]: `gain` is out of range.
    4 | gain = nan
      | ^^^^
  Write a number from -24 to 12.
my.toml:5:1: error[wrong-type]: `about` must be a text.
    5 | about = 7
      | ^^^^^
  Write it in quotation marks, as in `about = "…"`.
my.toml:8:1: error[wrong-type]: The respelling of `fascia` must be a text.
    8 | fascia = 3
      | ^^^^^^
  Write it as it sounds, as in `fascia = "fashia"`.
my.toml:9:1: error[bad-word]: `10` in the lexicon is not a word.
    9 | "10" = "ten"
      | ^^^^
  A lexicon respells words; numbers and signs are read by rule.
my.toml:10:1: error[wrong-type]: The respelling of `rate` must be a text.
   10 | rate = ""
      | ^^^^
  Write it as it sounds, as in `fascia = "fashia"`."""
    )


def test_mistakes_of_fallbacks_phrases_and_commands() -> None:
    text = """\
language = "German"
engine = "espeek"
voice = "de"
command = ["say"]
process = "loud"
pause = 5000

[[fallback]]
voice = "x"

[[fallback]]
engine = "command"
command = "flite -o x"
rate = 3

[[fallback]]
engine = "command"

[lexicon]
fascia = "so [[f'aSi@]]"

[phrases]
last_won = "last"

[phrases.de]
well_done = 3
"stop" = " "

[phrases.klingon]
"""
    assert "\n".join(mistakes(text)) == snapshot("""\
my.toml:1:1: error[bad-language]: `German` is not a language.
    1 | language = "German"
      | ^^^^^^^^
  Write a tag such as `en`, `de` or `en-GB`.
my.toml:2:1: error[unknown-engine]: There is no engine `espeek`.
    2 | engine = "espeek"
      | ^^^^^^
  Did you mean `espeak`?
my.toml:4:1: error[misplaced-key]: The engine `espeak` runs no command.
    4 | command = ["say"]
      | ^^^^^^^
  Write `engine = "command"`, or leave `command` out.
my.toml:5:1: error[unknown-key]: A voice profile has no key `process`.
    5 | process = "loud"
      | ^^^^^^^
  The keys are about, language, engine, voice, command, limit, rate, pitch, gain, pause, \
fallback, lexicon, phrases.
my.toml:6:1: error[out-of-range]: `pause` is out of range.
    6 | pause = 5000
      | ^^^^^
  Write a whole number from 0 to 3000.
my.toml:13:1: error[wrong-type]: `command` must be a list of texts.
   13 | command = "flite -o x"
      | ^^^^^^^
  Write a list, as in `command = ["flite", "-o", "{out}"]`.
my.toml:14:1: error[unknown-key]: A fallback has no key `rate`.
   14 | rate = 3
      | ^^^^
  The keys are engine, voice, command.
my.toml:17:1: error[missing-key]: `command` is missing.
   17 | engine = "command"
      | ^^^^^^
  Write a list, as in `command = ["flite", "-o", "{out}"]`.
my.toml:20:1: error[bad-phonemes]: The phonemes of `fascia` cannot be read.
   20 | fascia = "so [[f'aSi@]]"
      | ^^^^^^
  Write them in double brackets, and nothing else, as in `fascia = "[[f'aSi@]]"`.
my.toml:23:1: error[unknown-phrase]: The coach has no phrase `last_won`.
   23 | last_won = "last"
      | ^^^^^^^^
  Did you mean `last_one`?
my.toml:26:1: error[wrong-type]: `well_done` must be a text.
   26 | well_done = 3
      | ^^^^^^^^^
  Write it in quotation marks, as in `well_done = "…"`.
my.toml:27:1: error[wrong-type]: `stop` must be a text.
   27 | "stop" = " "
      | ^^^^^^
  Write it in quotation marks, as in `stop = "…"`.
my.toml:29:1: error[bad-language]: `klingon` is not a language.
   29 | [phrases.klingon]
      | ^^^^^^^^^^^^^^^^^
  Write a line such as `[phrases.de]`.\
""")


@pytest.mark.parametrize(
    "voice", ["../../own", "/etc/passwd", ".", "!v/f2", "gmw/../../own", "en-us/", "en-us+../own"]
)
def test_a_voice_of_espeak_is_a_name_and_not_a_path(voice: str) -> None:
    (mistake,) = mistakes(f'voice = "{voice}"')
    assert mistake == (
        f"my.toml:1:1: error[bad-voice]: `{voice}` is not the name of a voice of espeak.\n"
        f'    1 | voice = "{voice}"\n'
        "      | ^^^^^\n"
        "  Write a name such as `en-us`, or `en-us+f2` with a variant."
    )


def test_a_command_belongs_to_its_engine() -> None:
    assert mistakes('voice = "x"\ncommand = ["say"]') == snapshot(
        [
            """\
my.toml:2:1: error[misplaced-key]: The engine `espeak` runs no command.
    2 | command = ["say"]
      | ^^^^^^^
  Write `engine = "command"`, or leave `command` out.\
"""
        ]
    )


def test_what_an_escape_hides_is_refused() -> None:
    text = (
        'voice = "en-us"\nabout = "A voice.\\u001b[2J"\n'
        'command = ["sh", "-c", "rm -r / #\\u001b[8m"]\n'
        '[phrases.en]\nstop = "Stop\\u202e."\n"a\\u009bb" = 1\n'
    )
    told = [line.split(": ")[0:3:2] for each in mistakes(text) for line in each.splitlines()[:1]]
    assert [line for line in told if "printed" in line[1]] == snapshot(
        [
            ["my.toml:2:1", "`about` has the character U+001B, which cannot be printed."],
            ["my.toml:3:1", "`command` has the character U+001B, which cannot be printed."],
            ["my.toml:4:2", "`phrases` has the character U+009B, which cannot be printed."],
        ]
    )


def test_a_phrase_can_be_too_long_and_fallbacks_too_many() -> None:
    text = 'voice = "x"\nphrases = {stop = "' + "a " * 200 + '"}\n'
    assert [each.splitlines()[0] for each in mistakes(text)] == snapshot(
        ["my.toml: error[too-long]: The phrase `stop` is too long."]
    )
    text = 'voice = "x"\n' + '[[fallback]]\nvoice = "y"\n' * 9
    assert [each.splitlines()[0] for each in mistakes(text)] == snapshot(
        ["my.toml:2:3: error[too-many]: There are too many `[[fallback]]` tables."]
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
        'voice = "x"\nfallback = 3',
        'voice = "x"\n[fallback]\nvoice = "y"',
        'voice = "x"\nphrases = "stop"',
        'voice = "x"\n[phrases."de\\n"]\nstop = "x"',
        'engine = "command"\ncommand = []',
        'engine = "command"\ncommand = [""]',
        'engine = "command"\ncommand = [1]',
        'engine = "command"\ncommand = ["a\\u0000b"]',
        'voice = "x"\nlanguage = "e"',
        'voice = "x"\nlexicon = {a = "[[]]"}',
        "\0",
    ],
)
def test_a_wrong_profile_is_told_why(text: str) -> None:
    assert mistakes(text)


@given(st.text() | st.text('=[]".\n0aevoicrt '))
def test_any_text_is_accepted(text: str) -> None:
    mistakes(text.replace("\r", ""))
