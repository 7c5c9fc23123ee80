import math
import tracemalloc
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import pyloudnorm
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.ambience import ambience
from coach.audio.bed import Bed
from coach.audio.ducking import BACKGROUND, Ducking, speech_in
from coach.audio.limiter import Limiter
from coach.audio.master import ROOM, WELL_LIMITED, Master, loud_enough, measure
from coach.audio.mixer import Levels, Mixer
from coach.audio.murmur import LEVEL, murmur
from coach.audio.readings import CELLS, Readings
from coach.audio.tones import SOUND_SETS
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


def track(minutes: int = 2, levels: Levels | None = None) -> Mixer:
    clip = hum(12)
    events = [event for n in range(minutes) for event in visit(n * MINUTE + SECOND, len(clip))]
    return Mixer(timeline(events, minutes * MINUTE), {"Speech": clip}, "gentle", levels)


def loudness(samples: NDArray[np.int16]) -> float:
    meter = pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan")
    return float(meter.integrated_loudness(samples / 32768))


def true_peak(samples: NDArray[np.int16]) -> float:
    return 20 * math.log10(np.abs(soxr.resample(samples / 32768, 1, 4)).max())


@pytest.fixture
def mixer() -> Mixer:
    return track()


@pytest.fixture
def master(mixer: Mixer) -> Master:
    return Master(mixer, measure(mixer))


@pytest.mark.parametrize("voice", [-12, 0, 6])
@pytest.mark.parametrize("target", [-16.0, -20.0])
def test_a_track_has_the_loudness_asked_and_no_peak_over_minus_1(
    voice: float, target: float
) -> None:
    levels = Levels(voice, voice, voice, voice)
    mixer = track(levels=levels)
    master = Master(mixer, measure(mixer, target))
    samples = master.render(0, master.frames)
    assert loudness(samples) == pytest.approx(target, abs=0.1)
    assert true_peak(samples) <= -1


def test_the_limiter_was_needed_for_it(mixer: Mixer) -> None:
    limiter = measure(mixer)
    assert limiter.readings.highest * limiter.gain > 1


def test_without_peaks_to_limit_it_is_the_mix_amplified() -> None:
    events = [Event(SECOND, 5 * SECOND, "breath", "in"), Event(7 * SECOND, 5292, "tone", "count")]
    mixer = Mixer(timeline(events, 10 * SECOND), {})
    limiter = measure(mixer, -30)
    expected = np.rint(mixer.render(0, 10 * SECOND) * np.float32(limiter.gain) * 32768)
    samples = Master(mixer, limiter).render(0, 10 * SECOND)
    assert np.array_equal(samples, expected + murmur(0, 10 * SECOND))
    assert loudness(samples) == pytest.approx(-30, abs=0.05)


def test_silence_is_never_digital_but_below_70_db(mixer: Mixer, master: Master) -> None:
    mix = mixer.render(0, master.frames)
    samples = master.render(0, master.frames)
    assert samples.dtype == np.int16
    quiet = samples[mix == 0]
    assert np.abs(quiet).max() <= 10 ** (-70 / 20) * 32768
    assert np.count_nonzero(quiet) > 0.9 * len(quiet)
    assert samples[mix != 0].any()


def test_sounds_stay_where_they_were(mixer: Mixer, master: Master) -> None:
    mix, samples = mixer.render(0, 15 * SECOND), master.render(0, 15 * SECOND).astype(np.float64)
    spectrum = np.fft.rfft(samples, 1 << 20) * np.conj(np.fft.rfft(mix, 1 << 20))
    assert np.argmax(np.fft.irfft(spectrum)) == 0


def test_a_track_of_breath_alone_is_as_loud_as_any() -> None:
    events = [Event(n * 5 * SECOND, 5 * SECOND, "breath", "in") for n in range(6)]
    mixer = Mixer(timeline(events, 30 * SECOND), {})
    master = Master(mixer, measure(mixer))
    assert loudness(master.render(0, master.frames)) == pytest.approx(-16, abs=0.1)


