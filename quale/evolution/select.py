"""Who the parents are: champions, survivors, tournaments."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.parents import Parents, nobody
from quale.evolution.settings import Settings
from quale.evolution.state import State
from quale.genome.segments import Index, lengths, starts
from quale.native.kernel import kernel
from quale.streams import PURPOSES, begin, draw, draw_below

SELECT = PURPOSES["select"]


@dataclass(frozen=True, slots=True)
class Pools:
    """Q species and their P genomes, best first."""

    ranked: NDArray[np.int64]  # [P] genomes, species after species
    first: NDArray[np.int64]  # [Q] where a species begins among them
    survivors: NDArray[np.int64]  # [Q] how many of its best may breed
    elites: NDArray[np.int64]  # [Q] how many of its best it may copy unchanged
    offspring: NDArray[np.int64]  # [Q] children
    breeders: NDArray[np.int64]  # [K] species that have children, ascending
    fitness: NDArray[np.float64]  # [P] of the genomes in their own order
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
    rules = settings.reproduction
    size = state.species.size.astype(np.int64)
    group = state.species.id.searchsorted(state.membership)
    genes = lengths(state.population.connection_start)
    ranked = np.lexsort((genes, -state.fitness, group))  # stable: of equal ones the earlier is first
    first = starts(size)[:-1]
    # part * n may lie a rounding error above a whole number.
    survivors = np.minimum(np.maximum(np.ceil(rules.survival * size - 1e-9), 1), size).astype(np.int64)
    pools = Pools(
        ranked=ranked,
        first=first,
        survivors=survivors,
        elites=_elites(state, ranked, first, settings),
        offspring=offspring,
        breeders=offspring.nonzero()[0],
        fitness=state.fitness,
        crossover=rules.crossover,
        interspecies=rules.interspecies,
        tournament=rules.tournament,
    )
    parents = nobody(int(offspring.sum()))
    choose(pools, parents, streams)
    return parents


def _elites(state: State, ranked: Index, first: Index, settings: Settings) -> Index:
    """Return how many of its best each species may copy unchanged [Q].

    A genome whose score was invalid has the lowest fitness of the generation and must not be copied; the State does
    not tell it from an honest last, so in such a generation no genome of the lowest fitness is.
    """
    rules = settings.reproduction
    size = state.species.size.astype(np.int64)
    copies: Index = np.where(size >= rules.elitism_size, np.minimum(rules.elitism, size), 0)
    if len(state.history) and state.history.invalid[-1]:
        above = starts(state.fitness[ranked] > state.fitness.min())
        copies = np.minimum(copies, above[first + size] - above[first])
    return copies


@kernel
def choose(pools: Pools, parents: Parents, streams: NDArray[np.uint64]) -> None:
    """Write the parents of all children."""
    child = 0
    for species in range(len(pools.offspring)):
        for rank in range(pools.offspring[species]):
            if rank < pools.elites[species]:
                genome: int = pools.ranked[pools.first[species] + rank]
                parents.first[child] = genome
                parents.second[child] = genome
                parents.elite[child] = True
            else:
                _pair(pools, parents, child, species, streams)
            child += 1


@kernel
def _pair(pools: Pools, parents: Parents, child: int, species: int, streams: NDArray[np.uint64]) -> None:
    """Draw who a child of a species comes from."""
    begin(streams, SELECT, child)
    mates = draw(streams) < pools.crossover
    strays = draw(streams) < pools.interspecies
    first = _contest(pools, species, streams)
    second = first
    if mates:
        home = species
        if strays and len(pools.breeders) > 1:
            home = _abroad(pools, species, streams)
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
    survivors: int = pools.survivors[species]
    best = survivors
    for _ in range(pools.tournament):
        best = min(best, draw_below(streams, survivors))
    winner: int = pools.ranked[pools.first[species] + best]
    return winner


@kernel
def _abroad(pools: Pools, species: int, streams: NDArray[np.uint64]) -> int:
    """Return another species that breeds, any with the same chance."""
    place = draw_below(streams, len(pools.breeders) - 1)
    other: int = pools.breeders[place]
    if other >= species:
        other = pools.breeders[place + 1]
    return other
