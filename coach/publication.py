"""Publishing: which files a track becomes, and what they say of it."""

import os
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path, PurePath

from coach.audio.targets import LOUDNESS_LUFS
from coach.outputs.audio.encoding import Encoding
from coach.outputs.captions.captions import list_lyrics
from coach.outputs.content import TrackContent
from coach.outputs.label import Label
from coach.outputs.output_table import check_encoding, find_output
from coach.outputs.page.app import check_app, write_app
from coach.outputs.parts import check_parts, name_parts_folder, write_parts
from coach.outputs.target import Unsupported
from coach.outputs.track import check_files, write_files
from coach.printable import make_printable
from coach.score.adjustments import Typed, write_options
from coach.score.timeline import Timeline

_ARTIST = "coach"
_ALBUM = "Coach routines"
_GENRE = "Speech"

_AS_USUAL = Encoding()


@dataclass(frozen=True, slots=True)
class Publication:
    """How a track is published.

    Attributes:
        path: the file; its suffix names the output, a row of `coach.outputs.output_table`.
        app: whether ``path`` is the folder of a web app instead.
        comment: how the track was made.
        overwrite: whether what is there already is replaced.
        split: whether each chapter becomes a file of its own, in a folder.
        captions: the kinds of captions that are written beside it, such as ``vtt``.
        encoding: what is asked of the format.
        loudness: integrated, in LUFS.
        music: a file of music to play behind it.
        ambience: the name of an ambience to play behind it.
    """

    path: Path
    app: bool = False
    comment: str = ""
    overwrite: bool = False
    split: bool = False
    captions: tuple[str, ...] = ()
    encoding: Encoding = _AS_USUAL
    loudness: float = LOUDNESS_LUFS
    music: Path | None = None
    ambience: str | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the whole track has: its own first, then those of its captions."""
        beside = (self.page.with_suffix(f".{kind}") for kind in self.captions)
        return tuple(dict.fromkeys((self.page, *beside)))

    @property
    def page(self) -> Path:
        """The file whose suffix says what the track becomes; that of a web app is its page."""
        return self.path / "index.html" if self.app else self.path

    @property
    def targets(self) -> tuple[Path, ...]:
        """The files that are written, or the folder of the parts or of the web app."""
        if self.app:
            return (self.path,)
        return (name_parts_folder(self.path),) if self.split else self.files


def is_folder_name(path: str | PathLike[str]) -> bool:
    """Return whether a path names a folder, as ``calf/`` does: the track becomes a web app.

    >>> is_folder_name("calf/"), is_folder_name("calf.html")
    (True, False)
    """
    return os.fspath(path).endswith(("/", os.sep))


def check_publication(publication: Publication) -> None:
    """Check, before any of the work is done, that a track can be written as asked.

    Raises:
        ExportError: where it cannot; `Unsupported` where what is asked for makes no sense.
    """
    path, overwrite, music = publication.page, publication.overwrite, publication.music
    outputs = tuple(map(find_output, publication.files))
    check_encoding(path, publication.encoding)
    if music and os.path.realpath(music) in map(os.path.realpath, publication.targets):
        raise Unsupported(f"{path} is the music itself: give -o another name.")
    if outputs[0].sound is None:
        for option, asked in (
            ("--split", publication.split),
            ("--music", music),
            ("--ambience", publication.ambience),
        ):
            if asked:
                raise Unsupported(f"{path} holds no sound: it takes no {option}.")
    if path.suffix.lower() == ".html" and publication.split:
        raise Unsupported(f"{path} holds the whole track: leave out --split.")
    if publication.app:
        if publication.captions:
            raise Unsupported(f"{publication.path} is a web app: it takes no --captions.")
        check_app(publication.path, overwrite=overwrite)
    elif publication.split:
        check_parts(path, overwrite=overwrite)
    else:
        check_files(publication.files, overwrite=overwrite)


def write_publication(publication: Publication, content: TrackContent) -> None:
    """Write a track to its files or its folder, whole or not at all.

    Raises `coach.outputs.target.ExportError` where it cannot be written.
    """
    if publication.app:
        write_app(publication.path, content, overwrite=publication.overwrite)
        return
    write = write_parts if publication.split else write_files
    write(publication.files, content, overwrite=publication.overwrite)


def make_label(timeline: Timeline, language: str, comment: str, cover: bytes | None) -> Label:
    """Say what is in a track."""
    return Label(
        timeline.title,
        artist=_ARTIST,
        album=_ALBUM,
        genre=_GENRE,
        language=language,
        comment=make_printable(comment),
        chapters=timeline.chapters,
        lyrics=tuple(list_lyrics(timeline)),
        cover=cover,
    )


def write_export_command(routines: Iterable[str], typed: Typed, publication: Publication) -> str:
    """Write the command that makes a track again, for a shell in the same folder."""
    encoding = publication.encoding
    command = ["coach", "export", *map(_name_alone, routines)]
    command += write_options(
        {**typed, "voice": _name_alone(str(typed["voice"]))} if typed.get("voice") else typed
    )
    if publication.loudness != LOUDNESS_LUFS:
        command += ["--loudness", f"{publication.loudness:.15g}"]
    for option, value in (
        ("--bitrate", encoding.bitrate),
        ("--vbr", encoding.vbr),
        ("--music", publication.music and publication.music.name),
        ("--ambience", publication.ambience),
    ):
        if value is not None:
            command += [option, str(value)]
    command += [word for kind in publication.captions for word in ("--captions", kind)]
    if publication.split:
        command.append("--split")
    command += ["-o", f"{publication.path.name}{'/' if publication.app else ''}"]
    return os.fsencode(shlex.join(command)).decode(errors="replace")


def _name_alone(path: str) -> str:
    """Return the name of a file without its folder: whoever gets the track need not know that."""
    return PurePath(path).name or path
