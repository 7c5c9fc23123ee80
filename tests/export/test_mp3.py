from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from mutagen.mp3 import MP3, BitrateMode
from numpy.typing import NDArray

from coach.export.lame_tag import crc16, tag_bytes
from coach.export.mp3 import write_mp3

Signal = Callable[[int], NDArray[np.int16]]
Blocks = Callable[..., Iterator[NDArray[np.int16]]]


def offset(decoded: NDArray[np.int16], original: NDArray[np.int16]) -> int:
    """By how many frames the decoded samples come late."""
    size = 1 << (2 * len(original)).bit_length()
    first = np.fft.rfft(decoded.astype(np.float64), size)
    second = np.fft.rfft(original.astype(np.float64), size)
    place = int(np.fft.irfft(first * np.conj(second), size).argmax())
    return place if place < size // 2 else place - size


LENGTHS = [1, 500, 575, 576, 577, 1151, 1152, 1153, 1728, 2304, 44_100, 100_001]


@pytest.fixture(params=LENGTHS)
def frames(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def written(tmp_path: Path, frames: int, signal: Signal, blocks: Blocks) -> Path:
    path = tmp_path / "track.mp3"
    with path.open("wb+") as file:
        write_mp3(file, blocks(signal(frames)))
    return path


def test_libsndfile_gives_back_exactly_what_went_in(
    written: Path, frames: int, signal: Signal
) -> None:
    decoded, rate = soundfile.read(written, dtype="int16")
    assert rate == 44_100
    assert decoded.shape == (frames,)
    if frames > 5000:
        assert offset(decoded, signal(frames)) == 0


def test_ffmpeg_gives_back_exactly_what_went_in(
    written: Path, frames: int, signal: Signal, ffmpeg: Callable[..., bytes]
) -> None:
    decoded = np.frombuffer(ffmpeg("ffmpeg", "-i", written, "-f", "s16le", "-"), np.int16)
    assert decoded.shape == (frames,)
    if frames > 5000:
        assert offset(decoded, signal(frames)) == 0


def test_mutagen_and_ffprobe_know_the_length_from_the_tag(
    written: Path, frames: int, ffmpeg: Callable[..., bytes]
) -> None:
    info: Any = MP3(written).info
    assert info.length == pytest.approx(frames / 44_100, abs=1e-6)
    assert info.bitrate_mode == BitrateMode.CBR
    assert info.bitrate == pytest.approx(64_000, rel=0.003)
    assert info.encoder_info == "LAME 3.100.0+"
    entry = ("-show_entries", "stream=duration", "-of", "csv=p=0")
    stated = float(ffmpeg("ffprobe", *entry, written))
    # Some versions of ffprobe count the padding in, two frames at most.
    assert stated * 44_100 == pytest.approx(frames, abs=2304)


@pytest.mark.parametrize("bitrate", [32, 48, 64, 96, 128, 192, 224, 320])
def test_loudness_and_length_are_kept_at_every_bit_rate(
    tmp_path: Path, signal: Signal, blocks: Blocks, bitrate: int
) -> None:
    original = signal(132_300)
    path = tmp_path / "track.mp3"
    with path.open("wb+") as file:
        write_mp3(file, blocks(original), bitrate)
    decoded, _ = soundfile.read(path, dtype="int16")
    assert len(decoded) == len(original)
    power = np.dot(original.astype(float), original.astype(float))
    assert np.dot(decoded.astype(float), original.astype(float)) / power == pytest.approx(
        1, abs=0.01
    )
    info: Any = MP3(path).info
    assert info.bitrate == pytest.approx(bitrate * 1000, rel=0.001)


def test_samples_near_full_scale_do_not_wrap(tmp_path: Path, blocks: Blocks) -> None:
    original = np.rint(32_767 * np.sin(np.arange(44_100) * 0.05)).astype(np.int16)
    path = tmp_path / "track.mp3"
    with path.open("wb+") as file:
        write_mp3(file, blocks(original))
    decoded, _ = soundfile.read(path)
    assert np.corrcoef(decoded, original)[0, 1] > 0.99


def test_the_blocks_do_not_matter(signal: Signal, blocks: Blocks) -> None:
    streams = []
    for size in (1, 1000, 32_768):
        file = BytesIO()
        write_mp3(file, blocks(signal(5000), size))
        streams.append(file.getvalue())
    assert streams[0] == streams[1] == streams[2]


def test_it_starts_where_the_file_stands_and_leaves_it_at_its_end(
    signal: Signal, blocks: Blocks
) -> None:
    file = BytesIO()
    file.write(b"tag")
    write_mp3(file, blocks(signal(44_100)))
    assert file.tell() == len(file.getvalue())
    assert file.getvalue()[:5] == b"tag\xff\xfb"


def test_the_tag_has_the_checksum_of_the_music(signal: Signal, blocks: Blocks) -> None:
    file = BytesIO()
    write_mp3(file, blocks(signal(44_100)))
    stream = file.getvalue()
    music = stream[tag_bytes(64) :]
    assert int.from_bytes(stream[141 + 32 : 141 + 34], "big") == crc16(music)


def test_an_impossible_bit_rate_is_an_error(blocks: Blocks, signal: Signal) -> None:
    with pytest.raises(ValueError, match="no constant bit rate of 65"):
        write_mp3(BytesIO(), blocks(signal(10)), 65)
