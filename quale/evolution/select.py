"""Who the parents are: champions, survivors, tournaments."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.evolution.settings import Settings
from quale.evolution.state import State
from quale.genome.segments import Index, lengths, starts
from quale.streams import Stream


@dataclass(frozen=True, slots=True)
class Parents:
    """The parents of B children, as places in the population before."""

    first: Index  # [B] the fitter parent, or the only one
    second: Index  # [B] the other parent, or the first again
    mated: NDArray[np.bool_]  # [B]
    elite: NDArray[np.bool_]  # [B] unchanged copies of the first


def select(state: State, offspring: NDArray[np.int64], settings: Settings, stream: Stream) -> Parents:
    """Return parents for `offspring` [Q] children of each species, species after species, champions first.

    Genomes of a species rank by fitness; of equally fit ones that with fewer genes is better, then the earlier one.
    A parent is the best of `tournament` draws among the survivors of its species; a mate is drawn in the same way, or,
    with chance `interspecies`, from another breeding species. Who is drawn as its own mate has a mutated copy.
    """
    rules = settings.reproduction
    size = state.species.size.astype(np.int64)
    group = np.searchsorted(state.species.id, state.membership)
    genes = lengths(state.population.connection_start)
    ranked = np.lexsort((genes, -state.fitness, group))  # stable: of equal ones the earlier is first
    member = starts(size)[:-1]
    # part * n may lie a rounding error above a whole number.
    survivors = np.clip(np.ceil(rules.survival * size - 1e-9), 1, size).astype(np.int64)

    child_start = starts(offspring)
    row = np.repeat(np.arange(len(size)), offspring)
    elite = np.arange(len(row)) - child_start[row] < _elites(state, ranked, member, settings)[row]
    rank = np.arange(len(row)) - child_start[row]
    bred = np.flatnonzero(~elite)
    home = row[bred]

    mates = stream.uniform(len(bred)) < rules.crossover
    strays = stream.uniform(len(bred)) < rules.interspecies
    breeders = np.flatnonzero(offspring)
    other = stream.integers(len(bred), max(len(breeders) - 1, 1))
    strays &= len(breeders) > 1
    abroad = breeders[np.minimum(other + (other >= np.searchsorted(breeders, home)), len(breeders) - 1)]
    rank[bred] = _tournament(survivors[home], rules.tournament, stream)
    away = np.where(strays, abroad, home)
    mate_rank = _tournament(survivors[away], rules.tournament, stream)
    mates &= strays | (mate_rank != rank[bred])

    first = ranked[member[row] + rank]
    second = first.copy()
    second[bred[mates]] = ranked[member[away] + mate_rank][mates]
    mated = np.zeros(len(row), dtype=bool)
    mated[bred] = mates
    swap = state.fitness[second] > state.fitness[first]
    first, second = np.where(swap, second, first), np.where(swap, first, second)
    return Parents(first, second, mated, elite)


def _tournament(among: Index, draws: int, stream: Stream) -> Index:
    """Return the best (lowest) of `draws` ranks for each child [B], each uniform in 0 … among[b] - 1."""
    drawn = stream.integers(len(among) * draws, np.repeat(among, draws)).reshape(len(among), draws)
    best: Index = drawn.min(axis=1)
    return best


def _elites(state: State, ranked: Index, member: Index, settings: Settings) -> Index:
    """Return how many of its best each species may copy unchanged [Q].

    A genome whose score was invalid has the lowest fitness of the generation and must not be copied; the State does
    not tell it from an honest last, so in such a generation no genome of the lowest fitness is.
    """
    rules = settings.reproduction
    size = state.species.size.astype(np.int64)
    copies = np.where(size >= rules.elitism_size, np.minimum(rules.elitism, size), 0)
    if len(state.history) and state.history.invalid[-1]:
        above = starts(state.fitness[ranked] > state.fitness.min())
        copies = np.minimum(copies, above[member + size] - above[member])
    return copies
