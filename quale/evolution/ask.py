"""The next population: the founders first, offspring afterwards."""

from functools import cache, partial

import numpy as np

from quale.evolution.allocate import allocate
from quale.evolution.conceive import Births, conceive
from quale.evolution.crossover import Couples, crossover
from quale.evolution.founders import founders
from quale.evolution.mutate import grow, trials
from quale.evolution.mutation import Brood
from quale.evolution.numbering import Numbering
from quale.evolution.select import select
from quale.evolution.settings import Settings
from quale.evolution.state import Offspring, State
from quale.genome.draft import copied
from quale.genome.gather import concatenate
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
    streams = cache(partial(stream, state.seed, state.generation + 1))
    inputs, population = len(state.interface.inputs), state.population
    fresh = injected(state.generation + 1, settings)
    offspring = allocate(state, settings, settings.population - fresh)
    parents = select(state, offspring, settings, streams("select"))
    shifts, growths = trials(len(parents.first), settings.mutation, streams("mutate"))
    shifts &= ~parents.elite
    growths &= ~parents.elite
    equal = parents.mated & (state.fitness[parents.first] == state.fitness[parents.second])

    # Those whose structure is new are few, mostly. They come first, so that all others can be written where they stay.
    numbering = Numbering(state.tracker)
    (special,) = np.nonzero(equal | growths.any(axis=0))
    (twins,) = np.nonzero(equal[special])
    first, second = parents.first[special], parents.second[special]
    couples = Couples(first[twins], second[twins], np.ones(len(twins), dtype=bool))
    mixed = crossover(population, couples, settings, streams("crossover"))
    crossed = (parents.mated & ~equal)[special]
    births = Births(first, second, crossed, shifts[:, special], twins, mixed)
    brood = Brood(conceive(births, population, inputs, settings, streams), special, inputs)
    grown = grow(brood, growths[:, special], settings, numbering, streams)

    newcomers = np.arange(len(parents.first), settings.population)
    if fresh:
        new = founders(newcomers, state.interface, settings.brain, numbering, streams("inject"))
        grown = copied(concatenate([grown.finished(), new]))
    exchange, tracker = numbering.settle()
    made = np.concatenate([special, newcomers])
    shifts[:, special] = False
    crossed = parents.mated.copy()
    crossed[special] = False
    births = Births(
        np.append(parents.first, newcomers * 0),
        np.append(parents.second, newcomers * 0),
        np.append(crossed, newcomers < 0),
        np.concatenate([shifts, np.zeros((len(shifts), fresh), dtype=bool)], axis=1),
        made,
        exchange.apply(grown),
    )
    everyone = conceive(births, population, inputs, settings, streams)
    parent = np.concatenate([parents.first, np.full(fresh, -1)]).astype(np.int32)
    elite = np.concatenate([parents.elite, np.zeros(fresh, dtype=bool)])
    return Offspring(everyone, tracker, sealed(parent), sealed(elite))


def injected(generation: int, settings: Settings) -> int:
    """Return how many fresh genomes a generation's population holds: the part `rate`, to the nearest, halves up."""
    diversity = settings.reproduction.diversity
    if diversity.every == 0 or generation % diversity.every:
        return 0
    return min(settings.population, int(np.floor(diversity.rate * settings.population + 0.5)))
