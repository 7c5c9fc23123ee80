"""The words of a page that plays a track, in one language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """What a page shows besides the routine's own words.

    Attributes:
        play: the button that starts the track.
        pause: the button that pauses it.
        following: the button for the next exercise.
        previous: the button for this exercise from its start, then the one before.
        steps: the heading over all steps.
        start_here: the label of a chapter's button; ``{}`` is the chapter's title.
        left: what the countdown counts, for those who hear the page: "seconds left".
        breathe_in: during an in-breath.
        breathe_out: during an out-breath.
        keep: while the breath is held.
        lift: while a repetition goes up.
        lower: while it goes down.
        rest: the name of a rest.
        wait: the name of a step that takes its time.
    """

    play: str
    pause: str
    following: str
    previous: str
    steps: str
    start_here: str
    left: str
    breathe_in: str
    breathe_out: str
    keep: str
    lift: str
    lower: str
    rest: str
    wait: str
