"""WebVTT (https://www.w3.org/TR/webvtt1/)."""

from collections.abc import Iterable, Iterator

from coach.outputs.captions.captions import Caption
from coach.outputs.captions.text import join_lines, wrap_text, write_timestamp


def write_vtt(captions: Iterable[Caption], title: str, language: str) -> Iterator[str]:
    """Write captions as WebVTT; the text after the signature in its line is free."""
    yield f"WEBVTT Language: {language}\n\n"
    yield f"NOTE {join_lines(title).replace('-->', '→')}\n"
    for caption in captions:
        yield f"\n{write_timestamp(caption.at, '.')} --> {write_timestamp(caption.end, '.')}\n"
        for line in wrap_text(caption.text):
            escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            yield f"{escaped}\n"
