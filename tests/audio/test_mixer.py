import math
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.anchor import Gains
from coach.audio.bed import Bed
from coach.audio.ducking import BACKGROUND, TONES, Ducking, find_speech
from coach.audio.mixer import Levels, Mixer
from coach.audio.tones import choose_tone, render_tone
from coach.score.timeline import Event, Timeline
from coach.timing import HOUR, SAMPLE_RATE, SECOND
from support import compiled

TENTH = SECOND // 10

CLIP = (np.random.default_rng(1).standard_normal(30_000) * 3000).astype(np.int16)
EVENTS = (
    Event(1000, 30_000, "speech", "cue", "Breathe in"),
    Event(500, 5 * SECOND, "breath", "in"),
    Event(2000, 5292, "tone", "count"),
    Event(500 + 5 * SECOND, 6 * SECOND, "breath", "out"),
    Event(7 * SECOND, SECOND // 2, "tone", "start"),
    Event(8 * SECOND, 200_000, "tone", "sweep", note=1),
)
FRAMES = 15 * SECOND
CLIPS = {"Breathe in": CLIP}
AS_THEY_COME = Gains()


def mixer_of(
    events: Iterable[Event],
    frames: int = FRAMES,
    levels: Levels | None = None,
    gains: Gains = AS_THEY_COME,
) -> Mixer:
    ordered = tuple(sorted(events, key=lambda event: event.at))
    timeline = Timeline("Test", frames, ordered, (), (), ())
    return Mixer(timeline, CLIPS, "gentle", levels, gains=gains)


MIXER = mixer_of(EVENTS)
WHOLE = MIXER.render(0, FRAMES)


def test_each_sound_stands_exactly_where_the_timeline_has_it() -> None:
    tones = np.zeros(FRAMES, np.float64)
    for event in EVENTS[1:]:
        tones[event.at : event.end] += render_tone(
            choose_tone(event, "gentle"), event.frames, 0, event.frames
        )
    tones *= Ducking(*find_speech(EVENTS), TONES).compute_gains(0, FRAMES)
    tones[1000:31_000] += CLIP / 32768
    assert np.allclose(WHOLE, tones, atol=1e-6)
    assert WHOLE.dtype == np.float32


def level(samples: NDArray[np.floating]) -> float:
    return 10 * math.log10(np.square(samples.astype(np.float64)).mean())


LOUDEST = (
    *(Event(0, 30_000, "breath", role) for role in ("in", "out")),
    *(Event(0, 30_000, "tone", role) for role in ("tempo", "sweep", "count", "start", "end")),
)


@pytest.mark.parametrize("sound", LOUDEST, ids=lambda event: event.role)
@pytest.mark.parametrize("louder", [-20, 0, 12])
def test_the_voice_stands_10_db_above_any_sound_while_it_speaks(
    sound: Event, louder: float
) -> None:
    levels = Levels(breath=louder, counts=louder, tones=louder)
    voice = Event(0, 30_000, "speech", "cue", "Breathe in")
    both = mixer_of([voice, sound], levels=levels).render(0, 30_000)
    alone = mixer_of([voice], levels=levels).render(0, 30_000)
    assert level(alone) == pytest.approx(-20.8, abs=0.1)  # as a voice
    assert level(alone) - level(both - alone) >= 10


def test_a_bed_is_mixed_in_with_both_its_channels() -> None:
    class Sides:
        channels = 2

        def render(self, start: int, stop: int) -> NDArray[np.float32]:
            return np.repeat(np.array([[0.1, -0.2]], np.float32), stop - start, axis=0)

    timeline = MIXER.timeline
    bed = Bed([Sides()], FRAMES, Ducking(*find_speech(EVENTS), BACKGROUND))
    mixer = Mixer(timeline, CLIPS, bed=bed)
    mix = mixer.render(0, FRAMES)
    assert mixer.channels == 2
    assert mix.shape == (FRAMES, 2)
    assert np.allclose(mix, WHOLE[:, np.newaxis] + bed.render(0, FRAMES), atol=1e-6)
    parts = [mixer.render(0, 12_345), mixer.render(12_345, FRAMES)]
    assert np.array_equal(np.concatenate(parts), mix)


def test_it_is_silent_where_nothing_sounds() -> None:
    sounding = np.zeros(FRAMES, bool)
    for event in EVENTS:
        sounding[event.at : event.end] = True
    assert not WHOLE[~sounding].any()
    assert WHOLE[sounding].any()


@given(st.lists(st.integers(0, FRAMES), max_size=8))
def test_any_division_gives_the_same_samples(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), FRAMES]
    parts = [MIXER.render(first, last) for first, last in pairwise(edges)]
    assert np.array_equal(np.concatenate(parts), WHOLE)


