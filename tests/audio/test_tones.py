import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.tones import SOUND_SETS, choose_tone, render_tone
from coach.score.timeline import Event, EventKind, Role
from coach.timing import HOUR, SAMPLE_RATE, SECOND, Ms, ms_to_frames

MILLISECOND = SAMPLE_RATE // 1000


def tone(role: Role, note: int = 0, ms: int = 4000) -> Event:
    kind: EventKind = "breath" if role in {"in", "out"} else "tone"
    return Event(SECOND, ms_to_frames(Ms(ms)), kind, role, note=note)


STRUCK = (
    tone("count", ms=120),
    tone("start", ms=500),
    tone("end", ms=800),
    tone("side", 0, 300),
    tone("side", 1, 300),
    tone("finish", 0, 500),
    tone("finish", 1, 500),
    tone("finish", 2, 500),
    tone("bell", 0, 4000),
)
BREATHS = (tone("in"), tone("in", 1, 1000), tone("out", ms=6000), tone("out", 1, 2000))
SWELLING = (tone("tempo", 0, 3000), tone("tempo", 1, 1000), tone("sweep", 0), tone("sweep", 1))
TONES = STRUCK + BREATHS + SWELLING


def name(event: Event) -> str:
    return f"{event.role}{event.note}"


def whole(event: Event, sounds: str) -> NDArray[np.float32]:
    return render_tone(choose_tone(event, sounds), event.frames, 0, event.frames)


