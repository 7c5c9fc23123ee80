"""`coach export`: routines as one track."""

import math
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.audio.targets import LOUDNESS_LUFS
from coach.cli.adjustments import AdjustableCommand, TypedOptions, pass_tuned_adjustments
from coach.cli.arguments import Routines
from coach.cli.background import SOUND_PANEL, Ambience, Music
from coach.cli.compiling import compile_routines
from coach.cli.printing import echo
from coach.cli.progress import show_progress
from coach.cli.reports import ask_yes_no, is_interactive, printing_after, report_failures
from coach.outputs.output_table import OUTPUTS, join_words
from coach.timing import write_clock

if TYPE_CHECKING:
    from coach.rendition import ReachedLoudness

_FILE = "The file"

_SPEECH_TOLERANCE_LU = 0.5
"""By how much speech may miss the loudness asked for without a word."""

_WHOLE_TOLERANCE_LU = 2.0
"""By how much the whole track may measure otherwise than its speech without a word."""


class CaptionKind(StrEnum):
    """The kinds of captions; the first is the usual one."""

    VTT = "vtt"
    SRT = "srt"
    LRC = "lrc"


_NOT_MADE = ("ass", "dfxp", "json", "sbv", "ssa", "stl", "sub", "ttml", "txt")
"""Kinds of captions that others have: one is refused as a kind, not looked for as a routine."""


def _refuse_nan(value: float) -> float:
    """Refuse NaN, which is neither under the least nor over the most."""
    if math.isnan(value):
        raise typer.BadParameter("nan is not a loudness.")
    return value


Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=f"The file to write, ROUTINE.mp3 without it; its suffix chooses the format: "
        f"{join_words(OUTPUTS, 'or')}. With a slash at the end, the folder of a web app.",
        show_default=False,
        rich_help_panel=_FILE,
    ),
]
Force = Annotated[
    bool,
    typer.Option("--force", help="Replace what is there already.", rich_help_panel=_FILE),
]
Split = Annotated[
    bool,
    typer.Option(
        "--split",
        help="Write a folder: a file for each exercise and side, and a playlist.",
        rich_help_panel=_FILE,
    ),
]
Captions = Annotated[
    list[CaptionKind] | None,
    typer.Option(
        "--captions",
        help="Write captions beside the track: vtt by default. Repeatable.",
        show_default=False,
        rich_help_panel=_FILE,
    ),
]
Bitrate = Annotated[
    int | None,
    typer.Option(
        "--bitrate",
        metavar="KBIT/S",
        help="A constant bit rate: 64 by default, for MP3 in mono.",
        show_default=False,
        rich_help_panel=_FILE,
    ),
]
Vbr = Annotated[
    int | None,
    typer.Option(
        "--vbr",
        min=0,
        max=9,
        metavar="0-9",
        help="A variable bit rate instead: 0 is the best, 9 the smallest.",
        show_default=False,
        rich_help_panel=_FILE,
    ),
]
Loudness = Annotated[
    float,
    typer.Option(
        "--loudness",
        min=-40,
        max=-10,
        callback=_refuse_nan,
        metavar="LUFS",
        help="How loud the track is as a whole.",
        rich_help_panel=SOUND_PANEL,
    ),
]


class ExportCommand(AdjustableCommand):
    """The command, to which ``--captions`` alone means the usual kind."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 (typer hides it)
        """Read the arguments, with the kind of captions where it was left out."""
        return super().parse_args(ctx, list(_add_kinds(args)))


def _add_kinds(words: Iterable[str]) -> Iterator[str]:
    """Put the usual kind of captions after each ``--captions`` that no kind follows."""
    usual, kinds = CaptionKind.VTT, (*CaptionKind, *_NOT_MADE)
    pending = False
    for word in words:
        if pending and word not in kinds:
            yield usual
        pending = word == "--captions"
        yield word
    if pending:
        yield usual


@report_failures
@pass_tuned_adjustments
def export(  # noqa: PLR0913 - the options there are
    routines: Routines,
    *,
    output: Output = None,
    force: Force = False,
    split: Split = False,
    captions: Captions = None,
    bitrate: Bitrate = None,
    vbr: Vbr = None,
    loudness: Loudness = LOUDNESS_LUFS,
    music: Music = None,
    ambience: Ambience = None,
    typed: TypedOptions,
) -> None:
    """Write routines to one track with chapters, for a phone or a player."""
    from coach.outputs.audio.encoding import Encoding
    from coach.publication import (
        Publication,
        check_publication,
        is_folder_name,
        write_export_command,
    )

    publication = Publication(
        Path(output) if output else _name_file(routines),
        app=is_folder_name(output or ""),
        overwrite=force or is_interactive(),
        split=split,
        captions=tuple(dict.fromkeys(captions or ())),
        encoding=Encoding(bitrate, vbr),
        loudness=loudness,
        music=music,
        ambience=ambience,
    )
    publication = replace(publication, comment=write_export_command(routines, typed, publication))
    check_publication(publication)
    if publication.overwrite and not force:
        publication = replace(publication, overwrite=_confirm_overwrite(publication.targets))
    track = compile_routines(routines, typed)
    with show_progress() as on_progress:
        reached = track.rendition.publish(publication, on_progress)
    timeline = track.timeline
    length = write_clock(timeline.frames)
    what = "files" if split else "chapters"
    with printing_after(f"{publication.targets[0]} is written."):
        echo(
            f"{publication.targets[0]}: {timeline.title}, {length}, {len(timeline.chapters)} {what}"
        )
    if reached is None:
        return
    for line in _describe_loudness(
        reached, loudness + dict(track.adjustments.level).get("voice", 0)
    ):
        echo(line)


def _name_file(routines: Iterable[str]) -> Path:
    """Name the file of a track after its routines, in the current folder."""
    from coach.library import Library

    library = Library.of_user()
    names = (Path(library.make_lasting_name("scripts", name)).name for name in routines)
    return Path(f"{'-'.join(name.removesuffix('.md') for name in names)}.mp3")


def _describe_loudness(reached: "ReachedLoudness", asked: float) -> Iterator[str]:
    """Say where a track is not as loud as its listener may expect."""
    if reached.whole == -math.inf:
        yield "Nothing in it can be heard: it is all muted, or too soft."
        return
    if reached.speech < asked - _SPEECH_TOLERANCE_LU and reached.speech > -math.inf:
        yield (
            f"Its speech is at {reached.speech:.1f} LUFS, not {asked:.15g}: "
            "a louder voice would be distorted."
        )
    if abs(reached.whole - asked) > _WHOLE_TOLERANCE_LU:
        yield f"Measured as a whole, with its pauses, the track is at {reached.whole:.1f} LUFS."


def _confirm_overwrite(paths: Iterable[Path]) -> bool:
    """Ask whether to replace what is there, if anything is."""
    there = [str(each) for each in paths if os.path.lexists(each)]
    if not there:
        return False
    exists, them = ("exists", "it") if len(there) == 1 else ("exist", "them")
    question = f"{' and '.join(there)} {exists} already. Replace {them}?"
    if not ask_yes_no(question):
        raise typer.Abort
    return True
