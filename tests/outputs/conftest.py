"""What the tests of the export share: a signal in which any shift shows, and readers of files."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.score.timeline import Chapter, Timeline
from coach.timing import SAMPLE_RATE


def chirps(frames: int) -> NDArray[np.int16]:
    """Sweeps from low to high, one a second, which are like themselves at no other offset."""
    time = np.arange(frames) % SAMPLE_RATE / SAMPLE_RATE
    phase = 2 * np.pi * (200 * time + 1900 * time**2)
    return np.rint(8000 * np.sin(phase) * np.hanning(max(frames, 2))[:frames]).astype(np.int16)


def in_blocks(samples: NDArray[np.int16], size: int = 32_768) -> Iterator[NDArray[np.int16]]:
    for start in range(0, len(samples), size):
        yield samples[start : start + size]


def make_track(frames: int, chapters: int = 3, title: str = "Calf roll") -> Timeline:
    edges = [round(frames * number / chapters) for number in range(chapters + 1)]
    parts = tuple(
        Chapter(first, last - first, f"Inner calf · left · round {number}")
        for number, (first, last) in enumerate(pairwise(edges), start=1)
    )
    return Timeline(title, frames, (), (), parts, ())


def run_ffmpeg(program: str, *arguments: str | Path) -> bytes:
    """Run ffmpeg or ffprobe, where there is one."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    command = [found, "-v", "error", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - ffmpeg


@pytest.fixture
def signal() -> Callable[[int], NDArray[np.int16]]:
    return chirps


@pytest.fixture
def blocks() -> Callable[..., Iterator[NDArray[np.int16]]]:
    return in_blocks


@pytest.fixture
def track() -> Callable[..., Timeline]:
    return make_track


@pytest.fixture
def ffmpeg() -> Callable[..., bytes]:
    return run_ffmpeg
