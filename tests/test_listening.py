"""The routines that ship, exported for real, decoded and measured against their timelines."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from typer.testing import CliRunner

from coach.cli.commands import app
from coach.timing import SAMPLE_RATE, SECOND

ROUTINES = (
    "calf-roll",
    "donkey-calf-raise",
    "estiramiento-de-pantorrilla",
    "hamstring-release",
    "lower-body-release",
    "step-calf-stretch",
    "wadenrolle",
)
CHOICES = (
    ("calf-roll", ()),
    ("donkey-calf-raise", ("--voice", "brisk", "--sounds", "clear")),
    ("estiramiento-de-pantorrilla", ("--tight", "left", "--side", "left")),
    ("hamstring-release", ("--pace", "quick", "--breath", "4-2-6")),
    ("lower-body-release", ("--with", "ball", "--side", "left", "--count", "in")),
    ("step-calf-stretch", ("--tight", "left", "--hold", "5breaths", "--sounds", "clear")),
    ("wadenrolle", ("--with", "fester", "--side", "right")),
)
SLOW_CHOICES = (
    ("all-over-roll", ("--times", "2", "--side", "left")),
    ("knee-strength", ("--times", "raises=1", "--sounds", "clear")),
    ("respiration-carree", ("--hold", "8breaths")),
    ("sun-salutation", ("--times", "2", "--breath", "5-5")),
    (
        "tabata",
        (
            "--voice",
            "brisk",
        ),
    ),
)

Samples = NDArray[np.float32]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def decoded(path: Path) -> Samples:
    samples, rate = soundfile.read(path, dtype="float32")
    assert rate == SAMPLE_RATE
    return np.asarray(samples)


def covered(document: dict[str, Any]) -> NDArray[np.bool_]:
    """Tell for every frame whether the timeline has any sound there."""
    sounding = np.zeros(document["frames"], bool)
    for event in document["events"]:
        sounding[event["at"] : event["at"] + event["frames"]] = True
    return sounding


TRACKS = [
    *(pytest.param((*choice, False), id=f"{choice[0]} first") for choice in CHOICES),
    *(
        pytest.param((*choice, True), id=f"{choice[0]} whole", marks=pytest.mark.slow)
        for choice in (*CHOICES, *SLOW_CHOICES)
    ),
]
"""Each routine's first exercise; the whole of it is slow."""


def is_near(marked: NDArray[np.bool_], frames: int) -> NDArray[np.bool_]:
    """Mark every frame that has a marked one within so many frames."""
    padded = np.pad(marked, (frames + 1, frames))
    count = np.cumsum(padded, dtype=np.int32)
    width = 2 * frames + 1
    return np.asarray(count[width:] > count[:-width])


@pytest.fixture(scope="module", params=TRACKS)
def track(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], Samples, Samples]:
    """Return a routine's document, its WAV and its MP3."""
    name, options, whole = request.param
    folder = tmp_path_factory.mktemp(name)
    document = json.loads(run("show", name, "--json", *options))
    if not whole:
        options = (*options, "--only", document["chapters"][1]["title"])
        document = json.loads(run("show", name, "--json", *options))
    for suffix in ("wav", "mp3"):
        run("export", name, "-o", str(folder / f"track.{suffix}"), *options)
    return document, decoded(folder / "track.wav"), decoded(folder / "track.mp3")


def test_both_files_are_as_long_as_the_timeline(
    track: tuple[dict[str, Any], Samples, Samples],
) -> None:
    document, wav, mp3 = track
    assert len(wav) == len(mp3) == document["frames"]


def test_there_is_silence_where_the_timeline_has_none(
    track: tuple[dict[str, Any], Samples, Samples],
) -> None:
    document, wav, mp3 = track
    silent = ~covered(document)
    assert np.abs(wav[silent]).max() <= 10 ** (-70 / 20)
    # An MP3 frame smears a sound over its 1152 samples and the overlap: look further away from it.
    assert np.abs(mp3[~is_near(~silent, 2304)]).max(initial=0) < 10 ** (-60 / 20)


def test_every_sound_after_silence_begins_on_its_frame(
    track: tuple[dict[str, Any], Samples, Samples],
) -> None:
    document, wav, _ = track
    sounding = covered(document)
    measured = 0
    for event in document["events"]:
        at = event["at"]
        if event["kind"] == "speech" or event["role"] in ("tempo", "sweep"):
            continue
        if sounding[at - 441 : at].any():
            continue
        together = [e for e in document["events"] if e["at"] == at]
        if any(e["kind"] == "speech" for e in together):  # it covers how softly a breath begins
            continue
        window = np.abs(wav[at : at + min(event["frames"], SECOND // 20)])
        onset = int(np.argmax(window > 0.02 * window.max()))
        assert onset <= SAMPLE_RATE // 1000, (event, onset, together)
        measured += 1
    assert measured


def test_speech_is_heard_where_it_says(
    track: tuple[dict[str, Any], Samples, Samples],
) -> None:
    document, wav, _ = track
    for event in document["events"]:
        if event["kind"] == "speech":
            clip = wav[event["at"] : event["at"] + event["frames"]]
            assert np.sqrt(np.mean(np.square(clip))) > 10 ** (-32 / 20), event["text"]


def test_the_mp3_lies_exactly_on_the_wav(
    track: tuple[dict[str, Any], Samples, Samples],
) -> None:
    _, wav, mp3 = track
    for start in range(SECOND, len(wav) - 6 * SECOND, len(wav) // 7):
        one, other = wav[start : start + 5 * SECOND], mp3[start : start + 5 * SECOND]
        size = 2 * len(one)
        spectrum = np.fft.rfft(other, size) * np.conj(np.fft.rfft(one, size))
        lag = int(np.argmax(np.fft.irfft(spectrum)))
        assert lag == 0


def test_breath_tiles_every_paced_hold(
    track: tuple[dict[str, Any], Samples, Samples],
) -> None:
    document, _, _ = track
    for hold in document["holds"]:
        if not hold["breaths"]:
            continue
        start, end = hold["at"], hold["at"] + hold["frames"]
        tones = [e for e in document["events"] if e["kind"] == "breath" and start <= e["at"] < end]
        assert tones[0]["at"] == start
        assert sum(tone["role"] == "in" for tone in tones) == hold["breaths"]
        assert all(a["at"] + a["frames"] <= b["at"] for a, b in pairwise(tones))
        gaps = {b["at"] - a["at"] - a["frames"] for a, b in pairwise(tones) if a["role"] == "out"}
        # A breath that is held at the end of the pattern is silent.
        assert end - tones[-1]["at"] - tones[-1]["frames"] in (gaps or {0})


@pytest.mark.parametrize("name", ROUTINES)
def test_a_compiled_routine_is_the_same_every_time(name: str) -> None:
    assert run("show", name, "--json") == run("show", name, "--json")
