"""Chance: one generator and the named streams that evolution draws from.

Philox 4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"). There is no hidden
state: a number is a function of its key and counter. docs/semantics.md has the packing.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.numeric.arrays import ARRAYS
from quale.numeric.functions import FUNCTIONS

Words = Any
"""32-bit words: Python integers, or arrays of uint64 that hold them. What goes in comes out."""

MASK = 0xFFFFFFFF
MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
WEYL = (0x9E3779B9, 0xBB67AE85)
ROUNDS = 10

PURPOSES = {
    "found": 1,
    "select": 2,
    "crossover": 3,
    "mutate": 4,
    "inject": 5,
    "seed": 6,
    "adopt": 7,
    "data": 8,
    "represent": 9,
    "weight_shift": 10,
    "bias_shift": 11,
    "add_connection": 12,
    "remove_connection": 13,
    "add_node": 14,
    "remove_node": 15,
    "rewire": 16,
    "change_activation": 17,
}
"""Register of evolution's streams. A number, once given, is never given again: it is part of what a seed means."""


def philox(key: tuple[Words, Words], counter: tuple[Words, Words, Words, Words]) -> tuple[Words, Words, Words, Words]:
    """Return four random words for each key and counter (Salmon et al. 2011, section 3.3, with 10 rounds)."""
    k0, k1 = key
    c0, c1, c2, c3 = counter
    for _ in range(ROUNDS):
        p0, p1 = c0 * MULTIPLIERS[0], c2 * MULTIPLIERS[1]  # 32 x 32 bits fit into 64
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & MASK, (p0 >> 32) ^ c3 ^ k1, p0 & MASK
        k0, k1 = (k0 + WEYL[0]) & MASK, (k1 + WEYL[1]) & MASK
    return c0, c1, c2, c3


def seed_words(seed: int) -> tuple[int, int]:
    """Return the low and the high word of a seed of up to 64 bits."""
    return seed & MASK, (seed >> 32) & MASK


def scenario_key(seed: int, generation: int, scenario: int, agent: int = 0) -> tuple[int, int]:
    """Return the key of all draws in a scenario's world; the same for every genome of the generation."""
    words: tuple[int, ...] = philox(seed_words(seed), (generation & MASK, scenario & MASK, agent & MASK, 1))
    return words[0], words[1]


def uniform01(high: Words, low: Words) -> Any:
    """Return ((high >> 5) 2^26 + (low >> 6)) 2^-53: 53 random bits as numbers in [0, 1)."""
    return ((high >> 5) * 67108864.0 + (low >> 6)) * 2.0**-53


class Stream:
    """Random numbers for one purpose of one generation, used up from the front; every value takes one block of Philox.

    Values depend on the position only: `uniform(2)` then `uniform(3)` are the same five as `uniform(5)`.
    """

    def __init__(self, key: tuple[int, int]) -> None:
        self._key = key
        self._block = 0

    def _words(self, n: int) -> tuple[NDArray[np.uint64], ...]:
        block = np.arange(self._block, self._block + n, dtype=np.uint64)
        self._block += n
        zero = np.zeros(n, dtype=np.uint64)
        k0, k1 = (zero + np.uint64(word) for word in self._key)
        return philox((k0, k1), (block & MASK, block >> 32, zero, zero))

    def uniform(self, n: int) -> NDArray[np.float64]:
        """Return the next n numbers [n], uniform in [0, 1)."""
        words = self._words(n)
        return np.asarray(uniform01(words[0], words[1]))

    def normal(self, n: int) -> NDArray[np.float64]:
        """Return the next n numbers [n] of the standard normal distribution (Box & Muller 1958)."""
        words = self._words(n)
        radius = np.sqrt(-2.0 * FUNCTIONS["log"].kernel(ARRAYS, 1.0 - uniform01(words[0], words[1])))
        cosine: NDArray[np.float64] = FUNCTIONS["cos"].kernel(ARRAYS, 6.283185307179586 * uniform01(words[2], words[3]))
        return np.asarray(radius * cosine)

    def integers(self, n: int, high: int | NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the next n integers [n], uniform in 0 … high - 1; `high` ([n] or one for all) is from 1 to 2^53."""
        return np.floor(self.uniform(n) * high).astype(np.int64)


def stream(seed: int, generation: int, purpose: str) -> Stream:
    """Return a generation's stream for a purpose of PURPOSES, from its start."""
    words = philox(seed_words(seed), (generation & MASK, PURPOSES[purpose], 0, 2))
    return Stream((words[0], words[1]))
