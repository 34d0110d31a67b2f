"""Species: genomes that are near a representative (Stanley & Miikkulainen 2002, section 3.3)."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.distance import distance
from quale.evolution.settings import Speciation
from quale.evolution.state import Species
from quale.genome.gather import take
from quale.genome.genome import Genomes


def speciate(genomes: Genomes, species: Species, settings: Speciation) -> NDArray[np.int32]:
    """Return the species id of each genome [P].

    A genome joins the first species, in id order, whose representative is nearer than the threshold; where there is
    none it founds the next species and is its representative for the genomes that follow.
    """
    membership = np.full(len(genomes), -1, dtype=np.int32)
    open_index, open_genomes = np.arange(len(genomes)), genomes
    place, next_id = 0, species.next_id
    while len(open_index):
        if place < len(species.id):
            number, model = int(species.id[place]), take(species.representatives, np.array([place]))
            place += 1
        else:
            number, model = next_id, take(open_genomes, np.array([0]))
            next_id += 1
        near = distance(open_genomes, model, settings) < species.threshold
        if number >= species.next_id:
            near[0] = True  # the founder itself, whatever the threshold
        if near.any():
            membership[open_index[near]] = number
            left = np.flatnonzero(~near)
            open_index, open_genomes = open_index[left], take(open_genomes, left)
    return membership
