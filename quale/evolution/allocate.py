"""How many offspring each species gets: explicit fitness sharing (Stanley & Miikkulainen 2002, section 3.3, eq. 2)."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.settings import Settings
from quale.evolution.state import State
from quale.evolution.sums import group_sums, total


def allocate(state: State, settings: Settings, offspring: int) -> NDArray[np.int64]:
    """Return the number of offspring of each species [Q], `offspring` in all."""
    group = np.searchsorted(state.species.id, state.membership)
    size = state.species.size.astype(np.float64)
    # Dividing by the largest magnitude keeps sums finite; shares do not change by it.
    fitness = state.fitness / max(float(np.abs(state.fitness).max()), np.finfo(np.float64).tiny)
    fitness = fitness - min(0.0, float(fitness.min()))
    shared = group_sums(fitness, group, len(size)) / size
    breeds = breeding(state, settings)
    return apportion(np.where(breeds, shared, 0.0), np.where(breeds, size, 0.0), offspring)


def breeding(state: State, settings: Settings) -> NDArray[np.bool_]:
    """Return which species breed [Q]: those not stagnant, and always the two whose champions are best now.

    Whenever another `run_stagnation` generations have gone by without the whole run improving, only these two.
    """
    species, rules = state.species, settings.reproduction
    group = np.searchsorted(species.id, state.membership)
    champion = np.full(len(species.id), -np.inf)
    np.maximum.at(champion, group, state.fitness)
    best_two = np.zeros(len(species.id), dtype=bool)
    best_two[np.argsort(-champion, kind="stable")[:2]] = True
    waited = state.generation - state.improved
    if rules.run_stagnation and waited and waited % rules.run_stagnation == 0:
        return best_two
    return best_two | (state.generation - species.improved < settings.speciation.stagnation)


def apportion(share: NDArray[np.float64], fallback: NDArray[np.float64], seats: int) -> NDArray[np.int64]:
    """Return whole numbers [Q] in proportion to `share`, summing to `seats`: largest remainder, ties to the earlier.

    Where all shares are 0, `fallback` is shared out instead; entries of 0 get nothing while others are positive.
    """
    if not share.any():
        share = fallback
    quota = share / total(share) * seats
    whole = np.floor(quota).astype(np.int64)
    remainder = np.where(share > 0, quota - whole, -1.0)
    left = seats - int(whole.sum())
    whole[np.argsort(-remainder, kind="stable")[:left]] += 1
    return whole
