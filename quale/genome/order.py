"""Which node must be known before which: the levels of a graph (Kahn 1962)."""

from dataclasses import dataclass

import numpy as np

from quale.genome.segments import Index
from quale.native.kernel import kernel

NO_EDGE = -1


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges of a graph, those that leave a node chained to one another."""

    source: Index  # [E] node
    target: Index  # [E] node
    following: Index  # [E] another edge from the same source, NO_EDGE behind the last


@dataclass(frozen=True, slots=True)
class Nodes:
    """Nodes of a graph while their levels are found."""

    level: Index  # [N]
    entering: Index  # [N] edges towards it whose source has no level yet
    leaving: Index  # [N] an edge from it, or NO_EDGE
    ready: Index  # [N] the nodes that have a level, in the order in which they got it


def levels(nodes: int, source: Index, target: Index) -> tuple[Index, Index]:
    """Return the level of every node, and the edges that lie on or behind a cycle.

    A node's level [nodes] is the number of edges on the longest path that ends in it; edge e leads from
    source[e] to target[e]. Where there is a cycle, the levels behind it mean nothing and the positions of the
    edges that no order can serve are returned; without one, that array is empty. The time is linear in the edges.
    """
    edges = Edges(source, target, np.empty(len(source), dtype=np.int64))
    zeros, none = np.zeros(nodes, dtype=np.int64), np.full(nodes, NO_EDGE, dtype=np.int64)
    found = Nodes(zeros, zeros.copy(), none, none.copy())
    climb(edges, found)
    return found.level, np.flatnonzero(found.entering[source])


@kernel
def climb(edges: Edges, nodes: Nodes) -> None:
    """Give a level to every node that does not lie on or behind a cycle."""
    for edge in range(len(edges.source)):
        nodes.entering[edges.target[edge]] += 1
        edges.following[edge] = nodes.leaving[edges.source[edge]]
        nodes.leaving[edges.source[edge]] = edge
    known, done = 0, 0
    for node in range(len(nodes.level)):
        if nodes.entering[node] == 0:
            nodes.ready[known] = node
            known += 1
    while done < known:
        above = nodes.level[nodes.ready[done]] + 1
        leaving: int = nodes.leaving[nodes.ready[done]]
        done += 1
        while leaving != NO_EDGE:
            end: int = edges.target[leaving]
            nodes.level[end] = above  # sources come by ascending level, so the last one decides
            nodes.entering[end] -= 1
            if nodes.entering[end] == 0:
                nodes.ready[known] = end
                known += 1
            leaving = edges.following[leaving]
