import math
import tracemalloc
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import pyloudnorm
import pytest
import soxr
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.ambience import generate_ambience
from coach.audio.anchor import LoudnessTarget, find_gains
from coach.audio.bed import Bed
from coach.audio.comfort_noise import HIGHEST_SAMPLE, render_comfort_noise
from coach.audio.ducking import BACKGROUND, Ducking, find_speech
from coach.audio.master import Master
from coach.audio.mixer import Levels, Mixer
from coach.score.timeline import Event, Timeline
from coach.timing import MINUTE, SAMPLE_RATE, SECOND


def timeline(events: Iterable[Event], frames: int) -> Timeline:
    ordered = tuple(sorted(events, key=lambda event: event.at))
    return Timeline("Test", frames, ordered, holds=(), chapters=(), notes=())


def hum(seconds: float) -> NDArray[np.int16]:
    """A hum in syllables, some stressed: about as loud (-20 LUFS) and as peaky as a voice."""
    rng = np.random.default_rng(0)
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    phase = 2 * np.pi * np.cumsum(110 + 15 * np.sin(2 * np.pi * 0.7 * time)) / SAMPLE_RATE
    voice = np.zeros(len(time))
    for harmonic in range(1, 30):
        voice += np.cos(phase * harmonic + rng.uniform(0, 2 * np.pi)) / harmonic
    stress = 0.55 + 0.45 * np.sin(2 * np.pi * 0.37 * time)
    voice *= np.clip(np.sin(2 * np.pi * 2.2 * time) + 0.3, 0, 1) * stress
    return np.rint(voice * 32768 * 0.285).astype(np.int16)


CLIP = hum(12)


