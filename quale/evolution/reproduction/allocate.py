"""How many offspring each species gets: explicit fitness sharing (Stanley & Miikkulainen 2002, section 3.3, eq. 2)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.settings import Settings
from quale.evolution.records.state import State
from quale.genome.edit import rank_in
from quale.genome.segments import Index
from quale.native.kernel import kernel
from quale.numeric.sums import total

TINY = 2.2250738585072014e-308
"""The smallest positive number of full precision."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What Q species have a claim to; species that do not breed, to nothing."""

    fitness: NDArray[np.float64]  # [Q] mean fitness of the members, scaled, from 0 up: summed shared fitness
    size: NDArray[np.float64]  # [Q] members
    champion: NDArray[np.float64]  # [Q] highest fitness of a member
    breeds: NDArray[np.bool_]  # [Q]


def allocate(state: State, settings: Settings, offspring: int) -> Index:
    """Return the number of offspring of each species [Q], `offspring` in all."""
    shares = _shares(state, settings)
    return apportion(shares.fitness, shares.size, offspring)


def breeding(state: State, settings: Settings) -> NDArray[np.bool_]:
    """Return which species breed [Q]: those not stagnant, and always the two whose champions are best now.

    Whenever another `run_stagnation` generations have gone by without the whole run improving, only these two.
    """
    return _shares(state, settings).breeds


def _shares(state: State, settings: Settings) -> Shares:
    species, rules = state.species, settings.reproduction
    count = len(species.id)
    shares = Shares(np.zeros(count), np.zeros(count), np.full(count, -np.inf), np.empty(count, dtype=np.bool_))
    waited = state.generation - state.improved
    halted = rules.run_stagnation != 0 and waited != 0 and waited % rules.run_stagnation == 0
    since = state.generation if halted else state.generation - settings.speciation.stagnation
    appraise(state.fitness, state.membership, species.id, species.size, species.improved, since, shares)
    return shares


def apportion(share: NDArray[np.float64], fallback: NDArray[np.float64], seats: int) -> Index:
    """Return whole numbers [Q] in proportion to `share`, summing to `seats`: largest remainder, ties to the earlier.

    Where all shares are 0, `fallback` is shared out instead; entries of 0 get nothing while others are positive.
    """
    if not share.any():
        share = fallback
    quota = share / total(share) * seats
    whole = quota.astype(np.int64)  # towards 0, which is down
    lacking = np.where(share > 0, whole - quota, 1.0)
    left = seats - int(whole.sum())
    whole[lacking.argsort(kind="stable")[:left]] += 1
    return whole


@kernel
def appraise(
    fitness: NDArray[np.float64],
    membership: NDArray[np.int32],
    ids: NDArray[np.int32],
    size: NDArray[np.int32],
    improved: NDArray[np.int32],
    since: int,
    shares: Shares,
) -> None:
    """Write what the species `ids` [Q] have a claim to; they breed if they improved after generation `since`.

    The two with the best champions, the older ones at ties, breed in any case. `fitness` [P] and `membership` [P], ids
    of species, are those of the genomes, `size` [Q] and `improved` [Q] those of the species.
    """
    largest, lowest = TINY, 0.0
    for genome in range(len(fitness)):
        largest = max(largest, abs(fitness[genome]))
        lowest = min(lowest, fitness[genome])
    for genome in range(len(fitness)):
        row = rank_in(ids, 0, len(ids), membership[genome])
        # Dividing by the largest magnitude keeps sums finite; shares do not change by it.
        shares.fitness[row] += fitness[genome] / largest - lowest / largest
        shares.champion[row] = max(shares.champion[row], fitness[genome])
    first = _best_but(shares.champion, -1)
    second = _best_but(shares.champion, first)
    for row in range(len(ids)):
        is_first, is_second = row == first, row == second
        breeds = improved[row] > since or is_first or is_second
        shares.breeds[row] = breeds
        shares.size[row] = float(size[row]) if breeds else 0.0
        shares.fitness[row] = shares.fitness[row] / size[row] if breeds else 0.0


@kernel
def _best_but(champion: NDArray[np.float64], other: int) -> int:
    """Return the first of the highest of `champion` [Q] but for one place."""
    best = -1
    for row in range(len(champion)):
        if row != other and (best < 0 or champion[row] > champion[best]):
            best = row
    return best
