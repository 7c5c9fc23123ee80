"""Runs of `coach export`, and the homes it can find: empty, or with speech kept."""

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from processes import Cost, cost

COACH = (sys.executable, "-m", "coach")


@dataclass(frozen=True, slots=True)
class Homes:
    """Folders that COACH_HOME can name, made in a folder of their own."""

    folder: Path

    def cold(self) -> Path:
        """Return an empty home: nothing was ever spoken."""
        shutil.rmtree(self.warm(), ignore_errors=True)
        return self.warm()

    def warm(self) -> Path:
        """Return the home that was empty, with all that has been kept in it since."""
        return self.folder / "cold"

    def spoken(self) -> Path:
        """Return a home with the speech of what was exported to it."""
        return self.folder / "spoken"


def export(what: Sequence[str], path: Path, home: Path, *, one_core: bool = False) -> Cost:
    """Export a track once, over what is there."""
    command = (*COACH, "export", *what, "-o", str(path), "--force")
    log = path.with_suffix(".log")
    return cost(command, log, {"COACH_HOME": str(home)}, one_core=one_core)


def exporting(
    what: Sequence[str], path: Path, home: Callable[[], Path], *, one_core: bool = False
) -> Callable[[], Cost]:
    """Make a run of an export; its home is made ready before it begins."""
    return lambda: export(what, path, home(), one_core=one_core)


def length(path: Path) -> str:
    """Return the length of a track as coach told it when it was exported."""
    said = path.with_suffix(".log").read_text("utf-8")
    return said.rsplit(", ", 2)[-2]
