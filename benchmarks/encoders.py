"""An encoder alone: a program that reads a WAV file block by block and encodes it, untagged.

`python encoders.py FORMAT WAV FILE`. The settings are those that
`coach export` has unless it is told otherwise, in `coach/outputs/`.
"""

import sys
import wave
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import av
    import numpy as np
    from numpy.typing import NDArray

_BLOCK = 32_768


def mp3(source: str, target: str) -> None:
    """Encode with LAME, at a constant 64 kbit/s and its effort 7."""
    import lameenc  # noqa: PLC0415 - a process loads its own encoder only

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(44_100)
    encoder.set_out_sample_rate(44_100)
    encoder.set_bit_rate(64)
    encoder.set_quality(7)
    with wave.open(source) as sound, open(target, "wb") as file:  # noqa: PTH123 - pathlib would take time to load
        while block := sound.readframes(_BLOCK):
            file.write(encoder.encode(block))
        file.write(encoder.flush())


def flac(source: str, target: str) -> None:
    """Encode with libsndfile."""
    _sound_file(source, target, "FLAC", "PCM_16", None)


def ogg(source: str, target: str) -> None:
    """Encode Vorbis with libsndfile."""
    _sound_file(source, target, "OGG", "VORBIS", 6 / 9)


def opus(source: str, target: str) -> None:
    """Encode with FFmpeg's libopus for low delay at 48 kbit/s, resampled by soxr."""
    import av  # noqa: PLC0415 - as above
    import soxr  # noqa: PLC0415 - as above

    resampler = soxr.ResampleStream(44_100, 48_000, 1, dtype="float32")
    with av.open(target, "w", format="opus") as container:
        stream = container.add_stream(
            "libopus",
            48_000,
            layout="mono",
            bit_rate=48_000,
            format="flt",
            options={"application": "lowdelay"},
        )
        at = 0
        for block, last in _floating(source):
            sound = resampler.resample_chunk(block, last=last)
            if len(sound):
                container.mux(stream.encode(_frame(sound, at, 48_000)))
            at += len(sound)
        container.mux(stream.encode(None))


def m4a(source: str, target: str) -> None:
    """Encode with FFmpeg's AAC, its fast coder, at 64 kbit/s."""
    import av  # noqa: PLC0415 - as above

    with av.open(target, "w", format="ipod") as container:
        stream = container.add_stream(
            "aac",
            44_100,
            layout="mono",
            bit_rate=64_000,
            options={"aac_coder": "fast", "aac_tns": "0"},
        )
        at = 0
        for block, _ in _floating(source):
            if len(block):
                container.mux(stream.encode(_frame(block, at, 44_100)))
            at += len(block)
        container.mux(stream.encode(None))


def _sound_file(
    source: str, target: str, container: str, subtype: str, compression: float | None
) -> None:
    import soundfile  # noqa: PLC0415 - as above

    with (
        soundfile.SoundFile(source) as sound,
        soundfile.SoundFile(
            target,
            "w",
            44_100,
            1,
            format=container,
            subtype=subtype,
            compression_level=compression,
        ) as file,
    ):
        while len(block := sound.read(_BLOCK, "int16")):
            file.write(block)


def _floating(source: str) -> "Iterator[tuple[NDArray[np.float32], bool]]":
    """Read blocks as numbers within ±1, and say which is the last, an empty one."""
    import numpy as np  # noqa: PLC0415 - as above

    with wave.open(source) as sound:
        while data := sound.readframes(_BLOCK):
            yield np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32_768), False
    yield np.empty(0, np.float32), True


def _frame(block: "NDArray[np.float32]", at: int, rate: int) -> "av.AudioFrame":
    import av  # noqa: PLC0415 - as above

    frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout="mono")
    frame.sample_rate = rate
    frame.time_base = Fraction(1, rate)
    frame.pts = at
    return frame


ENCODERS: dict[str, Callable[[str, str], None]] = {
    "mp3": mp3,
    "flac": flac,
    "ogg": ogg,
    "opus": opus,
    "m4a": m4a,
}
"""The encoders, by format."""

if __name__ == "__main__":
    _, name, wav, out = sys.argv
    ENCODERS[name](wav, out)
