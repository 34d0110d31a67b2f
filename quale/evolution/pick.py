"""One gene, or one node, of each chosen genome [K], by uniform draws [K]."""

import numpy as np
from numpy.typing import NDArray

from quale.genome.draft import Draft
from quale.genome.genome import HIDDEN, Genomes
from quale.genome.segments import Index, counts, nth


def pick_enabled(genomes: Genomes, chosen: Index, draw: NDArray[np.float64]) -> tuple[Index, Index]:
    """Return those of the chosen genomes that have an enabled connection, and one of these for each."""
    enabled = counts(genomes.connection_start, genomes.enabled)[chosen]
    order = (draw * enabled).astype(np.int64)
    able = enabled > 0
    return chosen[able], nth(genomes.connection_start, genomes.enabled, chosen[able], order[able])


def pick_hidden(genomes: Genomes | Draft, chosen: Index, draw: NDArray[np.float64]) -> tuple[NDArray[np.bool_], Index]:
    """Return which of the chosen genomes [K] have a hidden node, and one of these for each that has."""
    is_hidden = genomes.node_kind == HIDDEN
    hidden = counts(genomes.node_start, is_hidden)[chosen]
    order = (draw * hidden).astype(np.int64)
    able = hidden > 0
    return able, nth(genomes.node_start, is_hidden, chosen[able], order[able])
