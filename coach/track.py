"""A track: routines compiled for a listener, with their sound and all the files they can become."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.audio.master import Master
from coach.audio.targets import LOUDNESS_LUFS
from coach.diagnostics import Diagnostic
from coach.outputs.audio.encoding import Encoding
from coach.progress import Progress, ignore_progress
from coach.publication import Publication, is_folder_name
from coach.rendition import ReachedLoudness, Rendition
from coach.score.adjustments import Adjustments
from coach.score.goal import Goal
from coach.score.timeline import Timeline
from coach.score.timeline_document import describe_timeline
from coach.script.routine import Routine
from coach.speech.voice import Voice


@dataclass(frozen=True)
class Track:
    """Routines compiled for a listener, ready to be played or exported.

    Attributes:
        routines: what is done.
        timeline: what is heard, and when.
        voice: who speaks.
        sounds: the name of the set of sounds.
        adjustments: what the listener adjusts.
        diagnostics: what is doubtful, though it was compiled.
        goal: what must be reached before the next routine is due.
    """

    routines: tuple[Routine, ...]
    timeline: Timeline
    voice: Voice = field(repr=False)
    sounds: str
    adjustments: Adjustments
    diagnostics: tuple[Diagnostic, ...] = ()
    goal: Goal | None = None

    def document(self) -> dict[str, object]:
        """Return the timeline as plain lists and mappings, ready for JSON."""
        return describe_timeline(self.timeline, self.voice.profile.name)

    def render(self, start: int, stop: int) -> NDArray[np.int16]:
        """Render the frames ``[start, stop)``: any range, at any time, as the whole track has it.

        Return int16 samples at 44,100 Hz, of shape (frames,).
        """
        return self._master.render(start, stop)

    def export(  # noqa: PLR0913 - one keyword for each thing that can be asked for
        self,
        path: str | PathLike[str],
        *,
        captions: Sequence[str] = (),
        split: bool = False,
        overwrite: bool = False,
        comment: str = "",
        bitrate: int | None = None,
        vbr: int | None = None,
        loudness: float = LOUDNESS_LUFS,
        music: str | PathLike[str] | None = None,
        ambience: str | None = None,
        on_progress: Progress = ignore_progress,
    ) -> ReachedLoudness | None:
        """Write the track to a file whose suffix names the format, whole or not at all.

        Args:
            path: the file: ``.mp3``, ``.wav``, ``.flac``, ``.ogg``, ``.opus``, ``.m4a``, ``.m4b``,
                ``.html``, ``.vtt``, ``.srt``, ``.lrc`` or ``.json``; a name that
                ends in a slash becomes the folder of a web app.
            captions: the kinds of captions that are written beside it, such as ``vtt``.
            split: whether each chapter becomes a file of its own, in a folder.
            overwrite: whether what is there already is replaced.
            comment: how the track was made, for its tags.
            bitrate: a constant bit rate in kbit/s.
            vbr: a variable bit rate, from 0 (best) to 9 (smallest).
            loudness: the loudness of all speech together, in LUFS.
            music: a file of music to play behind it.
            ambience: the name of an ambience to play behind it.
            on_progress: called with how far it is.

        Returns:
            The loudness it has; None where the file holds no sound.

        Raises:
            ExportError: where it cannot be written.
            MusicError: where the music cannot be read.
        """
        publication = Publication(
            Path(path),
            app=is_folder_name(path),
            comment=comment,
            overwrite=overwrite,
            split=split,
            captions=tuple(dict.fromkeys(captions)),
            encoding=Encoding(bitrate, vbr),
            loudness=loudness,
            music=Path(music) if music else None,
            ambience=ambience,
        )
        return self.rendition.publish(publication, on_progress)

    @cached_property
    def rendition(self) -> Rendition:
        """The track as it sounds, from which its files are made."""
        topic = " ".join(
            words
            for routine in self.routines
            for words in (routine.front.about, *(p.exercise.heading for p in routine.placed))
        )
        return Rendition(
            self.timeline,
            self.routines[0].front.language,
            self.voice.profile.name,
            self.sounds,
            self.adjustments.level,
            topic,
            self.voice.samples,
            self.voice.list_words,
        )

    @cached_property
    def _master(self) -> Master:
        return self.rendition.make_master()
