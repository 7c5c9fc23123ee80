"""LRC, the lyrics that music players show."""

from collections.abc import Iterable, Iterator

from coach.outputs.captions.captions import Caption
from coach.outputs.captions.text import join_lines
from coach.timing import SECOND, round_half_up

_SILENCE_FRAMES = 5 * SECOND
"""A longer time without a caption gets an empty line, since a line of LRC has no end."""

_NO_TAGS = str.maketrans("[]", "()")
"""Replaces the characters that begin a tag, which LRC cannot escape."""


def write_lrc(captions: Iterable[Caption], title: str, language: str) -> Iterator[str]:
    """Write captions as LRC: each is one line, which stands until the next."""
    yield f"[ti:{join_lines(title).translate(_NO_TAGS)}]\n"
    yield f"[la:{language}]\n"
    end = None
    for caption in captions:
        if end is not None and caption.at - end > _SILENCE_FRAMES:
            yield f"{_write_tag(end)}\n"
        yield f"{_write_tag(caption.at)}{caption.text.translate(_NO_TAGS)}\n"
        end = caption.end
    if end is not None:
        yield f"{_write_tag(end)}\n"


def _write_tag(frame: int) -> str:
    """Write a time in minutes, which go on beyond an hour, and hundredths: ``[75:02.50]``."""
    seconds, hundredths = divmod(round_half_up(frame * 100, SECOND), 100)
    return f"[{seconds // 60:02d}:{seconds % 60:02d}.{hundredths:02d}]"
