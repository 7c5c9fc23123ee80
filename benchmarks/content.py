"""The routine that everything is measured with: one that ships, as long as it has to be."""

from dataclasses import dataclass
from pathlib import Path

_ROUTINE = Path(__file__).parents[1] / "scripts" / "lower-body-release.md"


@dataclass(frozen=True, slots=True)
class Content:
    """A track of a length.

    Attributes:
        name: about how long it is.
        rounds: how often the exercises are gone through.
        adjust: the adjustments, as they are typed.
    """

    name: str
    rounds: int = 1
    adjust: tuple[str, ...] = ()

    def written(self, folder: Path) -> tuple[str, ...]:
        """Write the script into a folder; give what stands after ``coach export`` for it."""
        head, *exercises = _ROUTINE.read_text("utf-8").split("\n## ")
        path = folder / f"{self.rounds}-rounds.md"
        group = f"Round `times {self.rounds}`\n"
        path.write_text("\n## ".join([head, "\n### ".join([group, *exercises])]), "utf-8")
        return (str(path), *self.adjust)


_FRONT = ("--only", "Front of the thigh")
_FOUR = (*_FRONT, "--only", "Back of the thigh", "--only", "Calf", "--only", "Buttock")

THREE_MINUTES = Content("3 min", 1, _FRONT)
TEN_MINUTES = Content("10 min", 1, _FOUR)
TWENTY_MINUTES = Content("20 min", 1, ("--spots", "3", "--hold", "tender=5s"))
AN_HOUR = Content("1 h", 4)
THREE_HOURS = Content("3 h", 12)
A_DAY = Content("24 h", 94)
