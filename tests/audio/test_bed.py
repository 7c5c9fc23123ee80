import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.ambience import AMBIENCES, Loop, generate_ambience
from coach.audio.bed import BED_LEVEL_DB, BED_LOUDNESS_LUFS, AudioSource, Bed, find_bed_gain
from coach.audio.ducking import BACKGROUND, Ducking
from coach.audio.music import Music
from coach.diagnostics import SourceText as Text
from coach.speech.profile import parse_profile
from coach.timing import MINUTE, SAMPLE_RATE, SECOND
from support.voices import open_voice

NOBODY = Ducking(np.zeros(0, np.int64), np.zeros(0, np.int64), BACKGROUND)
SPOKEN = Ducking(np.array([10 * SECOND]), np.array([15 * SECOND]), BACKGROUND)
STEADY = Loop(np.full(1000, 0.5, np.float32))
SAID = (
    "Lie on your back, and bring both feet flat to the floor.",
    "Breathe in.",
    "Let the knee fall to the side, slowly, until you feel the inside of the thigh.",
)


class Stereo:
    """A steady sound, softer on the right."""

    channels = 2

    def render(self, start: int, stop: int) -> NDArray[np.float32]:
        return np.full((stop - start, 2), (0.2, 0.1), np.float32)


def loudness(samples: NDArray[np.floating]) -> float:
    meter = pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan")
    return float(meter.integrated_loudness(samples.astype(np.float64)))


def test_it_fades_in_and_out_and_makes_room() -> None:
    samples = Bed([STEADY], MINUTE, SPOKEN, level=-6).render(0, MINUTE)
    assert samples.shape == (MINUTE,)
    assert samples.dtype == np.float32
    level = 0.5 * 10 ** (-6 / 20)
    assert samples[0] == pytest.approx(0, abs=1e-6)
    assert samples[3 * SECOND // 2] == pytest.approx(level / 2, rel=1e-3)
    assert np.allclose(samples[3 * SECOND : 9 * SECOND], level)
    assert np.allclose(samples[10 * SECOND : 15 * SECOND], level * 10 ** (-10 / 20))
    assert np.allclose(samples[17 * SECOND : 54 * SECOND], level)
    assert samples[57 * SECOND] == pytest.approx(level / 2, rel=1e-3)
    assert samples[-1] == pytest.approx(0, abs=1e-6)
    assert np.abs(np.diff(samples)).max() < 1e-4


@pytest.mark.parametrize("frames", [0, 1, 100, SECOND, 8 * SECOND])
def test_a_short_track_has_one_too(frames: int) -> None:
    samples = Bed([STEADY], frames, NOBODY).render(0, frames)
    assert samples.shape == (frames,)
    assert np.abs(np.diff(samples)).max(initial=0) < 1e-4
    assert np.abs(samples[-1:]).max(initial=0) < 1e-6


def test_before_and_after_the_track_there_is_silence() -> None:
    bed = Bed([STEADY], MINUTE, SPOKEN)
    samples = bed.render(-SECOND, MINUTE + SECOND)
    assert not samples[:SECOND].any()
    assert not samples[-SECOND:].any()
    assert np.array_equal(samples[SECOND:-SECOND], bed.render(0, MINUTE))
    assert not bed.render(-500, -100).any()
    assert bed.render(5, 5).shape == (0,)


def test_it_is_in_stereo_when_one_of_its_sources_is() -> None:
    bed = Bed([Stereo(), STEADY], MINUTE, NOBODY, level=0)
    assert bed.channels == 2
    assert Bed([STEADY], MINUTE, NOBODY).channels == 1
    samples = bed.render(5 * SECOND, 6 * SECOND)
    assert samples.shape == (SECOND, 2)
    assert np.allclose(samples, (0.7, 0.6))


def test_without_a_source_it_is_silent() -> None:
    bed = Bed([], MINUTE, SPOKEN)
    assert bed.channels == 1
    assert not bed.render(0, MINUTE).any()


RAIN = Bed([generate_ambience("rain"), Stereo()], MINUTE, SPOKEN)
WHOLE = RAIN.render(0, MINUTE)


@given(st.lists(st.integers(0, MINUTE), max_size=6))
def test_any_division_gives_the_same_samples(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), MINUTE]
    parts = [RAIN.render(first, last) for first, last in pairwise(edges)]
    assert np.array_equal(np.concatenate(parts), WHOLE)


def test_a_gain_is_for_the_mean_power_of_the_channels() -> None:
    noise = Loop((0.1 * np.random.default_rng(2).standard_normal(20 * SECOND)).astype(np.float32))
    mono = find_bed_gain(noise, 20 * SECOND)
    assert loudness(noise.samples * mono) == pytest.approx(BED_LOUDNESS_LUFS, abs=0.05)

    class Left:
        channels = 2

        def render(self, start: int, stop: int) -> NDArray[np.float32]:
            sound = noise.render(start, stop)
            return np.stack((sound, np.zeros_like(sound)), axis=1)

    assert find_bed_gain(Left(), 20 * SECOND) == pytest.approx(mono * math.sqrt(2), rel=1e-4)
    assert find_bed_gain(Loop(np.zeros(1000, np.float32)), 1000) == 1


@pytest.fixture(scope="module")
def speech() -> NDArray[np.float32]:
    """The voice that coach has unless told otherwise, one sentence after another."""
    path = Path(__file__).parents[2] / "voices" / "calm.toml"
    profile = parse_profile(Text(str(path), path.read_text(encoding="utf-8"))).value
    assert profile is not None
    voice = open_voice(profile)
    said = np.concatenate([voice.speak_clip(text).pcm for text in SAID])
    return said.astype(np.float32) / np.float32(32768)


def chords() -> NDArray[np.float64]:
    """Loud, dense music in stereo: a chord a second, different on both sides."""
    time = np.arange(30 * SECOND) / SAMPLE_RATE
    roots = 110 * 2 ** (np.array([0, 3, 7, 5, 10, 8])[(time % 6).astype(int)] / 12)
    phase = 2 * np.pi * np.cumsum(roots) / SAMPLE_RATE
    left = sum(np.sin(phase * n) / n for n in (1, 2, 3, 5, 8, 12))
    right = sum(np.sin(phase * n + 1) / n for n in (1, 2.5, 3, 4, 6, 9))
    return np.stack((np.tanh(left), np.tanh(right)), axis=1)


@pytest.mark.parametrize("name", [*AMBIENCES, "music"])
def test_a_voice_stands_clearly_above_it(
    name: str, speech: NDArray[np.float32], tmp_path: Path
) -> None:
    source: AudioSource
    if name == "music":
        soundfile.write(tmp_path / "music.flac", chords(), SAMPLE_RATE)
        source = Music(tmp_path / "music.flac", MINUTE)
    else:
        source = generate_ambience(name)
    start, stop = 20 * SECOND, 20 * SECOND + len(speech)
    bed = Bed([source], MINUTE, Ducking(np.array([start]), np.array([stop]), BACKGROUND))
    voice = loudness(speech)
    # A mono voice in both channels adds up to 3 dB more, as what is the same in both does.
    doubled = 10 * math.log10(bed.channels)
    before = loudness(bed.render(5 * SECOND, 15 * SECOND)) - doubled
    under = bed.render(start, stop)
    assert before == pytest.approx(BED_LOUDNESS_LUFS + BED_LEVEL_DB, abs=1.5)
    assert voice > before + 14
    assert voice > loudness(under) - doubled + 23
    loudest = max(
        loudness(under[at : at + SECOND]) - doubled
        for at in range(0, len(under) - SECOND, SECOND // 4)
    )
    assert voice > loudest + 20
