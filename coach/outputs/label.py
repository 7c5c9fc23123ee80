"""The label of a track: what a file says of what is in it, whatever its format."""

from dataclasses import dataclass

from coach.score.timeline import Chapter


@dataclass(frozen=True, slots=True)
class Lyric:
    """Words that are heard, and the frame at which they begin."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """What a track is called, what is in it, and where.

    Attributes:
        title: what a player shows.
        artist: who speaks.
        album: what it belongs to.
        genre: what kind of sound it is.
        language: of the words, as ISO 639-1 has it: ``en``.
        comment: how the track was made, so that it can be made again.
        chapters: they tile the track.
        lyrics: all that is said, in order.
        cover: a picture, as PNG; None where there is none.
        part: which of how many files this is, from 1; None for a whole track.
    """

    title: str
    artist: str
    album: str
    genre: str
    language: str
    comment: str
    chapters: tuple[Chapter, ...] = ()
    lyrics: tuple[Lyric, ...] = ()
    cover: bytes | None = None
    part: tuple[int, int] | None = None
