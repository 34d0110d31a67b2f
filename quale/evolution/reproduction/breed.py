"""Children of chosen parents: copied or crossed, then mutated, one after the other."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.crossover.from_fitter import cross_from_fitter
from quale.evolution.crossover.of_equals import cross_equals
from quale.evolution.mutation.mutate import ADD_CONNECTION, ADD_NODE, REWIRE, mutate, trials
from quale.evolution.records.innovations import InnovationTable, table_of, tracker_of
from quale.evolution.records.parents import Parents
from quale.evolution.records.random_batch import batch
from quale.evolution.records.rates import Rates
from quale.evolution.records.state import Tracker
from quale.evolution.records.workplace import Workplace
from quale.evolution.reproduction.founders import Founding, add_founders
from quale.genome.buffer import GenomeBuffer, buffer, replicate
from quale.genome.genome import Genomes
from quale.genome.graph import graph
from quale.native.kernel import kernel

NODES, CONNECTIONS, NUMBERS, SPLITS, MOST_NODES, MOST_CONNECTIONS = 0, 1, 2, 3, 4, 5
"""Places in what `prepare` counts: upper bounds of what all children hold together, of the new connections and nodes
that they may ask the tracker for, and of the largest of them."""


def breed(
    genomes: Genomes,
    parents: Parents,
    founding: Founding,
    rates: Rates,
    tracker: Tracker,
    streams: NDArray[np.uint64],
) -> tuple[Genomes, Tracker]:
    """Return the children of B parents among the genomes, behind them founders; and the tracker after their making.

    A child's streams are those of its place. Elites are copies; all others are mutated, mated or not. Numbers are given
    child by child, and for each in the order of its mutations.
    """
    bred = len(parents.first)
    tried, bound = np.empty(bred, dtype=np.int64), np.zeros(6, dtype=np.int64)
    prepare(genomes.node_start, genomes.connection_start, parents, rates, tried, bound, streams)
    nodes, connections, numbers, splits, most_nodes, most_connections = bound.tolist()
    if founding.count:
        nodes += founding.count * rates.ports
        connections += founding.count * founding.held
        numbers += founding.pairs
    children = buffer(bred + founding.count, nodes, connections)
    table = table_of(tracker, numbers, splits)
    work = Workplace(graph(tracker.next_node_id + splits, most_nodes, most_connections), batch(), streams)
    make(children, genomes, parents, tried, rates, table, work)
    if founding.count:
        add_founders(children, bred, founding, rates, table, streams)
    return children.finished(), tracker_of(table)


@kernel
def prepare(
    node_start: NDArray[np.int64],
    connection_start: NDArray[np.int64],
    parents: Parents,
    rates: Rates,
    tried: NDArray[np.int64],
    bound: NDArray[np.int64],
    streams: NDArray[np.uint64],
) -> None:
    """Write which operators are `tried` [B] on whom, and to `bound` [6] what children may need at most, see NODES.

    `node_start` [P + 1] and `connection_start` [P + 1] are those of the genomes.
    """
    for child in range(len(tried)):
        tried[child] = 0 if parents.elite[child] else trials(child, rates, streams)
        links = (tried[child] >> ADD_CONNECTION) & 1
        splits = (tried[child] >> ADD_NODE) & 1
        moves = (tried[child] >> REWIRE) & 1
        nodes = _size(node_start, parents, child) + splits
        connections = _size(connection_start, parents, child) + links + 2 * splits
        bound[NODES] += nodes
        bound[CONNECTIONS] += connections
        bound[NUMBERS] += links + 2 * splits + moves
        bound[SPLITS] += splits
        bound[MOST_NODES] = max(bound[MOST_NODES], nodes)
        bound[MOST_CONNECTIONS] = max(bound[MOST_CONNECTIONS], connections)


@kernel
def _size(start: NDArray[np.int64], parents: Parents, child: int) -> int:
    """Return how many nodes or connections, by their `start` [P + 1], a child has at most before it is mutated."""
    first: int = parents.first[child]
    size: int = start[first + 1] - start[first]
    if parents.equal[child]:
        second: int = parents.second[child]
        size += start[second + 1] - start[second]
    return size


@kernel
def make(
    buffer: GenomeBuffer,
    genomes: Genomes,
    parents: Parents,
    tried: NDArray[np.int64],
    rates: Rates,
    table: InnovationTable,
    work: Workplace,
) -> None:
    """Write the children, each behind the one before; `tried` [B] is what `prepare` wrote."""
    for child in range(len(tried)):
        if parents.equal[child]:
            cross_equals(buffer, child, genomes, parents.first[child], parents.second[child], rates, work)
        else:
            replicate(buffer, child, genomes, parents.first[child])
            if parents.mated[child]:
                cross_from_fitter(buffer, child, genomes, parents.second[child], rates, work)
        if tried[child] != 0:
            mutate(buffer, child, tried[child], rates, table, work)
