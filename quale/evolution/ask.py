"""The next population: the founders first, offspring afterwards."""

from functools import partial

import numpy as np

from quale.evolution.allocate import allocate
from quale.evolution.crossover import Couples, crossover
from quale.evolution.founders import founders
from quale.evolution.mutate import mutate
from quale.evolution.mutation import Brood
from quale.evolution.numbering import Numbering
from quale.evolution.select import Parents, select
from quale.evolution.settings import Settings
from quale.evolution.state import Offspring, State
from quale.genome.gather import concatenate, take
from quale.genome.genome import Genomes
from quale.genome.seal import sealed
from quale.streams import stream


def ask(state: State, settings: Settings) -> Offspring:
    """Return the population to evaluate next; the same for the same state and settings.

    Its genomes are species after species (by the parents' species, ids ascending), in each the champions first, then
    fresh genomes where diversity is due.
    """
    if state.generation == 0:
        count = len(state.population)
        nobody = sealed(np.full(count, -1, dtype=np.int32))
        return Offspring(state.population, state.tracker, nobody, sealed(np.zeros(count, dtype=bool)))
    streams = partial(stream, state.seed, state.generation + 1)
    fresh = injected(state.generation + 1, settings)
    offspring = allocate(state, settings, settings.population - fresh)
    parents = select(state, offspring, settings, streams("select"))
    numbering = Numbering(state.tracker)
    copies, bred = np.flatnonzero(parents.elite), np.flatnonzero(~parents.elite)
    brood = Brood(_conceive(state, parents, settings), bred, len(state.interface.inputs))
    children = mutate(brood, settings, numbering, streams)
    newcomers = np.arange(len(parents.first), settings.population)
    if fresh:
        new = founders(newcomers, state.interface, settings.brain, numbering, streams("inject"))
        children = concatenate([children, new])
    exchange, tracker = numbering.settle()
    elites = take(state.population, parents.first[copies])
    place = np.argsort(np.concatenate([copies, bred, newcomers]))
    everyone = take(concatenate([elites, exchange.apply(children)]), place)
    parent = np.concatenate([parents.first, np.full(fresh, -1)]).astype(np.int32)
    elite = np.concatenate([parents.elite, np.zeros(fresh, dtype=bool)])
    return Offspring(everyone, tracker, sealed(parent), sealed(elite))


def injected(generation: int, settings: Settings) -> int:
    """Return how many fresh genomes a generation's population holds: the part `rate`, to the nearest, halves up."""
    diversity = settings.reproduction.diversity
    if diversity.every == 0 or generation % diversity.every:
        return 0
    return min(settings.population, int(np.floor(diversity.rate * settings.population + 0.5)))


def _conceive(state: State, parents: Parents, settings: Settings) -> Genomes:
    """Return the children that are no elite, in order, before mutation."""
    bred = np.flatnonzero(~parents.elite)
    mated = np.flatnonzero(parents.mated[bred])
    if not len(mated):
        return take(state.population, parents.first[bred])
    alone = np.flatnonzero(~parents.mated[bred])
    first, second = parents.first[bred[mated]], parents.second[bred[mated]]
    couples = Couples(first, second, state.fitness[first] == state.fitness[second])
    chance = stream(state.seed, state.generation + 1, "crossover")
    crossed = crossover(state.population, couples, settings, chance)
    place = np.argsort(np.concatenate([alone, mated]), kind="stable")
    return take(concatenate([take(state.population, parents.first[bred[alone]]), crossed]), place)