def pitch(samples: NDArray[np.float32]) -> float:
    """The strongest frequency, in Hz, to a fraction of a hertz."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 1 << 18))
    return float(spectrum.argmax()) * SAMPLE_RATE / (1 << 18)


def rms_db(samples: NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64))))


@pytest.fixture(params=SOUND_SETS)
def sounds(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_there_are_two_sets_with_the_same_figures() -> None:
    assert set(SOUND_SETS) == {"gentle", "clear"}
    assert SOUND_SETS["gentle"].keys() == SOUND_SETS["clear"].keys()
    assert SOUND_SETS["gentle"].keys() == {(event.role, event.note) for event in TONES}


@pytest.mark.parametrize("event", STRUCK + BREATHS, ids=name)
@pytest.mark.parametrize("part", [0.001, 0.01, 0.1])
def test_the_onset_is_found_within_a_millisecond(event: Event, sounds: str, part: float) -> None:
    samples = np.abs(whole(event, sounds))
    found = int(np.argmax(samples > part * samples[:SECOND].max()))
    assert found <= MILLISECOND


@pytest.mark.parametrize("event", TONES, ids=name)
def test_no_edge_is_rougher_than_the_note_itself(event: Event, sounds: str) -> None:
    samples = whole(event, sounds)
    padded = np.concatenate((np.zeros(10, np.float32), samples, np.zeros(10, np.float32)))
    steps = np.abs(np.diff(padded))
    edge = 30
    assert max(steps[:edge].max(), steps[-edge:].max()) <= 0.5 * steps.max()
    assert steps.max() < 0.04
    # A click has as much high as low: here nothing stands out above the partials.
    spectrum = np.abs(np.fft.rfft(padded.astype(np.float64), 1 << 19))
    above = int(8000 / SAMPLE_RATE * (1 << 19))
    assert spectrum[above:].max() < 3e-3 * spectrum.max()


@pytest.mark.parametrize("event", TONES, ids=name)
@pytest.mark.parametrize("frames", [1, 2, 3, 10, 100, 5000])
def test_any_length_is_finite_and_ends_near_silence(event: Event, sounds: str, frames: int) -> None:
    samples = whole(Event(0, frames, event.kind, event.role, note=event.note), sounds)
    assert samples.shape == (frames,)
    assert samples.dtype == np.float32
    assert np.isfinite(samples).all()
    if frames > 10:
        assert abs(samples[0]) < 0.1 * np.abs(samples).max()
        assert abs(samples[-1]) < 0.1 * np.abs(samples).max()


def test_a_start_is_higher_and_an_end_lower_than_a_count(sounds: str) -> None:
    count, start, end = (pitch(whole(event, sounds)) for event in STRUCK[:3])
    assert start > 1.4 * count
    assert end < 0.8 * count


def test_figures_are_told_apart_by_their_pitches(sounds: str) -> None:
    pitches = {event: pitch(whole(event, sounds)) for event in STRUCK}
    count, start, end, side_1, side_2, finish_1, finish_2, finish_3, bell = pitches.values()
    assert side_1 < side_2
    assert finish_1 > finish_2 > finish_3
    for first, second in pairwise(sorted((count, start, end, side_1, finish_1, finish_3, bell))):
        assert second > 1.1 * first


@pytest.mark.parametrize("event", BREATHS + SWELLING, ids=name)
def test_a_glide_goes_one_way_from_its_first_frame_to_its_last(event: Event, sounds: str) -> None:
    samples = whole(event, sounds)
    size = ms_to_frames(Ms(100))
    starts = range(0, event.frames - size + 1, size)
    pitches = [pitch(samples[start : start + size]) for start in starts]
    rises = event.role == "in" or (event.role, event.note) in {("tempo", 1), ("sweep", 0)}
    steps = np.diff(pitches)
    assert (steps > 0 if rises else steps < 0).all()
    assert 1.15 < max(pitches) / min(pitches) < 2


def test_a_second_breath_goes_on_where_the_first_ended(sounds: str) -> None:
    for role in ("in", "out"):
        first, second = choose_tone(tone(role), sounds), choose_tone(tone(role, 1), sounds)
        assert first.until == second.pitch
        assert (second.until - second.pitch) * (first.until - first.pitch) > 0


@pytest.mark.parametrize("event", BREATHS, ids=name)
def test_a_breath_tone_sounds_until_its_last_hundredths(event: Event, sounds: str) -> None:
    samples = whole(event, sounds)
    middle = rms_db(samples[event.frames // 3 : event.frames // 2])
    assert rms_db(samples[: 20 * MILLISECOND]) > middle - 3
    assert rms_db(samples[-60 * MILLISECOND : -40 * MILLISECOND]) > middle - 3
    assert rms_db(samples[-MILLISECOND:]) < middle - 30


@pytest.mark.parametrize("event", TONES, ids=name)
def test_tones_are_softer_than_a_voice_at_minus_20(event: Event, sounds: str) -> None:
    loudest = rms_db(whole(event, sounds)[: SECOND // 2])
    assert -33 < loudest <= (-25 if event in STRUCK else -31.5)


@given(st.sampled_from(TONES), st.sampled_from(sorted(SOUND_SETS)), st.data())
def test_any_division_gives_the_same_samples(
    event: Event, sounds: str, data: st.DataObject
) -> None:
    cuts = data.draw(st.lists(st.integers(0, event.frames), max_size=6))
    edges = [0, *sorted(cuts), event.frames]
    tone = choose_tone(event, sounds)
    parts = [render_tone(tone, event.frames, first, last) for first, last in pairwise(edges)]
    assert np.array_equal(np.concatenate(parts), whole(event, sounds))


def test_a_part_of_an_hour_takes_the_memory_of_the_part(sounds: str) -> None:
    sweep = Event(0, HOUR, "tone", "sweep")
    tracemalloc.start()
    samples = render_tone(choose_tone(sweep, sounds), HOUR, HOUR - SECOND, HOUR)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000
    assert pitch(samples) == pytest.approx(choose_tone(sweep, sounds).until, rel=0.01)


@pytest.mark.parametrize(("start", "stop"), [(-1, 5), (5, 4), (0, ms_to_frames(Ms(120)) + 1)])
def test_a_range_outside_the_event_is_an_error(start: int, stop: int) -> None:
    with pytest.raises(ValueError, match="not inside a note"):
        render_tone(choose_tone(STRUCK[0], "gentle"), STRUCK[0].frames, start, stop)


def test_an_unknown_set_role_or_note_is_an_error() -> None:
    with pytest.raises(ValueError, match="sound set 'loud'"):
        choose_tone(STRUCK[0], "loud")
    with pytest.raises(ValueError, match="no tone for count 1"):
        choose_tone(tone("count", 1), "gentle")
    with pytest.raises(ValueError, match="no tone for cue 0"):
        choose_tone(tone("cue"), "gentle")
