"""Which repetitions are counted: each, or every second, fifth, tenth and so on."""

from collections.abc import Iterator
from itertools import count
from math import gcd


def list_intervals(total: int, sides: int) -> Iterator[int]:
    """Return 1, 2, 5, 10, 20, 50 and so on, below a total.

    Of repetitions that go through several sides, those that come to each of them.

    >>> list(list_intervals(12, sides=1)), list(list_intervals(12, sides=2))
    ([1, 2, 5, 10], [1, 5])
    """
    for power in count():
        for digit in (1, 2, 5):
            interval = digit * 10**power
            if interval >= total:
                return
            if gcd(interval, sides) == 1:
                yield interval
