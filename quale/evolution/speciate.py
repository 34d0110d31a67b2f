"""Species: genomes that are near a representative (Stanley & Miikkulainen 2002, section 3.3)."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.distance import distance
from quale.evolution.settings import Speciation
from quale.evolution.state import Species
from quale.genome.gather import take
from quale.genome.genome import Genomes

BATCH = 1 << 16
"""Representatives are taken together while they meet about so many genes; it only bounds memory."""


def speciate(genomes: Genomes, species: Species, settings: Speciation) -> NDArray[np.int32]:
    """Return the species id of each genome [P].

    A genome joins the first species, in id order, whose representative is nearer than the threshold; where there is
    none it founds the next species and is its representative for the genomes that follow.
    """
    membership = np.full(len(genomes), -1, dtype=np.int32)
    left, left_genomes = np.arange(len(genomes)), genomes
    known = 0
    while known < len(species.id) and len(left):
        batch = max(1, BATCH // max(len(left_genomes.innovation), 1))
        some = np.arange(known, min(known + batch, len(species.id)))
        near = distance(left_genomes, take(species.representatives, some), settings) < species.threshold
        joins: NDArray[np.bool_] = np.logical_or.reduce(near)
        membership[left[joins]] = species.id[some[near.argmax(axis=0)[joins]]]
        left, left_genomes = _remaining(left, left_genomes, joins)
        known += batch
    next_id = species.next_id
    while len(left):
        joins = distance(left_genomes, take(left_genomes, np.array([0])), settings)[0] < species.threshold
        joins[0] = True  # the founder itself, whatever the threshold
        membership[left[joins]] = next_id
        left, left_genomes = _remaining(left, left_genomes, joins)
        next_id += 1
    return membership


def _remaining(left: NDArray[np.int64], genomes: Genomes, gone: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Genomes]:
    """Return those that have found no species."""
    stay = np.flatnonzero(~gone)
    return left[stay], take(genomes, stay)
