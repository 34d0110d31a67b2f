"""Compatibility distance of two genomes (Stanley & Miikkulainen 2002, eq. 1)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.settings import Speciation
from quale.genome.genome import Genomes
from quale.native.kernel import kernel

SMALL = 20
"""Genomes of fewer genes count as of size 1 (section 4.1 of the paper)."""


@dataclass(frozen=True, slots=True)
class Genes:
    """What the distance looks at: the C connections of P genomes."""

    start: NDArray[np.int64]  # [P + 1]
    innovation: NDArray[np.int32]  # [C]
    weight: NDArray[np.float64]  # [C]

    def __len__(self) -> int:
        return len(self.start) - 1


@dataclass(frozen=True, slots=True)
class Ruler:
    """What the terms of the distance count for, and a table of the genomes that others are compared with.

    The table has room for X innovation numbers. Genomes stand in it side by side, each in bits of its own.
    """

    excess: float  # c1
    disjoint: float  # c2
    gap: float  # c3
    normalise: bool
    held: NDArray[np.int64]  # [X] a mark, 1 << shift, for each of the genomes that has the gene
    weight: NDArray[np.float64]  # [X] what it weighs in one of them, where that one has it; elsewhere anything


def genes_of(genomes: Genomes) -> Genes:
    """Return the genes of genomes, without copying them."""
    return Genes(genomes.connection_start, genomes.innovation, genomes.weight)


def ruler_for(genes: Genes, others: Genes, settings: Speciation) -> Ruler:
    """Return a ruler with an empty table, in which all genes of both have a place."""
    width = 1 + max(int(genes.innovation.max(initial=-1)), int(others.innovation.max(initial=-1)))
    return Ruler(
        excess=settings.excess,
        disjoint=settings.disjoint,
        gap=settings.weight,
        normalise=settings.normalise,
        held=np.zeros(width, dtype=np.int64),
        weight=np.empty(width),
    )


def distance(genomes: Genomes, others: Genomes, settings: Speciation) -> NDArray[np.float64]:
    """Return the distance of each of P genomes to each of Q others, [Q, P].

    Disabled genes count like others; the mean gap of the weights is taken over matching genes, 0 without any.
    """
    here, there = genes_of(genomes), genes_of(others)
    found = np.empty(len(there) * len(here))
    compare(here, there, ruler_for(here, there, settings), found)
    return found.reshape(len(there), len(here))


@kernel
def compare(genes: Genes, others: Genes, ruler: Ruler, found: NDArray[np.float64]) -> None:
    """Write to `found` [Q · P] the distances of all P genomes to the first of Q others, to the second, and so on."""
    genomes = len(genes.start) - 1
    for other in range(len(others.start) - 1):
        hold(others, other, 1, ruler)
        weigh(others, other, ruler)
        for genome in range(genomes):
            matching = matches(genes, genome, ruler)
            excess = newer(genes, genome, others, other, ruler)
            apart = structure(size(genes, genome), size(others, other), matching, excess, ruler)
            gap = mean_gap(genes, genome, 0, matching, ruler)
            found[other * genomes + genome] = apart + ruler.gap * gap  # eq. (1)
        hold(others, other, -1, ruler)


@kernel
def hold(others: Genes, other: int, mark: int, ruler: Ruler) -> None:
    """Add a mark to each gene of a genome."""
    for gene in range(others.start[other], others.start[other + 1]):
        ruler.held[others.innovation[gene]] += mark


@kernel
def weigh(others: Genes, other: int, ruler: Ruler) -> None:
    """Write the weights of a genome to the table."""
    for gene in range(others.start[other], others.start[other + 1]):
        ruler.weight[others.innovation[gene]] = others.weight[gene]


@kernel
def matches(genes: Genes, genome: int, ruler: Ruler) -> int:
    """Return how many of a genome's genes each genome in the table has, side by side."""
    found = 0
    for gene in range(genes.start[genome], genes.start[genome + 1]):
        found += ruler.held[genes.innovation[gene]]
    return found


@kernel
def structure(own_size: int, other_size: int, matching: int, excess: int, ruler: Ruler) -> float:
    """Return what excess and disjoint genes add to the distance of two genomes."""
    alone, larger = own_size + other_size - 2 * matching, max(own_size, other_size)
    scale = 1 if larger < SMALL or not ruler.normalise else larger
    if ruler.excess == ruler.disjoint:
        return ruler.disjoint * alone / scale
    return ruler.excess * excess / scale + ruler.disjoint * (alone - excess) / scale


@kernel
def mean_gap(genes: Genes, genome: int, shift: int, matching: int, ruler: Ruler) -> float:
    """Return the mean difference of the weights of matching genes, 0 without any."""
    total = 0.0
    for gene in range(genes.start[genome], genes.start[genome + 1]):
        innovation: int = genes.innovation[gene]
        gap = abs(ruler.weight[innovation] - genes.weight[gene])
        total += gap if ruler.held[innovation] >> shift & 1 == 1 else 0.0
    return total / max(matching, 1)


@kernel
def size(genes: Genes, genome: int) -> int:
    """Return how many genes a genome has."""
    count: int = genes.start[genome + 1] - genes.start[genome]
    return count


@kernel
def newer(genes: Genes, genome: int, others: Genes, other: int, ruler: Ruler) -> int:
    """Return how many genes of either genome are newer than all of the other one's, if they count for anything else."""
    if ruler.excess == ruler.disjoint:
        return 0
    return beyond(genes, genome, newest(others, other)) + beyond(others, other, newest(genes, genome))


@kernel
def newest(genes: Genes, genome: int) -> int:
    """Return the highest innovation number of a genome, -1 without genes."""
    end: int = genes.start[genome + 1]
    last: int = genes.innovation[end - 1] if end > genes.start[genome] else -1
    return last


@kernel
def beyond(genes: Genes, genome: int, mark: int) -> int:
    """Return how many genes of a genome are newer than an innovation number."""
    low: int = genes.start[genome]
    high: int = genes.start[genome + 1]
    while low < high:
        middle = (low + high) >> 1
        if genes.innovation[middle] > mark:
            high = middle
        else:
            low = middle + 1
    count: int = genes.start[genome + 1] - low
    return count
