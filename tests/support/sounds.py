"""Sounds that are hard on an encoder."""

import numpy as np
from numpy.typing import NDArray

from coach.audio.comfort_noise import render_comfort_noise


def bursts(seed: int, frames: int, channels: int) -> NDArray[np.int16]:
    """Noise, clicks and tones that come and go at random, between them the murmur."""
    random = np.random.default_rng(seed)
    samples = np.repeat(render_comfort_noise(0, frames)[:, np.newaxis], channels, axis=1)
    place = 0
    while place < frames:
        length = int(random.integers(2000, 60_000))
        part = samples[place : place + length]
        time = np.arange(len(part))[:, np.newaxis] + np.arange(channels) * 7
        kind = random.integers(4)
        if kind == 0:
            part += random.normal(0, 3000, part.shape).astype(np.int16)
        elif kind == 1:
            part += (9000 * np.sin(time * random.uniform(0.01, 0.5))).astype(np.int16)
        elif kind == 2:
            part[:: random.integers(300, 5000)] = 20_000
        place += length
    return samples
