"""Runs of `coach export`, and the homes it can find: empty, with speech kept, with all kept."""

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from processes import Cost, cost

COACH = (sys.executable, "-m", "coach")

ANOTHER_LOUDNESS = ("--loudness", "-20")
"""With it the same is spoken, but something else is measured."""


@dataclass(frozen=True, slots=True)
class Homes:
    """Folders that COACH_HOME can name, made in a folder of their own."""

    folder: Path

    def cold(self) -> Path:
        """Give an empty home: nothing was ever spoken or measured."""
        shutil.rmtree(self.warm(), ignore_errors=True)
        return self.warm()

    def warm(self) -> Path:
        """Give the home that was empty, with all that has been kept in it since."""
        return self.folder / "cold"

    def spoken(self) -> Path:
        """Give a home with the speech that `keep` kept, and nothing that was measured."""
        home = self.folder / "spoken"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.folder / "kept", home)
        return home

    def known(self) -> Path:
        """Give a home where the same was exported before."""
        return self.folder / "known"

    def keep(self, what: Sequence[str]) -> None:
        """Speak a routine for `spoken`, and export it for `known`."""
        scratch = self.folder / "scratch.wav"
        home = self.folder / "kept"
        export([*what, *ANOTHER_LOUDNESS], scratch, home)
        export(what, scratch, self.known())
        scratch.unlink()


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
    """Give the length of a track as coach told it when it was exported."""
    said = path.with_suffix(".log").read_text("utf-8")
    return said.rsplit(", ", 2)[-2]
