"""What a listener types, read as values; what cannot be read is reported all at once."""

import json
from fractions import Fraction

import pytest
from inline_snapshot import snapshot

from coach.diagnostics import render_diagnostic
from coach.score.adjustment_values import LengthRequest, TimesRequest
from coach.score.adjustments import (
    ADJUSTMENTS,
    Adjustments,
    read_adjustments,
    write_options,
)
from coach.script.model import FREELY, Breath, Phase, Tempo, Unit
from coach.timing import HOUR_MS as HOUR
from coach.timing import MINUTE_MS as MINUTE
from coach.timing import SECOND_MS as SECOND
from coach.timing import Ms
from support import Given, settings


def test_nothing_given_changes_nothing() -> None:
    assert settings(Given()) == Adjustments()


def test_every_adjustment_is_read() -> None:
    given = Given(
        hold=("45s", "tender=5breaths", "calf roll/tender=1:30"),
        breath="4-2-6",
        reps="12",
        tempo="3-0-1.5-0",
        spots="2",
        tight="Left",
        with_=("firmer, foam roller", "ball"),
        side="LEFT",
        only=("calf", "thigh · left"),
        from_="calf",
        until="thigh",
        settle="12s",
        switch="0s",
        pace="slow",
        count="none",
        mute=("breath,words", "Tones"),
        level=("breath=-6,counts=2.5dB", "voice = +3 dB"),
        no_limits=True,
    )
    assert settings(given) == Adjustments(
        hold=(
            LengthRequest(None, "ms", 45 * SECOND, "--hold 45s"),
            LengthRequest("tender", "breaths", 5, "--hold tender=5breaths"),
            LengthRequest("calf roll/tender", "ms", 90 * SECOND, "--hold calf roll/tender=1:30"),
        ),
        breath=Breath((Phase("in", Ms(4000)), Phase("held", Ms(2000)), Phase("out", Ms(6000)))),
        reps=12,
        tempo=Tempo(Ms(3000), Ms(0), Ms(1500), Ms(0)),
        spots=2,
        tight="left",
        with_=("firmer", "foam roller", "ball"),
        side="left",
        only=("calf", "thigh · left"),
        from_="calf",
        until="thigh",
        settle=Ms(12 * SECOND),
        switch=Ms(0),
        pace=Fraction(3, 2),
        count="none",
        mute=frozenset({"breath", "words", "tones"}),
        level=(("breath", -6.0), ("counts", 2.5), ("voice", 3.0)),
        no_limits=True,
    )


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("45s", "ms", 45 * SECOND),
        ("45 S", "ms", 45 * SECOND),
        ("7.5s", "ms", 15 * SECOND // 2),
        ("1min", "ms", MINUTE),
        ("1min 30s", "ms", 90 * SECOND),
        ("1.5min", "ms", 90 * SECOND),
        ("1:30", "ms", 90 * SECOND),
        ("60min", "ms", HOUR),
        ("5breaths", "breaths", 5),
        ("1 breath", "breaths", 1),
        ("12reps", "reps", 12),
        ("6 passes", "passes", 6),
        ("1pass", "passes", 1),
    ],
)
def test_each_way_to_state_a_length(text: str, unit: Unit, value: int) -> None:
    assert settings(Given(hold=(text,))).hold == (
        LengthRequest(None, unit, value, f"--hold {text}"),
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("tender=45s", "tender"),
        (" Calf   roll / tender = 45s", "Calf roll / tender"),
        ("a=b=45s", "a=b"),
    ],
)
def test_a_name_stands_before_the_last_equals_sign(text: str, key: str) -> None:
    assert [asked.key for asked in settings(Given(hold=(text,))).hold] == [key]


@pytest.mark.parametrize(
    ("pattern", "phases"),
    [
        ("4-6", "in 4000, out 6000"),
        ("4–6", "in 4000, out 6000"),  # as a word processor types it
        ("4-2-6", "in 4000, held 2000, out 6000"),
        ("4-2-6-1", "in 4000, held 2000, out 6000, held 1000"),
        ("4-0-6-1", "in 4000, out 6000, held 1000"),
        ("3+1-8", "in 3000, in 1000, out 8000"),
        ("5.5-5.5", "in 5500, out 5500"),
        ("freely", ""),
        ("Freely", ""),
    ],
)
def test_each_breath_pattern(pattern: str, phases: str) -> None:
    breath = settings(Given(breath=pattern)).breath
    assert breath is not None
    assert ", ".join(f"{p.kind} {p.milliseconds}" for p in breath.phases) == phases
    assert (breath == FREELY) == (not phases)


