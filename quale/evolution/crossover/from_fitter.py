"""Crossover of parents of whom the first is the fitter (Stanley & Miikkulainen 2002, section 3.2, figure 4).

The structure is the first parent's: the child is a copy of it that gets some values of the second. `cross_equals` is
for parents that are equally fit.
"""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.crossover.matching import RUN, decide, list_doubtful, mix, mix_activations, run_of
from quale.evolution.records.random_batch import BATCH
from quale.evolution.records.rates import Rates
from quale.evolution.records.workplace import Workplace
from quale.genome.buffer import GenomeBuffer
from quale.genome.genome import Genomes
from quale.native.kernel import kernel
from quale.native.words import shift_right
from quale.streams import PURPOSES, begin, next_word

CROSSOVER, CROSS_NODES = PURPOSES["crossover"], PURPOSES["cross_nodes"]


@kernel
def cross_from_fitter(
    buffer: GenomeBuffer,
    child: int,
    genomes: Genomes,
    second: int,
    rates: Rates,
    work: Workplace,
) -> None:
    """Write what a copy of the first parent has from the second one.

    Matching genes have their weights from either at random. A gene disabled in both parents is disabled; one disabled
    in one, whether the second holds it or not, is disabled with chance `inherit_disabled`. A matching node takes its
    bias and activation together from one parent.
    """
    begin(work.draws, CROSSOVER, child)
    _inherit_connections(buffer, child, genomes, second, rates.inherit_disabled, work)
    begin(work.draws, CROSS_NODES, child)
    _inherit_nodes(buffer, child, genomes, second, rates, work.draws)


@kernel
def _inherit_connections(
    buffer: GenomeBuffer,
    child: int,
    genomes: Genomes,
    second: int,
    inherit_disabled: float,
    work: Workplace,
) -> None:
    """Take weights and states of matching genes."""
    draws = work.draws
    mark = buffer.innovation
    other_mark = genomes.innovation
    gene: int = buffer.connection_start[child]
    end: int = buffer.connection_start[child + 1]
    partner: int = genomes.connection_start[second]
    partners: int = genomes.connection_start[second + 1]
    coins, left, doubtful = 0, 0, 0
    while gene < end:
        run = run_of(mark, gene, end, other_mark, partner, partners)
        if run > 0:
            if left < run:
                coins, left = next_word(draws), RUN
            mix(buffer.weight, gene, genomes.weight, partner, run, coins)
            coins, left = shift_right(coins, run % RUN), left - run
            doubtful = list_doubtful(buffer, gene, genomes, partner, run, work.batch, doubtful)
            gene += run
            partner += run
        elif partner < partners and other_mark[partner] < mark[gene]:
            partner += 1
        else:
            if not buffer.enabled[gene]:
                work.batch.place[doubtful] = gene
                doubtful += 1
            gene += 1
        if doubtful > BATCH - RUN or gene == end:
            decide(buffer, work.batch, doubtful, inherit_disabled, draws)
            doubtful = 0


@kernel
def _inherit_nodes(
    buffer: GenomeBuffer, child: int, genomes: Genomes, second: int, rates: Rates, draws: NDArray[np.uint64]
) -> None:
    node: int = buffer.node_start[child] + rates.inputs
    end: int = buffer.node_start[child + 1]
    partner: int = genomes.node_start[second] + rates.inputs
    partners: int = genomes.node_start[second + 1]
    coins, left = 0, 0
    while node < end and partner < partners:
        run = run_of(buffer.node_id, node, end, genomes.node_id, partner, partners)
        if run > 0:
            if left < run:
                coins, left = next_word(draws), RUN
            mix(buffer.bias, node, genomes.bias, partner, run, coins)
            mix_activations(buffer.activation, node, genomes.activation, partner, run, coins)
            coins, left = shift_right(coins, run % RUN), left - run
            node += run
            partner += run
        elif genomes.node_id[partner] < buffer.node_id[node]:
            partner += 1
        else:
            node += 1