@pytest.mark.parametrize("seconds", [201.5, 201.6, 203.0, 204.79, 204.8, 204.9, 403.2, 406.0])
def test_a_track_of_any_length_is_measured(seconds: float) -> None:
    frames = round(seconds * SAMPLE_RATE)
    clip = hum(12)
    events = [event for n in range(3) for event in visit(n * MINUTE + SECOND, len(clip))]
    limiter = measure(Mixer(timeline(events, frames), {"Speech": clip}, "gentle"))
    assert limiter.loudness == pytest.approx(-16, abs=0.1)


def test_a_few_words_in_much_breath_are_not_crushed() -> None:
    clip = hum(3)
    breaths = [Event(n * 5 * SECOND, 5 * SECOND, "breath", "in") for n in range(60)]
    words = Event(7 * SECOND, len(clip), "speech", "cue", "Speech")
    mixer = Mixer(timeline([words, *breaths], 5 * MINUTE), {"Speech": clip})
    limiter = measure(mixer)
    assert limiter.gains(0, 5 * MINUTE).min() >= limiter.gain * 10 ** (-13.1 / 20)
    samples = Master(mixer, limiter).render(0, 5 * MINUTE)
    voice = loudness(samples[words.at : words.end])
    breath = loudness(samples[2 * MINUTE : 3 * MINUTE])
    assert voice > breath + 10


@pytest.fixture(scope="module")
def rainy() -> Mixer:
    """A few words and much breath before rain, which the gate of the loudness takes for sound."""
    clip = hum(12)
    events = [event for n in range(4) for event in visit(n * MINUTE + SECOND, len(clip))]
    spoken = timeline(events, 4 * MINUTE)
    ducking = Ducking(*speech_in(spoken.events), BACKGROUND)
    bed = Bed([ambience("rain")], spoken.frames, ducking)
    return Mixer(spoken, {"Speech": clip}, bed=bed)


@pytest.mark.parametrize("ceiling", [-2.0, -3.0])
def test_before_a_bed_the_voice_gets_room_rather_than_being_crushed(
    rainy: Mixer, ceiling: float
) -> None:
    made = []

    def finished(room: float) -> Master:
        mixer = rainy.making_room(room)
        made.append(Master(mixer, measure(mixer, ceiling=ceiling)))
        return made[-1]

    master = loud_enough(map(finished, ROOM), -16, WELL_LIMITED)
    assert 1 < len(made) < len(ROOM)
    assert master is made[-1]
    assert made[0].limiter.taken > 10
    assert master.limiter.taken < 10
    samples = master.render(0, master.frames)
    assert loudness(samples) == pytest.approx(-16, abs=0.35)
    assert true_peak(samples) <= -1


def test_with_room_all_but_the_voice_is_softer(rainy: Mixer) -> None:
    usual, roomy = rainy.render(0, MINUTE), rainy.making_room(6).render(0, MINUTE)
    words = slice(2 * SECOND, 8 * SECOND)
    bed = (usual - roomy) / (1 - 10 ** (-6 / 20))
    voice = usual - bed
    assert np.allclose(voice[14 * SECOND :], 0, atol=1e-6)
    assert np.allclose(voice[words], hum(12)[SECOND : 7 * SECOND] / 32768, atol=1e-6)


def heard(loudness: float, taken: float) -> Master:
    """A master of nothing, which is found to be so loud, and limited so much."""
    readings = Readings()
    readings.add(np.ones(1), np.ones(CELLS))
    limiter = Limiter(readings, 10 ** (taken / 20), 1.0, loudness)
    return Master(Mixer(timeline([], 0), {}), limiter)


