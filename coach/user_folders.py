"""Where a user's own things lie."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import platformdirs

_HOME = "COACH_HOME"


@dataclass(frozen=True, slots=True)
class UserFolders:
    """Where a user's own things lie.

    Attributes:
        own: holds routines, in ``scripts``, and voices, in ``voices``.
        cache: what is kept to save time.
        state: what is kept from one time to the next.
    """

    own: Path
    cache: Path
    state: Path

    @classmethod
    def find(cls) -> Self:
        """Return the folders of this system; the environment variable COACH_HOME moves them."""
        if home := os.environ.get(_HOME):
            return cls(Path(home), Path(home, "cache"), Path(home))
        return cls(
            platformdirs.user_data_path("coach", appauthor=False),
            platformdirs.user_cache_path("coach", appauthor=False) / "cache",
            platformdirs.user_state_path("coach", appauthor=False),
        )

    @property
    def routines(self) -> Path:
        """The folder of routines."""
        return self.own / "scripts"

    @property
    def voices(self) -> Path:
        """The folder of voices."""
        return self.own / "voices"

    @property
    def tuning(self) -> Path:
        """The file of the adjustments that are kept."""
        return self.own / "tuned.toml"

    @property
    def bookmark(self) -> Path:
        """The file that keeps where playing stopped."""
        return self.state / "bookmark.json"

    @property
    def diary(self) -> Path:
        """The file that keeps what was done."""
        return self.own / "diary.sqlite"
