import wave
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from mutagen.wave import WAVE
from numpy.typing import NDArray

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.wav import write_wav
from coach.outputs.label import Label
from support import labels
from support.recordings import recording

Signal = Callable[[int], NDArray[np.int16]]

FOURTEEN_HOURS = 14 * 3600 * 44_100


def wav(samples: NDArray[np.int16], label: Label, stated: int | None = None) -> bytes:
    file = BytesIO()
    write_wav(file, replace(recording(samples), frames=stated or len(samples)), Encoding(), label)
    return file.getvalue()


def chunks(contents: bytes) -> dict[bytes, bytes]:
    """Take a RIFF file apart; lists are named by what they list."""
    assert int.from_bytes(contents[4:8], "little") == len(contents) - 8
    found = {}
    at = 12
    while at < len(contents):
        name, length = contents[at : at + 4], int.from_bytes(contents[at + 4 : at + 8], "little")
        body = contents[at + 8 : at + 8 + length]
        found[body[:4] if name == b"LIST" else name] = body
        at += 8 + length + length % 2
    assert at == len(contents)
    return found


@pytest.mark.parametrize("frames", [0, 1, 44_100])
def test_a_wav_holds_the_samples_as_they_are(signal: Signal, frames: int) -> None:
    written = wav(signal(frames), labels.full(44_100))
    found = chunks(written)
    assert list(found) == [b"fmt ", b"data", b"INFO", b"cue ", b"adtl", b"id3 "]
    assert found[b"data"] == signal(frames).tobytes()
    with wave.open(BytesIO(written)) as read:
        assert read.getparams()[:4] == (1, 2, 44_100, frames)
        assert read.readframes(frames) == signal(frames).tobytes()


def test_chapters_are_labelled_cues(signal: Signal) -> None:
    found = chunks(wav(signal(44_100), labels.full(44_100, 2)))
    points = found[b"cue "]
    assert points[:4] == (2).to_bytes(4, "little")
    fields = np.frombuffer(points[4:], "<u4").reshape(2, 6)
    assert fields[:, 0].tolist() == [1, 2]
    assert fields[:, 5].tolist() == [0, 22_050]
    for number in (1, 2):
        name = f"Wade · links · {number}".encode() + b"\0"
        length = (4 + len(name)).to_bytes(4, "little")
        assert b"labl" + length + number.to_bytes(4, "little") + name in found[b"adtl"]


def test_libsndfile_and_mutagen_read_the_tags(tmp_path: Path, signal: Signal) -> None:
    path = tmp_path / "track.wav"
    path.write_bytes(wav(signal(1000), labels.full(1000)))
    with soundfile.SoundFile(path) as sound:
        assert sound.copy_metadata() == {
            "title": "Wadenrolle – überall · 気",
            "artist": "Maya",
            "comment": "coach export calf --pace slow\nHold: 45s",
            "album": "Coach routines",
            "tracknumber": "2",
            "genre": "Speech",
        }
    read: Any = WAVE(path)
    assert read["TIT2"].text == ["Wadenrolle – überall · 気"]
    assert read["APIC:"].data == labels.png()
    assert read["USLT::deu"].text == "Leg dich hin – jetzt.\nUnd löse dich."


@pytest.mark.parametrize("channels", [1, 2])
def test_a_track_above_4_gib_is_rf64(
    tmp_path: Path, signal: Signal, ffmpeg: Callable[..., bytes], channels: int
) -> None:
    # 14 hours are stated, so the form is the 64-bit one; a second is enough to see that it is read.
    path = tmp_path / "track.wav"
    samples = signal(44_100)
    samples = samples if channels == 1 else np.stack([samples, -samples], 1)
    path.write_bytes(wav(samples, labels.full(44_100), FOURTEEN_HOURS // channels))
    assert path.read_bytes()[:4] == b"RF64"
    read, _ = soundfile.read(path, dtype="int16")
    assert np.array_equal(read, samples)
    decoded = ffmpeg("ffmpeg", "-i", path, "-map", "a", "-f", "s16le", "-")
    assert decoded == samples.tobytes()
    assert int.from_bytes(path.read_bytes()[20:28], "little") == path.stat().st_size - 8
    with soundfile.SoundFile(path) as sound:
        assert sound.copy_metadata()["title"] == "Wadenrolle – überall · 気"


def test_tags_count_towards_the_4_gib(signal: Signal) -> None:
    most = (0xFFFF_FFFF - 10_000) // 2
    assert wav(signal(10), labels.bare(), most)[:4] == b"RIFF"
    large = replace(labels.bare(), cover=bytes(10_000))
    assert wav(signal(10), large, most)[:4] == b"RF64"
