"""What came up before in a track: which steps and cues, on which sides, and what was told of them.

Two items with the same words, before anything is filled in, are one step.
"""

from dataclasses import dataclass, field

from coach.script.model import Text, Unit
from coach.sides import Side

ItemKey = tuple[str, str]
"""What a step or a cue is known by: its kind and its words."""


def identify_item(kind: str, text: Text, source: str) -> ItemKey:
    """Return what a step or a cue is known by; one without words is only itself."""
    raw = text.raw
    return (kind, raw) if raw else (kind, f"{source}:{text.span.start}")


@dataclass(slots=True)
class History:
    """What came up and what was told so far, in all routines of a track.

    Attributes:
        items: the steps and cues that came up.
        on_sides: the same, by the side worked; None where there was none.
        told: the steps whose words were said in full.
        lengths: the last length that was told for each step: its unit and its value.
    """

    items: set[ItemKey] = field(default_factory=set)
    on_sides: set[tuple[ItemKey, Side | None]] = field(default_factory=set)
    told: set[ItemKey] = field(default_factory=set)
    lengths: dict[ItemKey, tuple[Unit, int]] = field(default_factory=dict)
