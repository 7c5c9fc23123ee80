"""The sound of a voice: what the chain does to a clip, and what it leaves alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.speech.chain import processed
from coach.speech.engine import Settings
from coach.speech.espeak import EspeakEngine
from coach.speech.level import loudness

RATE = 44_100

Samples = NDArray[np.float32]


def decibels(factor: float) -> float:
    return float(20 * np.log10(factor))


def spoken(text: str) -> Samples:
    """Speak with espeak; at the program's rate with every sample twice, smoothed."""
    pcm = EspeakEngine().synthesise(text, Settings("en-us", 145, 40)).pcm
    samples = np.repeat(pcm.astype(np.float32) / 32_768, 2)
    return np.convolve(samples, [0.25, 0.5, 0.25], "same").astype(np.float32)


LINES = tuple(
    map(
        spoken,
        (
            "Lift your hips, and roll slowly up, to just below the knee.",
            "Stop on the most tender spot. Let your weight sink in, and breathe deeply.",
            "Now your left side.",
        ),
    )
)


def bursts(seed: int, frames: int, loud: float) -> Samples:
    """Make noise of changing loudness, with pauses: no voice, and worse to handle than one."""
    random = np.random.default_rng(seed)
    steps = random.choice((0.0, 0.01, 0.1, 0.5, 1.0), -(-frames // 2000)).astype(np.float32)
    noise: Samples = random.uniform(-1, 1, frames).astype(np.float32)
    noise *= np.repeat(steps, 2000)[:frames] * np.float32(loud)
    return noise


clips = st.builds(
    bursts, st.integers(0, 2**32 - 1), st.integers(0, 60_000), st.sampled_from((1e-6, 0.1, 1.0))
)


@given(clips, st.sampled_from((16_000, 22_050, 44_100, 48_000)))
def test_any_clip_keeps_its_length_and_stays_below_full_scale(clip: Samples, rate: int) -> None:
    before = clip.copy()
    made = processed(clip, rate)
    assert made.dtype == np.float32
    assert made.shape == clip.shape
    assert np.isfinite(made).all()
    assert np.abs(made).max(initial=0) <= 1
    assert np.array_equal(clip, before)
    assert np.array_equal(made, processed(clip, rate))


@pytest.mark.parametrize("frames", [0, 1, 63, 64, 65, 30_000])
def test_silence_stays_silence(frames: int) -> None:
    assert not processed(np.zeros(frames, np.float32)).any()


@pytest.mark.parametrize("clip", LINES)
def test_a_clip_that_comes_louder_leaves_louder_by_as_much(clip: Samples) -> None:
    soft = processed(clip * np.float32(0.25))
    for gain in (0.5, 2.0):
        np.testing.assert_allclose(
            processed(clip * np.float32(0.25 * gain)), soft * gain, atol=1e-5
        )


@pytest.mark.parametrize("clip", LINES)
def test_the_peaks_come_down_and_the_loudness_stays(clip: Samples) -> None:
    made = processed(clip)
    assert loudness(made) == pytest.approx(loudness(clip), abs=0.5)
    peaks = [decibels(float(np.abs(sound).max())) for sound in (clip, made)]
    assert peaks[1] < peaks[0] - 1.5
    assert peaks[1] - loudness(made) < 16


def test_soft_syllables_come_nearer_to_loud_ones() -> None:
    time = np.arange(RATE) / RATE
    loud = np.sin(2 * np.pi * 500 * time)
    clip = np.concatenate((loud * 0.4, loud * 0.1, loud * 0.4)).astype(np.float32)
    made = processed(clip)
    middles = [made[int(at * RATE) :][: RATE // 2] for at in (0.25, 1.25)]
    apart = decibels(float(np.abs(middles[0]).max() / np.abs(middles[1]).max()))
    assert 6 < apart < 10  # they came 12 dB apart
    for middle in middles:  # and each is as even as it was
        halves = np.abs(middle).reshape(5, -1).max(axis=1)
        assert decibels(float(halves.max() / halves.min())) < 0.5


@pytest.mark.parametrize("clip", LINES)
def test_no_onset_moves(clip: Samples) -> None:
    made = processed(clip)
    envelopes = [np.convolve(np.abs(sound), np.ones(64) / 64, "same") for sound in (clip, made)]
    lags = range(-441, 442, 11)
    alike = [float(envelopes[0][500:-500] @ np.roll(envelopes[1], lag)[500:-500]) for lag in lags]
    assert abs(lags[int(np.argmax(alike))]) <= 44
    starts = [int(np.argmax(each > each.max() / 20)) for each in envelopes]
    assert abs(starts[0] - starts[1]) <= 44


@pytest.mark.parametrize("clip", LINES)
def test_nothing_clicks(clip: Samples) -> None:
    quiet = clip * np.float32(0.5)
    steps = [float(np.abs(np.diff(sound)).max()) for sound in (quiet, processed(quiet))]
    assert steps[1] < 1.5 * steps[0]


def test_the_gain_has_no_steps() -> None:
    time = np.arange(RATE) / RATE
    wave = np.sin(2 * np.pi * 200 * time)
    made = processed(np.concatenate((wave * 0.02, wave * 0.4)).astype(np.float32))
    for half in (made[1000 : RATE - 1000], made[RATE + 1000 : -1000]):
        # A wave of a pitch turns no sharper than that pitch does: the gain adds no corner to it.
        steepest = 2 * np.pi * 200 / RATE * float(np.abs(half).max())
        assert float(np.abs(np.diff(half)).max()) < 1.02 * steepest


def test_rumble_goes() -> None:
    time = np.arange(2 * RATE) / RATE
    both = 0.1 * (np.sin(2 * np.pi * 1000 * time) + np.sin(2 * np.pi * 25 * time))
    spectrum = np.abs(np.fft.rfft(processed(both.astype(np.float32))))
    assert decibels(spectrum[50] / spectrum[2000]) < -12
