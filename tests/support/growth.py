"""How the time that something takes grows with its size."""

import time
from collections.abc import Callable

SLACK_S = 0.02
"""Seconds that may pass between two looks at the processor's clock."""

TRIES = 3


def assert_linear(work: Callable[[int], object], few: int) -> None:
    """Check that ten times as much takes about ten times as long, not a hundred times."""
    limit = 20 * min(processor_seconds(work, few) for _ in range(TRIES)) + SLACK_S
    assert any(processor_seconds(work, 10 * few) < limit for _ in range(TRIES))


def processor_seconds(work: Callable[[int], object], count: int) -> float:
    """Return the seconds of the processor that a piece of work takes."""
    start = time.process_time()
    work(count)
    return time.process_time() - start
