"""The Spread of a population: quartiles of its fitness and the sizes of its species; the history has no room for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.state import State

MOST_SPECIES = 100
"""So many species of a generation are told one by one, the largest; the others are counted."""

QUARTILES = (0.25, 0.75)


@dataclass(frozen=True, slots=True)
class Spread:
    """What the population of one generation was like."""

    generation: int
    lower: float  # first quartile of fitness
    upper: float  # third quartile
    species: tuple[tuple[int, int], ...]  # (id, members), ascending ids: the largest MOST_SPECIES
    others: tuple[int, int] = (0, 0)  # how many species there were besides, and their members


def spread_of(state: State) -> Spread | None:
    """Return the spread of a state's population, None of founders, which are not yet evaluated."""
    if not len(state.fitness):
        return None
    lower, upper = quartiles(state.fitness)
    species = list(zip(state.species.id.tolist(), state.species.size.tolist(), strict=True))
    others = (0, 0)
    if len(species) > MOST_SPECIES:
        ranked = sorted(species, key=lambda one: (-one[1], one[0]))
        species = sorted(ranked[:MOST_SPECIES])
        rest = ranked[MOST_SPECIES:]
        others = len(rest), sum(size for _, size in rest)
    return Spread(state.generation, lower, upper, tuple(species), others)


def quartiles(values: NDArray[np.float64]) -> tuple[float, float]:
    """Return first and third quartile of finite values [N], N ≥ 1, between neighbours in proportion.

    Hyndman & Fan 1996, definition 7; of halves, so that no difference is too large.
    """
    last = len(values) - 1
    places = [divmod(part * last, 1) for part in QUARTILES]
    ends = [(int(place), min(int(place) + 1, last)) for place, _ in places]
    ordered = np.partition(values, sorted({end for pair in ends for end in pair})) / 2
    found = [
        float(ordered[low]) + (float(ordered[high]) - float(ordered[low])) * part
        for (low, high), (_, part) in zip(ends, places, strict=True)
    ]
    return 2 * found[0], 2 * found[1]
