import numpy as np
import pytest

from coach.audio.readings import CELLS, Readings

RNG = np.random.default_rng(2)
STEPS = 40_000  # more than are kept in memory
ENERGIES = RNG.random(STEPS)
PEAKS = RNG.random(STEPS * CELLS).astype(np.float16)
PEAKS[9000 * CELLS] = 1.5


@pytest.fixture(scope="module")
def readings() -> Readings:
    made = Readings()
    for first, last in ((0, 1), (1, 17_000), (17_000, STEPS)):
        made.add(ENERGIES[first:last], PEAKS[first * CELLS : last * CELLS])
    return made


def test_what_was_added_is_given_back(readings: Readings) -> None:
    assert readings.steps == STEPS
    assert readings.highest == PEAKS.max()
    assert np.array_equal(readings.energies(0, STEPS), ENERGIES)
    assert np.array_equal(readings.energies(16_990, 17_010), ENERGIES[16_990:17_010])
    assert np.array_equal(readings.peaks(0, STEPS * CELLS), PEAKS)
    assert np.array_equal(readings.peaks(31, 95), PEAKS[31:95])


def test_outside_the_track_it_is_silent(readings: Readings) -> None:
    end = STEPS * CELLS
    assert np.array_equal(readings.peaks(-5, 3), np.concatenate((np.zeros(5), PEAKS[:3])))
    assert np.array_equal(
        readings.peaks(end - 2, end + 4), np.concatenate((PEAKS[-2:], np.zeros(4)))
    )
    assert not readings.peaks(end + 10, end + 20).any()
    assert not readings.peaks(-20, -10).any()
    assert Readings().peaks(-3, 3).shape == (6,)


def test_the_spans_are_all_of_it(readings: Readings) -> None:
    parts = [readings.energies(*span) for span in readings.spans()]
    assert len(parts) > 1
    assert np.array_equal(np.concatenate(parts), ENERGIES)


def test_what_is_kept_is_read_again(readings: Readings) -> None:
    again = Readings.load(readings.dump())
    assert again.dump() == readings.dump()
    assert again.steps == readings.steps
    assert again.highest == readings.highest