def test_every_adjustment_that_cannot_be_read_is_reported_at_once() -> None:
    given = Given(
        hold=("45", "tender=", "=45s", "30-90s", "45s"),
        breath="4",
        reps="many",
        times=("=3", "tender=", "0", "2-4", "4"),
        tempo="3-1",
        spots="0",
        tight="both",
        side="up",
        settle="12",
        switch="-1s",
        pace="fast",
        count="out",
        mute=("breath,drums",),
        level=("breath=loud", "drums=-6", "voice"),
    )
    checked = read_adjustments(given)
    read, diagnostics = checked.value, checked.diagnostics
    assert [f"{d.code} {d.message}" for d in diagnostics] == snapshot(
        [
            "missing-unit --hold: `45` has no unit.",
            "bad-duration --hold: `` is not a duration.",
            "bad-name --hold: `=45s` names nothing.",
            "bad-length --hold: `30-90s` is a range.",
            "bad-breath --breath: `4` is not a breath pattern.",
            "bad-count --reps: `many` is not a number of repetitions.",
            "bad-tempo --tempo: `3-1` is not a tempo.",
            "bad-name --times: `=3` names nothing.",
            "bad-count --times: `` is not a number of times.",
            "bad-count --times: `0` is not a number of times.",
            "bad-count --times: `2-4` is not a number of times.",
            "bad-count --spots: `0` is not a number of spots.",
            "bad-choice --tight: `both` is not a choice.",
            "bad-choice --side: `up` is not a choice.",
            "missing-unit --settle: `12` has no unit.",
            "bad-duration --switch: `-1s` is not a duration.",
            "bad-choice --pace: `fast` is not a choice.",
            "bad-choice --count: `out` is not a choice.",
            "bad-choice --mute: `drums` is not a choice.",
            "bad-level --level: `loud` is not a level.",
            "bad-choice --level: `drums` is not a choice.",
            "bad-level --level: `voice` needs decibels.",
        ]
    )
    assert {d.severity for d in diagnostics} == {"error"}
    assert read == Adjustments(
        hold=(LengthRequest(None, "ms", 45 * SECOND, "--hold 45s"),),
        times=(TimesRequest(None, 4, "--times 4"),),
        mute=frozenset({"breath"}),
    )


def test_a_mistake_says_what_to_write() -> None:
    given = Given(hold=("45", "tender"), pace="fast", level=("voice=nan", "breath:-6"))
    diagnostics = read_adjustments(given).diagnostics
    assert "\n".join(map(render_diagnostic, diagnostics)) == snapshot("""\
error[missing-unit]: --hold: `45` has no unit.
  Write `45s` for seconds, `45breaths` or `45reps`.
error[bad-length]: --hold: `tender` needs a length.
  Write `tender=45s`.
error[bad-choice]: --pace: `fast` is not a choice.
  Choose slow, normal or quick.
error[bad-level]: --level: `nan` is not a level.
  Write decibels from -60 to 12, such as `breath=-6`.
error[bad-level]: --level: `breath:-6` needs decibels.
  Write what should be louder or softer, and by how much, such as `breath=-6`.\
""")


BAD = [
    *("nan", "inf", "-inf", "NaNs", "infs", "-5s", "-1", "0s", "0:00", "0.0001s"),
    *("60min 1s", "61min", "2:00:00", "999999999s", "9999999999s", "1e3s", "1_000s", "9" * 5000),
    *("٣s", "5 s s", "s", "min", "1:60", "", "   ", "5x", "0x10s", "½s", "4..5s"),
    *("0breaths", "-1breaths", "1.5breaths", "99999breaths", "breaths", "nanreps", "1e9passes"),
    *("30s+", "30-90s", "45s in 30-90s", "3-6breaths", "\x00s", "45s;rm", "`45s`"),
]


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_no_length_but_a_diagnostic(text: str) -> None:
    for form in (text, f"tender={text}"):
        checked = read_adjustments(Given(hold=(form,)))
        read, diagnostics = checked.value, checked.diagnostics
        assert read == Adjustments()
        assert [d.severity for d in diagnostics] == ["error"]
        assert diagnostics[0].message.startswith("--hold: ")
        assert diagnostics[0].help
        assert "\x00" not in render_diagnostic(diagnostics[0])


