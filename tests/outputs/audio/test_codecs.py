"""What holds for every format."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import mutagen
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.flac import write_flac
from coach.outputs.audio.m4a import write_m4a, write_m4b
from coach.outputs.audio.opus import write_opus
from coach.outputs.audio.recording import Recording
from coach.outputs.audio.vorbis import write_vorbis
from coach.outputs.audio.wav import write_wav
from coach.outputs.label import Label
from coach.outputs.target import ExportError
from support import labels
from support.recordings import recording

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

Signal = Callable[[int], NDArray[np.int16]]
Encode = Callable[[str, int, int], tuple[Path, NDArray[np.int16]]]
Write = Callable[[BinaryIO, Recording, Encoding, Label], None]

FORMATS: dict[str, Write] = {
    "wav": write_wav,
    "flac": write_flac,
    "ogg": write_vorbis,
    "opus": write_opus,
    "m4a": write_m4a,
    "m4b": write_m4b,
}
LENGTHS = (1, 1151, 44_100, 100_001)
every_format = pytest.mark.parametrize("name", FORMATS)
mono_and_stereo = pytest.mark.parametrize("channels", [1, 2])


def in_channels(samples: NDArray[np.int16], channels: int) -> NDArray[np.int16]:
    """Return the samples as a block; in stereo the right side is softer."""
    return samples if channels == 1 else np.stack([samples, samples // 2], 1)


def write(path: Path, samples: NDArray[np.int16], label: Label | None = None) -> None:
    # Enough bits that the sound is that of the signal.
    fine = path.suffix in {".opus", ".m4a", ".m4b"}
    encoding = Encoding(bitrate=128 if fine else None)
    label = label or labels.full(len(samples))
    with path.open("wb+") as file:
        FORMATS[path.suffix[1:]](file, recording(samples), encoding, label)


@pytest.fixture
def encode(tmp_path: Path, signal: Signal) -> Encode:
    """Write a track in a format, with so many frames and channels; give it, and what is in it."""

    def encoded(name: str, frames: int, channels: int) -> tuple[Path, NDArray[np.int16]]:
        path = tmp_path / f"track.{name}"
        samples = in_channels(signal(frames), channels)
        write(path, samples)
        return path, samples

    return encoded


def decoded(
    ffmpeg: Callable[..., bytes], path: Path, channels: int, rate: int = 44_100
) -> NDArray[np.int16]:
    """Decode the audio to shape (frames, channels)."""
    pcm = ffmpeg("ffmpeg", "-i", path, "-map", "a", "-ar", str(rate), "-f", "s16le", "-")
    return np.frombuffer(pcm, np.int16).reshape(-1, channels)


def shift(heard: NDArray[np.int16], signal: NDArray[np.int16]) -> int:
    """Find by how many frames the left side of a sound comes late, by correlation."""
    both = min(len(heard), len(signal))
    size = 2 * both
    one, two = (side.reshape(len(side), -1)[:both, 0] for side in (heard, signal))
    spectrum = np.fft.rfft(one, size) * np.conj(np.fft.rfft(two, size))
    at = int(np.argmax(np.fft.irfft(spectrum, size)))
    return at if at < both else at - size


@mono_and_stereo
@pytest.mark.parametrize("frames", LENGTHS)
@pytest.mark.parametrize("name", ["wav", "flac"])
def test_what_is_lossless_gives_the_samples_back(
    encode: Encode, ffmpeg: Callable[..., bytes], name: str, frames: int, channels: int
) -> None:
    path, samples = encode(name, frames, channels)
    read, rate = soundfile.read(path, dtype="int16")
    assert rate == 44_100
    assert np.array_equal(read, samples)
    assert np.array_equal(decoded(ffmpeg, path, channels).reshape(samples.shape), samples)


@mono_and_stereo
@pytest.mark.parametrize("frames", LENGTHS)
def test_vorbis_is_as_long_as_the_track_and_in_place(
    encode: Encode, ffmpeg: Callable[..., bytes], frames: int, channels: int
) -> None:
    path, samples = encode("ogg", frames, channels)
    read, rate = soundfile.read(path, dtype="int16", always_2d=True)
    assert (len(read), rate) == (frames, 44_100)
    # FFmpeg does not cut a stream of one page, even of its own, where it says; all else it does.
    if frames > 50_000:
        read = decoded(ffmpeg, path, channels)
        assert len(read) == frames
    if frames > 1151:
        assert shift(read, samples) == 0


@mono_and_stereo
@pytest.mark.parametrize("frames", LENGTHS)
def test_opus_is_as_long_as_the_track_and_in_place(
    encode: Encode, ffmpeg: Callable[..., bytes], frames: int, channels: int
) -> None:
    path, samples = encode("opus", frames, channels)
    # It plays at 48 kHz; the end is the nearest frame there.
    length = round(frames * 48_000 / 44_100)
    read, rate = soundfile.read(path, dtype="int16", always_2d=True)
    assert (len(read), rate) == (length, 48_000)
    assert len(decoded(ffmpeg, path, channels, 48_000)) == length
    if frames > 1:
        assert shift(decoded(ffmpeg, path, channels), samples) == 0


@mono_and_stereo
@pytest.mark.parametrize("frames", LENGTHS)
@pytest.mark.parametrize("name", ["m4a", "m4b"])
def test_aac_is_in_place_and_as_long_as_the_track_within_a_frame_of_it(
    encode: Encode, ffmpeg: Callable[..., bytes], name: str, frames: int, channels: int
) -> None:
    path, samples = encode(name, frames, channels)
    read = decoded(ffmpeg, path, channels)
    assert len(read) == -(-frames // 1024) * 1024
    if frames > 1151:
        assert shift(read, samples) == 0
    shown = ("-select_streams", "a", "-show_entries", "stream=start_pts,duration_ts")
    probed = json.loads(ffmpeg("ffprobe", *shown, "-of", "json", path))
    assert probed["streams"] == [{"start_pts": 0, "duration_ts": frames}]


@every_format
@pytest.mark.parametrize("count", [1, 3, 600])
def test_ffprobe_reads_tags_and_chapters(
    tmp_path: Path, signal: Signal, ffmpeg: Callable[..., bytes], name: str, count: int
) -> None:
    path = tmp_path / f"track.{name}"
    label = labels.full(132_300, count)
    write(path, signal(132_300), label=label)
    shown = ("-show_chapters", "-show_format", "-show_streams", "-of", "json")
    probed = json.loads(ffmpeg("ffprobe", *shown, path))
    audio = probed["streams"][0]
    tags = audio.get("tags", {}) | probed["format"].get("tags", {})
    tags = {key.lower(): value for key, value in tags.items()}
    for key, value in {
        "title": label.title,
        "artist": "Maya",
        "album": "Coach routines",
        "genre": "Speech",
        "language": "deu",
        "comment": label.comment,
    }.items():
        assert tags[key] == value
    assert tags["track"].partition("/")[0] == "2"
    if name != "wav":
        assert tags["lyrics"] == "Leg dich hin – jetzt.\nUnd löse dich."
    assert [stream["codec_name"] for stream in probed["streams"] if "width" in stream] == ["png"]
    chapters = sorted(probed["chapters"], key=lambda chapter: chapter["id"])
    assert [chapter["tags"]["title"] for chapter in chapters] == [
        chapter.title for chapter in label.chapters
    ]
    for chapter, expected in zip(chapters, label.chapters, strict=True):
        assert float(chapter["start_time"]) == pytest.approx(expected.at / 44_100, abs=0.000_6)


@every_format
def test_mutagen_finds_the_length_and_the_title(tmp_path: Path, signal: Signal, name: str) -> None:
    path = tmp_path / f"track.{name}"
    write(path, signal(100_001))
    read: Any = mutagen.File(path)
    # Of AAC, mutagen counts the priming as well.
    longest = 100_001 + (1024 if name in {"m4a", "m4b"} else 0)
    assert read.info.length == pytest.approx(longest / 44_100, abs=0.000_02)
    assert labels.full(1).title in read.pprint()


@every_format
def test_a_bare_label_will_do(
    tmp_path: Path, signal: Signal, ffmpeg: Callable[..., bytes], name: str
) -> None:
    path = tmp_path / f"track.{name}"
    write(path, signal(100_001), label=labels.bare())
    shown = ("-show_chapters", "-show_streams", "-of", "json")
    probed = json.loads(ffmpeg("ffprobe", *shown, path))
    assert probed["chapters"] == []
    assert [stream["codec_type"] for stream in probed["streams"]] == ["audio"]


@every_format
@mono_and_stereo
def test_the_same_track_gives_the_same_bytes(signal: Signal, name: str, channels: int) -> None:
    samples = in_channels(signal(100_001), channels)
    files = BytesIO(), BytesIO()
    for file in files:
        FORMATS[name](file, recording(samples), Encoding(), labels.full(100_001))
    assert files[0].getvalue() == files[1].getvalue()


class Limited(BytesIO):
    """A file on a disk with little room."""

    def __init__(self, room: int, failure: BaseException) -> None:
        super().__init__()
        self.room = room
        self.failure = failure

    def write(self, data: "ReadableBuffer", /) -> int:
        if self.tell() + memoryview(data).nbytes > self.room:
            raise self.failure
        return super().write(data)


@every_format
@pytest.mark.parametrize("share", [0, 0.001, 0.3, 0.95, 1])
@pytest.mark.parametrize("failure", [ExportError("full"), KeyboardInterrupt()])
def test_what_stops_the_file_comes_out_as_it_was(
    signal: Signal,
    name: str,
    share: float,
    failure: BaseException,
    capfd: pytest.CaptureFixture[str],
) -> None:
    sound, label = recording(signal(100_001)), labels.full(100_001)
    whole = BytesIO()
    FORMATS[name](whole, sound, Encoding(), label)
    room = int((len(whole.getvalue()) - 1) * share)
    with pytest.raises(type(failure)) as raised:
        FORMATS[name](Limited(room, failure), sound, Encoding(), label)
    assert raised.value is failure
    assert capfd.readouterr() == ("", "")


@every_format
def test_a_full_disk_ends_the_rendering(signal: Signal, name: str) -> None:
    asked = []
    second = signal(44_100)

    def render(start: int, stop: int) -> NDArray[np.int16]:
        asked.append(stop)
        return np.resize(second, stop - start)

    endless = Recording(3600 * 44_100, 1, render)
    with pytest.raises(ExportError, match="full"):
        FORMATS[name](Limited(20_000, ExportError("full")), endless, Encoding(), labels.bare())
    assert max(asked) < 300 * 44_100


@every_format
@pytest.mark.parametrize("before", [0, 100_000, 3_500_000])
def test_what_stops_the_rendering_comes_out_as_it_was(
    signal: Signal, name: str, before: int, capfd: pytest.CaptureFixture[str]
) -> None:
    samples = signal(4_000_000)

    def failing(start: int, stop: int) -> NDArray[np.int16]:
        if stop > before:
            raise RuntimeError("no voice")
        return samples[start:stop]

    with pytest.raises(RuntimeError, match="no voice"):
        FORMATS[name](BytesIO(), Recording(4_000_000, 1, failing), Encoding(), labels.bare())
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "asked", "least", "most"),
    [
        ("ogg", {"vbr": 0}, 70, 100),
        ("ogg", {}, 20, 35),
        ("ogg", {"vbr": 9}, 10, 19),
        ("opus", {"bitrate": 16}, 12, 22),
        ("opus", {}, 40, 60),
        ("opus", {"bitrate": 96}, 75, 115),
        ("m4a", {"bitrate": 32}, 26, 40),
        ("m4a", {}, 50, 85),
        ("m4b", {"bitrate": 96}, 75, 115),
    ],
)
def test_the_bit_rate_is_what_was_asked(
    signal: Signal, name: str, asked: dict[str, int], least: int, most: int
) -> None:
    file = BytesIO()
    FORMATS[name](file, recording(signal(441_000)), Encoding(**asked), labels.bare())
    assert least < len(file.getvalue()) * 8 / 10_000 < most
