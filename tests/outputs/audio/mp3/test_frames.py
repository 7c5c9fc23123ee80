import pytest

from coach.outputs.audio.mp3.frames import (
    find_frame_starts,
    find_wider_header,
    measure_frame_bytes,
    read_frames,
    read_mode,
)


@pytest.mark.parametrize(
    ("header", "size"),
    [(0xFFFB_10C4, 104), (0xFFFB_50C4, 208), (0xFFFB_52C4, 209), (0xFFFB_E044, 1044)],
)
def test_a_header_says_how_long_its_frame_is(header: int, size: int) -> None:
    assert measure_frame_bytes(header) == size


@pytest.mark.parametrize("header", [0xFFFB_00C4, 0xFFFB_F0C4, 0xFFFB_54C4, 0xFFF3_50C4, 0])
def test_another_frame_is_an_error(header: int) -> None:
    with pytest.raises(ValueError, match="not the header"):
        measure_frame_bytes(header)


def test_only_whole_frames_count() -> None:
    first = bytes.fromhex("fffb10c4").ljust(104, b"\0")
    second = bytes.fromhex("fffb52c4").ljust(209, b"\0")
    assert find_frame_starts(b"") == [0]
    assert find_frame_starts(first[:-1]) == [0]
    assert find_frame_starts(first) == [0, 104]
    assert find_frame_starts(first + second, 0) == [0]
    assert find_frame_starts(first + second, 1) == [0, 104]
    assert find_frame_starts(first + second, 2) == [0, 104, 313]
    assert find_frame_starts(first + second + first[:3]) == [0, 104, 313]
    assert find_frame_starts(first + second + first[:50]) == [0, 104, 313]


def test_the_parts_of_a_mono_frame() -> None:
    # 9 bits that point back, 9 of no concern; then 59 bits on each of two granules, in which, from
    # the 33rd on, stand whether a window has a shape of its own, which (2 bits), and if mixed.
    granules = "0" * 59 + "0" * 33 + "1100" + "0" * 22
    side = int("1" * 8 + "0" + "0" * 9 + granules, 2).to_bytes(17, "big")
    frame = (bytes.fromhex("fffb10c4") + side).ljust(104, b"\0")
    (read,) = read_frames(frame, [0, 104])
    assert (read.start, read.body, read.stop) == (0, 21, 104)
    assert read.back == 510
    assert read.windows == (0b1100,)


def test_the_parts_of_a_stereo_frame() -> None:
    last = "0" * 33 + "1010" + "0" * 22, "0" * 33 + "0110" + "0" * 22
    side = int("0" * 7 + "11" + "0" * 11 + "0" * 118 + "".join(last), 2).to_bytes(32, "big")
    frame = (bytes.fromhex("fffb9064") + side).ljust(417, b"\0")
    _, read = read_frames(frame + frame, find_frame_starts(frame + frame))
    assert (read.start, read.body, read.stop) == (417, 453, 834)
    assert read.back == 3
    assert read.windows == (0b1010, 0)


def test_a_wider_frame_is_the_next_that_is_wide_enough() -> None:
    header = 0xFFFB_1064
    assert find_wider_header(header, 1) == 0xFFFB_2064
    assert find_wider_header(header, 26) == 0xFFFB_2064
    assert find_wider_header(header, 27) == 0xFFFB_3064
    assert find_wider_header(header, 940) == 0xFFFB_E064
    assert find_wider_header(header, 941) is None
    assert read_mode(header) == 1
