"""Progress: who wants to know how far long work is passes a function along."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is done, how much of it is done, and of how much: ``"Speaking", 3, 60``."""


def ignore_progress(_what: str, _done: int, _total: int) -> None:
    """Do nothing with it."""
