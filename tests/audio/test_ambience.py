from itertools import pairwise

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.ambience import AMBIENCES, Loop, generate_ambience
from coach.audio.bed import BED_LOUDNESS_LUFS
from coach.timing import SAMPLE_RATE, SECOND

LOOPS = {name: generate_ambience(name) for name in AMBIENCES}
COUNTING = Loop(np.arange(1000, dtype=np.float32))


@pytest.fixture(params=AMBIENCES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def power(samples: NDArray[np.float32], low: float, high: float) -> float:
    """The power between two frequencies, in dB."""
    spectrum = np.square(np.abs(np.fft.rfft(samples.astype(np.float64))))
    hertz = np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)
    return float(10 * np.log10(spectrum[(hertz >= low) & (hertz < high)].sum()))


def octaves(samples: NDArray[np.float32], low: float, high: float) -> list[float]:
    """The power, per hertz in dB, of each octave."""
    edges = low * 2.0 ** np.arange(np.log2(high / low) + 1)
    return [power(samples, a, b) - 10 * np.log10(b - a) for a, b in pairwise(edges)]


def loudness(samples: NDArray[np.float32]) -> float:
    meter = pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan")
    return float(meter.integrated_loudness(samples.astype(np.float64)))


def test_there_are_four() -> None:
    assert list(AMBIENCES) == ["brown", "pink", "rain", "drone"]
    with pytest.raises(KeyError):
        generate_ambience("surf")


def test_all_are_equally_loud_for_all_their_length(name: str) -> None:
    loop = LOOPS[name]
    assert loop.channels == 1
    assert loop.samples.dtype == np.float32
    assert len(loop.samples) >= 20 * SECOND
    twice = loop.render(0, 2 * len(loop.samples))
    assert loudness(twice) == pytest.approx(BED_LOUDNESS_LUFS, abs=0.1)
    parts = [loudness(twice[at : at + 3 * SECOND]) for at in range(0, 20 * SECOND, SECOND)]
    assert max(parts) < BED_LOUDNESS_LUFS + 2
    assert min(parts) > BED_LOUDNESS_LUFS - 3


def test_none_has_an_offset_a_rumble_or_a_peak_to_be_limited(name: str) -> None:
    samples = LOOPS[name].samples
    assert abs(samples.mean(dtype=np.float64)) < 1e-6
    assert power(samples, 0, 20) < power(samples, 20, 20_000) - 10
    assert np.abs(samples).max() < 0.3


def test_the_seam_is_like_any_other_place(name: str) -> None:
    loop = LOOPS[name]
    end = len(loop.samples)
    around = loop.render(end - 50, end + 50).astype(np.float64)
    everywhere = loop.samples.astype(np.float64)
    assert np.abs(np.diff(around)).max() <= np.abs(np.diff(everywhere)).max()
    # Nor is there a corner in it: the second difference is that of the sound itself.
    assert np.abs(np.diff(around, 2)).max() <= np.abs(np.diff(everywhere, 2)).max()


def test_it_is_made_again_to_the_sample(name: str) -> None:
    assert np.array_equal(generate_ambience(name).samples, LOOPS[name].samples)


def test_no_two_places_of_a_loop_are_alike(name: str) -> None:
    # Repetition within the loop would show as a peak of the circular autocorrelation.
    spectrum = np.square(np.abs(np.fft.rfft(LOOPS[name].samples.astype(np.float64))))
    alike = np.fft.irfft(spectrum)
    assert (
        np.abs(alike[2 * SECOND : -2 * SECOND]).max()
        < (0.8 if name == "drone" else 0.1) * (alike[0])
    )


@pytest.mark.parametrize(("noise", "slope"), [("pink", -3.01), ("brown", -6.02)])
def test_a_noise_falls_evenly_from_octave_to_octave(noise: str, slope: float) -> None:
    levels = octaves(LOOPS[noise].samples, 100, 12_800)
    assert np.diff(levels) == pytest.approx(slope, abs=0.3)


def test_rain_is_a_hiss_of_the_middle_with_single_drops() -> None:
    samples = LOOPS["rain"].samples
    middle = power(samples, 400, 8000)
    assert power(samples, 20, 200) < middle - 10
    assert power(samples, 14_000, 22_000) < middle - 8
    # What only hisses is a normal distribution, of kurtosis 3; drops stick out of it, softly.
    centred = samples.astype(np.float64)
    assert 3.2 < np.mean(centred**4) / np.mean(centred**2) ** 2 < 5


def test_the_drone_is_a_chord_of_c_and_g() -> None:
    samples = LOOPS["drone"].samples
    whole = power(samples, 0, 22_050)
    notes = [power(samples, hertz * 0.99, hertz * 1.01) for hertz in (130.81, 196.00, 261.63)]
    assert min(notes) > whole - 12
    between = [(70, 125), (136, 190), (201, 255), (267, 385), (398, 515), (530, 22_050)]
    assert max(power(samples, low, high) for low, high in between) < whole - 80


@given(st.integers(-5000, 5000), st.integers(0, 3000))
def test_a_loop_goes_on_for_ever_in_both_directions(start: int, frames: int) -> None:
    expected = [number % 1000 for number in range(start, start + frames)]
    assert COUNTING.render(start, start + frames).tolist() == expected


def test_what_a_loop_gives_cannot_be_overwritten() -> None:
    with pytest.raises(ValueError, match="read-only"):
        LOOPS["pink"].render(0, 10)[0] = 1
