"""Which node must be known before which: levels of many graphs at once (Kahn 1962, a level at a time)."""

import numpy as np
from numpy.typing import NDArray

from quale.genome.segments import Index


def levels(nodes: int, source: Index, target: Index) -> tuple[Index, Index]:
    """Return the level of every node, and the edges that lie on or behind a cycle.

    A node's level [nodes] is the number of edges on the longest path that ends in it; edge e leads from
    source[e] to target[e]. Where there is a cycle, the levels behind it mean nothing and the positions of the
    edges that no order can serve are returned; without one, that array is empty.
    """
    level = np.zeros(nodes, dtype=np.int64)
    blocked = np.zeros(nodes, dtype=bool)
    left = np.arange(len(source))
    passed = 0
    while len(left):
        blocked[target[left]] = True
        waiting = left[blocked[source[left]]]
        passed += 1
        level[target[left]] = passed
        blocked[target[left]] = False
        if len(waiting) == len(left):
            break
        left = waiting
    return level, left


def reaching(goal: NDArray[np.bool_], source: Index, target: Index) -> NDArray[np.bool_]:
    """Return which nodes are goals or have a path along the edges to a goal."""
    reached = goal.copy()
    left = np.flatnonzero(~reached[source])
    while len(left):
        leads = reached[target[left]]
        if not leads.any():
            break
        reached[source[left[leads]]] = True
        left = left[~reached[source[left]]]
    return reached
