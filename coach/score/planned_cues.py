"""The cues of an action as they are spoken in one of its sets, and what differs by the round."""

from collections.abc import Callable, Iterator, Sequence

from coach.diagnostics import Span
from coach.score.cuesheet import PlannedCue, SpeechLine
from coach.script.model import ONCE, Cue, Step, Text
from coach.script.moments import AfterEach, BeforeNext

Fill = Callable[[Text], str]
"""What fills in the placeholders of a text."""


def plan_cues(
    fill: Fill, cues: Sequence[Cue], write_place: Callable[[Span], str], *, is_sparing: bool
) -> Iterator[PlannedCue]:
    """Yield what is said during the action."""
    for cue in cues:
        if isinstance(cue.when, AfterEach | BeforeNext):
            continue
        words = fill(cue.text)
        if words or cue.has_bell:
            source = write_place(cue.text.span)
            yield PlannedCue(words, cue.when, source, is_sparing, cue.has_bell)


def word_cues(
    fill: Fill,
    cues: Sequence[Cue],
    when: type[AfterEach | BeforeNext],
    write_place: Callable[[Span], str],
) -> tuple[SpeechLine, ...]:
    """Return the lines of what is said between the sets of the action."""
    return tuple(
        SpeechLine(words, "cue", write_place(cue.text.span))
        for cue in cues
        if isinstance(cue.when, when)
        if (words := fill(cue.text))
    )


def has_value_of_round(step: Step) -> bool:
    """Return whether a step has another length in each round."""
    return step.action is not None and bool(step.action.length.values) and step.sets == ONCE


def names_round(step: Step) -> bool:
    """Return whether a step or one of its cues says which round it is."""
    texts = (step.text, *(cue.text for cue in step.cues))
    return any(each.name == "round" for text in texts for each in text.placeholders)
