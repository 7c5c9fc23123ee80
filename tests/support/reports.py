"""What is wrong with a script, as a terminal shows it, the lists of all names left out.

A new directive or key then changes one test, not every message that lists them.
"""

from collections.abc import Iterable

from coach.diagnostics import Diagnostic, render_diagnostic
from coach.script.directives import DIRECTIVE_NAMES
from coach.script.front import KEYS

DIRECTIVE_LIST = ", ".join(DIRECTIVE_NAMES)
KEY_LIST = ", ".join(KEYS)


def render_abridged(diagnostics: Iterable[Diagnostic]) -> str:
    """Write diagnostics one after another, `…` for the list of directives or of keys."""
    text = "\n".join(map(render_diagnostic, diagnostics))
    return text.replace(DIRECTIVE_LIST, "…").replace(KEY_LIST, "…")
