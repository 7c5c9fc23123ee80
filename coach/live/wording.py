"""How what is done and what is left is written, on any terminal."""

from functools import lru_cache

from coach.score.timeline import Hold
from coach.timing import SECOND, frames_to_ms, write_spaced_ms

THE_END = "The end."
WAITING = "Press n or space when you are ready."
OWN_TIME = "in your own time"
GOING_ON = "Going on."
OUTPUT_LOST = "The sound output is gone. It goes on when it is back."

KEYS = (
    ("space F5 .", "pause, go on"),
    ("n ↵ PgDn", "next; leave a rest or wait"),
    ("b PgUp", "its start; the one before"),
    ("r", "the last instruction again"),
    ("→ ←", "10 seconds on, back"),
    ("+ ↑", "a breath longer"),
    ("- ↓", "a breath shorter"),
    ("q", "stop"),
)
"""All the keys, and what they do."""

FEW_KEYS = (
    ("space", "pause, go on"),
    ("n", "next"),
    ("b", "back"),
    ("r", "repeat"),
    ("→ ←", "10 s on, back"),
    ("+", "longer"),
    ("-", "shorter"),
    ("q", "stop"),
)
"""The same in few words."""

_KINDS = {"hold": "Hold", "roll": "Roll", "move": "Move", "reps": "Reps", "rest": "Rest"}

_ASCII = str.maketrans(
    {"·": "-", "…": "...", "–": "-", "—": "-", "×": "x", "→": "->", "←": "<-", "↵": "enter"}
    | dict.fromkeys("\u2018\u2019", "'")
    | dict.fromkeys("\u201c\u201d\u201e", '"')
)


def write_length(frames: int) -> str:
    """Write a length: ``45 s``, ``1 min 30 s``."""
    return write_spaced_ms(frames_to_ms(frames))


def write_action(hold: Hold) -> str:
    """Write an action: ``hold tender 45 s, set 2 of 3``, ``rest 10 s``."""
    action = " ".join(filter(None, (hold.kind, hold.name, write_length(hold.frames))))
    return ", ".join((action, *list_positions(hold)))


def name_action(hold: Hold) -> str:
    """Name an action: its kind, its name unless that is the exercise's, its set and its round."""
    name = "" if hold.name == hold.exercise else hold.name
    kind = _KINDS.get(hold.kind, "Wait")
    return " · ".join(filter(None, (kind, name, *list_positions(hold))))


def list_positions(hold: Hold) -> list[str]:
    """Return whose turn it is, and which set and round: ``left``, ``set 2 of 3``, ``round 1 of 2``.

    There is nothing of a rest or a wait, and nothing where there is only one.
    """
    if hold.kind in ("rest", "wait"):
        return []
    positions = {"set": hold.set_position, "round": hold.round_position}
    turn = [hold.side] if hold.is_turn and hold.side else []
    return [*turn, *(f"{what} {at.number} of {at.total}" for what, at in positions.items() if at)]


def name_coming_action(hold: Hold) -> str:
    """Name an action that is to come, with its length."""
    return f"{name_action(hold)} · {write_length(hold.frames)}"


def count_seconds_left(frames: int) -> int:
    """Count the seconds that are left, the one that is running included."""
    return -(-frames // SECOND)


@lru_cache(512)
def spell_text(text: str, encoding: str) -> str:
    """Write a text on one line, with what an encoding has; nothing that a terminal would obey."""
    shown = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)
    if encoding.lower().replace("-", "").startswith("utf"):
        return shown
    return shown.translate(_ASCII).encode(encoding, "replace").decode(encoding)
