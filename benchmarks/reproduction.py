"""XOR as Stanley & Miikkulainen (2002) measured it, with `preset: neat2002`: evaluations to solution over many seeds.

    python benchmarks/reproduction.py [--seeds 100] [--first 1]

Population 150, a bias of 1 and two inputs fully connected to one output. Fitness is (4 - sum of errors)^2; a network
solves the task when all four outputs are on the right side of 0.5. Evaluations count up to the first such genome.
The paper: 4,755 (sd 2,553), worst 13,459, 32 generations, 2.35 hidden nodes, no failure in 100 runs.
"""

import argparse
import platform
import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quale.evolution.ask import ask
from quale.evolution.found import found
from quale.evolution.preset import PRESETS
from quale.evolution.settings import Condition, Settings, Stop
from quale.evolution.sums import group_sums
from quale.evolution.tell import tell
from quale.evolution.verdict import verdict
from quale.genome.express import express
from quale.genome.genome import ACTIVATIONS, HIDDEN, Networks
from quale.genome.interface import interface
from quale.genome.segments import owners, spread
from quale.numeric.activations import KERNELS
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
    connections: int  # of the winner, enabled
    seconds: float


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
        summed = np.stack([group_sums(case, owners(start), len(here)) for case in signal.T], axis=1)
        summed += networks.step_bias[at][:, None]
        for function in np.unique(networks.step_activation[at]).tolist():
            rows = np.flatnonzero(networks.step_activation[at] == function)
            active = KERNELS[ACTIVATIONS[function]](ARRAYS, summed[rows])
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
    began = time.process_time()
    state = found(settings, interface(("a", "b", "bias"), ("y",)))
    while verdict(state, settings) is None:
        offspring = ask(state, settings)
        networks = express(offspring.genomes, state.interface, settings.brain.recurrent)
        state, _ = tell(state, offspring, score(networks), settings)
    genome = state.winner if state.winner is not None else 0
    nodes = slice(*state.population.node_start[genome : genome + 2])
    genes = slice(*state.population.connection_start[genome : genome + 2])
    return Outcome(
        solved=state.winner is not None,
        evaluations=state.evaluations,
        generations=state.generation,
        hidden=int(np.count_nonzero(state.population.node_kind[nodes] == HIDDEN)),
        connections=int(np.count_nonzero(state.population.enabled[genes])),
        seconds=time.process_time() - began,
    )


def report(outcomes: list[Outcome]) -> str:
    """Return the figures in words."""
    evaluations = np.array([outcome.evaluations for outcome in outcomes])
    solved = sum(outcome.solved for outcome in outcomes)
    generations = sum(outcome.generations for outcome in outcomes)
    return (
        f"{solved} of {len(outcomes)} solved; evaluations mean {evaluations.mean():.0f} (sd {evaluations.std():.0f}), "
        f"median {np.median(evaluations):.0f}, worst {evaluations.max()}; "
        f"generations {generations / len(outcomes):.1f}; "
        f"hidden {np.mean([outcome.hidden for outcome in outcomes]):.2f}, "
        f"connections {np.mean([outcome.connections for outcome in outcomes]):.2f}; "
        f"{1e3 * sum(o.seconds for o in outcomes) / generations:.1f} ms of CPU per generation"
    )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=1)
    chosen = parser.parse_args()
    seeds = range(chosen.first, chosen.first + chosen.seeds)
    print(f"numpy {np.__version__}, Python {platform.python_version()}, seeds {seeds.start} to {seeds.stop - 1}")
    print(report([run(seed, PRESETS["neat2002"]) for seed in seeds]))


if __name__ == "__main__":
    main()
