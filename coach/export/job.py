"""A job: a finished track, and all that its files are to be."""

from dataclasses import dataclass

from coach.export.captions import Caption
from coach.export.encoding import Encoding
from coach.export.label import Label
from coach.export.recording import Recording


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written.

    Attributes:
        recording: the track.
        label: what a file says of it.
        encoding: how it is encoded.
        captions: what is said, in order; empty where no captions are wanted.
        kinds: the kinds of captions that are wanted, such as ``vtt``.
    """

    recording: Recording
    label: Label
    encoding: Encoding
    captions: tuple[Caption, ...] = ()
    kinds: tuple[str, ...] = ()
