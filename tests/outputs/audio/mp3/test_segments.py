"""Segments, with an encoder that gives the samples back as they are, the last of them late."""

import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from coach.outputs.audio.mp3.segments import Splitting, encode_segments
from coach.outputs.audio.recording import Recording, Samples
from support.recordings import recording

STEP, OVERLAP, LATE = 40_000, 5_000, 100
FRAMES = 3 * STEP + 777
NOISE = np.random.default_rng(1).integers(-9999, 9999, FRAMES, np.int16)

Join = Callable[[bytes, bytes], bytes | None]


class Late:
    """An encoder of two bytes a frame, 100 frames behind; it can add a mark to every sample."""

    def __init__(self, mark: int = 0) -> None:
        self._mark = np.int16(mark)
        self._held = b""

    def encode(self, blocks: Iterable[Samples]) -> bytes:
        """Return what was held back, and all but the last of what comes."""
        all_of_it = self._held + b"".join((block + self._mark).tobytes() for block in blocks)
        self._held = all_of_it[-2 * LATE :]
        return all_of_it[: -2 * LATE]

    def flush(self) -> bytes:
        """Return the rest."""
        return self._held


def in_the_middle(earlier: bytes, later: bytes) -> bytes:
    """Take the half of what both have from one, the rest from the other."""
    place = min(len(earlier), len(later)) // 4 * 2
    return earlier[:place] + later[place:]


def splitting(join: Join = in_the_middle, begun: list[int] | None = None) -> Splitting:
    def begin(start: int) -> Late:
        if begun is not None:
            begun.append(start)
        return Late()

    def cut(stream: bytes, start: int, following: int) -> tuple[bytes, bytes]:
        place = 2 * (following - start)
        return stream[:place], stream[place:]

    return Splitting(STEP, OVERLAP, begin, join, cut)


def taken(frames: int) -> Recording:
    return recording(NOISE[:frames])


@pytest.mark.parametrize(
    ("frames", "starts"),
    [
        (0, [0]),
        (100, [0]),
        (STEP + OVERLAP, [0]),
        (STEP + OVERLAP + 1, [0, STEP]),
        (2 * STEP + OVERLAP, [0, STEP]),
        (FRAMES, [0, STEP, 2 * STEP]),
    ],
)
def test_a_recording_is_cut_by_its_length_alone(frames: int, starts: list[int]) -> None:
    begun: list[int] = []
    told: list[int] = []
    parts = list(
        encode_segments(replace(taken(frames), on_progress=told.append), splitting(begun=begun))
    )
    assert sorted(begun) == starts
    assert [len(part) for part in parts[:-1]] == [2 * STEP] * (len(starts) - 1)
    assert b"".join(parts) == NOISE[:frames].tobytes()
    assert told == [*(start + OVERLAP for start in starts[1:]), frames]


def test_long_segments_become_shorter_towards_the_end() -> None:
    begun: list[int] = []
    silence = Recording(30 * STEP, 1, lambda start, stop: np.zeros(stop - start, np.int16))
    parts = list(encode_segments(silence, splitting(begun=begun)))
    steps = [0, 4, 8, 12, 16, 19, 21, 23, 24, 25, 26, 27, 28, 29]
    assert sorted(begun) == [STEP * step for step in steps]
    assert [len(part) // 2 for part in parts] == [STEP * each for each in np.diff([*steps, 30])]


@pytest.mark.parametrize("cores", [1, 2, 5])
def test_the_cores_do_not_matter(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    monkeypatch.setattr("coach.workers.count_cores", lambda: cores)
    assert b"".join(encode_segments(taken(FRAMES), splitting())) == NOISE.tobytes()


def test_each_segment_is_taken_from_its_own_encoder() -> None:
    silence = recording(np.zeros(FRAMES, np.int16))
    marking = replace(splitting(), begin=lambda start: Late(start // STEP))
    stream = np.frombuffer(b"".join(encode_segments(silence, marking)), np.int16)
    half = (OVERLAP - LATE) // 2
    assert np.diff(stream).nonzero()[0].tolist() == [STEP + half - 1, 2 * STEP + half - 1]
    assert stream[[0, STEP + half, -1]].tolist() == [0, 1, 2]


def test_where_they_fit_nowhere_the_first_encoder_takes_all() -> None:
    joins: list[int] = []

    def nowhere(earlier: bytes, _later: bytes) -> None:
        joins.append(len(earlier) // 2)

    whole = b"".join(encode_segments(taken(FRAMES), splitting(nowhere)))
    assert whole == NOISE.tobytes()
    steps = range(OVERLAP, STEP + 1, OVERLAP)
    assert joins[: len(steps) + 1] == [
        *(frames - LATE for frames in steps),
        STEP + OVERLAP - LATE,
    ]


def test_the_earlier_encoder_runs_on_only_until_they_fit() -> None:
    joins: list[int] = []

    def later(earlier: bytes, after: bytes) -> bytes | None:
        joins.append(len(earlier) // 2)
        return in_the_middle(earlier, after) if len(earlier) > 4 * OVERLAP else None

    assert b"".join(encode_segments(taken(FRAMES), splitting(later))) == NOISE.tobytes()
    assert joins == [number * OVERLAP - LATE for number in (1, 2, 3)] * 2


def test_no_more_is_begun_ahead_than_the_cores_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.workers.count_cores", lambda: 2)
    begun: list[int] = []
    silence = Recording(20 * STEP, 1, lambda start, stop: np.zeros(stop - start, np.int16))
    with closing(encode_segments(silence, splitting(begun=begun))) as parts:
        for number, _ in enumerate(parts, start=1):
            assert len(begun) <= number + 2


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_error_in_the_rendering_leaves_no_thread_behind(error: type[BaseException]) -> None:
    def failing(start: int, stop: int) -> Samples:
        if stop > 2 * STEP:
            raise error
        return NOISE[start:stop]

    before = threading.active_count()
    with pytest.raises(error):
        list(encode_segments(Recording(FRAMES, 1, failing), splitting()))
    assert threading.active_count() == before


def test_no_thread_stays_behind_when_no_more_is_wanted() -> None:
    before = threading.active_count()
    with closing(encode_segments(taken(FRAMES), splitting())) as parts:
        next(parts)
    assert threading.active_count() == before
