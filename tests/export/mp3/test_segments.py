import threading
from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.export.encoding import Encoding
from coach.export.mp3.frames import FRAME_SAMPLES
from coach.export.mp3.segments import OVERLAP_FRAMES, SEGMENT_FRAMES, encoded
from coach.export.mp3.writer import write_mp3

SEGMENT = SEGMENT_FRAMES * FRAME_SAMPLES
OVERLAP = OVERLAP_FRAMES * FRAME_SAMPLES

Blocks = Iterator[NDArray[np.int16]]


def noise(frames: int, channels: int = 1) -> NDArray[np.int16]:
    return np.random.default_rng(1).normal(0, 2000, (frames, channels)).astype(np.int16)


def in_blocks(samples: NDArray[np.int16], size: int) -> Blocks:
    for start in range(0, len(samples), size):
        yield samples[start : start + size]


def written(blocks: Blocks, encoding: Encoding) -> bytes:
    file = BytesIO()
    write_mp3(file, blocks, encoding)
    return file.getvalue()


@pytest.mark.parametrize(
    ("frames", "segments"),
    [
        (0, [0]),
        (100, [100]),
        (SEGMENT + OVERLAP, [SEGMENT + OVERLAP]),
        (SEGMENT + OVERLAP + 1, [SEGMENT + OVERLAP, OVERLAP + 1]),
        (3 * SEGMENT, [SEGMENT + OVERLAP, SEGMENT + OVERLAP, SEGMENT]),
    ],
)
def test_a_track_is_cut_into_segments_that_overlap(frames: int, segments: list[int]) -> None:
    samples = noise(frames, 2)
    parts = list(encoded(in_blocks(samples, 50_000), Encoding(frames, 2)))
    assert [len(part.samples) for part in parts] == segments
    assert [part.last for part in parts] == [*[False] * (len(parts) - 1), True]
    assert np.array_equal(
        np.concatenate([parts[0].samples, *(part.own for part in parts[1:])]), samples
    )


@pytest.mark.parametrize("encoding", [Encoding(3 * SEGMENT), Encoding(3 * SEGMENT, vbr=6)], ids=str)
def test_neither_the_cores_nor_the_blocks_matter(
    encoding: Encoding, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = noise(encoding.frames)[:, 0]
    streams = set()
    for cores, size in ((1, 1000), (2, 32_768), (5, len(samples)), (3, 99_999)):
        monkeypatch.setattr("coach.workers.cores", lambda cores=cores: cores)
        streams.add(written(in_blocks(samples, size), encoding))
    assert len(streams) == 1


def test_blocks_may_be_overwritten_once_they_are_taken() -> None:
    samples = noise(2 * SEGMENT)[:, 0]

    def reused() -> Blocks:
        block = np.empty(11_025, np.int16)
        for part in in_blocks(samples, len(block)):
            block[: len(part)] = part
            yield block[: len(part)]
            block[:] = 0

    encoding = Encoding(len(samples))
    assert written(reused(), encoding) == written(in_blocks(samples, 50_000), encoding)


def test_no_more_is_taken_ahead_than_the_cores_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.workers.cores", lambda: 2)
    file = BytesIO()
    ahead = []

    def watched() -> Blocks:
        taken = 0
        for block in in_blocks(np.zeros(12 * SEGMENT, np.int16), 100_000):
            taken += len(block)
            ahead.append(taken / 44_100 - file.tell() / 8000)
            yield block

    write_mp3(file, watched(), Encoding(12 * SEGMENT))
    assert max(ahead) * 44_100 < 4 * SEGMENT + OVERLAP + 100_000


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_error_in_the_blocks_leaves_no_thread_behind(error: type[BaseException]) -> None:
    def broken() -> Blocks:
        yield from in_blocks(noise(5 * SEGMENT)[:, 0], 100_000)
        raise error

    before = threading.active_count()
    with pytest.raises(error):
        write_mp3(BytesIO(), broken(), Encoding(9 * SEGMENT))
    assert threading.active_count() == before


def test_an_error_in_the_file_leaves_no_thread_behind() -> None:
    class Full(BytesIO):
        def write(self, data: object, /) -> int:
            if self.tell() > 0:
                raise OSError(28, "no space left")
            return super().write(bytes(data))  # type: ignore[call-overload] # as BytesIO has it

    before = threading.active_count()
    blocks = in_blocks(noise(9 * SEGMENT)[:, 0], 100_000)
    with pytest.raises(OSError, match="no space left"):
        write_mp3(Full(), blocks, Encoding(9 * SEGMENT))
    assert threading.active_count() == before


def test_blocks_of_other_channels_are_an_error() -> None:
    with pytest.raises(ValueError, match="reshape"):
        written(in_blocks(noise(1000, 2), 100), Encoding(1000))
    with pytest.raises(ValueError, match="reshape"):
        written(in_blocks(noise(1000)[:, 0], 100), Encoding(1000, 2))
