import threading
import time
from collections.abc import Iterator

import pytest

from coach.workers import count_cores, map_in_order


def test_the_results_come_in_the_order_of_the_items() -> None:
    def slow_when_even(number: int) -> int:
        time.sleep(0.01 if number % 2 == 0 else 0)
        return number * number

    assert list(map_in_order(slow_when_even, range(20))) == [n * n for n in range(20)]


def test_items_are_taken_only_as_far_ahead_as_there_are_cores() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = map_in_order(lambda number: number, items())
    next(results)
    assert len(taken) <= count_cores() + 1
    results.close()


def test_a_failure_ends_it_and_leaves_no_thread() -> None:
    before = threading.active_count()

    def work(number: int) -> int:
        if number == 3:
            raise ValueError(number)
        return number

    with pytest.raises(ValueError, match="3"):
        list(map_in_order(work, range(100)))
    assert threading.active_count() == before
