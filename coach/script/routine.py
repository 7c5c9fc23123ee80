"""A whole routine, its exercises where they stand, and the routines of a programme."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from coach.diagnostics import Diagnostic, SourceText, has_errors
from coach.script.front_matter import FrontMatter
from coach.script.model import (
    ONCE,
    Action,
    Breath,
    Exercise,
    Group,
    Scope,
    SideWord,
    Step,
    Text,
)
from coach.timing import Ms

StepIndex = tuple[int, int]
"""An exercise's number in the routine, and a step's in the exercise."""


@dataclass(frozen=True, slots=True)
class PlacedExercise:
    """An exercise with what it stands in: the nearest of step, exercise, group, routine rules."""

    front: FrontMatter
    group: Group | None
    exercise: Exercise

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The headings it stands under, the nearest first."""
        return (self.exercise.scope, *((self.group.scope,) if self.group else ()))

    @property
    def sides(self) -> tuple[SideWord, ...]:
        """The sides it is done for, in order; empty where it has none."""
        return next((s.sides for s in self.scopes if s.sides is not None), self.front.sides)

    @property
    def may_have_sides(self) -> bool:
        """Whether it has sides, or something that may state them could not be read."""
        unread = chain(self.front.unread, *(scope.unread for scope in self.scopes))
        return bool(self.sides) or any("sides" in each for each in unread)

    @property
    def most_rounds(self) -> int:
        """How many rounds are announced at the most: those of the nearest heading that has any."""
        return next((each.times.most for each in self.scopes if each.times != ONCE), 1)

    def find_every(self, step: Step) -> Ms | None:
        """Return the interval at which the action of one of its steps begins; None without one."""
        stated = (step.every, *(scope.every for scope in self.scopes))
        return next((every for every in stated if every is not None), None)

    def find_breath(self, step: Step) -> Breath:
        """Return the breath pattern of one of its steps."""
        stated = (step.breath, *(scope.breath for scope in self.scopes))
        return next((breath for breath in stated if breath is not None), self.front.breath)


@dataclass(frozen=True, slots=True)
class Routine:
    """A whole script, as far as it can be read.

    Attributes:
        source: its text.
        front: its front matter.
        cautions: those above the first exercise.
        items: its exercises and groups.
        diagnostics: everything that is wrong with it. Where one is an error, the routine is there
            to be looked at, not to be compiled.
        members: the routines of a programme, those of programmes in it included; a routine has
            none.
    """

    source: SourceText = field(repr=False)
    front: FrontMatter
    cautions: tuple[Text, ...] = ()
    items: tuple[Exercise | Group, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    members: tuple["Member", ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether a mistake keeps it from being compiled."""
        return has_errors(self.diagnostics)

    @property
    def first(self) -> "Routine":
        """The first routine of a programme; a routine itself."""
        return self.members[0].routine if self.members else self

    def list_members(self) -> tuple["Member", ...]:
        """List the routines that are done for this one, in order: itself, or its members."""
        return self.members or (Member(self),)

    def walk_steps(self) -> Iterator[tuple[StepIndex, PlacedExercise, Step]]:
        """Iterate over every step where it stands, in the order written."""
        for number, placed in enumerate(self.placed):
            for index, step in enumerate(placed.exercise.steps):
                yield (number, index), placed, step

    def walk_actions(self) -> Iterator[tuple[StepIndex, PlacedExercise, Step, Action]]:
        """Iterate over every step that has an action, in the order written."""
        for index, placed, step in self.walk_steps():
            if step.action:
                yield index, placed, step, step.action

    @property
    def placed(self) -> tuple[PlacedExercise, ...]:
        """Every exercise where it stands, in the order written."""
        return tuple(
            PlacedExercise(self.front, item if isinstance(item, Group) else None, exercise)
            for item in self.items
            for exercise in (item.exercises if isinstance(item, Group) else (item,))
        )


@dataclass(frozen=True, slots=True)
class Member:
    """A routine where it stands in programmes.

    Attributes:
        routine: the routine.
        with_: the options and tools that the programmes turn on for it.
        programmes: the programmes it stands in, the outermost first.
    """

    routine: Routine
    with_: tuple[str, ...] = ()
    programmes: tuple[Routine, ...] = ()
