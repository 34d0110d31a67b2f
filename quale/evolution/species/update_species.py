"""The table of species after a generation."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.settings import Settings, Speciation
from quale.evolution.records.state import Species, State
from quale.evolution.species.valid_scores import INFINITE, ValidScores
from quale.genome.gather import take
from quale.genome.genome import Genomes
from quale.genome.seal import sealed
from quale.native.kernel import kernel
from quale.streams import PURPOSES, begin, child_streams, draw_below

STEP = 1.1
"""The threshold is multiplied or divided by this, a generation, on the way to `target_species`."""

LOWEST = 0.1
"""The adapted threshold falls no further."""

HIGHEST = 1e300
"""The adapted threshold rises no further: it stays a number that can be written and read."""

REPRESENT = PURPOSES["represent"]

WHOLE = -1
"""The child whose stream is that of the whole generation."""


@dataclass(frozen=True, slots=True)
class Rows:
    """S species, as in `Species`: by ascending id."""

    id: NDArray[np.int32]  # [S]
    founded: NDArray[np.int32]  # [S]
    improved: NDArray[np.int32]  # [S]
    best: NDArray[np.float64]  # [S]
    size: NDArray[np.int32]  # [S]


@dataclass(frozen=True, slots=True)
class Members:
    """P genomes of a generation and their S species, those that may have died out included."""

    generation: int
    next_id: int  # the first of those founded in this generation
    lowest: float  # fitness of the generation
    species: NDArray[np.int32]  # [P] id
    score: NDArray[np.float64]  # [P]
    champion: NDArray[np.float64]  # [S] highest finite score, -inf without any
    representative: NDArray[np.int64]  # [S] a random member
    ahead: NDArray[np.int32]  # [S] members before that one


def update_species(
    state: State, genomes: Genomes, membership: NDArray[np.int32], valid: ValidScores, settings: Settings
) -> Species:
    """Return the species that have members [P] among the genomes evaluated after `state`.

    A species improves when its champion, a genome with a finite score, is fitter than any it had before. The
    representative is a random member.
    """
    old = state.species
    most = len(old.id) + max(int(membership.max()) + 1 - old.next_id, 0)
    members = Members(
        generation=state.generation + 1,
        next_id=old.next_id,
        lowest=valid.lowest,
        species=membership,
        score=valid.score,
        champion=np.empty(most),
        representative=np.empty(most, dtype=np.int64),
        ahead=np.empty(most, dtype=np.int32),
    )
    new = Rows(
        id=np.empty(most, dtype=np.int32),
        founded=np.empty(most, dtype=np.int32),
        improved=np.empty(most, dtype=np.int32),
        best=np.empty(most),
        size=np.empty(most, dtype=np.int32),
    )
    known = Rows(old.id, old.founded, old.improved, old.best, old.size)
    count = take_stock(known, new, members, child_streams(state.seed, members.generation))
    return Species(
        id=sealed(new.id[:count]),
        founded=sealed(new.founded[:count]),
        improved=sealed(new.improved[:count]),
        best=sealed(new.best[:count]),
        size=sealed(new.size[:count]),
        representatives=take(genomes, members.representative[:count]),
        next_id=max(old.next_id, int(new.id[count - 1]) + 1),
        threshold=_adapted(old.threshold, count, settings.speciation),
    )


@kernel
def take_stock(old: Rows, new: Rows, members: Members, draws: NDArray[np.uint64]) -> int:
    """Write the species that have members, and their representatives; return how many they are."""
    for species in range(len(new.size)):
        new.size[species] = 0
        members.champion[species] = -INFINITE
    for genome in range(len(members.species)):
        group = row_of(members.species[genome], old, members)
        new.size[group] += 1
        if members.champion[group] < members.score[genome] < INFINITE:
            members.champion[group] = members.score[genome]
    choose(old, new, members, draws)
    count = 0
    for species in range(len(new.size)):
        if new.size[species] > 0:
            enter(old, new, members, species, count)
            count += 1
    return count


@kernel
def row_of(species: int, old: Rows, members: Members) -> int:
    """Return the row of a species: known ones first, then those that were founded."""
    if species >= members.next_id:
        return species - members.next_id + len(old.id)
    low, high = 0, len(old.id) - 1
    while low < high:
        middle = (low + high) >> 1
        if old.id[middle] < species:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def choose(old: Rows, new: Rows, members: Members, draws: NDArray[np.uint64]) -> None:
    """Draw a representative for each species, in the order of their ids."""
    begin(draws, REPRESENT, WHOLE)
    for species in range(len(new.size)):
        members.ahead[species] = draw_below(draws, new.size[species]) if new.size[species] > 0 else 0
    for genome in range(len(members.species)):
        group = row_of(members.species[genome], old, members)
        if members.ahead[group] == 0:
            members.representative[group] = genome
        members.ahead[group] -= 1


@kernel
def enter(old: Rows, new: Rows, members: Members, species: int, place: int) -> None:
    """Write a species to its place, which is not behind its row."""
    champion: float = members.champion[species]
    if species < len(old.id):
        new.id[place] = old.id[species]
        new.founded[place] = old.founded[species]
        new.improved[place] = members.generation if champion > old.best[species] else old.improved[species]
        highest = max(champion, old.best[species])  # neither is a score where a changed program gave none yet
        new.best[place] = highest if highest > -INFINITE else members.lowest
    else:
        new.id[place] = members.next_id + species - len(old.id)
        new.founded[place] = members.generation
        new.improved[place] = members.generation
        new.best[place] = champion if champion > -INFINITE else members.lowest
    new.size[place] = new.size[species]
    members.representative[place] = members.representative[species]


def _adapted(threshold: float, species: int, settings: Speciation) -> float:
    """Return the threshold for the next generation, nearer to the wanted number of species."""
    if settings.target_species is None or species == settings.target_species:
        return threshold
    return min(max(LOWEST, threshold * STEP if species > settings.target_species else threshold / STEP), HIGHEST)
