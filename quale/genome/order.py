"""Which node must be known before which: levels of many graphs at once (Kahn 1962, a level at a time)."""

import numpy as np

from quale.genome.segments import Index

SLOWEST = 50
"""While each pass serves at least one edge of so many, all passes together cost no more than so many looks at each."""


def levels(nodes: int, source: Index, target: Index) -> tuple[Index, Index]:
    """Return the level of every node, and the edges that lie on or behind a cycle.

    A node's level [nodes] is the number of edges on the longest path that ends in it; edge e leads from
    source[e] to target[e]. Where there is a cycle, the levels behind it mean nothing and the positions of the
    edges that no order can serve are returned; without one, that array is empty. The time is linear in the edges:
    what serves too few of them a level at a time, such as one long chain, is walked edge by edge.
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
        served = len(left) - len(waiting)
        if served == 0:
            break
        left = waiting
        if served * SLOWEST < len(left):
            return _walk(level, source, target, left)
    return level, left


def _walk(level: Index, source: Index, target: Index, left: Index) -> tuple[Index, Index]:
    """Finish `levels` edge by edge (Kahn 1962): `left` are the edges not yet served, `level` is that of the others."""
    sources, targets = source[left].tolist(), target[left].tolist()
    leaving: dict[int, list[int]] = {}
    entering: dict[int, int] = {}
    for edge, (start, end) in enumerate(zip(sources, targets, strict=True)):
        leaving.setdefault(start, []).append(edge)
        entering[end] = entering.get(end, 0) + 1
    ready = [node for node in leaving if node not in entering]
    longest = {node: int(level[node]) for node in ready}
    served = np.zeros(len(left), dtype=bool)
    for node in ready:  # grows while it is walked
        for edge in leaving.get(node, ()):
            served[edge] = True
            end = targets[edge]
            longest[end] = max(longest.get(end, 0), longest[node] + 1)
            entering[end] -= 1
            if entering[end] == 0:
                ready.append(end)
    level[list(longest)] = list(longest.values())
    return level, left[~served]
