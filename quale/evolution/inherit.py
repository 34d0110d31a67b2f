"""Crossover of parents of whom the first is the fitter: the child is a copy of it with some values of the second.

The structure is the first parent's, so that nothing has to be made room for; see `crossover` for the rules.
"""

from collections.abc import Callable

import numpy as np

from quale.genome.draft import Draft
from quale.genome.genome import Genomes
from quale.genome.segments import Index, lengths, ordered_keys, runs, spread
from quale.streams import Stream


def inherit(
    draft: Draft,
    rows: Index,
    genomes: Genomes,
    second: Index,
    *,
    inherit_disabled: float,
    inputs: int,
    streams: Callable[[str], Stream],
) -> None:
    """Write what the copies of first parents at `rows` [K] have from the second parents, genomes[second] [K].

    `inputs` is how many nodes, the first of every genome, have no values of their own.
    """
    start, mine = spread(draft.connection_start, rows)
    start_there, theirs = spread(genomes.connection_start, second)
    here, there = _matching(
        ordered_keys(start, draft.innovation.take(mine)), ordered_keys(start_there, genomes.innovation.take(theirs))
    )
    matching, partner = mine.take(here), theirs.take(there)
    (swap,) = streams("cross_weights").coins(len(here)).nonzero()
    draft.weight[matching.take(swap)] = genomes.weight.take(partner.take(swap))
    on = draft.enabled.take(mine)
    partner_on = np.ones(len(on), dtype=bool)
    partner_on[here] = genomes.enabled.take(partner)
    (one_off,) = (on != partner_on).nonzero()
    on[one_off] = streams("crossover").uniform(len(one_off)) >= inherit_disabled
    draft.enabled[mine] = on

    start, mine = runs(draft.node_start[rows] + inputs, lengths(draft.node_start)[rows] - inputs)
    start_there, theirs = runs(genomes.node_start[second] + inputs, lengths(genomes.node_start)[second] - inputs)
    here, there = _matching(
        ordered_keys(start, draft.node_id.take(mine)), ordered_keys(start_there, genomes.node_id.take(theirs))
    )
    (swap,) = streams("cross_nodes").coins(len(here)).nonzero()
    matching, partner = mine.take(here.take(swap)), theirs.take(there.take(swap))
    draft.bias[matching] = genomes.bias.take(partner)
    draft.activation[matching] = genomes.activation.take(partner)


def _matching(keys: Index, others: Index) -> tuple[Index, Index]:
    """Return the positions of the keys that both have, in the one and in the other; a key is in each once at most."""
    both = np.concatenate([keys, others])
    order = both.argsort(kind="stable")  # two ascending runs: no more than a merge
    ascending = both.take(order)
    (twin,) = (ascending[1:] == ascending[:-1]).nonzero()
    return order.take(twin), order.take(twin + 1) - len(keys)
