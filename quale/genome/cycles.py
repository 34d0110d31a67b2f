"""Which of many possible connections would close a cycle: one walk for all of them, a bit each."""

import numpy as np
from numpy.typing import NDArray

from quale.genome.segments import Index

TRIES = 64
"""Possible connections looked at together: the bits of a word."""


def closing(nodes: int, source: Index, target: Index, new_source: Index, new_target: Index) -> NDArray[np.bool_]:
    """Return which of the possible connections [G, TRIES] would close a cycle, [G, TRIES].

    All node numbers are positions among `nodes` nodes of disjoint graphs, one a row; the edges lead from source[e]
    to target[e]. A connection closes a cycle if its source can be reached from its target, or is its target.
    """
    bit = np.left_shift(np.uint64(1), np.arange(TRIES, dtype=np.uint64))
    reached = np.zeros(nodes, dtype=np.uint64)
    np.bitwise_or.at(reached, new_target, np.broadcast_to(bit, new_target.shape))
    active = np.flatnonzero(reached[source])
    while len(active):
        before = reached.copy()
        np.bitwise_or.at(reached, target[active], before[source[active]])
        active = np.flatnonzero((reached != before)[source])
    closes: NDArray[np.bool_] = (reached[new_source] & bit) != 0
    return closes
