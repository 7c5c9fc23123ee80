"""The text of captions: lines, and times."""

from collections.abc import Iterable

from coach.timing import frames_to_ms

_WIDTH_CHARS = 42
"""Characters in a line."""


def write_timestamp(frame: int, point: str) -> str:
    """Write a time as hours, minutes, seconds and milliseconds: ``00:01:05.250``."""
    seconds, ms = divmod(frames_to_ms(frame), 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{ms:03d}"


def join_lines(text: str) -> str:
    """Write a text in one line."""
    return " ".join(text.split())


def wrap_text(text: str) -> list[str]:
    """Break a text into as few lines as it needs, of lengths as even as can be.

    A word that is longer than a line stands alone in one.
    """
    words = text.split()
    lines = _fill_lines(words, _WIDTH_CHARS)
    for width in range(len(text) // len(lines), _WIDTH_CHARS):
        narrow = _fill_lines(words, width)
        if len(narrow) == len(lines):
            return narrow
    return lines


def _fill_lines(words: Iterable[str], width: int) -> list[str]:
    """Break words into lines, as many as a line holds in each."""
    first, *others = words
    lines = [first]
    for word in others:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
