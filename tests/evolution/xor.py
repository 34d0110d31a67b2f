"""XOR in NumPy, without the language: the smallest task that needs a hidden node (Stanley & Miikkulainen 2002)."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quale.evolution.ask import ask
from quale.evolution.initialize import found
from quale.evolution.records.settings import Condition, Settings, Stop
from quale.evolution.stop_reason import stop_reason
from quale.evolution.tell import tell
from quale.genome.express import express
from quale.genome.genome import ACTIVATIONS, HIDDEN, Networks
from quale.genome.interface import interface
from quale.genome.segments import owners, spread
from quale.numeric.activations import FORMULAS
from quale.numeric.arrays import ARRAYS

CASES = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
WANTED = np.array([0.0, 1.0, 1.0, 0.0])
GENERATIONS = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run."""

    solved: bool
    evaluations: int
    generations: int
    hidden: int  # of the winner


def respond(networks: Networks, cases: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the outputs [P, O, K] of feed-forward networks for K cases [K, I]; the k-th step of all at once."""
    slots = int(networks.slots.max())
    values = np.zeros((len(networks), slots, len(cases)))
    values[:, : networks.inputs] = cases.T
    steps = np.diff(networks.step_start)
    for step in range(int(steps.max())):
        here = np.flatnonzero(steps > step)
        at = networks.step_start[here] + step
        start, link = spread(networks.link_start, at)
        genome = here[owners(start)]
        signal = values[genome, networks.link_source[link]] * networks.link_weight[link][:, None]
        sums = np.stack([np.bincount(owners(start), case, len(here)) for case in signal.T], axis=1)
        summed = sums + networks.step_bias[at][:, None]
        for function in np.unique(networks.step_activation[at]).tolist():
            rows = np.flatnonzero(networks.step_activation[at] == function)
            active = FORMULAS[ACTIVATIONS[function]](ARRAYS, summed[rows])
            values[here[rows], networks.step_slot[at[rows]]] = active
    return values[:, networks.inputs : networks.inputs + networks.outputs]


def score(networks: Networks) -> NDArray[np.float64]:
    """Return fitness and number of right answers [P, 2]."""
    outputs = respond(networks, CASES)[:, 0]
    error = np.abs(outputs - WANTED)
    total = error[:, 0] + error[:, 1] + error[:, 2] + error[:, 3]
    right = np.count_nonzero((outputs > 0.5) == (WANTED > 0.5), axis=1)
    return np.stack([(4.0 - total) ** 2, right.astype(np.float64)], axis=1)


def run(seed: int, settings: Settings) -> Outcome:
    """Evolve one population until it is solved or GENERATIONS are over."""
    settings = replace(
        settings,
        seed=seed,
        generations=GENERATIONS,
        metrics=("right",),
        stop=Stop(when=Condition(metric=0, comparison=">=", value=4.0)),
    )
    state = found(settings, interface(("a", "b", "bias"), ("y",)))
    while stop_reason(state, settings) is None:
        offspring = ask(state, settings)
        networks = express(offspring.genomes, state.interface, settings.brain.recurrent)
        state = tell(state, offspring, score(networks), settings)
    genome = state.winner if state.winner is not None else 0
    nodes = slice(*state.population.node_start[genome : genome + 2])
    return Outcome(
        solved=state.winner is not None,
        evaluations=state.evaluations,
        generations=state.generation,
        hidden=int(np.count_nonzero(state.population.node_kind[nodes] == HIDDEN)),
    )
