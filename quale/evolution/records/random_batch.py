"""Many random numbers of a child at once, where a number at a time would wait for itself."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.native.kernel import kernel
from quale.native.words import add_words, multiply_high, multiply_low, shift_right
from quale.streams import BLOCK, CHILD, KEY, MULTIPLIER_0, MULTIPLIER_1, SEED, USED, WEYL_0, WEYL_1

BATCH = 512
"""Numbers in a batch at most; it stays in the processor's nearest cache."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Room for what is worked on at once; what it holds is between its users only."""

    word: NDArray[np.uint64]  # [BATCH + 8] random words
    number: NDArray[np.float64]  # [2 BATCH]
    place: NDArray[np.int64]  # [BATCH]


def batch() -> Batch:
    """Return room for a batch."""
    return Batch(np.empty(BATCH + 8, dtype=np.uint64), np.empty(2 * BATCH), np.empty(BATCH, dtype=np.int64))


@kernel
def fill(draws: NDArray[np.uint64], batch: Batch, count: int) -> None:
    """Write the next words of the stream, as many as asked for, from the start of a block on; BATCH at most.

    They are those of `quale.streams.next_word`. Blocks are made two by two, so that the one need not wait for the
    other's products.
    """
    word = batch.word
    done = 0
    while done < count:
        a0: int = draws[BLOCK] + 1
        a1: int = draws[CHILD]
        a2, a3 = 0, 0
        b0, b1, b2, b3 = a0 + 1, a1, 0, 0
        k0: int = draws[SEED]
        k1: int = draws[KEY]
        for _ in range(10):
            h0, l0 = multiply_high(a0, MULTIPLIER_0), multiply_low(a0, MULTIPLIER_0)
            h1, l1 = multiply_high(a2, MULTIPLIER_1), multiply_low(a2, MULTIPLIER_1)
            h2, l2 = multiply_high(b0, MULTIPLIER_0), multiply_low(b0, MULTIPLIER_0)
            h3, l3 = multiply_high(b2, MULTIPLIER_1), multiply_low(b2, MULTIPLIER_1)
            a0, a1, a2, a3 = h1 ^ a1 ^ k0, l1, h0 ^ a3 ^ k1, l0
            b0, b1, b2, b3 = h3 ^ b1 ^ k0, l3, h2 ^ b3 ^ k1, l2
            k0, k1 = add_words(k0, WEYL_0), add_words(k1, WEYL_1)
        word[done], word[done + 1], word[done + 2], word[done + 3] = a0, a1, a2, a3
        word[done + 4], word[done + 5], word[done + 6], word[done + 7] = b0, b1, b2, b3
        draws[BLOCK] = draws[BLOCK] + 2
        done += 8
    draws[USED] = 4


@kernel
def uniforms(draws: NDArray[np.uint64], batch: Batch, count: int) -> None:
    """Write the next numbers of the stream, uniform in [0, 1), from the start of a block on; BATCH at most."""
    fill(draws, batch, count)
    word = batch.word
    number = batch.number
    for place in range(count):
        number[place] = shift_right(word[place], 11) * 2.0**-53