@pytest.mark.parametrize(
    ("masters", "chosen", "asked_for"),
    [
        ([(-16.0, 5.0), (-16.0, 3.0)], 0, 1),
        ([(-16.0, 12.0), (-16.0, 5.0), (-16.0, 3.0)], 1, 2),
        ([(-16.7, 5.0), (-16.2, 9.0), (-16.0, 3.0)], 1, 2),
        ([(-16.7, 13.0), (-16.0, 12.0), (-16.0, 11.0)], 1, 3),
        ([(-18.0, 13.0), (-16.6, 13.0), (-16.5, 13.0)], 1, 3),
        ([(-math.inf, 5.0), (-16.0, 3.0)], 0, 1),
    ],
)
def test_the_first_master_that_is_loud_enough_will_do(
    masters: list[tuple[float, float]], chosen: int, asked_for: int
) -> None:
    there = [heard(*each) for each in masters]
    rest = iter(there)
    assert loud_enough(rest, -16, WELL_LIMITED) is there[chosen]
    assert len(list(rest)) == len(there) - asked_for


@pytest.mark.parametrize("frames", [0, 1, 1000, 2 * SECOND])
def test_a_silent_track_is_not_amplified(frames: int) -> None:
    mixer = Mixer(timeline([], frames), {})
    limiter = measure(mixer)
    assert limiter.gain == 1
    samples = Master(mixer, limiter).render(0, frames)
    assert len(samples) == frames
    assert np.abs(samples).max(initial=0) <= LEVEL


def test_the_cores_do_not_matter(mixer: Mixer, monkeypatch: pytest.MonkeyPatch) -> None:
    every = measure(mixer)
    monkeypatch.setattr("coach.workers.cores", lambda: 1)
    one = measure(mixer)
    assert one.gain == every.gain
    assert one.readings.dump() == every.readings.dump()


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_any_division_gives_the_same_samples(data: st.DataObject) -> None:
    events = [Event(n * SECOND, SECOND, "tone", "finish", note=n % 3) for n in range(3)]
    mixer = Mixer(Timeline("Test", 4 * SECOND, tuple(events), (), (), ()), {})
    master = Master(mixer, measure(mixer, target=0))
    cuts = data.draw(st.lists(st.integers(0, master.frames), max_size=6))
    parts = [
        master.render(first, last) for first, last in pairwise([0, *sorted(cuts), master.frames])
    ]
    assert np.array_equal(np.concatenate(parts), master.render(0, master.frames))


@pytest.mark.parametrize("size", [4096, 32_768, 100_000])
def test_blocks_make_up_exactly_the_track(master: Master, size: int) -> None:
    edges = [*range(0, master.frames, size), master.frames]
    samples = np.concatenate([master.render(*edge) for edge in pairwise(edges)])
    assert len(samples) == master.frames
    assert np.array_equal(samples, master.render(0, master.frames))


def memory_of(mixer: Mixer) -> int:
    tracemalloc.start()
    master = Master(mixer, measure(mixer))
    for start in range(0, master.frames, SECOND):
        master.render(start, min(start + SECOND, master.frames))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_memory_hardly_grows_with_the_track() -> None:
    short, long = (memory_of(track(minutes)) for minutes in (10, 120))
    # Two hours are 635 MB of int16. What grows is the timeline's index and a few bytes of
    # measurement for every 100 ms.
    assert long < short + 25_000_000


@pytest.mark.parametrize("sounds", SOUND_SETS)
def test_every_tone_is_low(sounds: str) -> None:
    events = [
        Event(
            n * SECOND, SECOND // 2, "breath" if role in ("in", "out") else "tone", role, note=note
        )
        for n, (role, note) in enumerate(SOUND_SETS[sounds])
    ]
    mixer = Mixer(timeline(events, len(events) * SECOND), {}, sounds)
    assert mixer.is_low(0, mixer.timeline.frames)
    spectrum = np.square(np.abs(np.fft.rfft(mixer.render(0, mixer.timeline.frames))))
    high = np.fft.rfftfreq(mixer.timeline.frames, 1 / SAMPLE_RATE) > SAMPLE_RATE / 10
    assert spectrum[high].sum() < 1e-4 * spectrum.sum()


def test_where_somebody_speaks_it_is_not_low(mixer: Mixer) -> None:
    assert not mixer.is_low(0, 2 * SECOND)
    assert not mixer.is_low(12 * SECOND, 12 * SECOND + 1)
    assert mixer.is_low(14 * SECOND, 60 * SECOND)
