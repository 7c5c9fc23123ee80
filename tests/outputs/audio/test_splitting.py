"""Codecs whose segments have encoders of their own: joins are judged by what is decoded."""

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any, BinaryIO

import av
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.outputs.audio import aac, opus, vorbis
from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.flac import write_flac
from coach.outputs.audio.m4a import write_m4a
from coach.outputs.audio.opus import write_opus
from coach.outputs.audio.recording import Recording
from coach.outputs.audio.vorbis import write_vorbis
from coach.outputs.label import Label
from coach.timing import SECOND
from support import labels
from support.recordings import recording
from support.sounds import bursts

Write = Callable[[BinaryIO, Recording, Encoding, Label], None]

WRITERS: dict[str, Write] = {
    "flac": write_flac,
    "ogg": write_vorbis,
    "opus": write_opus,
    "m4a": write_m4a,
}
JOINS: dict[str, Callable[..., list[Any] | None]] = {
    "ogg": vorbis.join,
    "opus": opus.join,
    "m4a": aac.join,
}
every_codec = pytest.mark.parametrize("name", WRITERS)
every_lossy_codec = pytest.mark.parametrize("name", JOINS)
mono_and_stereo = pytest.mark.parametrize("channels", [1, 2])


def written(name: str, samples: NDArray[np.int16]) -> bytes:
    file = BytesIO()
    WRITERS[name](file, recording(samples), Encoding(), labels.bare())
    return file.getvalue()


def decoded(contents: bytes) -> NDArray[np.float64]:
    """The samples at 44,100 Hz, full scale 1, of shape (frames, channels)."""
    with av.open(BytesIO(contents), "r") as container:
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="flt", layout=stream.layout, rate=44_100)
        frames = [part for frame in container.decode(stream) for part in resampler.resample(frame)]
        frames += resampler.resample(None)
        sound = np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames])
        return sound.reshape(-1, stream.channels).astype(np.float64)


@pytest.fixture(scope="module", params=[1, 2])
def track(request: pytest.FixtureRequest) -> NDArray[np.int16]:
    """A track of three segments."""
    return bursts(7, 45 * SECOND, request.param)


@every_codec
def test_the_cores_do_not_matter(
    name: str, track: NDArray[np.int16], monkeypatch: pytest.MonkeyPatch
) -> None:
    streams = set()
    for cores in (1, 2, 5):
        monkeypatch.setattr("coach.workers.cores", lambda cores=cores: cores)
        streams.add(written(name, track))
    assert len(streams) == 1


@every_lossy_codec
def test_a_joined_track_sounds_as_one_encoder_would_have_it(
    name: str, track: NDArray[np.int16], monkeypatch: pytest.MonkeyPatch
) -> None:
    join = JOINS[name]
    found = []

    def watched(earlier: list[Any], later: list[Any]) -> list[Any] | None:
        found.append(join(earlier, later))
        return found[-1]

    monkeypatch.setattr(f"{join.__module__}.join", watched)
    joined = written(name, track)
    assert sum(whole is not None for whole in found) == 2
    monkeypatch.setattr(f"{join.__module__}.join", lambda *_: None)
    whole = written(name, track)
    assert len(joined) == pytest.approx(len(whole), rel=0.02)
    sound, expected = decoded(joined), decoded(whole)
    assert sound.shape == expected.shape
    original = track / 32_768
    parts = range(0, len(track), SECOND // 10)
    noise, usual = (
        np.add.reduceat(np.square(some[: len(track)] - original).mean(axis=1), parts)
        / (SECOND // 10)
        for some in (sound, expected)
    )
    # Nowhere is there audibly more noise; the murmur, in which some is added, is at -75 dB.
    assert 10 * np.log10((noise + 1e-7) / (usual + 1e-7)).max() < 3


def first_difference(stream: Sequence[object], whole: Sequence[object]) -> int:
    """How many of the first items two sequences have in common."""
    pairs = enumerate(zip(stream, whole, strict=False))
    return next((number for number, (one, other) in pairs if one != other), len(stream))


def in_order(blocks: Sequence[vorbis.Block]) -> bool:
    """Whether blocks follow each other without a gap, in windows that fit together."""
    return all(
        two.middle == one.middle + (one.size + two.size) // 4
        # A long block says of its neighbours whether they are long, the next in its fourth bit.
        and (one.size == 256 or bool(one.packet[0] & 8) == (two.size == 2048))
        and (two.size == 256 or bool(two.packet[0] & 4) == (one.size == 2048))
        for one, two in pairwise(blocks)
    )


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1 << 32), channels=st.integers(1, 2))
def test_vorbis_goes_over_where_the_blocks_are_the_same(seed: int, channels: int) -> None:
    start = 3 * 44_032
    samples = bursts(seed, start + 5 * SECOND, channels)
    earlier = vorbis.Encoder(0, channels, 6).encode([samples[: start + 3 * SECOND]])
    later = vorbis.Encoder(start, channels, 6).encode([samples[start:]])
    whole = vorbis.join(earlier, later)
    assume(whole is not None)
    assert whole is not None
    assert in_order(whole)
    place = first_difference(earlier, whole)
    assert whole[place:] == later[len(later) - len(whole) + place :]


