from dataclasses import replace

import pytest

from coach.outputs.audio.mp3.frames import BITRATES, measure_frame_bytes
from coach.outputs.audio.mp3.lame_tag import Encoded, make_lame_tag, measure_tag_bytes

CONTENTS = tuple(83 * entry for entry in range(100))
STREAM = Encoded(
    samples=44_100,
    frames=40,
    size=8320,
    crc=0x1234,
    contents=CONTENTS,
    header=0xFFFB_50C4,
    bitrate=64,
    quality=53,
)


def crc16_bit_by_bit(data: bytes) -> int:
    """CRC-16/ARC, after https://reveng.sourceforge.io/crc-catalogue/16.htm."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc


@pytest.mark.parametrize(("header", "channels"), [(0xFFFB_50C4, 1), (0xFFFB_5044, 2)])
@pytest.mark.parametrize("bitrate", [*BITRATES, None])
def test_the_tag_is_a_frame(bitrate: int | None, header: int, channels: int) -> None:
    tag = make_lame_tag(replace(STREAM, bitrate=bitrate, header=header))
    own = int.from_bytes(tag[:4], "big")
    assert measure_frame_bytes(own) == len(tag) == measure_tag_bytes(bitrate, channels)
    assert own & 0xC0 == header & 0xC0


def test_the_fields_of_a_constant_bit_rate_stand_where_decoders_look() -> None:
    tag = make_lame_tag(STREAM)
    assert tag[:21] == bytes.fromhex("fffb50c4") + bytes(17)
    assert tag[21:37] == b"Info" + bytes([0, 0, 0, 15, 0, 0, 0, 40]) + (8320 + 208).to_bytes(
        4, "big"
    )
    assert list(tag[37:137]) == [(208 + place) * 256 // 8528 for place in CONTENTS]
    assert tag[137:141] == (53).to_bytes(4, "big")
    lame = tag[141:]
    assert lame[:10] == b"LAME3.100\x01"
    assert lame[20] == 64
    delays = int.from_bytes(lame[21:24], "big")
    assert divmod(delays, 4096) == (576, 40 * 1152 - 576 - 44_100)
    assert lame[24] == 0b01_0_000_00
    assert lame[28:34] == (8320 + 208).to_bytes(4, "big") + bytes([0x12, 0x34])
    assert int.from_bytes(lame[34:36], "big") == crc16_bit_by_bit(tag[: 141 + 34])
    assert not any(lame[36:])


def test_the_fields_of_a_variable_bit_rate_in_joint_stereo_stand_15_bytes_later() -> None:
    tag = make_lame_tag(replace(STREAM, bitrate=None, header=0xFFFB_9064))
    assert tag[:36] == bytes.fromhex("fffb5044") + bytes(32)
    assert tag[36:48] == b"Xing" + bytes([0, 0, 0, 15, 0, 0, 0, 40])
    lame = tag[156:]
    assert lame[:10] == b"LAME3.100\x04"
    assert lame[20] == 32
    assert lame[24] == 0b01_0_011_00
    assert int.from_bytes(lame[34:36], "big") == crc16_bit_by_bit(tag[: 156 + 34])
