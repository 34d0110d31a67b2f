from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from quale.genome.order import levels
from quale.native.kernel import Kernel

EDGES = st.integers(1, 12).flatmap(
    lambda nodes: st.tuples(
        st.just(nodes), st.lists(st.tuples(st.integers(0, nodes - 1), st.integers(0, nodes - 1)), max_size=30)
    )
)


def longest_paths(nodes: int, edges: list[tuple[int, int]]) -> list[int] | None:
    """Return the longest path to each node by plain relaxation (Bellman-Ford); None where there is a cycle."""
    level = [0] * nodes
    for _ in range(nodes + 1):
        before = list(level)
        for source, target in edges:
            level[target] = max(level[target], level[source] + 1)
        if level == before:
            return level
    return None


def behind_cycles(nodes: int, edges: list[tuple[int, int]]) -> list[int]:
    """Return the edges that are left when, again and again, those are taken away whose source is never a target."""
    left = list(range(len(edges)))
    for _ in range(nodes):
        blocked = {edges[edge][1] for edge in left}
        left = [edge for edge in left if edges[edge][0] in blocked]
    return left


@settings(deadline=None)
@given(EDGES)
def test_levels_are_longest_paths(graph: tuple[int, list[tuple[int, int]]]) -> None:
    nodes, edges = graph
    source, target = (np.array([edge[end] for edge in edges], np.int64) for end in (0, 1))
    level, cyclic = levels(nodes, source, target)
    with patch.object(Kernel, "__call__", Kernel.interpret):
        checked = levels(nodes, source, target)
    assert cyclic.tolist() == behind_cycles(nodes, edges) == checked[1].tolist()
    wanted = longest_paths(nodes, edges)
    assert (wanted is None) == (len(cyclic) > 0)
    if wanted is not None:
        assert level.tolist() == wanted == checked[0].tolist()


def test_a_long_chain_takes_linear_time() -> None:
    nodes = 200_000  # quadratic time would be minutes
    level, cyclic = levels(nodes, np.arange(nodes - 1), np.arange(1, nodes))
    assert not len(cyclic)
    assert level[-1] == nodes - 1
