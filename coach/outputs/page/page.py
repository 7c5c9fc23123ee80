"""A page that plays a track: one HTML file with the sound, the steps, the cover and a program.

Without scripts the page is a player with the steps to read. Its own content policy forbids every
request. https://www.w3.org/TR/CSP3/
"""

from base64 import b64encode
from collections.abc import Mapping
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

from markupsafe import Markup

from coach.languages import find_language
from coach.outputs.audio.mp3.writer import write_mp3
from coach.outputs.audio.recording import Recording
from coach.outputs.content import TrackContent
from coach.outputs.page.score import make_page_score
from coach.outputs.target import Unsupported
from coach.outputs.templates import hash_source, load_template, write_policy
from coach.timing import write_clock_seconds

_FOLDER = Path(__file__).parent

_MOST_BYTES = 32_000_000 * 3 // 4
"""Bytes of sound that a page can hold. Firefox takes data URLs of 32 MB, and base64 writes three
bytes as four."""

_STEP_BYTES = 3 * 64 * 1024
"""Bytes that are encoded at once; a multiple of three, so that base64 pads only at the end."""

_SOUND = Markup("<sound>")
"""Stands for the sound until the page is written. No text can be the same: texts are escaped."""


def write_page(file: BinaryIO, recording: Recording, content: TrackContent) -> None:
    """Write a track as a page to an empty file that is open for reading and writing.

    Raises:
        Unsupported: if the sound is too long for a page.
    """
    write_mp3(file, recording, content.encoding, content.label)
    size = file.tell()
    if size > _MOST_BYTES:
        raise Unsupported(
            f"The track has {size / 1e6:.0f} MB of sound, and browsers play pages with up to "
            f"{_MOST_BYTES / 1e6:.0f} MB. Export an .mp3, or lower --bitrate."
        )
    before, after = (text.encode() for text in _render_page(content).split(_SOUND))
    # The end moves first, so nothing is overwritten that is still to be read.
    for start in reversed(range(0, size, _STEP_BYTES)):
        file.seek(start)
        block = file.read(min(_STEP_BYTES, size - start))
        file.seek(len(before) + start // 3 * 4)
        file.write(b64encode(block))
    file.seek(0)
    file.write(before)
    file.seek(0, SEEK_END)
    file.write(after)


def render_app_page(content: TrackContent) -> str:
    """Return the page of a web app, whose sound and cover are files beside it."""
    own = "'self'"
    rules = {"connect-src": own, "manifest-src": own, "worker-src": own}
    return _fill_page(content, "track.mp3", "cover.png", own, rules, is_app=True)


def _render_page(content: TrackContent) -> str:
    """Return the page as one file, with a mark in place of the sound."""
    cover = content.label.cover
    picture = f"data:image/png;base64,{b64encode(cover).decode()}" if cover else ""
    sound = Markup("data:audio/mpeg;base64,") + _SOUND
    return _fill_page(content, sound, picture, "data:", {}, is_app=False)


def _fill_page(  # noqa: PLR0913 - what differs between the two
    content: TrackContent,
    sound: str,
    cover: str,
    origin: str,
    rules: Mapping[str, str],
    *,
    is_app: bool,
) -> str:
    """Fill in the page.

    Args:
        content: the track.
        sound: the address of the sound.
        cover: the address of the cover; empty without one.
        origin: where the policy lets sound and pictures come from.
        rules: what else the policy allows.
        is_app: whether the page can be installed.
    """
    label = content.label
    language = find_language(label.language)
    assert language, label.language  # a routine in another language is not compiled  # noqa: S101
    style = read_own_file("page.css")
    program = read_own_file("now_playing.js") + read_own_file("page.js")
    policy = {
        "default-src": "'none'",
        "media-src": origin,
        "img-src": f"{origin} data:" if is_app else origin,
        "style-src": hash_source(style),
        "script-src": hash_source(program),
        "base-uri": "'none'",
        "form-action": "'none'",
        **rules,
    }
    score = make_page_score(content.timeline, language)
    return load_template(_FOLDER / "page.html").render(
        policy=write_policy(policy),
        style=Markup(style),  # noqa: S704 - the package's own file
        program=Markup(program),  # noqa: S704 - as above
        language=label.language,
        title=label.title,
        length=write_clock_seconds(score.length // 1000),
        words=language.page,
        score=score,
        clock=write_clock_seconds,
        cover=cover,
        sound=sound,
        is_app=is_app,
    )


def read_own_file(name: str) -> str:
    """Return a file of this folder."""
    return (_FOLDER / name).read_text(encoding="utf-8")
