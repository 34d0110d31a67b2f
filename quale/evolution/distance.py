"""Compatibility distance of two genomes (Stanley & Miikkulainen 2002, eq. 1)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.settings import Speciation
from quale.evolution.sums import group_sums
from quale.genome.genome import Genomes
from quale.genome.segments import Index, lengths, owners, spread, starts, whole_sums

SMALL = 20
"""Genomes of fewer genes count as of size 1 (section 4.1 of the paper)."""

WORD = 64


@dataclass(frozen=True, slots=True)
class Genes:
    """What the distance looks at: the C connections of P genomes."""

    start: Index  # [P + 1]
    innovation: NDArray[np.int32]  # [C]
    weight: NDArray[np.float64]  # [C]

    def __len__(self) -> int:
        return len(self.start) - 1

    def between(self, first: int, last: int) -> "Genes":
        """Return the genes of the genomes first … last - 1, without copying them."""
        here = slice(int(self.start[first]), int(self.start[last]))
        return Genes(self.start[first : last + 1] - self.start[first], self.innovation[here], self.weight[here])

    def take(self, index: Index) -> "Genes":
        """Return the genes of the genomes at `index`."""
        start, gene = spread(self.start, index)
        return Genes(start, self.innovation[gene], self.weight[gene])

    def joined(self, more: list["Genes"]) -> "Genes":
        """Return these genes and then the others."""
        parts = [self, *more]
        return Genes(
            starts(np.concatenate([lengths(part.start) for part in parts])),
            np.concatenate([part.innovation for part in parts]),
            np.concatenate([part.weight for part in parts]),
        )


def genes_of(genomes: Genomes) -> Genes:
    """Return the genes of genomes, without copying them."""
    return Genes(genomes.connection_start, genomes.innovation, genomes.weight)


def distance(genomes: Genomes, others: Genomes, settings: Speciation) -> NDArray[np.float64]:
    """Return the distance of each of P genomes to each of Q others, [Q, P].

    Disabled genes count like others; the mean gap of the weights is taken over matching genes, 0 without any.
    """
    here, there = genes_of(genomes), genes_of(others)
    matching = matches(here, there)
    other, genome = np.divmod(np.arange(matching.size), len(here))
    gap = mean_gaps(here, there, genome, other, matching.reshape(-1))
    return structure(here, there, matching, settings) + settings.weight * gap.reshape(matching.shape)  # eq. (1)


def structure(genes: Genes, others: Genes, matching: Index, settings: Speciation) -> NDArray[np.float64]:
    """Return what excess and disjoint genes add to the distances [Q, P]."""
    size, other_size = lengths(genes.start), lengths(others.start)[:, None]
    alone = size + other_size - 2 * matching
    larger = np.maximum(size, other_size)
    scale = np.where((larger < SMALL) | (not settings.normalise), 1, larger)
    if settings.excess == settings.disjoint:
        return settings.disjoint * alone / scale
    width = 1 + max(int(genes.innovation.max(initial=-1)), int(others.innovation.max(initial=-1)))
    excess = _beyond(genes, _last(others), width).T + _beyond(others, _last(genes), width)
    return settings.excess * excess / scale + settings.disjoint * (alone - excess) / scale


def matches(genes: Genes, others: Genes) -> Index:
    """Return how many genes of each of P genomes each of Q others has too, [Q, P].

    Several counts run side by side in the bits of a word.
    """
    longest = max(int(lengths(genes.start).max(initial=0)), 1)
    bits = longest.bit_length()
    lanes = WORD // bits
    # One place more, to which `take` clips: what no other has.
    width = 1 + int(others.innovation.max(initial=-1))
    mark = genes.innovation
    lanes_of_gene = np.zeros(len(mark) + 1, dtype=np.uint64)
    found = np.empty((len(others), len(genes)), dtype=np.int64)
    for first in range(0, len(others), lanes):
        some = others.between(first, min(first + lanes, len(others)))
        shift = np.arange(len(some), dtype=np.uint64) * np.uint64(bits)
        held = np.zeros(width + 1, dtype=np.uint64)
        np.add.at(held, some.innovation, (np.uint64(1) << shift).repeat(lengths(some.start)))
        held.take(mark, out=lanes_of_gene[:-1], mode="clip")
        together = whole_sums(genes.start, lanes_of_gene, np.uint64)
        found[first : first + lanes] = together >> shift[:, None] & np.uint64((1 << bits) - 1)
    return found


def mean_gaps(genes: Genes, others: Genes, genome: Index, other: Index, matching: Index) -> NDArray[np.float64]:
    """Return the mean difference of the weights of matching genes [K] between genome[k] and other[k].

    `matching` [K] is how many there are; 0 without any.
    """
    width = 1 + int(others.innovation.max(initial=-1))
    weight = np.full((len(others), width + 1), np.nan)  # the last column is for what no other has
    weight[owners(others.start), others.innovation] = others.weight
    start, gene = spread(genes.start, genome)
    pair = owners(start)
    place = genes.innovation.take(gene)
    np.minimum(place, width, out=place)
    if len(others) > 1:
        place = place + (other * (width + 1)).take(pair)
    gap = weight.reshape(-1).take(place)
    gap -= genes.weight.take(gene)
    np.abs(gap, out=gap)
    np.fmax(gap, 0.0, out=gap)  # 0 for NaN
    return group_sums(gap, pair, len(genome)) / np.maximum(matching, 1)


def _last(genes: Genes) -> Index:
    """Return the highest innovation number of each genome, -1 without genes."""
    padded = np.append(genes.innovation, np.int32(-1))
    return np.where(genes.start[1:] > genes.start[:-1], padded[genes.start[1:] - 1], -1)


def _beyond(genes: Genes, last: Index, width: int) -> Index:
    """Return how many genes of each genome [P] are newer than each of `last` [Q], [P, Q]."""
    key = owners(genes.start) * width + genes.innovation
    asked = np.arange(len(genes))[:, None] * width + last
    return genes.start[1:, None] - np.searchsorted(key, asked, side="right")
