"""Species: genomes that are near a representative (Stanley & Miikkulainen 2002, section 3.3)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.settings import Speciation
from quale.evolution.records.state import Species
from quale.evolution.species.distance import (
    Genes,
    Ruler,
    genes_of,
    hold,
    matches,
    mean_gap,
    newer,
    ruler_for,
    size,
    structure,
    weigh,
)
from quale.genome.genome import Genomes
from quale.genome.segments import lengths
from quale.native.kernel import kernel

NOWHERE = -1

BITS = 62
"""Of a word that counts, side by side, the genes that a genome shares with several others."""

LEFT, MODELS, SPECIES = 0, 1, 2
"""Places in `Sorting.count`."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """P genomes on the way into species, and the genomes that stand for species, of which L are looked at together."""

    threshold: float
    bits: int  # in a word for each of the L
    count: NDArray[np.int64]  # [3] genomes that are left, models that are looked at, species that have been looked at
    joined: NDArray[np.int32]  # [P] row of the species, known ones first; NOWHERE where it has none yet
    left: NDArray[np.int32]  # [P] genomes that had none when the models were chosen, in their order
    matching: NDArray[np.int64]  # [P] how many genes each of these shares with each of the models
    model: NDArray[np.int32]  # [L]


def speciate(genomes: Genomes, species: Species, settings: Speciation) -> NDArray[np.int32]:
    """Return the species id of each genome [P].

    A genome joins the first species, in id order, whose representative is nearer than the threshold; where there is
    none it founds the next species and is its representative for the genomes that follow.
    """
    genes, known = genes_of(genomes), genes_of(species.representatives)
    bits = max(int(lengths(genes.start).max(initial=0)), 1).bit_length()
    sorting = Sorting(
        threshold=species.threshold,
        bits=bits,
        count=np.array([len(genes), 0, 0]),
        joined=np.full(len(genes), NOWHERE, dtype=np.int32),
        left=np.arange(len(genes), dtype=np.int32),
        matching=np.empty(len(genes), dtype=np.int64),
        model=np.empty(BITS // bits, dtype=np.int32),
    )
    sort(genes, known, ruler_for(genes, known, settings), sorting)
    ids = np.arange(sorting.count[SPECIES], dtype=np.int32) + np.int32(species.next_id - len(known))
    ids[: len(known)] = species.id
    return ids[sorting.joined]


@kernel
def sort(genes: Genes, known: Genes, ruler: Ruler, sorting: Sorting) -> None:
    """Find the species of every genome."""
    old = len(known.start) - 1
    while sorting.count[SPECIES] < old and sorting.count[LEFT] > 0:
        models = min(len(sorting.model), old - sorting.count[SPECIES])
        for place in range(models):
            sorting.model[place] = sorting.count[SPECIES] + place
        look_up(genes, known, models, ruler, sorting)
        for place in range(models):
            admit(genes, known, place, ruler, sorting)
        put_away(known, ruler, sorting)
    sorting.count[SPECIES] = old
    while sorting.count[LEFT] > 0:
        models = min(len(sorting.model), sorting.count[LEFT])
        for place in range(models):
            sorting.model[place] = sorting.left[place]  # it founds a species unless one before it lets it in
        look_up(genes, genes, models, ruler, sorting)
        for place in range(models):
            if sorting.joined[sorting.model[place]] == NOWHERE:
                sorting.joined[sorting.model[place]] = sorting.count[SPECIES]  # whatever the threshold
                admit(genes, genes, place, ruler, sorting)
        put_away(genes, ruler, sorting)


@kernel
def look_up(genes: Genes, others: Genes, models: int, ruler: Ruler, sorting: Sorting) -> None:
    """Count the genes that all who are left share with each of the models."""
    sorting.count[MODELS] = models
    for place in range(models):
        hold(others, sorting.model[place], 1 << place * sorting.bits, ruler)
    for place in range(sorting.count[LEFT]):
        sorting.matching[place] = matches(genes, sorting.left[place], ruler)


@kernel
def admit(genes: Genes, others: Genes, place: int, ruler: Ruler, sorting: Sorting) -> None:
    """Let into the next species who is near its model and has none yet. Structure decides first, where it can."""
    model: int = sorting.model[place]
    shift = place * sorting.bits
    weigh(others, model, ruler)
    for candidate in range(sorting.count[LEFT]):
        genome: int = sorting.left[candidate]
        if sorting.joined[genome] == NOWHERE:
            matching = sorting.matching[candidate] >> shift & (1 << sorting.bits) - 1
            excess = newer(genes, genome, others, model, ruler)
            apart = structure(size(genes, genome), size(others, model), matching, excess, ruler)
            if apart < sorting.threshold:
                gap = mean_gap(genes, genome, shift, matching, ruler)
                if apart + ruler.gap * gap < sorting.threshold:
                    sorting.joined[genome] = sorting.count[SPECIES]
    sorting.count[SPECIES] += 1


@kernel
def put_away(others: Genes, ruler: Ruler, sorting: Sorting) -> None:
    """Take the models out of the table, and those that have a species out of those that are left."""
    for place in range(sorting.count[MODELS]):
        hold(others, sorting.model[place], -(1 << place * sorting.bits), ruler)
    still = 0
    for place in range(sorting.count[LEFT]):
        sorting.left[still] = sorting.left[place]
        still += 1 if sorting.joined[sorting.left[place]] == NOWHERE else 0
    sorting.count[LEFT] = still
