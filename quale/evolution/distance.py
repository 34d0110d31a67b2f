"""Compatibility distance of two genomes (Stanley & Miikkulainen 2002, eq. 1)."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.settings import Speciation
from quale.evolution.sums import group_sums
from quale.genome.genome import Genomes
from quale.genome.segments import counts, owners

SMALL = 20
"""Genomes of fewer genes count as of size 1 (section 4.1 of the paper)."""


def distance(genomes: Genomes, other: Genomes, settings: Speciation) -> NDArray[np.float64]:
    """Return the distance of each of P genomes to `other`, which is one genome, [P].

    Disabled genes count like others; the mean gap of the weights is taken over matching genes, 0 without any.
    """
    start = genomes.connection_start
    size = np.diff(start)
    width = 1 + max(int(genomes.innovation.max(initial=-1)), int(other.innovation.max(initial=-1)))
    held = np.zeros(width, dtype=bool)
    held[other.innovation] = True
    weight = np.zeros(width)
    weight[other.innovation] = other.weight
    common = np.flatnonzero(held[genomes.innovation])
    owner = owners(start)[common]
    matching = np.bincount(owner, minlength=len(genomes))
    gap = np.abs(genomes.weight[common] - weight[genomes.innovation[common]])
    mean_gap = group_sums(gap, owner, len(genomes)) / np.maximum(matching, 1)

    other_last = int(other.innovation.max(initial=-1))
    last = np.full(len(genomes), -1, dtype=np.int64)
    filled = size > 0
    last[filled] = genomes.innovation[start[1:][filled] - 1]
    beyond = len(other.innovation) - np.searchsorted(other.innovation, last, side="right")
    excess = counts(start, genomes.innovation > other_last) + beyond
    disjoint = size + len(other.innovation) - 2 * matching - excess
    larger = np.maximum(size, len(other.innovation))
    scale = np.where((larger < SMALL) | (not settings.normalise), 1, larger)
    return (
        settings.excess * excess / scale + settings.disjoint * disjoint / scale + settings.weight * mean_gap
    )  # eq. (1)
