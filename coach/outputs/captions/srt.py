"""SubRip."""

from collections.abc import Iterable, Iterator

from coach.outputs.captions.captions import Caption
from coach.outputs.captions.text import wrap_text, write_timestamp

_NO_MARKUP = str.maketrans("<>{}", "\u2039\u203a()")
"""Replaces the characters that begin markup, which SubRip cannot escape."""


def write_srt(captions: Iterable[Caption], _title: str, _language: str) -> Iterator[str]:
    """Write captions as SubRip, with its own line ends; it has no words for the track itself."""
    for number, caption in enumerate(captions, start=1):
        times = f"{write_timestamp(caption.at, ',')} --> {write_timestamp(caption.end, ',')}"
        yield f"{number}\r\n{times}\r\n"
        for line in wrap_text(caption.text.translate(_NO_MARKUP)):
            yield f"{line}\r\n"
        yield "\r\n"
