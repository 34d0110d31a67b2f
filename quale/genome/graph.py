"""One genome's connections as a graph that edges are added to: what leads where, and whether there is a cycle.

Nodes are numbered in the order in which they are met, by a sparse set (Briggs & Torczon 1993, "An efficient
representation for sparse sets"): an entry is believed only if the member that it names agrees, so that nothing has to
be cleared between genomes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.native.kernel import kernel

NOTHING = -1


@dataclass(frozen=True, slots=True)
class Graph:
    """Room for a graph of up to N nodes with ids below X, and E edges; what it holds is between its users only."""

    place: NDArray[np.int32]  # [X] node id -> number, to be believed if `member` agrees
    member: NDArray[np.int32]  # [N] node id
    first: NDArray[np.int32]  # [N] an edge that leaves the node, NOTHING without one
    entering: NDArray[np.int32]  # [N] edges that end in the node, or the search that saw it last
    stack: NDArray[np.int32]  # [N]
    source: NDArray[np.int32]  # [E] number of the node that the edge leaves
    target: NDArray[np.int32]  # [E]
    next: NDArray[np.int32]  # [E] another edge that leaves the same node, NOTHING after the last
    fixed: NDArray[np.bool_]  # [E] edges that are there before others are added
    gone: NDArray[np.bool_]  # [E] edges that would close a cycle


def graph(ids: int, nodes: int, edges: int) -> Graph:
    """Return room for graphs of nodes whose ids are below `ids`."""
    return Graph(
        place=np.empty(ids, dtype=np.int32),
        member=np.empty(nodes, dtype=np.int32),
        first=np.empty(nodes, dtype=np.int32),
        entering=np.empty(nodes, dtype=np.int32),
        stack=np.empty(nodes, dtype=np.int32),
        source=np.empty(edges, dtype=np.int32),
        target=np.empty(edges, dtype=np.int32),
        next=np.empty(edges, dtype=np.int32),
        fixed=np.empty(edges, dtype=np.bool_),
        gone=np.empty(edges, dtype=np.bool_),
    )


@kernel
def number_of_node(graph: Graph, node: int, nodes: int) -> int:
    """Return the number of a node id among the first `nodes` members, NOTHING if it is none of them."""
    number: int = graph.place[node]
    if 0 <= number < nodes and graph.member[number] == node:
        return number
    return NOTHING


@kernel
def meet(graph: Graph, node: int, nodes: int) -> int:
    """Return how many members there are when the node id is one of them; without edges, if it is new."""
    if number_of_node(graph, node, nodes) != NOTHING:
        return nodes
    graph.place[node] = nodes
    graph.member[nodes] = node
    graph.first[nodes] = NOTHING
    graph.entering[nodes] = 0
    return nodes + 1


@kernel
def meet_ends(graph: Graph, source: NDArray[np.int32], target: NDArray[np.int32], begin: int, end: int) -> int:
    """Number the ends of the edges begin … end - 1, of which the first becomes edge 0; return how many nodes they are.

    They lead from `source` [C] to `target` [C], node ids. No edge leads anywhere yet.
    """
    nodes = 0
    for gene in range(begin, end):
        nodes = meet(graph, source[gene], nodes)
        graph.source[gene - begin] = graph.place[source[gene]]
        nodes = meet(graph, target[gene], nodes)
        graph.target[gene - begin] = graph.place[target[gene]]
    return nodes


@kernel
def add_edge(graph: Graph, edge: int) -> None:
    """Let an edge lead from its source to its target."""
    source: int = graph.source[edge]
    graph.next[edge] = graph.first[source]
    graph.first[source] = edge


@kernel
def leads(graph: Graph, start: int, goal: int, search: int) -> bool:
    """Return whether a path leads from node to node, which may be the same; every search has a number of its own, > 0.

    Between `meet_ends` and the searches nothing else may have used `entering`.
    """
    if start == goal:
        return True
    graph.entering[start] = search
    graph.stack[0] = start
    waiting = 1
    while waiting > 0:
        waiting -= 1
        edge: int = graph.first[graph.stack[waiting]]
        while edge != NOTHING:
            node: int = graph.target[edge]
            if node == goal:
                return True
            if graph.entering[node] != search:
                graph.entering[node] = search
                graph.stack[waiting] = node
                waiting += 1
            edge = graph.next[edge]
    return False


@kernel
def has_cycle(graph: Graph, nodes: int, edges: int) -> bool:
    """Return whether the edges 0 … edges - 1, all of which lead somewhere, close a cycle (Kahn 1962)."""
    for edge in range(edges):
        graph.entering[graph.target[edge]] += 1
    ready = 0
    for node in range(nodes):
        if graph.entering[node] == 0:
            graph.stack[ready] = node
            ready += 1
    served = 0
    while served < ready:
        after: int = graph.first[graph.stack[served]]
        served += 1
        while after != NOTHING:
            end: int = graph.target[after]
            graph.entering[end] -= 1
            if graph.entering[end] == 0:
                graph.stack[ready] = end
                ready += 1
            after = graph.next[after]
    return served < nodes


@kernel
def find_closing(graph: Graph, source: NDArray[np.int32], target: NDArray[np.int32], begin: int, end: int) -> bool:
    """Mark as `gone` which of the edges begin … end - 1 must go for there to be no cycle; return whether any must.

    They lead from `source` [C] to `target` [C], node ids. The `fixed` ones, which close no cycle, stay; the others are
    added in their order, and one that would close a cycle goes. Cycles are rare: only where there is one the edges are
    looked at one by one.
    """
    edges = end - begin
    nodes = meet_ends(graph, source, target, begin, end)
    for edge in range(edges):
        graph.gone[edge] = False
        add_edge(graph, edge)
    if not has_cycle(graph, nodes, edges):
        return False
    for node in range(nodes):
        graph.first[node] = NOTHING
        graph.entering[node] = 0
    for edge in range(edges):
        if graph.fixed[edge]:
            add_edge(graph, edge)
    for edge in range(edges):
        if not graph.fixed[edge]:
            graph.gone[edge] = leads(graph, graph.target[edge], graph.source[edge], edge + 1)
            if not graph.gone[edge]:
                add_edge(graph, edge)
    return True
