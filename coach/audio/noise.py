"""Numbers without a pattern, the same on every machine: what noises are made of."""

import numpy as np
from numpy.typing import NDArray


def generate_integers(seed: int, count: int) -> NDArray[np.uint64]:
    """Return the first numbers of SplitMix64 from a seed, spread evenly over 64 bits.

    G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
    """
    mixed = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed += np.uint64(seed)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def generate_fractions(seed: int, count: int) -> NDArray[np.float64]:
    """Return such numbers as parts of 1, from 0 to below 1."""
    return np.ldexp((generate_integers(seed, count) >> np.uint64(11)).astype(np.float64), -53)
