import math

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from coach.audio.anchor import Gains, LoudnessTarget, find_gains
from coach.score.timeline import Event, Timeline
from coach.timing import SAMPLE_RATE, SECOND

RNG = np.random.default_rng(2)


def noise(seconds: float, rms: float) -> NDArray[np.int16]:
    return np.rint(RNG.standard_normal(int(seconds * SAMPLE_RATE)) * rms * 32768).astype(np.int16)


CLIPS = {"Loud": noise(3, 0.1), "Soft": noise(5, 0.05), "Two": noise(0.3, 0.1)}


def spoken(*texts: str) -> Timeline:
    events, at = [], SECOND
    for text in texts:
        events.append(Event(at, len(CLIPS[text]), "speech", "cue", text))
        at = events[-1].end + SECOND
    return Timeline("Test", at, tuple(events), (), (), ())


def loudness(*texts: str) -> float:
    """Measure clips one after the other, by the filters of the standard."""
    meter = pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan")
    return float(meter.integrated_loudness(np.concatenate([CLIPS[t] for t in texts]) / 32768))


def decibels(factor: float) -> float:
    return 20 * math.log10(factor)


@pytest.mark.parametrize(
    "texts", [("Loud",), ("Soft", "Loud"), ("Soft", "Soft", "Soft", "Loud"), ("Two", "Loud")]
)
def test_all_speech_together_comes_to_the_target(texts: tuple[str, ...]) -> None:
    gains = find_gains(spoken(*texts), CLIPS, LoudnessTarget(-26))
    assert decibels(gains.speech) == pytest.approx(-26 - loudness(*texts), abs=0.1)
    assert gains.loudness == pytest.approx(-26, abs=0.02)
    assert decibels(gains.rest) == pytest.approx(-26 + 20)


def test_a_short_word_is_measured_over_its_own_length() -> None:
    gains = find_gains(spoken("Two"), CLIPS, LoudnessTarget(-26))
    assert gains.loudness == pytest.approx(-26, abs=0.02)


@pytest.mark.parametrize("peak_db", [3.0, 16.0])
def test_no_word_loses_more_than_8_db_and_the_rest_keeps_its_distance(peak_db: float) -> None:
    clip = CLIPS["Soft"].copy()
    clip[SECOND : SECOND + 5] = np.rint(10 ** (peak_db / 20) * 0.05 * 32768)
    clips = {"Soft": clip}
    peak = np.abs(clip).max() / 32768
    gains = find_gains(spoken("Soft"), clips, LoudnessTarget(-12))
    assert decibels(peak * gains.speech) <= -2 + 8 + 0.1
    short_of_target = -12 - gains.loudness
    assert decibels(gains.rest) == pytest.approx(-12 + 20 - short_of_target, abs=0.03)


def test_a_level_of_the_voice_leaves_the_rest_where_it_was() -> None:
    usual, softer = (
        find_gains(spoken("Loud"), CLIPS, LoudnessTarget(-26, level)) for level in (0, -7)
    )
    assert softer.rest == usual.rest
    assert softer.speech == pytest.approx(usual.speech, rel=1e-3)
    assert softer.loudness == pytest.approx(-33, abs=0.02)


@pytest.mark.parametrize("clip", [np.zeros(SECOND, np.int16), np.zeros(0, np.int16)])
def test_without_speech_the_rest_lies_where_it_would(clip: NDArray[np.int16]) -> None:
    silent = Timeline("Test", SECOND, (Event(0, len(clip), "speech", "cue", "-"),), (), (), ())
    expected = Gains(10 ** (4 / 20), 10 ** (4 / 20), -math.inf)
    assert find_gains(silent, {"-": clip}) == expected
    assert find_gains(Timeline("Test", SECOND, (), (), (), ()), {}) == expected


def test_progress_is_told_clip_by_clip() -> None:
    seen: list[tuple[int, int]] = []
    find_gains(spoken("Loud", "Soft", "Loud"), CLIPS, on_progress=lambda *at: seen.append(at))
    assert seen == [(1, 2), (2, 2)]
