"""What is tuned, put before what is typed, and told."""

import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coach.cli.printing import echo
from coach.cli.reports import stop_on_errors

if TYPE_CHECKING:
    from coach.score.adjustments import Typed


def apply_tuning(names: Sequence[str], typed: dict[str, object]) -> dict[str, object]:
    """Return adjustments that were typed, with those that are tuned for routines; tell these."""
    from coach.library import Library
    from coach.score.adjustments import read_adjustments
    from coach.tuning import find_tuned, merge_typed, read_tuning
    from coach.user_folders import UserFolders

    path = UserFolders.find().tuning
    if not path.exists():
        return typed
    kept = read_tuning(path)
    stop_on_errors(kept.diagnostics)
    library = Library.of_user()
    routines = [library.load_routine(name) for name in names]
    given = read_adjustments(typed)
    if given.has_errors or any(routine.has_errors for routine in routines):
        return typed
    lasting = [library.make_lasting_name("scripts", name) for name in names]
    tuned = find_tuned(kept.value, lasting, routines, library)
    merged = merge_typed(tuned, given.value.typed)
    if words := describe_tuned({name: merged[name] for name in tuned}, given.value.typed):
        echo(f"As tuned: {words}.", err=True)
    return dict(merged)


def suggest_tuning(names: Sequence[str], holds: Sequence[str]) -> str | None:
    """Say how to keep the lengths that actions were given live, where their author allows them."""
    from coach.library import Library
    from coach.tuning import check_tuned

    if len(names) != 1 or not holds:
        return None
    routine = Library.of_user().load_routine(names[0])
    allowed = [hold for hold in holds if not check_tuned([routine], {"hold": (hold,)}).diagnostics]
    if not allowed:
        return None
    options = " ".join(f"--hold {shlex.quote(hold)}" for hold in allowed)
    return f"To keep what you changed: `coach tune {shlex.quote(names[0])} {options}`."


def describe_tuned(kept: "Typed", typed: Mapping[str, object] | None = None) -> str:
    """Write what is kept, but for what was typed now: "hold tender=60s, words brief"."""
    from coach.score.adjustments import ADJUSTMENTS

    words: list[str] = []
    for name, written in kept.items():
        option = ADJUSTMENTS[name].key
        now = (typed or {}).get(name)
        if isinstance(written, bool):
            words += () if now else (option,)
            continue
        texts = (written,) if isinstance(written, str) else written
        typed_now = now if isinstance(now, tuple) else (now,)
        words += (f"{option} {text}" for text in texts if text not in typed_now)
    return ", ".join(words)
