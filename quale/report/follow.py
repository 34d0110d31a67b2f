"""Graph → Pathways: which sensor reaches which actuator, how strongly, and by which ways.

The number of ways grows exponentially with depth, so none is listed that is not shown: sums and the few strongest are
carried along a topological order, as in shortest-path counting, in time proportional to links, sensors and ways kept.
"""

import math
from dataclasses import dataclass

from quale.report.graph import Graph, Link, Path, Pathway


@dataclass(frozen=True, slots=True)
class _Way:
    """A way from a sensor to a node, linked backwards so that its beginning is shared."""

    node: int
    strength: float
    before: "_Way | None"


def follow(graph: Graph, keep: int = 3) -> tuple[Pathway, ...]:
    """Return a pathway of at most `keep` ways for each sensor and actuator it joins; by sensor, then actuator."""
    arrives: list[list[Link]] = [[] for _ in graph.nodes]
    for link in graph.links:
        if link.enabled and not link.feedback:
            arrives[link.target].append(link)
    outputs = graph.outputs
    found = []
    for source in graph.inputs:
        total = [0.0] * len(graph.nodes)
        ways: list[list[_Way]] = [[] for _ in graph.nodes]
        total[source] = 1.0
        ways[source] = [_Way(source, 1.0, None)]
        for node in graph.order:
            candidates = [
                _Way(node, way.strength * link.weight, way) for link in arrives[node] for way in ways[link.source]
            ]
            if candidates:
                candidates.sort(key=lambda way: -abs(way.strength))  # stable: ties stay in innovation order
                ways[node] = candidates[:keep]
                total[node] = _together([link.weight * total[link.source] for link in arrives[node]])
        found += [
            Pathway(source, target, total[target], tuple(Path(_nodes(way), way.strength) for way in ways[target]))
            for target in outputs
            if ways[target]
        ]
    return tuple(found)


def _together(parts: list[float]) -> float:
    """Return a sum; infinite where it is too large, NaN where infinite parts cancel."""
    try:
        return math.fsum(parts)
    except (OverflowError, ValueError):
        return sum(parts)


def _nodes(way: _Way) -> tuple[int, ...]:
    nodes = []
    step: _Way | None = way
    while step is not None:
        nodes.append(step.node)
        step = step.before
    return tuple(reversed(nodes))
