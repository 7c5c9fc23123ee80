"""The form of a routine's adjustments: its fields, and what is sent of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from coach.diagnostics import Checked, Diagnostic, Findings, write_suggestion
from coach.score.adjustments import (
    ADJUSTMENTS_BY_KEY,
    Adjustment,
    Typed,
    Written,
    read_adjustments,
)

FieldKind = Literal["choice", "switch", "lines", "text"]


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form.

    Attributes:
        name: the name of the option, without its hyphens.
        help: what it does.
        hint: how its value is written.
        kind: one of some choices, on or off, several values one a line, or one text.
        choices: what can be chosen.
        value: what it holds.
    """

    name: str
    help: str
    hint: str
    kind: FieldKind
    choices: tuple[str, ...]
    value: str


def list_fields(typed: Typed, voices: Iterable[str]) -> tuple[FormField, ...]:
    """Return the fields of all adjustments, filled with those that are given."""
    return tuple(
        FormField(
            key,
            adjustment.help,
            adjustment.metavar,
            _find_kind(adjustment),
            _list_choices(adjustment, voices),
            _write_value(typed.get(adjustment.name, "")),
        )
        for key, adjustment in ADJUSTMENTS_BY_KEY.items()
    )


def read_form(sent: Mapping[str, list[str]], voices: Iterable[str]) -> Checked[Typed]:
    """Read the adjustments that were sent, by the names of their options.

    A voice is one of those given, and never a path: whoever fills in the form may be anybody.
    """
    findings = Findings()
    given: dict[str, object] = {}
    for name, values in sent.items():
        adjustment = ADJUSTMENTS_BY_KEY.get(name)
        lines = [line.strip() for value in values for line in value.splitlines() if line.strip()]
        if adjustment is None:
            given[name] = True  # which is refused with a suggestion
        elif lines:
            given[adjustment.name] = _find_value(adjustment, lines)
    read = findings.take_value(read_adjustments(given))
    if read.voice and read.voice not in voices:
        findings.extend((_refuse_voice(read.voice, tuple(voices)),))
    return findings.make_checked(read.typed)


def _find_value(adjustment: Adjustment, lines: list[str]) -> object:
    if not adjustment.metavar:
        return True
    return lines if adjustment.collect else lines[-1]


def _find_kind(adjustment: Adjustment) -> FieldKind:
    if not adjustment.metavar:
        return "switch"
    if adjustment.collect:
        return "lines"
    is_choice = isinstance(adjustment.completes, tuple) and bool(adjustment.completes)
    return "choice" if is_choice or adjustment.completes == "voices" else "text"


def _list_choices(adjustment: Adjustment, voices: Iterable[str]) -> tuple[str, ...]:
    if adjustment.completes == "voices":
        return tuple(voices)
    is_choice = isinstance(adjustment.completes, tuple) and not adjustment.collect
    return tuple(adjustment.completes) if is_choice else ()


def _write_value(written: Written) -> str:
    if isinstance(written, bool):
        return "on" if written else ""
    return written if isinstance(written, str) else "\n".join(written)


def _refuse_voice(voice: str, voices: tuple[str, ...]) -> Diagnostic:
    known = f"There is {', '.join(voices)}."
    message = f"There is no voice called `{voice[:40]}`."
    return Diagnostic("unknown-voice", "error", message, write_suggestion(voice, voices, known))
