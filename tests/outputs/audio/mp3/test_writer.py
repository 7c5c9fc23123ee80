from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from fastcrc import crc16
from mutagen.mp3 import MP3, BitrateMode
from numpy.typing import NDArray

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.mp3.frames import BITRATES, find_frame_starts
from coach.outputs.audio.mp3.lame_tag import measure_tag_bytes
from coach.outputs.audio.mp3.writer import write_stream
from support.recordings import recording

Signal = Callable[[int], NDArray[np.int16]]

WAYS: dict[str, dict[str, int]] = {
    "mono": {},
    "mono, variable": {"vbr": 4},
    "stereo": {"channels": 2},
    "stereo, variable": {"channels": 2, "vbr": 2},
}


def in_channels(samples: NDArray[np.int16], channels: int) -> NDArray[np.int16]:
    """The samples; in stereo, beside them those of another moment, softer."""
    if channels == 1:
        return samples
    return np.stack([samples, np.roll(samples, 3000) // 2], axis=1)


def offset(decoded: NDArray[np.int16], original: NDArray[np.int16]) -> int:
    """By how many frames the decoded samples come late."""
    size = 1 << (2 * len(original)).bit_length()
    first = np.fft.rfft(decoded.astype(np.float64), size)
    second = np.fft.rfft(original.astype(np.float64), size)
    place = int(np.fft.irfft(first * np.conj(second), size).argmax())
    return place if place < size // 2 else place - size


def decoded(path: Path) -> NDArray[np.float64]:
    """The samples as libsndfile has them, of shape (frames, channels), as 16-bit numbers."""
    samples, rate = soundfile.read(path, dtype="float64", always_2d=True)
    assert rate == 44_100
    return np.asarray(samples) * 32_768


def write(path: Path, samples: NDArray[np.int16], encoding: Encoding) -> Path:
    with path.open("wb+") as file:
        write_stream(file, recording(samples), encoding)
    return path


LENGTHS = [1, 500, 575, 576, 577, 1151, 1152, 1153, 1728, 2304, 44_100, 100_001]


@pytest.fixture(params=LENGTHS)
def frames(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> dict[str, int]:
    return WAYS[request.param]


@pytest.fixture
def original(frames: int, signal: Signal, way: dict[str, int]) -> NDArray[np.int16]:
    return in_channels(signal(frames), way.get("channels", 1))


@pytest.fixture
def written(tmp_path: Path, original: NDArray[np.int16], way: dict[str, int]) -> Path:
    rates = {name: value for name, value in way.items() if name != "channels"}
    return write(tmp_path / "track.mp3", original, Encoding(**rates))


def test_libsndfile_gives_back_exactly_what_went_in(
    written: Path, original: NDArray[np.int16]
) -> None:
    samples, rate = soundfile.read(written, dtype="int16")
    assert rate == 44_100
    assert samples.shape == original.shape
    if len(original) > 5000:
        assert offset(samples.reshape(-1), original.reshape(-1)) == 0


def test_ffmpeg_gives_back_exactly_what_went_in(
    written: Path, original: NDArray[np.int16], ffmpeg: Callable[..., bytes]
) -> None:
    raw = ffmpeg("ffmpeg", "-xerror", "-i", written, "-f", "s16le", "-")
    samples = np.frombuffer(raw, np.int16)
    assert len(samples) == original.size
    if len(original) > 5000:
        assert offset(samples, original.reshape(-1)) == 0


def test_mutagen_and_ffprobe_know_the_length_from_the_tag(
    written: Path, frames: int, way: dict[str, int], ffmpeg: Callable[..., bytes]
) -> None:
    info: Any = MP3(written).info
    assert info.length == pytest.approx(frames / 44_100, abs=1e-6)
    assert info.encoder_info == "LAME 3.100.0+"
    assert info.channels == way.get("channels", 1)
    if "vbr" in way:
        assert info.bitrate_mode == BitrateMode.VBR
        assert info.encoder_settings == f"-V {way['vbr']}"
    else:
        assert info.bitrate_mode == BitrateMode.CBR
        assert info.bitrate == pytest.approx(64_000 * info.channels, rel=0.003)
    entry = ("-show_entries", "stream=duration", "-of", "csv=p=0")
    stated = float(ffmpeg("ffprobe", *entry, written))
    # Some versions of ffprobe count the padding in, two frames at most.
    assert stated * 44_100 == pytest.approx(frames, abs=2304)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(
    "rate",
    [*({"bitrate": bitrate} for bitrate in BITRATES), *({"vbr": vbr} for vbr in range(10))],
    ids=str,
)
def test_the_level_is_kept_at_every_rate(
    tmp_path: Path, rate: dict[str, int], channels: int
) -> None:
    time = np.arange(88_200)
    tone = np.rint(8000 * np.sin(2 * np.pi * 1000 / 44_100 * time)).astype(np.int16)
    original = in_channels(tone, channels)
    path = write(tmp_path / "track.mp3", original, Encoding(**rate))
    steady = slice(20_000, 70_000)
    level = np.sqrt(np.mean(decoded(path)[steady] ** 2, axis=0))
    stated = np.sqrt(np.mean(original.reshape(len(tone), -1)[steady].astype(float) ** 2, axis=0))
    assert 20 * np.log10(level / stated) == pytest.approx(0, abs=0.05)
    if "bitrate" in rate:
        info: Any = MP3(path).info
        assert info.bitrate == pytest.approx(rate["bitrate"] * 1000, rel=0.003)


def test_stereo_is_joint_up_to_128_kbit(tmp_path: Path, signal: Signal) -> None:
    original = in_channels(signal(44_100), 2)
    modes = {}
    for bitrate in (64, 128, 160, None):
        encoding = Encoding(bitrate, vbr=4 if bitrate is None else None)
        info: Any = MP3(write(tmp_path / "track.mp3", original, encoding)).info
        modes[bitrate] = info.mode
    assert modes == {64: 1, 128: 1, 160: 0, None: 1}


def test_samples_near_full_scale_do_not_wrap(tmp_path: Path) -> None:
    original = np.rint(32_767 * np.sin(np.arange(44_100) * 0.05)).astype(np.int16)
    path = write(tmp_path / "track.mp3", original, Encoding())
    assert np.corrcoef(decoded(path)[:, 0], original)[0, 1] > 0.99


def test_it_starts_where_the_file_stands_and_leaves_it_at_its_end(signal: Signal) -> None:
    file = BytesIO()
    file.write(b"tag")
    write_stream(file, recording(signal(44_100)), Encoding())
    assert file.tell() == len(file.getvalue())
    assert file.getvalue()[:5] == b"tag\xff\xfb"


@pytest.mark.parametrize(("channels", "bitrate", "at"), [(1, 64, 21), (2, 128, 36)])
def test_the_tag_has_the_checksum_of_the_music(
    signal: Signal, channels: int, bitrate: int, at: int
) -> None:
    file = BytesIO()
    original = in_channels(signal(44_100), channels)
    write_stream(file, recording(original), Encoding())
    stream = file.getvalue()
    music = stream[measure_tag_bytes(bitrate, channels) :]
    assert int.from_bytes(stream[at + 152 : at + 154], "big") == crc16.arc(music)


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, NDArray[np.int16]]:
    """A tone, then noise, 75 seconds each: at a variable bit rate, the noise takes most bits."""
    tone = 4000 * np.sin(np.arange(75 * 44_100) * 0.06)
    noise = np.random.default_rng(1).normal(0, 4000, len(tone))
    original = np.concatenate([tone, noise]).astype(np.int16)
    path = tmp_path_factory.mktemp("uneven") / "track.mp3"
    return write(path, original, Encoding(vbr=4)), original


def test_the_table_of_contents_says_where_each_hundredth_is(
    uneven: tuple[Path, NDArray[np.int16]],
) -> None:
    stream = uneven[0].read_bytes()
    starts = find_frame_starts(stream)[1:]
    stated = np.frombuffer(stream, np.uint8, 100, 21 + 16) / 256 * len(stream)
    true = np.array([starts[(len(starts) - 1) * entry // 100] for entry in range(100)])
    assert abs(true - stated).max() < len(stream) / 256 + 3000
    assert abs(true - len(stream) * np.arange(100) / 100).max() > len(stream) / 10


def test_seeking_finds_the_place(
    uneven: tuple[Path, NDArray[np.int16]], ffmpeg: Callable[..., bytes]
) -> None:
    path, original = uneven
    for second in (90, 140):
        wanted = original[second * 44_100 :][:44_100]
        with soundfile.SoundFile(path) as file:
            file.seek(second * 44_100)
            assert offset(file.read(44_100, dtype="int16"), wanted) == 0
        raw = ffmpeg("ffmpeg", "-ss", str(second), "-i", path, "-t", "1", "-f", "s16le", "-")
        assert abs(offset(np.frombuffer(raw, np.int16), wanted)) <= 1


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        (Encoding(bitrate=65), "no constant bit rate of 65"),
        (Encoding(vbr=10), "no variable bit rate 10"),
        (Encoding(bitrate=64, vbr=4), "no variable bit rate 4 at 64"),
    ],
)
def test_an_impossible_rate_is_an_error(signal: Signal, encoding: Encoding, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        write_stream(BytesIO(), recording(signal(10)), encoding)
