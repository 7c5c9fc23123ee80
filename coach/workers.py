"""Work shared among the processor's cores, by threads: numpy and encoders let others run."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


class _Share:
    """How many cores this process leaves itself, where it is one of several that work together."""

    most: int | None = None


def limit_cores(count: int | None) -> None:
    """Let this process use no more than some cores from now on; None lifts the limit."""
    _Share.most = count


def count_cores() -> int:
    """Return how many cores this process may use."""
    if _Share.most is not None:
        return _Share.most
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_order(work: Callable[[T], R], items: Iterable[T]) -> Generator[R]:
    """Do work on each item, several at a time, and give the results in the order of the items.

    Items are taken, in the calling thread, only as far ahead as keeps every core busy. Where the
    results are no longer wanted, or one fails, what was not begun is not done.
    """
    workers = count_cores()
    pending: deque[Future[R]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="coach")
    try:
        for item in items:
            pending.append(pool.submit(work, item))
            if len(pending) > workers:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
