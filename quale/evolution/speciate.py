"""Species: genomes that are near a representative (Stanley & Miikkulainen 2002, section 3.3)."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.distance import Genes, genes_of, matches, mean_gaps, structure
from quale.evolution.settings import Speciation
from quale.evolution.state import Species
from quale.genome.draft import BATCH, batches
from quale.genome.genome import Genomes
from quale.genome.segments import Index


def speciate(genomes: Genomes, species: Species, settings: Speciation) -> NDArray[np.int32]:
    """Return the species id of each genome [P].

    A genome joins the first species, in id order, whose representative is nearer than the threshold; where there is
    none it founds the next species and is its representative for the genomes that follow.
    """
    every, known = genes_of(genomes), genes_of(species.representatives)
    ids, next_id = species.id, species.next_id
    membership = np.empty(len(genomes), dtype=np.int32)
    for first, last in batches(every.start):
        genes = every.between(first, last)
        joined = _first_near(genes, known, species.threshold, settings)
        left = np.flatnonzero(joined < 0)
        founders: list[Genes] = []
        while len(left):
            founder = genes.take(left[:1])
            near = _first_near(genes.take(left), founder, species.threshold, settings) == 0
            near[0] = True  # the founder itself, whatever the threshold
            joined[left[near]] = len(known) + len(founders)
            founders.append(founder)
            left = left[~near]
        if founders:
            known = known.joined(founders)
            ids = np.append(ids, np.arange(next_id, next_id + len(founders), dtype=np.int32))
            next_id += len(founders)
        membership[first:last] = ids[joined]
    return membership


def _first_near(genes: Genes, others: Genes, threshold: float, settings: Speciation) -> Index:
    """Return for each genome [P] the first of the others that is nearer than the threshold, -1 where none is.

    Weights are looked at only where the structure leaves it open.
    """
    matching = matches(genes, others)
    apart = structure(genes, others, matching, settings)
    joined = np.full(len(genes), -1, dtype=np.int64)
    together = max(1, BATCH // max(len(genes.innovation), 1))
    for first in range(0, len(others), together):
        some = slice(first, first + together)
        other, genome = np.nonzero((apart[some] < threshold) & (joined < 0))
        if not len(other):
            continue
        few = others.between(first, min(first + together, len(others)))
        gap = mean_gaps(genes, few, genome, other, matching[some][other, genome])
        near = apart[some][other, genome] + settings.weight * gap < threshold
        # Written backwards, so that the first stays.
        joined[genome[near][::-1]] = first + other[near][::-1]
    return joined
