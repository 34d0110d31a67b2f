"""Connections come, go and move (Stanley & Miikkulainen 2002, section 3.1; going and moving are this project's)."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.mutation.candidates import candidate, tries_of
from quale.evolution.mutation.pick import NONE, pick_enabled
from quale.evolution.mutation.steps import clamped
from quale.evolution.records.innovations import InnovationTable, known_number, number_between
from quale.evolution.records.random_batch import Batch
from quale.evolution.records.rates import Rates
from quale.genome.buffer import GenomeBuffer
from quale.genome.edit import gene_of, insert_connection, take_connection
from quale.genome.graph import NOTHING, Graph, add_edge, leads, meet_ends, number_of_node
from quale.native.kernel import kernel
from quale.streams import draw


@kernel
def add_connection(
    buffer: GenomeBuffer,
    child: int,
    rates: Rates,
    table: InnovationTable,
    graph: Graph,
    batch: Batch,
    draws: NDArray[np.uint64],
) -> None:
    """Connect two nodes that no enabled connection joins; a disabled one that does is enabled instead.

    The target is no input; unless brains are recurrent, no cycle may arise. The weight is U(-1, 1), clamped. Nothing
    happens where no tried pair will do.
    """
    first: int = buffer.node_start[child]
    size: int = buffer.node_start[child + 1] - first
    targets = size - rates.inputs
    nodes = 0 if rates.recurrent else _graph_without(buffer, child, graph, NONE)
    for tried in range(tries_of(size * targets, batch.place)):
        pair = candidate(size * targets, batch.place, tried, draws)
        source: int = buffer.node_id[first + pair // targets]
        target: int = buffer.node_id[first + rates.inputs + pair % targets]
        gene = _gene_between(buffer, child, table, source, target)
        if gene != NONE:
            if not buffer.enabled[gene]:
                buffer.enabled[gene] = True
                return
        elif rates.recurrent or not _closes(graph, nodes, source, target, tried + 1):
            weight = clamped(2.0 * draw(draws) - 1.0, rates.low, rates.high)
            insert_connection(buffer, child, number_between(table, source, target), source, target, weight, True)
            return


@kernel
def remove_connection(buffer: GenomeBuffer, child: int, draws: NDArray[np.uint64]) -> None:
    """Disable one enabled connection."""
    gene = pick_enabled(buffer, child, draws)
    if gene != NONE:
        buffer.enabled[gene] = False


@kernel
def rewire(
    buffer: GenomeBuffer,
    child: int,
    rates: Rates,
    table: InnovationTable,
    graph: Graph,
    batch: Batch,
    draws: NDArray[np.uint64],
) -> None:
    """Move one end of an enabled connection to another node; its number becomes that of its new ends.

    The rules are those of add_connection; a pair that is joined already, disabled or not, will not do.
    """
    gene = pick_enabled(buffer, child, draws)
    if gene == NONE:
        return
    first: int = buffer.node_start[child]
    size: int = buffer.node_start[child + 1] - first
    possible = 2 * size - rates.inputs  # any node as source, or any but the inputs as target
    nodes = 0 if rates.recurrent else _graph_without(buffer, child, graph, gene)
    for tried in range(tries_of(possible, batch.place)):
        drawn = candidate(possible, batch.place, tried, draws)
        source: int = buffer.node_id[first + drawn] if drawn < size else buffer.source[gene]
        target: int = buffer.target[gene] if drawn < size else buffer.node_id[first + drawn - size + rates.inputs]
        if _gene_between(buffer, child, table, source, target) == NONE and (
            rates.recurrent or not _closes(graph, nodes, source, target, tried + 1)
        ):
            weight: float = buffer.weight[gene]
            take_connection(buffer, child, gene)
            insert_connection(buffer, child, number_between(table, source, target), source, target, weight, True)
            return


@kernel
def _gene_between(buffer: GenomeBuffer, child: int, table: InnovationTable, source: int, target: int) -> int:
    """Return the place of a child's gene from node to node, NONE without one."""
    number = known_number(table, source, target)
    return gene_of(buffer, child, number) if number >= 0 else NONE


@kernel
def _graph_without(buffer: GenomeBuffer, child: int, graph: Graph, gene: int) -> int:
    """Let all of a child's connections, but for one if it is not NONE, be the graph; return how many nodes it has."""
    first: int = buffer.connection_start[child]
    end: int = buffer.connection_start[child + 1]
    nodes = meet_ends(graph, buffer.source, buffer.target, first, end)
    for edge in range(end - first):
        if first + edge != gene:
            add_edge(graph, edge)
    return nodes


@kernel
def _closes(graph: Graph, nodes: int, source: int, target: int, search: int) -> bool:
    """Return whether a connection from node id to node id would close a cycle in the graph."""
    if source == target:
        return True
    start = number_of_node(graph, target, nodes)
    goal = number_of_node(graph, source, nodes)
    return min(start, goal) != NOTHING and leads(graph, start, goal, search)
