from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from coach.export.wav import write_wav

Signal = Callable[[int], NDArray[np.int16]]
Blocks = Callable[..., Iterator[NDArray[np.int16]]]


@pytest.mark.parametrize("frames", [0, 1, 44_100, 100_001])
def test_a_wav_holds_the_samples_as_they_are(
    tmp_path: Path, signal: Signal, blocks: Blocks, frames: int
) -> None:
    path = tmp_path / "track.wav"
    with path.open("wb+") as file:
        write_wav(file, frames, blocks(signal(frames)))
    assert path.read_bytes()[:4] == b"RIFF"
    info = soundfile.info(path)
    assert (info.format, info.subtype, info.channels) == ("WAV", "PCM_16", 1)
    samples, rate = soundfile.read(path, dtype="int16")
    assert rate == 44_100
    assert np.array_equal(samples, signal(frames))


def test_a_track_above_4_gib_is_rf64(
    tmp_path: Path, signal: Signal, blocks: Blocks, ffmpeg: Callable[..., bytes]
) -> None:
    # 14 hours are stated, so the form is the 64-bit one; a second is enough to see that it is read.
    path = tmp_path / "track.wav"
    with path.open("wb+") as file:
        write_wav(file, 14 * 3600 * 44_100, blocks(signal(44_100)))
    assert path.read_bytes()[:4] == b"RF64"
    samples, _ = soundfile.read(path, dtype="int16")
    assert np.array_equal(samples, signal(44_100))
    decoded = np.frombuffer(ffmpeg("ffmpeg", "-i", path, "-f", "s16le", "-"), np.int16)
    assert np.array_equal(decoded, signal(44_100))


@pytest.mark.parametrize("failure", [OSError("no more"), KeyboardInterrupt()])
def test_what_stops_the_file_comes_out_as_it_was(
    signal: Signal,
    blocks: Blocks,
    failure: BaseException,
    capfd: pytest.CaptureFixture[str],
) -> None:
    class Full(BytesIO):
        def write(self, data: object, /) -> int:
            if self.tell() + len(bytes(memoryview(data))) > 100_000:  # type: ignore[arg-type]
                raise failure
            return super().write(data)  # type: ignore[arg-type]

    with pytest.raises(type(failure)) as raised:
        write_wav(Full(), 200_000, blocks(signal(200_000)))
    assert raised.value is failure
    assert capfd.readouterr().err == ""


def test_what_stops_the_blocks_comes_out_as_it_was() -> None:
    def failing() -> Iterator[NDArray[np.int16]]:
        yield np.zeros(10, np.int16)
        raise RuntimeError("no voice")

    with pytest.raises(RuntimeError, match="no voice"):
        write_wav(BytesIO(), 20, failing())
