"""From node ids to positions in the flat node arrays."""

import numpy as np
from numpy.typing import NDArray

from quale.genome.genome import Genomes
from quale.genome.segments import Index, find, owners

SPARSEST = 16
"""A table of all ids of all genomes is looked into where it has no more than so many places for each look."""


def locate(genomes: Genomes, owner: Index, ids: NDArray[np.integer]) -> Index:
    """Return the flat positions of the nodes `ids` [K] in the genomes `owner` [K]; -1 where there is no such node."""
    width = 1 + max(int(genomes.node_id.max(initial=0)), int(ids.max(initial=0)))
    keys = owners(genomes.node_start) * width + genomes.node_id
    wanted = owner * width + ids
    places = len(genomes) * width
    if places <= SPARSEST * (len(keys) + len(wanted)):
        table = np.full(places, -1, dtype=np.int64)
        table[keys] = np.arange(len(keys))
        return table.take(wanted)
    if bool((keys[1:] > keys[:-1]).all()):
        return find(keys, wanted)
    # A port that was added in a later version of a program has a higher id than hidden nodes that follow it.
    order = np.argsort(keys, kind="stable")
    position = find(keys[order], wanted)
    return np.where(position < 0, -1, order[position])
