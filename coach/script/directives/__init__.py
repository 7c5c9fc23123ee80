"""The directives of the language: one entry each, in the order that a message lists them.

A new directive is an entry in one of these modules, with its value and its reader, and whatever
makes something of the value: a field of the model that `coach.script.build` fills.
"""

from coach.script.directives.actions import ACTIONS, MODIFIERS
from coach.script.directives.conditions import CONDITIONS
from coach.script.directives.moments import MOMENTS
from coach.script.directives.scopes import SCOPES
from coach.script.directives.spec import DirectiveSpec

DIRECTIVES: tuple[DirectiveSpec, ...] = (*ACTIONS, *MODIFIERS, *SCOPES, *CONDITIONS, *MOMENTS)

DIRECTIVE_NAMES: tuple[str, ...] = tuple(dict.fromkeys(spec.name for spec in DIRECTIVES))
"""What a clause may begin with."""

SYNONYMS: dict[str, str] = {word: spec.name for spec in DIRECTIVES for word in spec.synonyms}
"""The directive that is meant by another word for it."""


def find_directive(name: str, rest: str) -> DirectiveSpec | None:
    """Return the entry for a clause, its first word (in lower case) and the rest of it."""
    return next((spec for spec in DIRECTIVES if spec.matches(name, rest)), None)
