"""FLAC joined of the frames of several encoders: it is what one encoder would have made."""

from io import BytesIO

import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.flac import renumbered, write_flac
from coach.timing import SECOND
from support import labels
from support.recordings import recording
from support.sounds import bursts


def divided(contents: bytes) -> tuple[bytes, bytes]:
    """Give the first block of metadata of a file, and the audio after all of them."""
    assert contents.startswith(b"fLaC")
    place, last = 4, False
    while not last:
        last = bool(contents[place] & 0x80)
        place += 4 + int.from_bytes(contents[place + 1 : place + 4], "big")
    return contents[4:42], contents[place:]


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(
    "frames", [1, 4095, 4096, 4097, 131_072, 131_073, 135_168, 135_169, 45 * SECOND]
)
def test_it_is_what_one_encoder_makes(frames: int, channels: int) -> None:
    samples = bursts(3, frames, channels)
    joined, whole = BytesIO(), BytesIO()
    write_flac(joined, recording(samples), Encoding(), labels.full(frames))
    soundfile.write(whole, samples, 44_100, format="FLAC", subtype="PCM_16")
    assert divided(joined.getvalue()) == divided(whole.getvalue())


FILE = BytesIO()
soundfile.write(FILE, bursts(5, 1000, 1), 44_100, format="FLAC", subtype="PCM_16")
FRAME = divided(FILE.getvalue())[1]
"""One frame, with the number 0, whose length is written out in its header."""

numbers = st.integers(0, 36).flatmap(lambda bits: st.integers(0, (1 << bits) - 1))


@given(numbers, numbers)
def test_a_frame_with_another_number_is_otherwise_the_same(one: int, other: int) -> None:
    frame = renumbered(FRAME, 0, one)
    assert renumbered(renumbered(frame, one, other), other, 0) == FRAME
    assert frame[:4] == FRAME[:4]
    assert frame[-100:-2] == FRAME[-100:-2]


@given(st.integers(0, 0x10FFFF))
def test_numbers_are_written_as_utf_8(number: int) -> None:
    coded = chr(number).encode("utf-8", "surrogatepass")
    assert renumbered(FRAME, 0, number)[4:].startswith(coded)


@pytest.mark.parametrize(
    ("number", "coded"),
    [
        (0x1F_FFFF, b"\xf7\xbf\xbf\xbf"),
        (0x20_0000, b"\xf8\x88\x80\x80\x80"),
        (0x3FF_FFFF, b"\xfb\xbf\xbf\xbf\xbf"),
        (0x400_0000, b"\xfc\x84\x80\x80\x80\x80"),
        (0x7FFF_FFFF, b"\xfd\xbf\xbf\xbf\xbf\xbf"),
        (0x8000_0000, b"\xfe\x82\x80\x80\x80\x80\x80"),
        (0xF_FFFF_FFFF, b"\xfe\xbf\xbf\xbf\xbf\xbf\xbf"),
    ],
)
def test_and_so_are_larger_ones(number: int, coded: bytes) -> None:
    assert renumbered(FRAME, 0, number)[4:].startswith(coded)
