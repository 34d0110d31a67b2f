"""Crossover of equally fit parents (Stanley & Miikkulainen 2002, section 3.2, figure 4)."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.inherit import CROSS_NODES, CROSSOVER
from quale.evolution.rates import Rates
from quale.genome.draft import Draft
from quale.genome.edit import copy_connection
from quale.genome.genome import Genomes
from quale.genome.graph import NOTHING, Graph, find_closing, meet, number_of_node
from quale.native.kernel import kernel
from quale.streams import begin, draw


@kernel
def blend(
    draft: Draft,
    child: int,
    genomes: Genomes,
    first: int,
    second: int,
    rates: Rates,
    graph: Graph,
    draws: NDArray[np.uint64],
) -> None:
    """Begin the child of two parents that are equally fit.

    It has the genes that both have, their weights from either at random, and each disjoint or excess gene of either
    with chance 1/2, unless that would close a cycle in a feed-forward genome, disabled genes counted; these are looked
    at in innovation order. A gene disabled in both parents is disabled; one disabled in one, whether the other holds
    it or not, is disabled with chance `inherit_disabled`. It has the nodes that both have, bias and activation together
    from one parent, and a hidden node of one parent where a gene needs it.
    """
    begin(draws, CROSSOVER, child)
    _merge_connections(draft, child, genomes, first, second, rates.inherit_disabled, graph, draws)
    if not rates.recurrent:
        _drop_loops(draft, child, graph)
    begin(draws, CROSS_NODES, child)
    _merge_nodes(draft, child, genomes, first, second, rates, graph, draws)


@kernel
def _merge_connections(
    draft: Draft,
    child: int,
    genomes: Genomes,
    first: int,
    second: int,
    inherit_disabled: float,
    graph: Graph,
    draws: NDArray[np.uint64],
) -> None:
    """Write the genes that the child has from the one or the other; `graph.fixed` says which are from both."""
    begun: int = draft.connection_start[child]
    gene = begun
    one: int = genomes.connection_start[first]
    ones: int = genomes.connection_start[first + 1]
    other: int = genomes.connection_start[second]
    others: int = genomes.connection_start[second + 1]
    while one < ones or other < others:
        from_one = one < ones and (other == others or genomes.innovation[one] <= genomes.innovation[other])
        from_other = other < others and (one == ones or genomes.innovation[other] <= genomes.innovation[one])
        shared = from_one and from_other
        coin = draw(draws) < 0.5
        if shared or coin:
            place = one if from_one else other
            _write(draft, gene, genomes, place)
            if shared and coin:
                draft.weight[gene] = genomes.weight[other]
            partner_on: bool = genomes.enabled[other] if shared else True
            if draft.enabled[gene] != partner_on:
                draft.enabled[gene] = draw(draws) >= inherit_disabled
            graph.fixed[gene - begun] = shared
            gene += 1
        one += int(from_one)
        other += int(from_other)
    draft.connection_start[child + 1] = gene


@kernel
def _write(draft: Draft, gene: int, genomes: Genomes, place: int) -> None:
    draft.innovation[gene] = genomes.innovation[place]
    draft.source[gene] = genomes.source[place]
    draft.target[gene] = genomes.target[place]
    draft.weight[gene] = genomes.weight[place]
    draft.enabled[gene] = genomes.enabled[place]


@kernel
def _drop_loops(draft: Draft, child: int, graph: Graph) -> None:
    """Leave out the genes of one parent only that would close a cycle."""
    first: int = draft.connection_start[child]
    end: int = draft.connection_start[child + 1]
    if not find_closing(graph, draft.source, draft.target, first, end):
        return
    kept = first
    for gene in range(first, end):
        if not graph.gone[gene - first]:
            copy_connection(draft, kept, gene)
            kept += 1
    draft.connection_start[child + 1] = kept


@kernel
def _merge_nodes(
    draft: Draft,
    child: int,
    genomes: Genomes,
    first: int,
    second: int,
    rates: Rates,
    graph: Graph,
    draws: NDArray[np.uint64],
) -> None:
    """Write the nodes of both parents, and those of one that the child's genes need."""
    needed = 0
    for gene in range(draft.connection_start[child], draft.connection_start[child + 1]):
        needed = meet(graph, draft.source[gene], needed)
        needed = meet(graph, draft.target[gene], needed)
    node: int = draft.node_start[child]
    one: int = genomes.node_start[first]
    ones: int = genomes.node_start[first + 1]
    other: int = genomes.node_start[second]
    others: int = genomes.node_start[second + 1]
    hidden = one + rates.ends
    while one < ones or other < others:
        # Inputs and outputs match by place, hidden nodes by id.
        from_one = one < ones and (one < hidden or other == others or genomes.node_id[one] <= genomes.node_id[other])
        from_other = other < others and (one < hidden or one == ones or genomes.node_id[other] <= genomes.node_id[one])
        place = one if from_one else other
        if (from_one and from_other) or number_of_node(graph, genomes.node_id[place], needed) != NOTHING:
            _write_node(draft, node, genomes, place)
            if from_one and from_other and draw(draws) < 0.5:
                draft.bias[node] = genomes.bias[other]
                draft.activation[node] = genomes.activation[other]
            node += 1
        one += int(from_one)
        other += int(from_other)
    draft.node_start[child + 1] = node


@kernel
def _write_node(draft: Draft, node: int, genomes: Genomes, place: int) -> None:
    draft.node_id[node] = genomes.node_id[place]
    draft.node_kind[node] = genomes.node_kind[place]
    draft.bias[node] = genomes.bias[place]
    draft.activation[node] = genomes.activation[place]
    draft.region[node] = genomes.region[place]
