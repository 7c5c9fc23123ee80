"""Tuned adjustments: what a listener keeps for one routine, or for all.

They lie in one TOML file that a person can read and mend: a table for each, with the options of
the command line as its keys.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coach.diagnostics import Checked, Diagnostic, Findings
from coach.files import replace_file
from coach.library import Library
from coach.score.adjustments import (
    ADJUSTMENTS,
    ADJUSTMENTS_BY_KEY,
    Typed,
    Written,
    read_adjustments,
)
from coach.score.program import choose_program, plan_cue_sheet
from coach.script.routine import Routine

if TYPE_CHECKING:
    from tomlkit.container import Container

_VERSION = 1
_ALL = "all"
_ROUTINES = "routines"

_ADDED = ("hold", "times", "with_", "level")
"""Adjustments that are kept beside each other; of all others the last one counts."""

_HEAD = "What `coach tune` keeps; the keys are the options of `coach play`. You may edit it."


@dataclass(frozen=True, slots=True)
class Tuning:
    """What is kept: for all routines, and for some of them by their names."""

    for_all: Typed = field(default_factory=dict)
    by_routine: Mapping[str, Typed] = field(default_factory=dict)

    def get(self, routine: str | None) -> Typed:
        """Return what is kept for a routine, or for all where none is named."""
        return self.for_all if routine is None else self.by_routine.get(routine, {})

    def keep_adjustments(self, routine: str | None, typed: Typed) -> "Tuning":
        """Return the tuning with other adjustments for a routine, or for all; none remove it."""
        if routine is None:
            return replace(self, for_all=typed)
        others = {name: kept for name, kept in self.by_routine.items() if name != routine}
        return replace(self, by_routine={**others, routine: typed} if typed else others)


def merge_typed(kept: Typed, typed: Typed) -> Typed:
    """Return adjustments that are kept, with those that are typed now in front of them.

    >>> dict(merge_typed({"hold": ("up=20s", "tender=60s")}, {"hold": ("tender=45s",)}))
    {'hold': ('up=20s', 'tender=45s')}
    """
    merged: dict[str, Written] = {**kept, **typed}
    for name in _ADDED:
        before, now = kept.get(name), typed.get(name)
        if not isinstance(before, tuple) or not isinstance(now, tuple):
            continue
        keys = {_find_key(text) for text in now}
        if "" not in keys:
            merged[name] = (*(text for text in before if _find_key(text) not in keys), *now)
    return merged


def _find_key(text: str) -> str:
    """Return what an adjustment is for: its name, or the whole of what names nothing else."""
    key, equals, _ = text.rpartition("=")
    if equals:
        return " ".join(key.casefold().split())
    return "" if text[:1].isdigit() else text.casefold()


def read_tuning(path: Path) -> Checked[Tuning]:
    """Read what is kept; a file that cannot be used is an error."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Checked(Tuning())
    except (OSError, ValueError) as error:
        return _make_refusal(path, "unreadable-tuning", f"cannot be read: {error}")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _make_refusal(path, "bad-tuning", f"is damaged: {error}")
    version = data.get("version", _VERSION)
    if isinstance(version, int) and version > _VERSION:
        return _make_refusal(path, "newer-tuning", "was written by a newer version of coach")
    match {_ALL: {}, _ROUTINES: {}, **data}:
        case {"all": dict(for_all), "routines": dict(routines), **others} if (
            version == _VERSION
            and not others.keys() - {"version"}
            and all(isinstance(table, dict) for table in routines.values())
        ):
            findings = Findings()
            read = {
                name: findings.take_value(_read_table(path, name, table))
                for name, table in routines.items()
            }
            return findings.make_checked(
                Tuning(findings.take_value(_read_table(path, _ALL, for_all)), read)
            )
    return _make_refusal(path, "bad-tuning", "is damaged: it is not what `coach tune` writes")


def _read_table(path: Path, name: str, table: Mapping[str, object]) -> Checked[Typed]:
    """Read the adjustments for a routine, or for all."""
    names = {key: each.name for key, each in ADJUSTMENTS_BY_KEY.items()}
    given = read_adjustments({names.get(key, key): value for key, value in table.items()})
    placed = (
        replace(each, message=f"{path}, `{name}`: {each.message}") for each in given.diagnostics
    )
    return Checked(given.value.typed, tuple(placed))


def _make_refusal(path: Path, code: str, what: str) -> Checked[Tuning]:
    help_text = "Repair it or move it away. With `--as-written`, a command ignores it."
    return Checked(Tuning(), (Diagnostic(code, "error", f"{path} {what}.", help_text),))


def write_tuning(path: Path, tuning: Tuning) -> None:
    """Write what is kept, whole or not at all; what a person wrote beside it stays.

    Raises OSError where it cannot be written.
    """
    import tomlkit  # noqa: PLC0415 (only to write)

    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        document = tomlkit.document()
        document.add(tomlkit.comment(_HEAD))
        document["version"] = _VERSION
    _put_table(document, _ALL, tuning.for_all)
    if tuning.by_routine:
        routines = document.setdefault(_ROUTINES, tomlkit.table(is_super_table=True))
        for name in [each for each in routines if each not in tuning.by_routine]:
            del routines[name]
        for name, typed in tuning.by_routine.items():
            _put_table(routines, name, typed)
    else:
        document.pop(_ROUTINES, None)
    with replace_file(path, durable=True) as file:
        file.write(tomlkit.dumps(document).encode())


def _put_table(parent: "Container", name: str, typed: Typed) -> None:
    """Bring a table to some adjustments; without any it is removed."""
    import tomlkit  # noqa: PLC0415 (only to write)

    if not typed:
        parent.pop(name, None)
        return
    table = parent.setdefault(name, tomlkit.table())
    values = {
        ADJUSTMENTS[name].key: list(value) if isinstance(value, tuple) else value
        for name, value in typed.items()
    }
    for key in [each for each in table if each not in values]:
        del table[key]
    for key, value in values.items():
        if key not in table or table[key] != value:
            table[key] = value


def find_tuned(
    tuning: Tuning, names: Sequence[str], routines: Sequence[Routine], library: Library
) -> Typed:
    """Return what is kept for a track: for all what its routines have, and for one its own."""
    kept: dict[str, Written] = {}
    for name, written in tuning.for_all.items():
        if isinstance(written, tuple):
            texts = tuple(
                each for each in written if _is_meaningful(routines, name, (each,), library)
            )
            kept |= {name: texts} if texts else {}
        elif _is_meaningful(routines, name, written, library):
            kept[name] = written
    own = tuning.get(names[0]) if len(names) == 1 else {}
    return merge_typed(kept, own)


def check_tuned(routines: Sequence[Routine], typed: Typed) -> Checked[None]:
    """Check that routines can be done with some adjustments."""
    findings = Findings()
    adjustments = findings.take_value(read_adjustments(typed))
    findings.take_value(plan_cue_sheet(findings.take_value(choose_program(routines, adjustments))))
    return findings.make_checked(None)


def _is_meaningful(
    routines: Sequence[Routine], name: str, written: Written, library: Library
) -> bool:
    """Return whether an adjustment means something to routines, and is allowed there."""
    if name == "voice":
        profiles = (library.find_voice(each, str(written)) for each in routines)
        return not any(each.has_errors for each in profiles)
    return not check_tuned(routines, {name: written}).diagnostics
