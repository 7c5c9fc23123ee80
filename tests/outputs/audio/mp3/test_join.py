"""Joins are judged by what is decoded: left of them the one encoder's sound, right of them the
other's, sample for sample."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import soundfile
from fastcrc import crc16
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.mp3.encoder import LameEncoder
from coach.outputs.audio.mp3.frames import FRAME_SAMPLES, find_frame_starts, read_header
from coach.outputs.audio.mp3.join import WARM_UP_FRAMES, join_streams
from coach.outputs.audio.mp3.lame_tag import ENCODER_DELAY_FRAMES, Encoded, make_lame_tag
from coach.outputs.audio.mp3.writer import OVERLAP_FRAMES, STEP_FRAMES, write_stream
from support.recordings import recording
from support.sounds import bursts

CASES = [
    (1, Encoding()),
    (1, Encoding(vbr=9)),
    (1, Encoding(bitrate=32)),
    (1, Encoding(bitrate=192)),
    (2, Encoding()),
    (2, Encoding(bitrate=32)),
    (2, Encoding(vbr=2)),
    (1, Encoding(vbr=5)),
]
"""Channels, and what is asked."""


def encode(samples: NDArray[np.int16], encoding: Encoding) -> bytes:
    """The stream of one encoder, as far as it comes without flushing."""
    return LameEncoder(encoding, samples.shape[1]).encode([samples])


def tagged(stream: bytes) -> bytes:
    """A stream with its tag, without which decoders guess how long it is."""
    starts = find_frame_starts(stream)
    frames = len(starts) - 1
    encoded = Encoded(
        samples=frames * FRAME_SAMPLES - ENCODER_DELAY_FRAMES,
        frames=frames,
        size=starts[-1],
        crc=crc16.arc(stream[: starts[-1]]),
        contents=(0,) * 100,
        header=read_header(stream, 0),
        bitrate=None,
        quality=0,
    )
    return make_lame_tag(encoded) + stream[: starts[-1]]


def decoded(stream: bytes) -> NDArray[np.float64]:
    return np.asarray(soundfile.read(BytesIO(stream), dtype="float64", always_2d=True)[0])


def common_frames(one: bytes, other: bytes) -> int:
    """How many frames are the same at the ends of two streams."""
    starts, others = find_frame_starts(one)[::-1], find_frame_starts(other)[::-1]
    same = 0
    for start, place in zip(starts, others, strict=False):
        if one[start:] != other[place:]:
            break
        same += 1
    return same - 1


@given(st.integers(0, 1 << 32), st.sampled_from(CASES), st.integers(WARM_UP_FRAMES + 8, 60))
def test_each_frame_decodes_as_its_own_encoder_meant_it(
    seed: int, case: tuple[int, Encoding], overlap: int
) -> None:
    channels, encoding = case
    first = 49
    samples = bursts(seed, (first + 100) * FRAME_SAMPLES, channels)
    earlier = encode(samples[: (first + overlap) * FRAME_SAMPLES], encoding)
    later = encode(samples[first * FRAME_SAMPLES :], encoding)
    cut = find_frame_starts(earlier)[first]
    whole = join_streams(earlier[cut:], later, variable=encoding.vbr is not None)
    assume(whole is not None)
    assert whole is not None
    stream = earlier[:cut] + whole
    frames = len(find_frame_starts(stream)) - 1
    assert frames == first + len(find_frame_starts(later)) - 1
    # From here on all is the later's; what its first frames need lies in at most 8 before.
    place = frames - common_frames(whole, later)
    sound, left, right = (decoded(tagged(part)) for part in (stream, earlier, later))
    before = (place - 1) * FRAME_SAMPLES
    assert np.array_equal(sound[:before], left[:before])
    after = (place + WARM_UP_FRAMES + 1) * FRAME_SAMPLES
    assert sound[after:] == pytest.approx(right[after - first * FRAME_SAMPLES :], abs=1e-6)


def silence_and_tone(encoding: Encoding) -> tuple[bytes, bytes]:
    """Two streams, both some frames after their beginnings."""
    time = np.arange(100 * FRAME_SAMPLES)[:, np.newaxis]
    tone = encode((3000 * np.sin(time * 0.05)).astype(np.int16), encoding)
    silence = encode(np.zeros(time.shape, np.int16), encoding)
    return silence[find_frame_starts(silence)[20] :], tone[find_frame_starts(tone)[20] :]


def test_streams_of_different_sounds_may_not_fit() -> None:
    # After silence, LAME leaves less room for what follows than it takes for a tone.
    silence, tone = silence_and_tone(Encoding(bitrate=64))
    assert join_streams(silence, tone, variable=False) is None
    assert join_streams(tone, silence, variable=False) is not None


def test_windows_of_other_shapes_do_not_fit() -> None:
    clicks = np.zeros((100 * FRAME_SAMPLES, 1), np.int16)
    silence = encode(clicks, Encoding())
    clicks[::288] = 20_000  # for which LAME takes the short windows
    sharp = encode(clicks, Encoding())
    sharp, silence = (part[find_frame_starts(part)[20] :] for part in (sharp, silence))
    assert join_streams(sharp, silence, variable=False) is None
    assert join_streams(silence, silence, variable=False) is not None


def test_a_frame_grows_to_make_room_where_it_may() -> None:
    earlier, later = silence_and_tone(Encoding(vbr=4))
    assert join_streams(earlier, later, variable=False) is None
    whole = join_streams(earlier, later, variable=True)
    assert whole is not None
    place = len(find_frame_starts(whole)) - 1 - common_frames(whole, later)
    sizes, before, after = (np.diff(find_frame_starts(part)) for part in (whole, earlier, later))
    assert list(sizes[: place - 1]) == list(before[: place - 1])
    assert sizes[place - 1] > before[place - 1]
    assert list(sizes[place:]) == list(after[place:])


def test_too_little_in_common_is_no_place() -> None:
    samples = bursts(1, 100 * FRAME_SAMPLES, 1)
    stream = encode(samples, Encoding())
    for frames in range(WARM_UP_FRAMES + 1):
        assert (
            join_streams(stream[: find_frame_starts(stream)[frames]], stream, variable=False)
            is None
        )
    assert join_streams(b"", b"", variable=True) is None


def written(samples: NDArray[np.int16], encoding: Encoding) -> bytes:
    file = BytesIO()
    write_stream(file, recording(samples), encoding)
    return file.getvalue()


@pytest.fixture(scope="module", params=CASES[::2], ids=str)
def case(request: pytest.FixtureRequest) -> tuple[NDArray[np.int16], Encoding]:
    """A track of three segments."""
    channels, encoding = request.param
    return bursts(7, 2 * STEP_FRAMES + 3 * OVERLAP_FRAMES + 100, channels), encoding


@pytest.fixture
def serial(monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """As `written`, where nothing ever fits together."""

    def write(samples: NDArray[np.int16], encoding: Encoding) -> bytes:
        with monkeypatch.context() as patch:
            patch.setattr("coach.outputs.audio.mp3.writer.join_streams", lambda *_, **__: None)
            return written(samples, encoding)

    return write


def test_where_nothing_fits_one_encoder_takes_all(
    case: tuple[NDArray[np.int16], Encoding], serial: Callable[..., bytes]
) -> None:
    samples, encoding = case
    encoder = LameEncoder(encoding, samples.shape[1])
    stream = encoder.encode([samples]) + encoder.flush()
    whole = serial(samples, encoding)
    assert whole[find_frame_starts(whole)[1] :] == stream


def test_a_joined_track_sounds_as_one_encoder_would_have_it(
    case: tuple[NDArray[np.int16], Encoding],
    serial: Callable[..., bytes],
    tmp_path: Path,
    ffmpeg: Callable[..., bytes],
) -> None:
    samples, encoding = case
    joined, whole = written(samples, encoding), serial(samples, encoding)
    if encoding.vbr is None:
        assert len(joined) == len(whole)
    sound, expected = decoded(joined) * 32_768, decoded(whole) * 32_768
    assert sound.shape == expected.shape == samples.shape
    for segment in (1, 2):
        near = slice(segment * STEP_FRAMES, segment * STEP_FRAMES + 3 * OVERLAP_FRAMES)
        noise = np.mean((sound[near] - samples[near]) ** 2)
        usual = np.mean((expected[near] - samples[near]) ** 2)
        assert 10 * np.log10(noise / usual) == pytest.approx(0, abs=0.5)
    path = tmp_path / "track.mp3"
    path.write_bytes(joined)
    raw = ffmpeg("ffmpeg", "-xerror", "-err_detect", "explode", "-i", path, "-f", "s16le", "-")
    heard = np.frombuffer(raw, np.int16).reshape(samples.shape)
    assert abs(heard - sound.clip(-32_768, 32_767)).max() <= 1.5
