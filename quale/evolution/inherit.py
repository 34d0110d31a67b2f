"""Crossover of parents of whom the first is the fitter (Stanley & Miikkulainen 2002, section 3.2, figure 4).

The structure is the first parent's: the child is a copy of it that gets some values of the second. `blend` is for
parents that are equally fit.
"""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.batch import BATCH, Batch, uniforms
from quale.evolution.rates import Rates
from quale.genome.draft import Draft
from quale.genome.genome import Genomes
from quale.native.kernel import kernel
from quale.native.words import shift_right
from quale.streams import PURPOSES, begin, next_word

CROSSOVER, CROSS_NODES = PURPOSES["crossover"], PURPOSES["cross_nodes"]

RUN = 64
"""Matching genes that are crossed at once at most: as many as a word has coins."""


@kernel
def inherit(
    draft: Draft,
    child: int,
    genomes: Genomes,
    second: int,
    rates: Rates,
    batch: Batch,
    draws: NDArray[np.uint64],
) -> None:
    """Write what a copy of the first parent has from the second one.

    Matching genes have their weights from either at random. A gene disabled in both parents is disabled; one disabled
    in one, whether the second holds it or not, is disabled with chance `inherit_disabled`. A matching node takes its
    bias and activation together from one parent.
    """
    begin(draws, CROSSOVER, child)
    _inherit_connections(draft, child, genomes, second, rates.inherit_disabled, batch, draws)
    begin(draws, CROSS_NODES, child)
    _inherit_nodes(draft, child, genomes, second, rates, draws)


@kernel
def _inherit_connections(
    draft: Draft,
    child: int,
    genomes: Genomes,
    second: int,
    inherit_disabled: float,
    batch: Batch,
    draws: NDArray[np.uint64],
) -> None:
    mark = draft.innovation
    other_mark = genomes.innovation
    gene: int = draft.connection_start[child]
    end: int = draft.connection_start[child + 1]
    partner: int = genomes.connection_start[second]
    partners: int = genomes.connection_start[second + 1]
    coins, left, doubtful = 0, 0, 0
    while gene < end:
        run = run_of(mark, gene, end, other_mark, partner, partners)
        if run > 0:
            if left < run:
                coins, left = next_word(draws), RUN
            _mix(draft.weight, gene, genomes.weight, partner, run, coins)
            coins, left = shift_right(coins, run % RUN), left - run
            doubtful = _compare(draft, gene, genomes, partner, run, batch, doubtful)
            gene += run
            partner += run
        elif partner < partners and other_mark[partner] < mark[gene]:
            partner += 1
        else:
            if not draft.enabled[gene]:
                batch.place[doubtful] = gene
                doubtful += 1
            gene += 1
        if doubtful > BATCH - RUN or gene == end:
            _decide(draft, batch, doubtful, inherit_disabled, draws)
            doubtful = 0


@kernel
def run_of(ours: NDArray[np.int32], one: int, ones: int, theirs: NDArray[np.int32], other: int, others: int) -> int:
    """Return how many of the values from ours[one] on are those from theirs[other] on, RUN at most."""
    longest = min(ones - one, others - other)
    longest = min(longest, RUN)
    run = 0
    while run < longest and ours[one + run] == theirs[other + run]:
        run += 1
    return run


@kernel
def _mix(ours: NDArray[np.float64], one: int, theirs: NDArray[np.float64], other: int, run: int, coins: int) -> None:
    """Take each of a run of values from the other parent where a coin, the lowest first, says so."""
    for place in range(run):
        mine: float = ours[one + place]
        partners: float = theirs[other + place]
        ours[one + place] = partners if shift_right(coins, place) & 1 != 0 else mine


@kernel
def _compare(draft: Draft, gene: int, genomes: Genomes, partner: int, run: int, batch: Batch, listed: int) -> int:
    """List the genes of a run that are disabled in one parent; return how many are listed then."""
    mine = draft.enabled
    theirs = genomes.enabled
    place = batch.place
    doubtful = listed
    for ahead in range(run):
        place[doubtful] = gene + ahead
        doubtful += int(mine[gene + ahead] != theirs[partner + ahead])
    return doubtful


@kernel
def _decide(draft: Draft, batch: Batch, listed: int, inherit_disabled: float, draws: NDArray[np.uint64]) -> None:
    """Disable the listed genes with their chance, and enable the others."""
    uniforms(draws, batch, listed)
    for place in range(listed):
        draft.enabled[batch.place[place]] = batch.number[place] >= inherit_disabled


@kernel
def _inherit_nodes(
    draft: Draft, child: int, genomes: Genomes, second: int, rates: Rates, draws: NDArray[np.uint64]
) -> None:
    node: int = draft.node_start[child] + rates.inputs
    end: int = draft.node_start[child + 1]
    partner: int = genomes.node_start[second] + rates.inputs
    partners: int = genomes.node_start[second + 1]
    coins, left = 0, 0
    while node < end and partner < partners:
        run = run_of(draft.node_id, node, end, genomes.node_id, partner, partners)
        if run > 0:
            if left < run:
                coins, left = next_word(draws), RUN
            _mix(draft.bias, node, genomes.bias, partner, run, coins)
            _mix_activations(draft.activation, node, genomes.activation, partner, run, coins)
            coins, left = shift_right(coins, run % RUN), left - run
            node += run
            partner += run
        elif genomes.node_id[partner] < draft.node_id[node]:
            partner += 1
        else:
            node += 1


@kernel
def _mix_activations(
    ours: NDArray[np.uint8], one: int, theirs: NDArray[np.uint8], other: int, run: int, coins: int
) -> None:
    """Take each of a run of activations from where the bias comes from."""
    for place in range(run):
        mine: int = ours[one + place]
        partners: int = theirs[other + place]
        ours[one + place] = partners if shift_right(coins, place) & 1 != 0 else mine
