"""Chance: the generator of worlds and the named streams that evolution draws from.

Philox (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"), 4x32-10 in worlds, 4x64-10 in
evolution's streams. A number is a function of its key and counter. docs/semantics.md has the packing.

Every child of a generation has a stream of its own for each purpose; the child -1 is the generation as a whole. What
kernels hand on as `draws` or `streams` [WORDS + 4] is the state of one, which `child_streams` makes.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.native.kernel import kernel
from quale.native.words import add_words, multiply_high, multiply_low, shift_right
from quale.numeric.quantile import quantile

Words = Any
"""32-bit words: Python integers, arrays of uint64 that hold them, or values in IR. What goes in comes out."""

MASK = 0xFFFFFFFF
LONG_MASK = 0xFFFFFFFFFFFFFFFF
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
    "adapt": 7,
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
    "cross_weights": 18,
    "cross_nodes": 19,
    "python": 20,
}
"""Register of evolution's streams. A number, once given, is never given again: it is part of what a seed means."""


def philox(key: tuple[Words, Words], counter: tuple[Words, Words, Words, Words]) -> tuple[Words, Words, Words, Words]:
    """Return four random words for each key and counter (Salmon et al. 2011, section 3.3, with 10 rounds)."""
    k0, k1 = key
    c0, c1, c2, c3 = counter
    for number in range(ROUNDS):
        if number:
            k0, k1 = (k0 + WEYL[0]) & MASK, (k1 + WEYL[1]) & MASK
        # Two words make a product of 64 bits: that an i64 has a sign never matters, since what is shifted is masked.
        p0, p1 = c0 * MULTIPLIERS[0], c2 * MULTIPLIERS[1]
        c0, c1, c2, c3 = ((p1 >> 32) & MASK) ^ c1 ^ k0, p1 & MASK, ((p0 >> 32) & MASK) ^ c3 ^ k1, p0 & MASK
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


MULTIPLIER_0, MULTIPLIER_1 = 0xD2E7470EE14C6C93, 0xCA5A826395121157
WEYL_0, WEYL_1 = 0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B
SEED, GENERATION, KEY, CHILD, BLOCK, USED, WORDS = 0, 1, 2, 3, 4, 5, 6
"""Places in what `child_streams` returns: the key's first word and the second one but for the purpose; the second one;
child + 1; blocks made; words used of the last block; its four words."""


def child_streams(seed: int, generation: int) -> NDArray[np.uint64]:
    """Return what kernels draw the numbers of single children from: `begin` chooses purpose and child."""
    draws = np.zeros(WORDS + 4, dtype=np.uint64)
    draws[SEED], draws[GENERATION] = seed & LONG_MASK, (generation & MASK) << 32
    return draws


@kernel
def begin(draws: NDArray[np.uint64], purpose: int, child: int) -> None:
    """Go to the first number of a child's stream for a purpose: block b is counter (b + 1, child + 1, 0, 0)."""
    draws[KEY] = draws[GENERATION] | purpose
    draws[CHILD] = child + 1
    draws[BLOCK] = 0
    draws[USED] = 4


@kernel
def next_word(draws: NDArray[np.uint64]) -> int:
    """Return the next word of 64 random bits."""
    used: int = draws[USED]
    if used == 4:
        draws[BLOCK] = draws[BLOCK] + 1
        c0: int = draws[BLOCK]
        c1: int = draws[CHILD]
        c2, c3 = 0, 0
        k0: int = draws[SEED]
        k1: int = draws[KEY]
        for _ in range(10):
            h0, l0 = multiply_high(c0, MULTIPLIER_0), multiply_low(c0, MULTIPLIER_0)
            h1, l1 = multiply_high(c2, MULTIPLIER_1), multiply_low(c2, MULTIPLIER_1)
            c0, c1, c2, c3 = h1 ^ c1 ^ k0, l1, h0 ^ c3 ^ k1, l0
            k0, k1 = add_words(k0, WEYL_0), add_words(k1, WEYL_1)
        draws[WORDS], draws[WORDS + 1], draws[WORDS + 2], draws[WORDS + 3] = c0, c1, c2, c3
        used = 0
    draws[USED] = used + 1
    word: int = draws[WORDS + used]
    return word


@kernel
def draw(draws: NDArray[np.uint64]) -> float:
    """Return the next number, uniform in [0, 1): (word >> 11) 2^-53."""
    return shift_right(next_word(draws), 11) * 2.0**-53


@kernel
def draw_below(draws: NDArray[np.uint64], high: int) -> int:
    """Return the next integer, uniform in 0 … high - 1; `high` is from 1 to 2^53."""
    return int(draw(draws) * high)


@kernel
def draw_normal(draws: NDArray[np.uint64]) -> float:
    """Return the next number of the standard normal distribution, by inversion."""
    return quantile(draw(draws))
