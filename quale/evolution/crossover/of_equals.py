"""Crossover of equally fit parents (Stanley & Miikkulainen 2002, section 3.2, figure 4)."""

from quale.evolution.crossover.from_fitter import CROSS_NODES, CROSSOVER
from quale.evolution.crossover.matching import RUN, decide, list_doubtful, mix, mix_activations, run_of
from quale.evolution.records.random_batch import BATCH
from quale.evolution.records.rates import Rates
from quale.evolution.records.workplace import Workplace
from quale.genome.buffer import GenomeBuffer, copy_connections, copy_nodes
from quale.genome.edit import copy_connection
from quale.genome.genome import Genomes
from quale.genome.graph import NOTHING, Graph, find_closing, meet, number_of_node
from quale.native.kernel import kernel
from quale.native.words import shift_right
from quale.streams import begin, next_word


@kernel
def cross_equals(
    buffer: GenomeBuffer,
    child: int,
    genomes: Genomes,
    first: int,
    second: int,
    rates: Rates,
    work: Workplace,
) -> None:
    """Begin the child of two parents that are equally fit.

    It has the genes that both have, their weights from either at random, and each disjoint or excess gene of either
    with chance 1/2, unless that would close a cycle in a feed-forward genome, disabled genes counted; these are looked
    at in innovation order. A gene disabled in both parents is disabled; one disabled in one, whether the other holds
    it or not, is disabled with chance `inherit_disabled`. It has the nodes that both have, bias and activation together
    from one parent, and a hidden node of one parent where a gene needs it.
    """
    begin(work.draws, CROSSOVER, child)
    _merge_connections(buffer, child, genomes, first, second, rates.inherit_disabled, work)
    if not rates.recurrent:
        _drop_loops(buffer, child, work.graph)
    begin(work.draws, CROSS_NODES, child)
    _merge_nodes(buffer, child, genomes, first, second, work)


@kernel
def _merge_connections(
    buffer: GenomeBuffer,
    child: int,
    genomes: Genomes,
    first: int,
    second: int,
    inherit_disabled: float,
    work: Workplace,
) -> None:
    """Write the genes that the child has from the one or the other; `graph.fixed` says which are from both."""
    draws = work.draws
    begun: int = buffer.connection_start[child]
    one: int = genomes.connection_start[first]
    ones: int = genomes.connection_start[first + 1]
    other: int = genomes.connection_start[second]
    others: int = genomes.connection_start[second + 1]
    gene = begun
    coins, left, doubtful = 0, 0, 0
    while one < ones or other < others:
        run = run_of(genomes.innovation, one, ones, genomes.innovation, other, others)
        tossed = max(run, 1)
        if left < tossed:
            coins, left = next_word(draws), RUN
        if run > 0:
            taken = run
            copy_connections(buffer, gene, genomes, one, run)
            mix(buffer.weight, gene, genomes.weight, other, run, coins)
            doubtful = list_doubtful(buffer, gene, genomes, other, run, work.batch, doubtful)
            one, other = one + run, other + run
        else:
            taken = coins & 1
            from_one = other == others or (one < ones and genomes.innovation[one] < genomes.innovation[other])
            copy_connections(buffer, gene, genomes, one if from_one else other, taken)
            work.batch.place[doubtful] = gene
            doubtful += taken & (1 - int(buffer.enabled[gene]))
            one, other = one + int(from_one), other + 1 - int(from_one)
        coins, left = shift_right(coins, tossed % RUN), left - tossed
        for place in range(taken):
            work.graph.fixed[gene + place - begun] = run > 0
        gene += taken
        if doubtful > BATCH - RUN:
            decide(buffer, work.batch, doubtful, inherit_disabled, draws)
            doubtful = 0
    decide(buffer, work.batch, doubtful, inherit_disabled, draws)
    buffer.connection_start[child + 1] = gene


@kernel
def _drop_loops(buffer: GenomeBuffer, child: int, graph: Graph) -> None:
    """Leave out the genes of one parent only that would close a cycle."""
    first: int = buffer.connection_start[child]
    end: int = buffer.connection_start[child + 1]
    if not find_closing(graph, buffer.source, buffer.target, first, end):
        return
    kept = first
    for gene in range(first, end):
        if not graph.gone[gene - first]:
            copy_connection(buffer, kept, gene)
            kept += 1
    buffer.connection_start[child + 1] = kept


@kernel
def _merge_nodes(
    buffer: GenomeBuffer,
    child: int,
    genomes: Genomes,
    first: int,
    second: int,
    work: Workplace,
) -> None:
    """Write the nodes of both parents, and those of one that the child's genes need; inputs and outputs are of both."""
    needed = 0
    for gene in range(buffer.connection_start[child], buffer.connection_start[child + 1]):
        needed = meet(work.graph, buffer.source[gene], needed)
        needed = meet(work.graph, buffer.target[gene], needed)
    node: int = buffer.node_start[child]
    one: int = genomes.node_start[first]
    ones: int = genomes.node_start[first + 1]
    other: int = genomes.node_start[second]
    others: int = genomes.node_start[second + 1]
    while one < ones or other < others:
        run = run_of(genomes.node_id, one, ones, genomes.node_id, other, others)
        if run > 0:
            coins = next_word(work.draws)
            copy_nodes(buffer, node, genomes, one, run)
            mix(buffer.bias, node, genomes.bias, other, run, coins)
            mix_activations(buffer.activation, node, genomes.activation, other, run, coins)
            node, one, other = node + run, one + run, other + run
        else:
            from_one = other == others or (one < ones and genomes.node_id[one] < genomes.node_id[other])
            place = one if from_one else other
            if number_of_node(work.graph, genomes.node_id[place], needed) != NOTHING:
                copy_nodes(buffer, node, genomes, place, 1)
                node += 1
            one, other = one + int(from_one), other + 1 - int(from_one)
    buffer.node_start[child + 1] = node
