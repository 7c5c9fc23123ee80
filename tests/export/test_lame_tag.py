import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.export.lame_tag import BITRATES, crc16, frame_bytes, lame_tag, tag_bytes


def crc16_bit_by_bit(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc


def test_the_crc_has_its_check_value() -> None:
    # https://reveng.sourceforge.io/crc-catalogue/16.htm, CRC-16/ARC.
    assert crc16(b"123456789") == 0xBB3D
    assert crc16(b"") == 0


@given(st.binary(max_size=5000), st.binary(max_size=3))
def test_the_crc_goes_on_from_what_precedes(first: bytes, second: bytes) -> None:
    assert crc16(second, crc16(first)) == crc16_bit_by_bit(first + second)


@pytest.mark.parametrize("bitrate", BITRATES)
def test_the_tag_is_a_frame(bitrate: int) -> None:
    tag = lame_tag(bitrate, samples=44_100, frames=40, stream=8320, crc=0x1234)
    assert frame_bytes(int.from_bytes(tag[:4], "big")) == len(tag) == tag_bytes(bitrate)


def test_the_fields_stand_where_decoders_look() -> None:
    tag = lame_tag(64, samples=44_100, frames=40, stream=8320, crc=0x1234)
    assert tag[:21] == bytes.fromhex("fffb50c4") + bytes(17)
    assert tag[21:37] == b"Info" + bytes([0, 0, 0, 15, 0, 0, 0, 40]) + (8320 + 208).to_bytes(
        4, "big"
    )
    assert list(tag[37:137:25]) == [0, 64, 128, 192]
    lame = tag[141:]
    assert lame[:9] == b"LAME3.100"
    delays = int.from_bytes(lame[21:24], "big")
    assert divmod(delays, 4096) == (576, 40 * 1152 - 576 - 44_100)
    assert lame[28:34] == (8320 + 208).to_bytes(4, "big") + bytes([0x12, 0x34])
    assert int.from_bytes(lame[34:36], "big") == crc16(tag[: 141 + 34])
    assert not any(lame[36:])


def test_another_frame_is_an_error() -> None:
    for header in (0xFFFB_00C4, 0xFFFB_F0C4, 0xFFFB_54C4, 0xFFF3_50C4, 0):
        with pytest.raises(ValueError, match="not the header"):
            frame_bytes(header)
    with pytest.raises(ValueError, match="no constant bit rate of 400"):
        tag_bytes(400)