@pytest.mark.parametrize(
    "given",
    [
        *(
            Given(breath=text)
            for text in ("nan-6", "inf-6", "-4-6", "4", "4-6-1-1-1", "0-6", "4-0", "0.4-6", "61-6")
        ),
        *(Given(breath=text) for text in ("1e1-6", "4+1+1-6", "4-6+1", "", "in-out", "9" * 5000)),
        *(Given(reps=text) for text in ("0", "-1", "1.5", "nan", "10001", "10s", "", "9" * 5000)),
        *(Given(spots=text) for text in ("0", "-1", "nan", "101", "1-3", "")),
        *(Given(tempo=text) for text in ("3-0-1", "nan-0-1-0", "0-0-0-0", "-1-0-1-0", "3-0-1-0-1")),
        *(Given(tempo=text) for text in ("99-99-99-99", "inf-0-1-0", "")),
        *(Given(settle=text) for text in ("8", "-8s", "nan", "61min", "")),
        *(Given(switch=text) for text in ("8", "-8s", "inf", "61min", "")),
        *(
            Given(level=(f"voice={text}",))
            for text in ("nan", "inf", "-inf", "-61", "12.1", "x", "")
        ),
        *(Given(level=(text,)) for text in ("voice", "=-6", "drums=-6")),
        *(Given(pace=text) for text in ("", "fast", "1.5")),
        *(Given(count=text) for text in ("", "out", "3")),
        *(Given(tight=text) for text in ("", "both", "other")),
        *(Given(side=text) for text in ("", "none", "tight")),
        Given(mute=("voice",)),
    ],
    ids=str,
)
def test_no_adjustment_but_a_diagnostic(given: Given) -> None:
    checked = read_adjustments(given)
    read, diagnostics = checked.value, checked.diagnostics
    assert read == Adjustments()
    assert [d.severity for d in diagnostics] == ["error"]
    assert diagnostics[0].message.startswith("--")
    assert diagnostics[0].help


@pytest.mark.parametrize("word", ["right", "Left", " left "])
def test_sides_may_be_typed_in_any_case(word: str) -> None:
    assert settings(Given(side=word)).side == word.strip().lower()
    assert settings(Given(tight=word)).tight == word.strip().lower()


def test_paces() -> None:
    paces = [settings(Given(pace=pace)).pace for pace in ("slow", "normal", "quick")]
    assert paces == [Fraction(3, 2), 1, Fraction(2, 3)]


def test_a_program_may_give_plain_values() -> None:
    plain = {"hold": "tender=45s", "with_": ["ball"], "reps": 12, "spots": 2, "no_limits": True}
    written = Given(hold=("tender=45s",), with_=("ball",), reps="12", spots="2", no_limits=True)
    read = read_adjustments(plain)
    assert read == read_adjustments(written)
    assert not read.diagnostics
    assert read.value.typed == written


def test_nothing_is_what_is_not_given() -> None:
    nothing = dict.fromkeys(ADJUSTMENTS) | {"hold": [], "mute": (), "no_limits": False}
    assert read_adjustments(nothing).value.typed == {}


def test_an_adjustment_that_does_not_exist() -> None:
    read = read_adjustments({"hodl": "45s", "spots": 2})
    assert read.value == Adjustments(spots=2)
    assert "\n".join(map(render_diagnostic, read.diagnostics)) == snapshot("""\
error[unknown-adjustment]: There is no adjustment `hodl`.
  Did you mean `hold`?\
""")


def test_a_value_of_another_kind() -> None:
    read = read_adjustments({"voice": ["calm"], "hold": {"tender": "45s"}, "no_limits": "yes"})
    assert read.value == Adjustments()
    assert "\n".join(map(render_diagnostic, read.diagnostics)) == snapshot("""\
error[wrong-type]: `voice` cannot be ['calm'].
  Give it NAME.
error[wrong-type]: `hold` cannot be {'tender': '45s'}.
  Give it [NAME=]LENGTH.
error[wrong-type]: `no_limits` cannot be 'yes'.
  Give it True or False.\
""")


def test_what_is_kept_reads_again_the_same() -> None:
    given = Given(hold=("45s", "inner calf=5breaths"), with_=("ball",), pace="slow", no_limits=True)
    read = read_adjustments(given).value
    kept = json.loads(json.dumps(dict(read.typed)))
    assert read_adjustments(kept).value == read
    assert write_options(read.typed) == snapshot(
        (
            "--hold",
            "45s",
            "--hold",
            "inner calf=5breaths",
            "--with",
            "ball",
            "--pace",
            "slow",
            "--no-limits",
        )
    )
