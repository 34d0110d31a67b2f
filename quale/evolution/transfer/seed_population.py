"""A new evolution from the genomes of an older one."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from quale.evolution.records.generation_zero import beginning
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import State
from quale.evolution.transfer.adapt import adapt
from quale.evolution.transfer.resize import resize
from quale.genome.gather import concatenate, take
from quale.genome.genome import Genomes
from quale.genome.seal import sealed


def seed_population(settings: Settings, source: State, inputs: Sequence[str], outputs: Sequence[str]) -> State:
    """Return generation 0 of a new run with the genomes of `source`, its best first.

    The best genome so far comes along: where the last population has lost it, it is the first of all. Genomes are taken
    unchanged but for inputs and outputs, which are matched by name (see `adapt`); the innovation numbers go on;
    generation, history, species and seed are new.
    """
    fitted, _ = adapt(replace(source, winner=None), inputs, outputs, settings)
    genomes, tracker = resize(_with_best(fitted), settings)
    return beginning(settings, fitted.interface, genomes, tracker)


def _with_best(state: State) -> State:
    """Return the state with its best genome so far as one more of the population, where that has none like it.

    It is a species of its own and no genome is fitter, so that whoever chooses by fitness has it first: its score may
    be of other scenarios than theirs.
    """
    best = state.best
    if best is None or _holds(state.population, best.genome):
        return state
    fitness = state.fitness.max(initial=best.fitness)
    return replace(
        state,
        population=concatenate([best.genome, state.population]),
        fitness=sealed(np.insert(state.fitness, 0, fitness)),
        metrics=sealed(np.insert(state.metrics, 0, best.metrics, axis=0)),
        membership=sealed(np.insert(state.membership, 0, np.int32(state.species.next_id))),
    )


def _holds(population: Genomes, genome: Genomes) -> bool:
    """Return whether one of the population [P] is the same as a genome, gene for gene."""
    nodes = np.diff(population.node_start) == len(genome.node_id)
    alike = np.flatnonzero(nodes & (np.diff(population.connection_start) == len(genome.innovation)))
    arrays = [name for name in Genomes.__dataclass_fields__ if not name.endswith("_start")]
    return any(
        all(np.array_equal(getattr(one, name), getattr(genome, name)) for name in arrays)
        for one in (take(population, np.array([place])) for place in alike)
    )
