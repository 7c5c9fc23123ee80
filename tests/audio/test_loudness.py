import math
from itertools import pairwise

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.loudness import (
    HOP_FRAMES,
    HOPS_IN_TRANSFORM,
    SETTLING_FRAMES,
    LoudnessGate,
    design_k_weighting,
    integrate_loudness,
    measure_hop_energies,
    measure_sound_energies,
)
from coach.timing import SAMPLE_RATE, SECOND

RNG = np.random.default_rng(3)
NOISE = RNG.standard_normal(20 * SECOND).astype(np.float32) * np.float32(0.05)


def energies(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    missing = -len(samples) % (HOPS_IN_TRANSFORM * HOP_FRAMES)
    return measure_hop_energies(np.pad(samples, (SETTLING_FRAMES, missing)))[
        : len(samples) // HOP_FRAMES
    ]


def loudness(samples: NDArray[np.float32]) -> float:
    found = energies(samples)
    return integrate_loudness([found])


ENERGIES = energies(NOISE)


def sine(hertz: float, seconds: float, amplitude: float = 1.0) -> NDArray[np.float32]:
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (amplitude * np.sin(2 * np.pi * hertz * time)).astype(np.float32)


def test_at_48_khz_the_filters_are_those_of_the_standard() -> None:
    # ITU-R BS.1770-4, Annex 1, tables 1 and 2.
    shelf, high_pass = design_k_weighting(48_000)
    assert shelf.b == pytest.approx((1.53512485958697, -2.69169618940638, 1.19839281085285))
    assert shelf.a == pytest.approx((-1.69065929318241, 0.73248077421585))
    assert high_pass.b == (1.0, -2.0, 1.0)
    assert high_pass.a == pytest.approx((-1.99004745483398, 0.99007225036621))


def test_a_full_scale_sine_at_997_hz_is_minus_3_01() -> None:
    assert loudness(sine(997, 5)) == pytest.approx(-3.01, abs=0.01)


@pytest.mark.parametrize(
    "samples",
    [
        NOISE,
        np.cumsum(NOISE - NOISE.mean(), dtype=np.float32) * np.float32(0.05),
        sine(100, 4.321, 0.1),
        sine(5000, 3.05, 0.1),
        np.concatenate((NOISE, np.zeros(20 * SECOND, np.float32), NOISE * np.float32(0.2))),
        np.concatenate((NOISE[: 3 * SECOND], NOISE * np.float32(0.01))),
        NOISE[:18_000],
    ],
    ids=["white", "brown", "low", "high", "pauses", "gated", "short"],
)
def test_it_agrees_with_pyloudnorm(samples: NDArray[np.float32]) -> None:
    # The filters of the standard; pyloudnorm's own default departs from them at 44.1 kHz.
    reference = pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan")
    expected = reference.integrated_loudness(samples.astype(np.float64))
    assert loudness(samples) == pytest.approx(expected, abs=0.01)
    default = pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(samples.astype(np.float64))
    assert loudness(samples) == pytest.approx(default, abs=0.05)


@given(st.lists(st.integers(0, 200), max_size=8))
def test_the_division_into_parts_does_not_matter(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(ENERGIES)]
    parts = [ENERGIES[first:last] for first, last in pairwise(edges)]
    assert integrate_loudness(parts) == pytest.approx(loudness(NOISE), abs=1e-9)


def test_where_a_part_is_cut_out_its_energies_are_the_same() -> None:
    start, stop = 2 * HOPS_IN_TRANSFORM * HOP_FRAMES, 5 * HOPS_IN_TRANSFORM * HOP_FRAMES
    part = measure_hop_energies(NOISE[start - SETTLING_FRAMES : stop])
    assert np.allclose(part, ENERGIES[2 * HOPS_IN_TRANSFORM : 5 * HOPS_IN_TRANSFORM], rtol=1e-9)


@pytest.mark.parametrize(
    "samples",
    [np.zeros(0, np.float32), np.zeros(5 * SECOND, np.float32), NOISE[:17_000], NOISE * 1e-4],
    ids=["nothing", "silence", "under 400 ms", "under the gate"],
)
def test_what_cannot_be_measured_is_minus_infinity(samples: NDArray[np.float32]) -> None:
    assert loudness(samples.astype(np.float32)) == -math.inf


def test_a_sound_by_itself_is_measured_to_its_last_step() -> None:
    sound = NOISE[: 10 * HOP_FRAMES + 100]
    assert len(measure_sound_energies(sound)) == 11
    assert np.allclose(measure_sound_energies(sound)[:10], ENERGIES[:10])
    assert len(measure_sound_energies(sound[:0])) == 0


def test_a_block_counts_as_often_as_it_is_heard() -> None:
    blocks, times = np.array([0.01, 0.02]), np.array([3, 1])
    once, often = LoudnessGate(), LoudnessGate()
    once.add_blocks(blocks, times)
    for block in (0.01, 0.01, 0.02, 0.01):
        often.add_blocks(np.array([block]), np.array([1]))
    assert once.loudness == often.loudness
    assert once.loudness == pytest.approx(-0.691 + 10 * math.log10(0.05 / 4))
