"""Connections that close cycles, where brains may no longer be recurrent."""

import numpy as np
from numpy.typing import NDArray

from quale.genome.gather import keep
from quale.genome.genome import Genomes
from quale.genome.graph import Graph, find_closing, graph
from quale.genome.segments import lengths
from quale.native.kernel import kernel


def without_loops(genomes: Genomes) -> Genomes:
    """Return the genomes without the connections that close cycles: of a cycle the latest goes."""
    nodes, edges = (
        int(lengths(genomes.node_start).max(initial=0)),
        int(lengths(genomes.connection_start).max(initial=0)),
    )
    workplace = graph(int(genomes.node_id.max(initial=-1)) + 1, nodes, edges)
    gone = np.zeros(len(genomes.innovation), dtype=np.bool_)
    mark_loops(genomes, workplace, gone)
    if not gone.any():
        return genomes
    return keep(genomes, np.ones(len(genomes.node_id), dtype=np.bool_), ~gone)


@kernel
def mark_loops(genomes: Genomes, graph: Graph, gone: NDArray[np.bool_]) -> None:
    """Mark in `gone` [C] the connections that close a cycle with earlier ones of their genome."""
    for edge in range(len(graph.fixed)):
        graph.fixed[edge] = False
    for genome in range(len(genomes.node_start) - 1):
        first: int = genomes.connection_start[genome]
        end: int = genomes.connection_start[genome + 1]
        if find_closing(graph, genomes.source, genomes.target, first, end):
            for gene in range(first, end):
                gone[gene] = graph.gone[gene - first]
