"""Words that are never heard, or come too late, by the voice that is to say them."""

from collections.abc import Sequence
from fractions import Fraction

from coach.diagnostics import Diagnostic
from coach.library import Library
from coach.progress import Progress, ignore_progress
from coach.score.arrange import find_outcomes
from coach.score.crowded_words import warn_of_crowded
from coach.score.cuesheet import CueSheet
from coach.score.manners import find_manners
from coach.score.tight_rests import warn_of_tight_rests
from coach.score.unheard_cues import find_texts_beside, select_unheard, warn_of_unheard
from coach.script.routine import Routine
from coach.speech.engine import SpeechError
from coach.speech.estimate import estimate_frames
from coach.speech.profile import Profile
from coach.speech.voice import Voice, perform_with_fallback
from coach.timing import scale_frames

_DOUBT = Fraction(3, 2)
"""Words are spoken to be sure, if they lack room when they take this much longer."""


def check_cues(
    routine: Routine,
    sheet: CueSheet,
    profile: Profile,
    library: Library,
    on_progress: Progress = ignore_progress,
) -> tuple[Diagnostic, ...]:
    """Warn of what is never heard, or not straight on, as the routine is by default."""

    def estimate_text(text: str) -> int:
        return estimate_frames(text, profile)

    def estimate_slowly(text: str) -> int:
        return scale_frames(estimate_text(text), _DOUBT)

    feared = find_outcomes(sheet, estimate_slowly)
    doubtful = select_unheard(feared.cues)
    if not (doubtful or feared.crowded or feared.rests):
        return ()
    texts = [
        *find_texts_beside(sheet, doubtful),
        *(text for words in feared.crowded for text in sorted(words.beside)),
        *(text for rest in feared.rests for text in rest.texts),
    ]
    known = _measure_texts(tuple(dict.fromkeys(texts)), sheet, profile, library, on_progress)

    def measure_text(text: str) -> int:
        return known[text] if text in known else estimate_text(text)

    outcomes = find_outcomes(sheet, measure_text)
    return (
        *warn_of_unheard(routine, select_unheard(outcomes.cues)),
        *warn_of_crowded(routine, outcomes.crowded),
        *warn_of_tight_rests(routine, outcomes.rests),
    )


def _measure_texts(
    texts: Sequence[str],
    sheet: CueSheet,
    profile: Profile,
    library: Library,
    on_progress: Progress,
) -> dict[str, int]:
    """Return how many frames a voice takes for texts; nothing where it cannot speak."""
    if library.check_allowed(profile):
        return {}

    def measure_texts(voice: Voice) -> dict[str, int]:
        known = {}
        for done, text in enumerate(voice.speak_texts(texts), start=1):
            known[text] = voice.count_frames(text)
            on_progress("Speaking", done, len(texts))
        return known

    try:
        known, _ = perform_with_fallback(profile, measure_texts, library.store, find_manners(sheet))
    except SpeechError:
        return {}
    if library.store:
        library.store.evict_unused()
    return known
