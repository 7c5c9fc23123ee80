"""A job: all that a worker makes one track from. Clips go by the digest of what is in them."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from coach import __version__
from coach.rendition import Rendition
from coach.score.adjustment_values import Bus
from coach.score.adjustments import Typed
from coach.score.timeline import Timeline


@dataclass(frozen=True, slots=True)
class TrackJob:
    """A track to be made, wherever that is.

    Attributes:
        version: the version of coach that must make it.
        file: the name of its file.
        comment: how it was made, for its tags.
        timeline: what is heard, and when.
        language: the tag of the language that is spoken.
        voice: the name of the voice.
        sounds: the name of the set of sounds.
        level: how much louder each kind of sound is than usual, in dB.
        topic: words that say which part of the body it is for.
        clips: each text that is spoken, with the digest of its clip.
    """

    version: str
    file: str
    comment: str
    timeline: Timeline
    language: str
    voice: str
    sounds: str
    level: tuple[tuple[Bus, float], ...]
    topic: str
    clips: tuple[tuple[str, str], ...]


def make_job(
    file: str, comment: str, rendition: Rendition, clips: tuple[tuple[str, str], ...]
) -> TrackJob:
    """Return the job of a track, whose clips have some digests."""
    return TrackJob(
        __version__,
        file,
        comment,
        rendition.timeline,
        rendition.language,
        rendition.voice,
        rendition.sounds,
        rendition.level,
        rendition.topic,
        clips,
    )


def digest_job(job: TrackJob, sources: Iterable[str], typed: Typed) -> str:
    """Return a digest of everything that the bytes of a track depend on.

    That is the version of coach, the texts of the routines, what is adjusted, the voice with its
    clips, and the name of the file, which its comment tells.
    """
    what = (
        job.version,
        job.file,
        job.comment,
        tuple(sources),
        {name: typed[name] for name in sorted(typed)},
        job.voice,
        job.sounds,
        job.clips,
    )
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()
