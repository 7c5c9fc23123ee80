"""Two MP3 streams of the same sound made one, where both have the same frames for a while.

One encoder is past its beginning there, the other at it. Up to some frame the first one's frames
are taken, from there on the other's. Of the main data of that frame, some lies in the frames
before (the bit reservoir), and is brought along: it must fit where the first encoder had left room
for its own. All else in a frame stands by itself, but for the overlap of its windows with the next
frame's; these fit together if both encoders chose the same shapes of windows there.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from coach.outputs.audio.mp3.frames import (
    HEADER_BYTES,
    Frame,
    find_frame_starts,
    find_wider_header,
    measure_frame_bytes,
    read_frames,
    read_header,
)

WARM_UP_FRAMES = 8
"""Frames of an encoder's beginning that are never heard: one and a half hold the silence before
its sound, and in 8, of 68 bytes of main data at the least, lie the 511 a frame can refer back to.
"""


def join_streams(earlier: bytes, later: bytes, *, variable: bool) -> bytes | None:
    """Go over from one stream to another, as late as both reach.

    The later, the more have the encoders come to agree: most often, both write the very same.

    Args:
        earlier: from some frame on; it may end within a frame.
        later: from the same frame on, the beginning of its stream; likewise.
        variable: whether a frame may be made larger, to hold what is brought along.

    Returns:
        The whole: frames of the earlier, then of the later; None if they fit together nowhere.
    """
    before = read_frames(earlier, find_frame_starts(earlier))
    after = read_frames(later, find_frame_starts(later, len(before)))
    for index in range(min(len(before), len(after)) - 1, WARM_UP_FRAMES - 1, -1):
        if before[index - 1].windows == after[index - 1].windows:
            room, need = before[index].back, after[index].back
            start, last = _enlarge_frame(earlier, before[index - 1], need - room if variable else 0)
            room += last.stop - before[index - 1].stop
            if need <= room:
                free = _find_main_data([*before[: index - 1], last], room)
                start[free] = 0
                start[free[room - need :]] = np.frombuffer(later, np.uint8)[
                    _find_main_data(after[:index], need)
                ]
                return start.tobytes() + later[after[index].start :]
    return None


def _enlarge_frame(stream: bytes, last: Frame, extra: int) -> tuple[NDArray[np.uint8], Frame]:
    """Return a stream up to the end of a frame, and the frame, with some more bytes if it can."""
    start = stream[: last.stop]
    header = read_header(stream, last.start)
    larger = find_wider_header(header, extra) if extra > 0 else None
    if larger is not None:
        size = measure_frame_bytes(larger)
        body = stream[last.start + HEADER_BYTES : last.stop]
        start = stream[: last.start] + (larger.to_bytes(HEADER_BYTES, "big") + body).ljust(
            size, b"\0"
        )
    return np.frombuffer(bytearray(start), np.uint8), replace(last, stop=len(start))


def _find_main_data(before: list[Frame], count: int) -> NDArray[np.intp]:
    """Return where the last bytes of main data stand in the last of these frames."""
    positions = np.concatenate(
        [np.arange(frame.body, frame.stop) for frame in before[-WARM_UP_FRAMES:]]
    )
    return positions[len(positions) - count :]
