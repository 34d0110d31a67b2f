"""Possible changes to try, one after the other."""

import numpy as np
from numpy.typing import NDArray

from quale.native.kernel import kernel
from quale.streams import draw_below

TRIES = 64
"""Up to so many possibilities are all tried; of more, so many are drawn, with repetition."""


@kernel
def tries_of(possible: int, order: NDArray[np.int64]) -> int:
    """Return how many of the possibilities 0 … possible - 1 are to be tried; `order` [TRIES] is made ready for them."""
    tries = min(possible, TRIES)
    for place in range(tries):
        order[place] = place
    return tries


@kernel
def candidate(possible: int, order: NDArray[np.int64], tried: int, draws: NDArray[np.uint64]) -> int:
    """Return the next possibility after `tried` ones: of few each once, `order` [TRIES] being shuffled so far.

    Durstenfeld 1964.
    """
    if possible > TRIES:
        return draw_below(draws, possible)
    other = tried + draw_below(draws, possible - tried)
    drawn: int = order[other]
    order[other] = order[tried]
    order[tried] = drawn
    return drawn