def test_before_and_after_the_track_there_is_silence() -> None:
    samples = MIXER.render(-3000, FRAMES + 3000)
    assert not samples[:3000].any()
    assert not samples[-3000:].any()
    assert np.array_equal(samples[3000:-3000], WHOLE)
    assert MIXER.render(5, 5).shape == (0,)


@pytest.mark.parametrize(
    ("event", "levels"),
    [
        (EVENTS[0], Levels(voice=-6)),
        (EVENTS[1], Levels(breath=-6)),
        (EVENTS[2], Levels(counts=-6)),
        (EVENTS[4], Levels(tones=-6)),
        (EVENTS[5], Levels(tones=-6)),
    ],
)
def test_a_level_is_in_decibels_for_its_own_kind(event: Event, levels: Levels) -> None:
    usual = mixer_of([event]).render(0, FRAMES)
    softer = mixer_of([event], levels=levels).render(0, FRAMES)
    assert np.allclose(softer, usual * 10 ** (-6 / 20), rtol=1e-5)
    every = Levels(voice=-9, breath=-9, counts=-9, tones=-9)
    assert np.abs(mixer_of([event], levels=every).render(0, FRAMES)).max() < np.abs(softer).max()


def test_a_level_of_minus_infinity_is_silence() -> None:
    levels = Levels(breath=float("-inf"))
    assert not mixer_of(EVENTS[1:2], levels=levels).render(0, FRAMES).any()


def test_speech_without_its_clip_is_an_error() -> None:
    with pytest.raises(ValueError, match="'And out' of 100 frames has a clip of 0"):
        mixer_of([Event(0, 100, "speech", "cue", "And out")])
    with pytest.raises(ValueError, match="has a clip of 30000"):
        mixer_of([Event(0, 100, "speech", "cue", "Breathe in")])


def test_an_unknown_tone_is_an_error_at_once() -> None:
    with pytest.raises(ValueError, match="no tone for count 5"):
        mixer_of([Event(0, 100, "tone", "count", note=5)])


class Watched(Event):
    """An event that counts how often events are looked at."""

    looks = 0

    @property
    def end(self) -> int:
        Watched.looks += 1
        return self.at + self.frames


def test_speech_and_the_rest_have_gains_of_their_own() -> None:
    usual = MIXER.render(0, FRAMES)
    silent = mixer_of(EVENTS, gains=Gains(speech=0, rest=1)).render(0, FRAMES)
    halved = mixer_of(EVENTS, gains=Gains(speech=0.5, rest=2)).render(0, FRAMES)
    assert np.abs(usual - silent).max() > 0.01
    assert np.allclose(halved, 0.5 * (usual - silent) + 2 * silent, atol=1e-6)


def test_a_long_event_among_many_short_ones_does_not_slow_the_look_up() -> None:
    short = [Watched(at, 200, "tone", "count") for at in range(0, HOUR, 2000)]
    mixer = mixer_of([Watched(0, HOUR, "tone", "sweep"), *short], HOUR)
    Watched.looks = 0
    for at in range(HOUR // 2, HOUR // 2 + 2000 * 512, 512):
        assert mixer.render(at, at + 512).any()
    # In 2,000 ranges: the long event in each, and those of the short ones that sound there.
    assert 2000 < Watched.looks < 2 * 2000


def pitches(samples: NDArray[np.float32]) -> list[float]:
    """Measure the strongest frequency, in Hz, in each tenth of a second."""
    tenths = samples[: len(samples) // TENTH * TENTH].reshape(-1, TENTH)
    spectra = np.abs(np.fft.rfft(tenths * np.hanning(TENTH), 1 << 16))
    return [float(bin_) * SAMPLE_RATE / (1 << 16) for bin_ in spectra.argmax(axis=1)]


def measure_first_glide(order: str) -> list[float]:
    """Measure how the pitch of a set's first tone goes, after its start tone of half a second."""
    timeline = compiled(f"## Row\n- Pull. `reps 2 tempo 2-0-3-0{order}, count none`\n")
    (row,) = timeline.holds
    tones = [event for event in timeline.events if event.kind != "speech"]
    mixer = mixer_of(tones, timeline.frames)
    return pitches(mixer.render(row.at + 6 * TENTH, row.at + 20 * TENTH))


def test_the_first_tone_of_repetitions_is_heard_to_fall_and_of_lift_first_to_rise() -> None:
    assert (np.diff(measure_first_glide("")) < 0).all()
    assert (np.diff(measure_first_glide(" lift first")) > 0).all()