def test_vorbis_finds_no_place_in_other_blocks() -> None:
    long = [vorbis.Block(b"", 1024 * number, 2048) for number in range(20)]
    aside = [vorbis.Block(b"", 1024 * number + 128, 2048) for number in range(20)]
    short = [vorbis.Block(b"", 128 * number, 256) for number in range(20)]
    assert vorbis.join(long, aside) is None
    assert vorbis.join(long, short) is None
    assert vorbis.join(long[:5], long) is None  # the first of a new encoder are never heard
    assert vorbis.join(long[:6], long) == long
    assert vorbis.join([], []) is None


def opus_decoded(packets: Sequence[bytes], head: bytes) -> NDArray[np.float64]:
    """What a decoder makes of packets, of shape (packets, frames and channels)."""
    decoder: Any = av.CodecContext.create("libopus", "r")
    decoder.extradata = head
    frames = [frame for packet in packets for frame in decoder.decode(av.Packet(packet))]
    return np.array([frame.to_ndarray().reshape(-1) for frame in frames[1:]]) / 32_768


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1 << 32), channels=st.integers(1, 2))
def test_opus_goes_over_where_the_packets_are_the_same(seed: int, channels: int) -> None:
    first = 100
    sound = recording(bursts(seed, 882 * first + 4 * SECOND, channels))
    start = 882 * first
    one, other = opus.Encoder(64_000, channels), opus.Encoder(64_000, channels)
    earlier = one.encode([sound.render(0, start + 3 * SECOND)])
    later = other.encode([sound.render(start, sound.frames)])
    joined = opus.join(earlier[first:], later)
    assume(joined is not None)
    assert joined is not None
    place = first_difference(earlier[first:], joined)
    whole = earlier[:first] + joined
    assert whole[first + place :] == later[place:]
    heard = opus_decoded(whole, one.head)[first:]
    left = opus_decoded(earlier, one.head)[first:]
    right = opus_decoded(later, one.head)
    assert np.array_equal(heard[: place - 1], left[: place - 1])
    # What a decoder had foretold of the other stream is soon forgotten.
    levels = 10 * np.log10(np.square(heard - right)[place:].mean(axis=1) + 1e-12)
    assert (levels[:10] < -40).all()
    assert (levels[10:] < -80).all()


@pytest.mark.parametrize(
    ("alike", "place"),
    [
        ([], None),
        ([range(3, 4)], 4),
        ([range(3, 6), range(20, 22)], 6),
        ([range(3, 6), range(20, 23)], 23),
        ([range(3, 20), range(30, 33)], 20),
        ([range(3, 20), range(30, 39)], 39),
    ],
)
def test_opus_goes_over_after_as_many_like_packets_as_matter(
    alike: list[range], place: int | None
) -> None:
    one = [bytes([number]) for number in range(40)]
    places = {number for some in alike for number in some}
    other = [packet if at in places else b"other" for at, packet in enumerate(one)]
    assert opus.join(one, other) == (None if place is None else one[:place] + other[place:])


def test_aac_goes_over_where_the_windows_are_the_same() -> None:
    def packet(first: int, second: int, third: int = 0) -> bytes:
        return bytes([first, second, third])

    # One channel (000), whose window stands in the third byte; two (001) with one, or with two.
    long, start = packet(0, 0, 0b000_00000), packet(0, 0, 0b010_00000)
    stereo, apart = packet(0b001_0000_1, 0b0_001_0000), packet(0b001_0000_0, 0)
    for packets, place in (
        ([long] * 30, 29),
        ([long] * 20 + [start] * 10, 20),
        ([start] * 30, None),
        ([long] * 12, None),
        ([], None),
    ):
        later = [long] * 40
        expected = None if place is None else packets[:place] + later[place:]
        assert aac.join(packets, later) == expected
    assert aac.join([stereo] * 20, [stereo] * 40) == [stereo] * 40
    assert aac.join([apart] * 20, [apart] * 40) is None
    assert aac.join([stereo] * 20, [apart] * 40) is None
