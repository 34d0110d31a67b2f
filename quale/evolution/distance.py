"""Compatibility distance of two genomes (Stanley & Miikkulainen 2002, eq. 1)."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.settings import Speciation
from quale.evolution.sums import group_sums
from quale.genome.genome import Genomes
from quale.genome.segments import Index, lengths, owners

SMALL = 20
"""Genomes of fewer genes count as of size 1 (section 4.1 of the paper)."""


def distance(genomes: Genomes, others: Genomes, settings: Speciation) -> NDArray[np.float64]:
    """Return the distance of each of P genomes to each of Q others, [Q, P].

    Disabled genes count like others; the mean gap of the weights is taken over matching genes, 0 without any.
    """
    count, size, other_size = len(genomes), lengths(genomes.connection_start), lengths(others.connection_start)
    width = 1 + max(int(genomes.innovation.max(initial=-1)), int(others.innovation.max(initial=-1)))
    owner, other_owner = owners(genomes.connection_start), owners(others.connection_start)
    held = np.zeros((len(others), width), dtype=bool)
    held[other_owner, others.innovation] = True
    weight = np.zeros((len(others), width))
    weight[other_owner, others.innovation] = others.weight

    row, gene = np.nonzero(held[:, genomes.innovation])
    pair = row * count + owner[gene]
    gap = np.abs(genomes.weight[gene] - weight[row, genomes.innovation[gene]])
    matching = np.bincount(pair, minlength=len(others) * count).reshape(len(others), count)
    mean_gap = group_sums(gap, pair, len(others) * count).reshape(matching.shape) / np.maximum(matching, 1)

    excess = _beyond(genomes, _last(others), width).T + _beyond(others, _last(genomes), width)
    disjoint = size + other_size[:, None] - 2 * matching - excess
    larger = np.maximum(size, other_size[:, None])
    scale = np.where((larger < SMALL) | (not settings.normalise), 1, larger)
    structure = settings.excess * excess / scale + settings.disjoint * disjoint / scale
    return structure + settings.weight * mean_gap  # eq. (1)


def _last(genomes: Genomes) -> Index:
    """Return the highest innovation number of each genome, -1 without genes."""
    start = genomes.connection_start
    padded = np.append(genomes.innovation, np.int32(-1))
    return np.where(start[1:] > start[:-1], padded[start[1:] - 1], -1)


def _beyond(genomes: Genomes, last: Index, width: int) -> Index:
    """Return how many genes of each genome [P] are newer than each of `last` [Q], [P, Q]."""
    key = owners(genomes.connection_start) * width + genomes.innovation
    asked = np.arange(len(genomes))[:, None] * width + last
    return genomes.connection_start[1:, None] - np.searchsorted(key, asked, side="right")
