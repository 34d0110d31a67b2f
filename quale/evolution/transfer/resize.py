"""A population of another size: the best of a larger one, mutated copies beside a smaller one."""

import numpy as np

from quale.evolution.records.parents import nobody
from quale.evolution.records.rates import rates_of
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import State, Tracker
from quale.evolution.reproduction.breed import breed
from quale.evolution.reproduction.founders import founding
from quale.genome.gather import take
from quale.genome.genome import Genomes
from quale.genome.segments import Index
from quale.streams import child_streams


def resize(state: State, settings: Settings) -> tuple[Genomes, Tracker]:
    """Return `settings.population` genomes for generation 0, the state's best first and unchanged, and the tracker.

    Of a larger population the champions of all species come first, the best of them before the others, then the
    best of the rest. To a smaller one mutated copies of its genomes are added, the best copied first, round after
    round. Where there is no fitness yet, the order stays.
    """
    order = _ranking(state)
    count = settings.population
    if len(order) >= count:
        champions = _champions(state, order) if len(order) > count else order[:0]
        chosen = np.concatenate([champions, order[~np.isin(order, champions)]])[:count]
        return take(state.population, chosen), state.tracker
    parents = nobody(count)
    parents.first[:] = parents.second[:] = order[np.arange(count) % len(order)]
    parents.elite[: len(order)] = True
    none = founding(0, state.interface, settings.brain, "found")
    rates = rates_of(settings, state.interface)
    return breed(state.population, parents, none, rates, state.tracker, child_streams(settings.seed, 0))


def _ranking(state: State) -> Index:
    """Return all genomes, best first; at equal fitness in their order."""
    if state.generation == 0:
        return np.arange(len(state.population))
    return np.argsort(-state.fitness, kind="stable")


def _champions(state: State, order: Index) -> Index:
    """Return the best genome of every species, best first."""
    if state.generation == 0:
        return order[:0]
    _, first = np.unique(state.membership[order], return_index=True)
    return order[np.sort(first)]
