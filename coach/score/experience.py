"""What a listener has done of a routine before, as far as it changes what is said."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from coach.score.adjustments import Adjustments
from coach.script.front_matter import FrontMatter
from coach.script.model import WordsLevel
from coach.script.routine import Routine
from coach.timing import Ms

_NOTHING = Ms(0)


@dataclass(frozen=True, slots=True)
class Experience:
    """What a listener has done of a routine before.

    Attributes:
        is_familiar: whether they know it so well that its short words will do.
        done_today: the time in actions that they have done on this day.
        options: the options that are on unless they name others: the week of a programme.
    """

    is_familiar: bool = False
    done_today: Ms = _NOTHING
    options: tuple[str, ...] = ()


NO_EXPERIENCE = Experience()

FindExperience = Callable[[Routine], Experience]
"""Finds what a listener has done of a routine before."""


def find_no_experience(_: Routine) -> Experience:
    """Return what is known of a new listener: nothing."""
    return NO_EXPERIENCE


def add_options(adjustments: Adjustments, experience: Experience) -> Adjustments:
    """Turn on what experience asks for; of alternatives, what the listener names comes last."""
    return replace(adjustments, with_=(*experience.options, *adjustments.with_))


def choose_level(
    front: FrontMatter, adjustments: Adjustments, experience: Experience
) -> WordsLevel:
    """Choose how much is said: what the listener asks for, else what the author does.

    A routine whose author asks for nothing is brief for a listener who knows it.
    """
    if adjustments.words:
        return adjustments.words
    is_open = "words" not in dict(front.key_spans)
    return "brief" if experience.is_familiar and is_open else front.words


def is_opening_short(level: WordsLevel, adjustments: Adjustments, experience: Experience) -> bool:
    """Return whether the opening is the title and when to stop, and nothing else."""
    knows = experience.is_familiar and adjustments.words is None
    return level == "least" or (level == "brief" and knows)
