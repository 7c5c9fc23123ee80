import math
import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.ducking import BACKGROUND, TONES, Dip, Ducking, find_speech
from coach.score.timeline import Event
from coach.timing import HOUR, SECOND

DIP = Dip(12.0, attack=40, release=100)


def ducking(*clips: tuple[int, int], dip: Dip = DIP) -> Ducking:
    spans = np.array(clips, np.int64).reshape(-1, 2)
    return Ducking(spans[:, 0], spans[:, 1], dip)


def decibels(gains: NDArray[np.float32]) -> NDArray[np.float64]:
    return 20 * np.log10(gains.astype(np.float64))


def test_it_is_down_when_speech_begins_and_up_again_after_it() -> None:
    gains = ducking((1000, 1500)).compute_gains(0, 2000)
    assert gains.dtype == np.float32
    depth = decibels(gains)
    assert (depth[:960] == 0).all()
    assert (np.diff(depth[959:1001]) < 0).all()
    assert depth[1000:1500] == pytest.approx(-12)
    assert (np.diff(depth[1499:1601]) > 0).all()
    assert (depth[1600:] == 0).all()


def test_it_moves_on_a_raised_cosine_of_decibels() -> None:
    depth = decibels(ducking((1000, 1500)).compute_gains(0, 2000))
    assert depth[979:981].mean() == pytest.approx(-6)
    assert depth[1549:1551].mean() == pytest.approx(-6)
    expected = [-6 + 6 * math.cos(math.pi * (frame + 0.5) / 40) for frame in range(40)]
    assert depth[960:1000] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("clip", [(0, 500), (10, 500)])
def test_speech_at_the_very_beginning_finds_it_down(clip: tuple[int, int]) -> None:
    assert decibels(ducking(clip).compute_gains(0, 600))[clip[0] : 500] == pytest.approx(-12)


def test_where_nobody_speaks_nothing_is_ducked() -> None:
    assert (ducking().compute_gains(-100, 100) == 1).all()
    assert ducking((50, 60)).compute_gains(5, 5).shape == (0,)


@pytest.mark.parametrize(("gap", "stays"), [(0, True), (139, True), (140, False), (500, False)])
def test_it_stays_down_where_it_could_not_come_back(gap: int, *, stays: bool) -> None:
    depth = decibels(ducking((1000, 1500), (1500 + gap, 3000)).compute_gains(0, 4000))
    between = depth[1500 : 1500 + gap]
    if stays:
        assert between == pytest.approx(-12)
    else:
        assert between.max() > -0.01


def test_clips_may_lie_over_each_other() -> None:
    several = ducking((1000, 2000), (1100, 1200), (1900, 2500)).compute_gains(0, 4000)
    assert np.array_equal(several, ducking((1000, 2500)).compute_gains(0, 4000))


def test_between_sentences_the_background_does_not_pump_but_a_tone_comes_back() -> None:
    sentences = ((5 * SECOND, 8 * SECOND), (9 * SECOND, 11 * SECOND))
    music = ducking(*sentences, dip=BACKGROUND).compute_gains(0, 20 * SECOND)
    assert decibels(music[5 * SECOND : 11 * SECOND]) == pytest.approx(-10, abs=1e-5)
    tone = ducking(*sentences, dip=TONES).compute_gains(0, 20 * SECOND)
    assert decibels(tone[5 * SECOND : 8 * SECOND]) == pytest.approx(-6, abs=1e-5)
    assert (tone[8 * SECOND + TONES.release : 9 * SECOND - TONES.attack] == 1).all()


CLIPS = st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 400)), max_size=12).map(
    lambda clips: sorted((at, at + frames) for at, frames in clips)
)


@given(CLIPS)
def test_it_is_nowhere_less_ducked_than_any_clip_asks_and_never_jumps(
    clips: list[tuple[int, int]],
) -> None:
    together = ducking(*clips).compute_gains(-200, 4000)
    for clip in clips:
        assert (together <= ducking(clip).compute_gains(-200, 4000)).all()
    # The steepest of the raised cosine, π/2 of a straight line's.
    steepest = DIP.depth / DIP.attack * math.pi / 2
    assert np.abs(np.diff(decibels(together))).max() <= steepest * 1.01
    spoken = np.zeros(4200, bool)
    for start, stop in clips:
        spoken[start + 200 - DIP.attack - DIP.release : stop + 200 + DIP.attack + DIP.release] = 1
    assert (together[~spoken] == 1).all()


@given(CLIPS, st.lists(st.integers(-200, 4000), max_size=8))
def test_any_division_gives_the_same_gains(clips: list[tuple[int, int]], cuts: list[int]) -> None:
    duck = ducking(*clips)
    edges = [-200, *sorted(cuts), 4000]
    ranges = [duck.compute_gains(first, last) for first, last in pairwise(edges)]
    assert np.array_equal(np.concatenate(ranges), duck.compute_gains(-200, 4000))


def test_only_speech_is_made_room_for() -> None:
    events = (
        Event(0, 5 * SECOND, "breath", "in"),
        Event(1000, 300, "speech", "cue", "Breathe in"),
        Event(2000, 5292, "tone", "count"),
        Event(9000, 200, "speech", "number", "one"),
    )
    starts, stops = find_speech(events)
    assert starts.tolist() == [1000, 9000]
    assert stops.tolist() == [1300, 9200]
    assert find_speech(events[:1])[0].dtype == np.int64


def test_a_day_with_50_000_clips_is_a_few_arrays() -> None:
    starts = np.arange(50_000, dtype=np.int64) * (24 * HOUR // 50_000)
    tracemalloc.start()
    duck = Ducking(starts, starts + SECOND // 4, TONES)
    for start in range(23 * HOUR, 23 * HOUR + 30 * SECOND, 2 * SECOND):
        assert duck.compute_gains(start, start + 2 * SECOND).min() < 1
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4_000_000
