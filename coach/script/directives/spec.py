"""What the language knows of one directive: its name, its reader, and where it may stand."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from coach.diagnostics import Span
from coach.script.model import ActionKind

Where = Literal["step", "heading", "cue"]

EVERYWHERE: tuple[Where, ...] = ("step", "heading", "cue")


class Directive(Protocol):
    """The value of a directive that was read; it knows its place in the source."""

    @property
    def span(self) -> Span:
        """Where it stands."""


Reader = Callable[[str, Span], Directive]
"""Reads what follows the name; raises `coach.script.quantities.Malformed`."""


@dataclass(frozen=True, slots=True)
class DirectiveSpec:
    """One entry of the table of directives.

    Attributes:
        name: its first word.
        read: its reader.
        on: the parts of a routine that it may stand on.
        example: a sentence that shows how it is written.
        form: what follows the name, a pattern in lower case, where other directives share the name;
            the first entry that matches is taken.
        words: what a message calls it after its name: ``between`` of ``rest between``.
        slot: what it fills; one part of a routine has each slot once. None where it may be
            repeated.
        goes_with: the kinds of action that it is for on a step; empty where it needs none.
        is_strict: whether it is an error, not only without effect, where there is no such action.
        is_bound: whether it may follow its action without a comma.
        synonyms: other words that people write for its name.
        is_whole: whether its name may stand without more words.
        is_leading: whether another directive may follow it without a comma.
        forms: how it is written, for the reference: each in a code span.
        means: what it does, for the reference.
    """

    name: str
    read: Reader
    on: tuple[Where, ...]
    example: str
    form: str = ""
    words: str = ""
    slot: str | None = ""
    goes_with: tuple[ActionKind, ...] = ()
    is_strict: bool = True
    is_bound: bool = False
    synonyms: tuple[str, ...] = ()
    is_whole: bool = False
    is_leading: bool = False
    forms: str = ""
    means: str = ""

    @property
    def label(self) -> str:
        """What a message calls it: ``times``, ``rest between``."""
        return f"{self.name} {self.words}".rstrip()

    @property
    def filled_slot(self) -> str | None:
        """The slot it fills; its own label where none is named."""
        return self.label if self.slot == "" else self.slot

    def matches(self, name: str, rest: str) -> bool:
        """Return whether a clause, a name and the rest of it, is this directive.

        >>> spec = DirectiveSpec("if", print, ("step",), "Write `if first`.", form="first")
        >>> spec.matches("if", "first"), spec.matches("if", "firmer")
        (True, False)
        """
        if name != self.name:
            return False
        return not self.form or re.fullmatch(self.form, rest.casefold()) is not None
