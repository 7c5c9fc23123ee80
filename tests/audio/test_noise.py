import numpy as np

from coach.audio.noise import generate_fractions, generate_integers


def test_the_numbers_are_those_of_splitmix64() -> None:
    # The first that the authors' own implementation gives for the seed 1234567.
    assert generate_integers(1234567, 5).tolist() == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_parts_lie_evenly_between_0_and_1() -> None:
    numbers = generate_fractions(7, 100_000)
    assert numbers.min() >= 0
    assert numbers.max() < 1
    counts, _ = np.histogram(numbers, bins=10, range=(0, 1))
    assert np.abs(counts - 10_000).max() < 400
