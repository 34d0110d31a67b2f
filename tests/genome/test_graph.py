"""Graphs of single genomes: paths, cycles, and which edges would close one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from quale.genome.graph import Graph, add_edge, find_closing, graph, has_cycle, leads, meet_ends, number_of_node

Edge = tuple[int, int]
EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30)


def columns(edges: list[Edge]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    source, target = np.array(edges, dtype=np.int32).reshape(-1, 2).T
    return source.copy(), target.copy()


def drawn(edges: list[Edge]) -> tuple[Graph, int]:
    """Return the graph of the edges, and how many nodes it has."""
    room = graph(10, 10, len(edges))
    nodes = meet_ends(room, *columns(edges), 0, len(edges))
    for edge in range(len(edges)):
        add_edge(room, edge)
    return room, nodes


def reached(edges: list[Edge], start: int) -> set[int]:
    found = {start}
    while more := {end for begin, end in edges if begin in found} - found:
        found |= more
    return found


@given(EDGES)
def test_paths_lead_where_edges_do(edges: list[Edge]) -> None:
    room, nodes = drawn(edges)
    assert nodes == len({end for edge in edges for end in edge})
    number = {node: number_of_node(room, node, nodes) for node in range(10)}
    assert {node for node in range(10) if number[node] >= 0} == {end for edge in edges for end in edge}
    search = 0
    for start in range(10):
        for goal in range(10):
            search += 1
            if number[start] >= 0 and number[goal] >= 0:
                assert leads(room, number[start], number[goal], search) == (goal in reached(edges, start))


@given(EDGES)
def test_a_cycle_is_a_way_back(edges: list[Edge]) -> None:
    room, nodes = drawn(edges)
    assert has_cycle(room, nodes, len(edges)) == any(begin in reached(edges, end) for begin, end in edges)


@given(EDGES, st.data())
def test_edges_that_would_close_a_cycle_go_in_their_order(edges: list[Edge], data: st.DataObject) -> None:
    kept: list[Edge] = []
    fixed = np.zeros(len(edges), dtype=np.bool_)
    for place, (begin, end) in enumerate(edges):  # what is fixed closes no cycle
        fixed[place] = data.draw(st.booleans()) and begin not in reached(kept, end)
        kept += [edges[place]] * bool(fixed[place])
    gone = []
    for place, (begin, end) in enumerate(edges):
        gone.append(not fixed[place] and begin in reached(kept, end))
        kept += [edges[place]] * (not fixed[place] and not gone[-1])
    before = [(0, 1), (1, 0)]  # edges of another genome, which do not count
    room = graph(10, 10, len(edges))
    room.fixed[:] = fixed
    source, target = columns(before + edges)
    assert find_closing(room, source, target, 2, 2 + len(edges)) == any(gone)
    assert room.gone.tolist() == gone


def test_nothing_is_left_of_the_graph_before() -> None:
    room, _ = drawn([(1, 2), (2, 3), (3, 1)])
    nodes = meet_ends(room, *columns([(3, 4)]), 0, 1)
    add_edge(room, 0)
    assert nodes == 2
    assert [number_of_node(room, node, nodes) for node in range(6)] == [-1, -1, -1, 0, 1, -1]
    assert not has_cycle(room, nodes, 1)
