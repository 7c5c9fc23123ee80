"""A job: a finished track, and all that its files are to be."""

from dataclasses import dataclass

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.recording import Recording
from coach.outputs.captions.captions import Caption
from coach.outputs.label import Label


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
