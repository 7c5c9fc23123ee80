"""A label to put on a track, with everything that a label can hold."""

import struct
import zlib
from itertools import pairwise

from coach.outputs.label import Label, Lyric
from coach.score.timeline import Chapter


def png() -> bytes:
    """Draw a red picture of 2 × 2."""

    def chunk(name: bytes, contents: bytes) -> bytes:
        crc = zlib.crc32(name + contents)
        return struct.pack(">I", len(contents)) + name + contents + struct.pack(">I", crc)

    rows = (b"\0" + b"\xc8\x0a\x0a" * 2) * 2
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def bare() -> Label:
    return Label("Calf roll", "Maya", "Coach routines", "Speech", "en", "coach export calf")


def full(frames: int, chapters: int = 3) -> Label:
    edges = [round(frames * number / chapters) for number in range(chapters + 1)]
    return Label(
        title="Wadenrolle – überall · 気",
        artist="Maya",
        album="Coach routines",
        genre="Speech",
        language="de",
        comment="coach export calf --pace slow\nHold: 45s",
        chapters=tuple(
            Chapter(first, last - first, f"Wade · links · {number}")
            for number, (first, last) in enumerate(pairwise(edges), start=1)
        ),
        lyrics=(Lyric(0, "Leg dich hin – jetzt."), Lyric(frames // 2, "Und löse dich.")),
        cover=png(),
        part=(2, 5),
    )
