"""How long routines take, known without speaking them."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from coach.planning.fit import find_reach
from coach.score.adjustments import Adjustments
from coach.score.arrange import arrange_timeline
from coach.score.cuesheet import CueSheet
from coach.score.lengths import choose_extremes
from coach.score.manners import find_manners
from coach.score.program import Program, choose_program, plan_cue_sheet
from coach.script.routine import Routine
from coach.speech.estimate import estimate_frames
from coach.speech.profile import Profile
from coach.store import Store
from coach.timing import SECOND, round_half_up

_FramesOf = Callable[[str], int]
"""Returns how many frames a text takes to say. Raises `KeyError` where it does not know."""


@dataclass(frozen=True, slots=True)
class TrackLength:
    """How long a track is.

    Attributes:
        seconds: its length; 0 where it cannot be made.
        is_exact: whether all that is said in it is kept, and so known to the frame.
    """

    seconds: int
    is_exact: bool


def find_track_lengths(
    routine: Routine, profile: Profile, store: Store | None
) -> tuple[TrackLength, ...]:
    """Return a routine's shortest, default and longest length, by what a store has of its speech.

    Without a store, or where it does not have all of it, they are estimates.
    """
    program = choose_program((routine,), Adjustments()).value
    programs = (
        _choose_extremes(program, longest=False),
        program,
        _choose_extremes(program, longest=True),
    )
    sheets = [plan_cue_sheet(each, profile.phrases).value for each in programs]
    known = None if store is None or store.is_empty() else store
    return tuple(_find_length(sheet, profile, known) for sheet in sheets)


def _choose_extremes(program: Program, *, longest: bool) -> Program:
    """Return a program with the shortest, or the longest, lengths that its authors allow."""
    parts = tuple(
        replace(part, lengths=choose_extremes(part.routine, part.adjustments, longest=longest))
        for part in program.parts
    )
    return replace(program, parts=parts)


def find_fit_reach(
    routine: Routine, profile: Profile, store: Store | None
) -> tuple[TrackLength, TrackLength] | None:
    """Return the shortest and the longest track that a routine can be fitted to.

    None where it cannot be made.
    """
    program = choose_program([routine], Adjustments()).value
    sheet = plan_cue_sheet(program, profile.phrases).value
    if sheet is None:
        return None
    speaker = _KeptSpeaker(sheet, profile, store)
    shortest, longest = find_reach(program, sheet, profile.phrases, speaker)
    return (
        TrackLength(shortest, is_exact=speaker.is_exact),
        TrackLength(longest, is_exact=speaker.is_exact),
    )


class _KeptSpeaker:
    """Knows how long what a store has of a voice is, and estimates all else."""

    def __init__(self, sheet: CueSheet, profile: Profile, store: Store | None) -> None:
        self._profile = profile
        kept = None if store is None or store.is_empty() else store
        self._frames_of = next(_find_speakers(sheet, profile, kept), None) if kept else None
        self._known: dict[str, int] = {}
        self.is_exact = True

    def prepare_sheet(self, sheet: CueSheet) -> None:
        """Do nothing: what is not kept is estimated."""

    def guess_frames(self, text: str) -> int:
        """Return how many frames a text takes, about where it is not kept."""
        if text not in self._known:
            self._known[text] = self._find_frames(text)
        return self._known[text]

    count_frames = guess_frames

    def _find_frames(self, text: str) -> int:
        if self._frames_of:
            with suppress(KeyError):
                return self._frames_of(text)
        self.is_exact = False
        return estimate_frames(text, self._profile)


def _find_length(sheet: CueSheet | None, profile: Profile, kept: Store | None) -> TrackLength:
    """Return the length of a cue sheet, by the first speaker with all clips stored."""
    if sheet is None:
        return TrackLength(0, is_exact=True)
    for frames_of in _find_speakers(sheet, profile, kept) if kept else ():
        with suppress(KeyError):
            return TrackLength(_measure_seconds(sheet, frames_of), is_exact=True)
    about = _measure_seconds(sheet, lambda text: estimate_frames(text, profile))
    return TrackLength(about, is_exact=False)


def _measure_seconds(sheet: CueSheet, frames_of: _FramesOf) -> int:
    return round_half_up(arrange_timeline(sheet, frames_of, Adjustments().mute).frames, SECOND)


def _find_speakers(sheet: CueSheet, profile: Profile, kept: Store) -> Iterator[_FramesOf]:
    """Yield what knows the lengths of kept clips, for each who may have spoken them."""
    from coach.speech.voice import find_kept_voices  # noqa: PLC0415 (it loads numpy)

    for voice in find_kept_voices(profile, kept, find_manners(sheet)):
        yield voice.find_kept_frames
