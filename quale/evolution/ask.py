"""The next population: the founders first, offspring afterwards."""

import numpy as np

from quale.evolution.records.rates import rates_of
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import Offspring, State
from quale.evolution.reproduction.allocate import allocate
from quale.evolution.reproduction.breed import breed
from quale.evolution.reproduction.founders import founding
from quale.evolution.reproduction.select import select
from quale.genome.seal import sealed
from quale.streams import child_streams


def ask(state: State, settings: Settings) -> Offspring:
    """Return the population to evaluate next; the same for the same state and settings.

    Its genomes are species after species (by the parents' species, ids ascending), in each the champions first, then
    fresh genomes where diversity is due.
    """
    if state.generation == 0:
        count = len(state.population)
        nobody = sealed(np.full(count, -1, dtype=np.int32))
        return Offspring(state.population, state.tracker, nobody, sealed(np.zeros(count, dtype=bool)))
    fresh = injected(state.generation + 1, settings)
    streams = child_streams(state.seed, state.generation + 1)
    offspring = allocate(state, settings, settings.population - fresh)
    parents = select(state, offspring, settings, streams)
    newcomers = founding(fresh, state.interface, settings.brain, "inject")
    rates = rates_of(settings, state.interface)
    genomes, tracker = breed(state.population, parents, newcomers, rates, state.tracker, streams)
    parent, elite = parents.first.astype(np.int32), parents.elite
    if fresh:
        parent = np.append(parent, np.full(fresh, -1, dtype=np.int32))
        elite = np.append(elite, np.zeros(fresh, dtype=np.bool_))
    return Offspring(genomes, tracker, sealed(parent), sealed(elite))


def injected(generation: int, settings: Settings) -> int:
    """Return how many fresh genomes a generation's population holds: the part `rate`, to the nearest, halves up."""
    diversity = settings.reproduction.diversity
    if diversity.every == 0 or generation % diversity.every:
        return 0
    return min(settings.population, int(np.floor(diversity.rate * settings.population + 0.5)))
