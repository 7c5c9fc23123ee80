"""Who tells a planner how long texts take to say."""

from typing import Protocol

from coach.score.cuesheet import CueSheet


class SpeechMeter(Protocol):
    """Somebody who speaks. To speak takes long, so a planner guesses most lengths first."""

    def prepare_sheet(self, sheet: CueSheet) -> None:
        """Speak everything that a cue sheet says."""

    def guess_frames(self, text: str) -> int:
        """Return how many frames a text takes: exact once it was spoken, about before."""

    def count_frames(self, text: str) -> int:
        """Return how many frames a text takes; it is spoken for that."""
