"""The words of the pages that a running coach serves, in one language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeWords:
    """What the remote control and the list of routines say besides the words of a page.

    Attributes:
        longer: the button that adds a breath to the running hold.
        shorter: the button that takes one off.
        coming: what stands before the step that comes next.
        paused: while the track is paused.
        waiting: while it waits for the listener.
        finished: at the end.
        preparing: before there is any sound.
        output_lost: while the sound output is gone.
        disconnected: while coach does not answer.
        needs_scripts: to a browser that runs no scripts.
        routines: the heading over the routines.
        adjustments: the heading over the adjustments.
        several: the hint at a field for several values.
        kind: the label of the choice of files.
        download: the button that downloads a file.
        making: while a track is made.
        mistakes: the heading over what is wrong.
        busy: to whoever asks for a track while too many others wait for theirs.
        as_written: the choice that leaves a routine as its author wrote it.
    """

    longer: str
    shorter: str
    coming: str
    paused: str
    waiting: str
    finished: str
    preparing: str
    output_lost: str
    disconnected: str
    needs_scripts: str
    routines: str
    adjustments: str
    several: str
    kind: str
    download: str
    making: str
    mistakes: str
    busy: str
    as_written: str
