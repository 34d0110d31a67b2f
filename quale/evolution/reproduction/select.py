"""Who the parents are: champions, survivors, tournaments."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.parents import Parents, nobody
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import State
from quale.genome.segments import Index
from quale.native.kernel import kernel
from quale.streams import PURPOSES, begin, draw, draw_below

SELECT = PURPOSES["select"]


@dataclass(frozen=True, slots=True)
class Pools:
    """Q species, their P genomes, and how these breed."""

    ranked: NDArray[np.int64]  # [P] genomes, species after species, best first
    fitness: NDArray[np.float64]  # [P] of the genomes in their own order
    size: NDArray[np.int32]  # [Q] genomes
    offspring: NDArray[np.int64]  # [Q] children
    first: NDArray[np.int64]  # [Q] where a species begins among the ranked, to be filled in
    breeders: NDArray[np.int64]  # [Q] species that have children, ascending, to be filled in
    survival: float
    elitism: int
    elitism_size: int
    unfit: float  # fitness of those that are no elites, however well they rank
    crossover: float
    interspecies: float
    tournament: int


def select(state: State, offspring: Index, settings: Settings, streams: NDArray[np.uint64]) -> Parents:
    """Return parents for `offspring` [Q] children of each species, species after species, champions first.

    Genomes of a species rank by fitness; of equally fit ones that with fewer genes is better, then the earlier one.
    A parent is the best of `tournament` draws among the survivors of its species; a mate is drawn in the same way, or,
    with chance `interspecies`, from another breeding species. Who is drawn as its own mate has a mutated copy.
    `streams` are those of the children.
    """
    rules, species = settings.reproduction, state.species
    start = state.population.connection_start
    # A genome whose score was invalid has the lowest fitness of the generation and must not be copied; the State does
    # not tell it from an honest last, so in such a generation no genome of the lowest fitness is.
    careful = len(state.history) > 0 and state.history.invalid[-1] > 0
    pools = Pools(
        ranked=np.lexsort((start[1:] - start[:-1], -state.fitness, state.membership)),  # stable: the earlier first
        fitness=state.fitness,
        size=species.size,
        offspring=offspring,
        first=np.empty(len(species.size), dtype=np.int64),
        breeders=np.empty(len(species.size), dtype=np.int64),
        survival=float(rules.survival),
        elitism=rules.elitism,
        elitism_size=rules.elitism_size,
        unfit=float(state.fitness.min()) if careful else -math.inf,
        crossover=float(rules.crossover),
        interspecies=float(rules.interspecies),
        tournament=rules.tournament,
    )
    parents = nobody(int(offspring.sum()))
    choose(pools, parents, streams)
    return parents


@kernel
def choose(pools: Pools, parents: Parents, streams: NDArray[np.uint64]) -> None:
    """Write the parents of all children."""
    before, breeders, child = 0, 0, 0
    for species in range(len(pools.size)):
        pools.first[species] = before
        before += pools.size[species]
        if pools.offspring[species] > 0:
            pools.breeders[breeders] = species
            breeders += 1
    for species in range(len(pools.size)):
        elites: int = min(pools.elitism, pools.size[species]) if pools.size[species] >= pools.elitism_size else 0
        for rank in range(pools.offspring[species]):
            genome: int = pools.ranked[pools.first[species] + rank] if rank < elites else 0
            if rank < elites and pools.fitness[genome] > pools.unfit:
                parents.first[child] = genome
                parents.second[child] = genome
                parents.elite[child] = True
            else:
                _pair(pools, parents, child, species, breeders, streams)
            child += 1


@kernel
def _pair(pools: Pools, parents: Parents, child: int, species: int, breeders: int, streams: NDArray[np.uint64]) -> None:
    """Draw who a child of a species comes from."""
    begin(streams, SELECT, child)
    mates = draw(streams) < pools.crossover
    strays = draw(streams) < pools.interspecies
    first = _contest(pools, species, streams)
    second = first
    if mates:
        home = species
        if strays and breeders > 1:
            home = _abroad(pools, species, breeders, streams)
        second = _contest(pools, home, streams)
    if pools.fitness[second] > pools.fitness[first]:
        first, second = second, first
    parents.first[child] = first
    parents.second[child] = second
    parents.mated[child] = first != second
    parents.equal[child] = first != second and pools.fitness[first] == pools.fitness[second]


@kernel
def _contest(pools: Pools, species: int, streams: NDArray[np.uint64]) -> int:
    """Return the best of some draws among the survivors of a species."""
    size: int = pools.size[species]
    # part * n may lie a rounding error above a whole number.
    survivors = min(max(-math.floor(1e-9 - pools.survival * size), 1), size)
    best = survivors
    for _ in range(pools.tournament):
        best = min(best, draw_below(streams, survivors))
    winner: int = pools.ranked[pools.first[species] + best]
    return winner


@kernel
def _abroad(pools: Pools, species: int, breeders: int, streams: NDArray[np.uint64]) -> int:
    """Return another species that breeds, any with the same chance."""
    place = draw_below(streams, breeders - 1)
    other: int = pools.breeders[place]
    if other >= species:
        other = pools.breeders[place + 1]
    return other
