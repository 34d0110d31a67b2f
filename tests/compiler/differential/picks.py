"""Choices: what the generators of random programs and genomes ask for, from hypothesis or from a seed."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

import numpy as np
from hypothesis import strategies as st

T = TypeVar("T")


class Below(Protocol):
    """A source of integers from 0 to n - 1."""

    def __call__(self, n: int) -> int: ...


class Picks:
    """Choices made of small integers; 0 is the simplest choice, so that hypothesis shrinks towards it."""

    def __init__(self, below: Below) -> None:
        self.below = below

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def one_of(self, options: Sequence[T]) -> T:
        return options[self.below(len(options))]

    def often(self, percent: int) -> bool:
        return self.below(100) >= 100 - percent

    def number(self) -> float:
        """A weight or the like, from -4 to 4."""
        return (self.below(8001) - 4000) / 1000


def seeded(seed: int) -> Picks:
    chance = np.random.default_rng(seed)
    return Picks(lambda n: int(chance.integers(n)))


def drawn(data: st.DataObject) -> Picks:
    return Picks(lambda n: data.draw(st.integers(0, n - 1)))
