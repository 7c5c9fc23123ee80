"""The shelf that spoken clips stand on."""

import tracemalloc

import numpy as np

from coach.speech.clip import Clip
from coach.speech.shelf import Shelf

FRAMES = 100_000


def test_what_stands_on_it_takes_no_memory() -> None:
    shelf = Shelf()
    for number in range(60):  # 12 MB
        shelf.put(str(number), Clip(np.full(FRAMES, number, np.int16), ()))
    tracemalloc.start()
    for number in range(60):
        assert (shelf[str(number)] == number).all()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 3_000_000


def test_what_was_just_heard_is_at_hand() -> None:
    shelf = Shelf()
    for number in range(60):
        shelf.put(str(number), Clip(np.full(FRAMES, number, np.int16), ()))
    last = shelf["59"]
    assert shelf["59"] is last
    assert len(shelf) == 60
    assert list(shelf)[:2] == ["0", "1"]