def visit(at: int, spoken: int) -> Iterator[Event]:
    """A minute: an instruction, a count-in, and a hold with a cue, breath by breath."""
    yield Event(at, spoken, "speech", "instruction", "Speech")
    start = at + 20 * SECOND
    for seconds in (3, 2, 1):
        yield Event(start - seconds * SECOND, 5292, "tone", "count")
    yield Event(start, SECOND // 2, "tone", "start")
    for second in range(0, 30, 10):
        yield Event(start + second * SECOND, 4 * SECOND, "breath", "in")
        yield Event(start + (second + 4) * SECOND, 6 * SECOND, "breath", "out")
    yield Event(start + 30 * SECOND, 35_280, "tone", "end")


def master_of(
    events: Iterable[Event],
    frames: int,
    *,
    target: float = -16.0,
    levels: Levels | None = None,
    bed: Bed | None = None,
) -> Master:
    levels = levels or Levels()
    track, clips = timeline(events, frames), {"Speech": CLIP}
    gains = find_gains(track, clips, LoudnessTarget(target, levels.voice))
    return Master(Mixer(track, clips, "gentle", levels, bed=bed, gains=gains))


def visits(minutes: int) -> list[Event]:
    return [event for n in range(minutes) for event in visit(n * MINUTE + SECOND, len(CLIP))]


def loudness(samples: NDArray[np.int16]) -> float:
    meter = pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan")
    return float(meter.integrated_loudness(samples / 32768))


def true_peak(samples: NDArray[np.int16]) -> float:
    return 20 * math.log10(np.abs(soxr.resample(samples / 32768, 1, 4)).max())


@pytest.fixture(scope="module")
def master() -> Master:
    return master_of(visits(2), 2 * MINUTE)


def spoken(samples: NDArray[np.int16], minutes: int) -> NDArray[np.int16]:
    """All speech of some visits, one after the other."""
    starts = [n * MINUTE + SECOND for n in range(minutes)]
    return np.concatenate([samples[at : at + len(CLIP)] for at in starts])


BREATH = slice(22 * SECOND, 51 * SECOND)
"""The breath of the first visit, clear of its tones and its speech."""


@pytest.mark.parametrize("target", [-16.0, -20.0, -23.0])
@pytest.mark.parametrize("minutes", [1, 6])
def test_speech_has_the_loudness_asked_and_no_peak_is_over_minus_1(
    minutes: int, target: float
) -> None:
    made = master_of(visits(minutes), minutes * MINUTE, target=target)
    samples = made.render(0, made.frames)
    assert loudness(spoken(samples, minutes)) == pytest.approx(target, abs=0.2)
    assert true_peak(samples) <= -1


def test_the_limiter_was_needed_for_it(master: Master) -> None:
    assert np.abs(master.mixer.render(0, master.frames)).max() > 10 ** (-2 / 20)


def test_breath_keeps_its_distance_however_little_is_said() -> None:
    little = [*visit(SECOND, len(CLIP)), Event(2 * MINUTE, 8 * MINUTE, "breath", "in")]
    long, short = master_of(little, 10 * MINUTE), master_of(visits(1), MINUTE)
    in_long, in_short = (loudness(made.render(0, MINUTE)[BREATH]) for made in (long, short))
    assert in_long == in_short
    assert in_long == pytest.approx(-28, abs=0.7)


@pytest.mark.parametrize("decibels", [-20.0, -6.0, 3.0, 10.0])
@pytest.mark.parametrize("bus", ["breath", "voice"])
def test_a_level_moves_what_it_names_against_the_rest(bus: str, decibels: float) -> None:
    usual = master_of(visits(1), MINUTE)
    moved = master_of(visits(1), MINUTE, levels=Levels(**{bus: decibels}))
    samples, others = usual.render(0, MINUTE), moved.render(0, MINUTE)
    breath = loudness(others[BREATH]) - loudness(samples[BREATH])
    voice = loudness(spoken(others, 1)) - loudness(spoken(samples, 1))
    asked = decibels if bus == "voice" else -decibels
    assert voice - breath == pytest.approx(asked, abs=1)


def test_a_bed_moves_neither_voice_nor_breath() -> None:
    events = visits(2)
    ducking = Ducking(*find_speech(events), BACKGROUND)
    rain = Bed([generate_ambience("rain")], 2 * MINUTE, ducking)
    made = master_of(events, 2 * MINUTE, bed=rain)
    samples = made.render(0, made.frames)
    assert loudness(spoken(samples, 2)) == pytest.approx(-16, abs=0.3)
    assert true_peak(samples) <= -1


def test_without_peaks_to_limit_it_is_the_mix() -> None:
    events = [Event(SECOND, 5 * SECOND, "breath", "in"), Event(7 * SECOND, 5292, "tone", "count")]
    made = master_of(events, 10 * SECOND)
    expected = np.rint(made.mixer.render(0, 10 * SECOND) * np.float32(32768))
    assert np.array_equal(
        made.render(0, 10 * SECOND), expected + render_comfort_noise(0, 10 * SECOND)
    )


def test_tones_without_speech_are_as_loud_as_with_it() -> None:
    events = [event for event in visits(1) if event.kind != "speech"]
    silent, usual = master_of(events, MINUTE), master_of(visits(1), MINUTE)
    assert np.array_equal(silent.render(0, MINUTE)[BREATH], usual.render(0, MINUTE)[BREATH])


def test_silence_is_never_digital_but_below_70_db(master: Master) -> None:
    mix = master.mixer.render(0, master.frames)
    samples = master.render(0, master.frames)
    assert samples.dtype == np.int16
    quiet = samples[mix == 0]
    assert np.abs(quiet).max() <= 10 ** (-70 / 20) * 32768
    assert np.count_nonzero(quiet) > 0.9 * len(quiet)
    assert samples[mix != 0].any()


def test_sounds_stay_where_they_were(master: Master) -> None:
    mix, samples = (
        master.mixer.render(0, 15 * SECOND),
        master.render(0, 15 * SECOND).astype(np.float64),
    )
    spectrum = np.fft.rfft(samples, 1 << 20) * np.conj(np.fft.rfft(mix, 1 << 20))
    assert np.argmax(np.fft.irfft(spectrum)) == 0


@pytest.mark.parametrize("frames", [0, 1, 1000, 2 * SECOND])
def test_a_silent_track_is_silent(frames: int) -> None:
    samples = master_of([], frames).render(0, frames)
    assert len(samples) == frames
    assert np.abs(samples).max(initial=0) <= HIGHEST_SAMPLE


LIMITED = master_of([Event(0, len(CLIP), "speech", "cue", "Speech")], len(CLIP), target=-12)
LIMITED_SAMPLES = LIMITED.render(0, LIMITED.frames)


@given(cuts=st.lists(st.integers(0, LIMITED.frames), max_size=6))
def test_any_division_gives_the_same_samples(cuts: list[int]) -> None:
    parts = [LIMITED.render(*edge) for edge in pairwise([0, *sorted(cuts), LIMITED.frames])]
    assert np.array_equal(np.concatenate(parts), LIMITED_SAMPLES)


@pytest.mark.parametrize("size", [4096, 32_768, 100_000])
def test_blocks_make_up_exactly_the_track(master: Master, size: int) -> None:
    edges = [*range(0, master.frames, size), master.frames]
    samples = np.concatenate([master.render(*edge) for edge in pairwise(edges)])
    assert len(samples) == master.frames
    assert np.array_equal(samples, master.render(0, master.frames))


def memory_of(minutes: int) -> int:
    tracemalloc.start()
    master = master_of(visits(minutes), minutes * MINUTE)
    for start in range(0, master.frames, SECOND):
        master.render(start, min(start + SECOND, master.frames))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_memory_hardly_grows_with_the_track() -> None:
    # Half an hour is 159 MB of int16. What grows is the timeline's index.
    assert memory_of(30) < memory_of(5) + 2_000_000
