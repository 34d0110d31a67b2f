"""The table of species after a generation."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.settings import Settings, Speciation
from quale.evolution.state import Species, State
from quale.genome.gather import take
from quale.genome.genome import Genomes
from quale.genome.seal import sealed
from quale.genome.segments import find, starts
from quale.streams import stream

STEP = 1.1
"""The threshold is multiplied or divided by this, a generation, on the way to `target_species`."""

LOWEST = 0.1
"""The adapted threshold falls no further."""


def renew(
    state: State,
    genomes: Genomes,
    membership: NDArray[np.int32],
    score: NDArray[np.float64],
    settings: Settings,
) -> Species:
    """Return the species that have members among the genomes evaluated after `state`, whose scores [P] are given.

    A species improves when its champion, a genome with a finite score, is fitter than any it had before. The
    representative is a random member.
    """
    old, generation = state.species, state.generation + 1
    ids, group, size = np.unique(membership, return_inverse=True, return_counts=True)
    champion = np.full(len(ids), -np.inf)
    valid = np.isfinite(score)
    np.maximum.at(champion, group[valid], score[valid])
    before = find(old.id.astype(np.int64), ids.astype(np.int64))
    known = before >= 0

    best = np.where(np.isfinite(champion), champion, score[valid].min() if valid.any() else 0.0)
    founded = np.full(len(ids), generation, dtype=np.int32)
    improved = founded.copy()
    founded[known] = old.founded[before[known]]
    improved[known] = np.where(champion[known] > old.best[before[known]], generation, old.improved[before[known]])
    best[known] = np.maximum(champion[known], old.best[before[known]])

    order = np.argsort(group, kind="stable")
    drawn = stream(state.seed, generation, "represent").integers(len(ids), size)
    return Species(
        id=sealed(ids.astype(np.int32)),
        founded=sealed(founded),
        improved=sealed(improved),
        best=sealed(best),
        size=sealed(size.astype(np.int32)),
        representatives=take(genomes, order[starts(size)[:-1] + drawn]),
        next_id=max(old.next_id, int(ids[-1]) + 1),
        threshold=_adapted(old.threshold, len(ids), settings.speciation),
    )


def _adapted(threshold: float, species: int, settings: Speciation) -> float:
    """Return the threshold for the next generation, nearer to the wanted number of species."""
    if settings.target_species is None or species == settings.target_species:
        return threshold
    return max(LOWEST, threshold * STEP if species > settings.target_species else threshold / STEP)
