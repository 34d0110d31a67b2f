"""Genes that would close a cycle in a feed-forward genome."""

import numpy as np
from numpy.typing import NDArray

from quale.genome.gather import keep
from quale.genome.genome import Genomes
from quale.genome.order import levels
from quale.genome.segments import Index, owners


def loops(
    owner: Index, source: NDArray[np.int32], target: NDArray[np.int32], fixed: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which connections [K] must go so that no genome has a cycle.

    Connections are given genome after genome. The `fixed` ones of a genome, which have no cycle, stay; the others
    are added in their order, and one that would close a cycle goes.
    """
    ends = np.concatenate([(owner << 32) | source, (owner << 32) | target])
    nodes, end = np.unique(ends, return_inverse=True)
    _, cyclic = levels(len(nodes), end[: len(owner)], end[len(owner) :])
    gone = np.zeros(len(owner), dtype=bool)
    # Cycles are rare: only the genomes that have one are looked at gene by gene.
    for genome in np.unique(owner[cyclic]).tolist():
        low, high = np.searchsorted(owner, [genome, genome + 1])
        edges = list(zip(source[low:high].tolist(), target[low:high].tolist(), strict=True))
        gone[low:high] = _closing(edges, fixed[low:high].tolist())
    return gone


def _closing(edges: list[tuple[int, int]], fixed: list[bool]) -> list[bool]:
    """Return which edges are left out of one graph."""
    follow: dict[int, list[int]] = {}
    for (source, target), stays in zip(edges, fixed, strict=True):
        if stays:
            follow.setdefault(source, []).append(target)
    gone = [False] * len(edges)
    for place, (source, target) in enumerate(edges):
        if not fixed[place]:
            gone[place] = _leads(follow, target, source)
            if not gone[place]:
                follow.setdefault(source, []).append(target)
    return gone


def _leads(follow: dict[int, list[int]], start: int, goal: int) -> bool:
    """Return whether a path leads from `start` to `goal`, which may be the same."""
    seen, stack = {start}, [start]
    while stack:
        node = stack.pop()
        if node == goal:
            return True
        for after in follow.get(node, ()):
            if after not in seen:
                seen.add(after)
                stack.append(after)
    return False


def without_loops(genomes: Genomes) -> Genomes:
    """Return the genomes without the connections that close cycles: of a cycle the latest goes."""
    owner = owners(genomes.connection_start)
    gone = loops(owner, genomes.source, genomes.target, np.zeros(len(owner), dtype=bool))
    if not gone.any():
        return genomes
    return keep(genomes, np.ones(len(genomes.node_id), dtype=bool), ~gone)
