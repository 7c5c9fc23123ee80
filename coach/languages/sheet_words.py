"""The words of a printed sheet, in one language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """What a sheet says besides the routine's own words.

    Attributes:
        labelled: how a name and what it names are written: ``{}: {}``.
        name: the line for the name of whoever takes it home.
        notes: the room for notes.
        tools: the heading over what is needed.
        avoid: the heading over who should not do the routine.
        sides: what stands at an exercise for several sides; ``{}`` is the list of them.
        done: the heading over the boxes.
        week: the name of a row of boxes; ``{}`` is its number.
        daily: once a day.
        weekly: once a week.
        per_day: how often on one day.
        per_week: how often in a week.
        on_symptoms: for a routine that is done when symptoms come.
        in_time: the heading over the picture of the routine in time.
        reps: how repetitions are written: ``{} times``.
    """

    labelled: str
    name: str
    notes: str
    tools: str
    avoid: str
    sides: str
    done: str
    week: str
    daily: str
    weekly: str
    per_day: str
    per_week: str
    on_symptoms: str
    in_time: str
    reps: str
