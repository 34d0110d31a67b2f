"""A population cut into slices scores what it scores whole, and hands on the same, in genome order."""

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.diagnostics import EvaluationError
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model
from quale.runtime.backends.in_process import InProcess
from quale.runtime.slices import Failure, Maker, SlicedEvaluator, SliceResult
from quale.runtime.thread_pool import StoppedError
from quale.step.brains import Brains
from tests.compiler.random_networks import random_networks
from tests.domains.test_seam import modelled


class Sums:
    """Scores the sum of the outputs; hands on the complexity; genomes of even complexity may fail."""

    def __init__(self, model: Model, _seed: int) -> None:
        self._scenarios = model.scenarios
        self.fails = False

    def evaluate(self, networks: Networks, generation: int, _state: TaskState) -> SliceResult:
        shown = np.full((len(networks), self._scenarios, networks.inputs), 0.1 * generation)
        score = Brains(networks).activate(shown).sum(axis=2)
        failures = tuple(Failure(genome, "on purpose") for genome in range(len(networks)) if self.fails)
        return SliceResult(np.stack([score, -score], axis=2), networks.complexity[:, None] / 3.0, failures)

    def begin(self) -> TaskState:
        return NOTHING

    def combine(self, handed_on: NDArray[np.float64], state: TaskState) -> TaskState:
        total = state["total"] if "total" in state else np.zeros(1)
        for row in handed_on:
            total = total * 0.9 + row
        return {"total": total}

    def close(self) -> None: ...


def evaluator(size: int) -> SlicedEvaluator:
    maker = Maker(Sums, modelled(), 5)
    return SlicedEvaluator(maker, InProcess(maker, size))


NETWORKS = random_networks(3, 13, (1, 1))


@pytest.mark.parametrize("size", [1, 2, 5, 13, 100])
def test_the_cut_changes_nothing(size: int) -> None:
    whole = evaluator(13).evaluate(NETWORKS, 3, NOTHING)
    with evaluator(size) as cut:
        found = cut.evaluate(NETWORKS, 3, NOTHING)
    assert np.array_equal(found.scores, whole.scores)
    assert np.array_equal(found.state["total"], whole.state["total"])


def test_failures_are_told_by_genome_of_the_population(monkeypatch: pytest.MonkeyPatch) -> None:
    def sometimes(self: Sums, networks: Networks, generation: int, state: TaskState) -> SliceResult:
        found = everything(self, networks, generation, state)
        return SliceResult(found.results, found.handed_on, (Failure(0, "on purpose"),))

    everything = Sums.evaluate
    monkeypatch.setattr(Sums, "evaluate", sometimes)
    assert [str(fault) for fault in evaluator(5).evaluate(NETWORKS, 1, NOTHING).faults] == [
        "genome 0: on purpose",
        "genome 5: on purpose",
        "genome 10: on purpose",
    ]


def test_where_every_genome_fails_the_evaluation_does() -> None:
    class Failing(Sums):
        def __init__(self, model: Model, seed: int) -> None:
            super().__init__(model, seed)
            self.fails = True

    maker = Maker(Failing, modelled(), 5)
    failing = SlicedEvaluator(maker, InProcess(maker, 4))
    with pytest.raises(EvaluationError, match="every genome failed; the first, genome 0: on purpose"):
        failing.evaluate(NETWORKS, 1, NOTHING)


def test_what_is_stopped_leaves_nothing() -> None:
    stopped = evaluator(4)
    stopped.stop()
    with pytest.raises(StoppedError):
        stopped.evaluate(NETWORKS, 1, NOTHING)
