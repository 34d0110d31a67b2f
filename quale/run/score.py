"""What a genome scores in fresh scenarios: ones that no generation of any run has seen or will see."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.format.snapshot import Snapshot
from quale.genome.express import express
from quale.genome.genome import Genomes, Networks
from quale.genome.seal import sealed
from quale.model.domain import NOTHING, TaskState
from quale.model.limits import MOST_GENERATIONS
from quale.model.model import Model
from quale.runtime.evaluator import Evaluators, Resources
from quale.runtime.register import EVALUATORS

FRESH = MOST_GENERATIONS + 1
"""Generation of the first fresh scenario, the next ones' counting up from there: no run comes that far."""

MOST_SCENARIOS = 10**6


@dataclass(frozen=True, slots=True)
class Scores:
    """What P networks reached in S fresh scenarios of a seed. Read-only array."""

    names: tuple[str, ...]  # "fitness", then the metrics
    values: NDArray[np.float64]  # [P, S, 1 + M]
    seed: int


def networks_of(snapshot: Snapshot, model: Model, genomes: Genomes) -> Networks:
    """Return genomes of a snapshot as networks of its experiment."""
    return express(genomes, snapshot.state.interface, model.evolution.brain.recurrent)


def single(model: Model) -> Model:
    """Return an experiment with one scenario, drawn anew for every generation: its fitness is one scenario's score."""
    return replace(model, scenarios=1, resample=True)


def score(
    model: Model,
    networks: Networks,
    scenarios: int,
    seed: int,
    state: TaskState = NOTHING,
    evaluators: Evaluators = EVALUATORS,
) -> Scores:
    """Run P networks in fresh scenarios, all in the same ones, so that their scores can be compared pair by pair.

    Scenario k is that of generation `FRESH` + k: the same for every number of scenarios.

    Raises:
        EvaluationError: they could not be evaluated.
    """
    names = ("fitness", *model.metrics)
    values = np.empty((len(networks), scenarios, len(names)))
    with evaluators[model.domain](single(model), seed, Resources(workers=1)) as evaluator:
        for scenario in range(scenarios):
            values[:, scenario] = evaluator.evaluate(networks, FRESH + scenario, state).scores
    return Scores(names, sealed(values), seed)
