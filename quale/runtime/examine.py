"""Tests that every generation's champion has to stand (`test NAME { }`): variants of the experiment, run apart.

They share nothing with the evaluation that is counted: code, scenarios and scores are their own.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np

from quale.evolution.records.criteria import satisfied
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model
from quale.runtime.evaluator import Evaluator, Evaluators, Resources


@dataclass(frozen=True, slots=True)
class Reached:
    """What a champion reached in one test: the mean over its scenarios of the metric that the test looks at."""

    name: str
    metric: str
    value: float
    passed: bool

    def __str__(self) -> str:
        return f"{self.name}: {self.metric} {self.value:g}, {'passed' if self.passed else 'not passed'}"


class Examiner:
    """The tests of a model, compiled when they are first needed. To be used as a context."""

    def __init__(self, model: Model, seed: int, evaluators: Evaluators, resources: Resources | None = None) -> None:
        """Take a model's tests; `evaluators` makes what runs them, by the domain of each."""
        self._tests = model.tests
        self._seed = seed
        self._factories = evaluators
        self._resources = resources or Resources()
        self._evaluators: dict[str, Evaluator] = {}
        self._closing = ExitStack()
        self._stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def stop(self) -> None:
        """Call off the test that runs, for good; may be called from a signal handler."""
        self._stopped = True
        for evaluator in tuple(self._evaluators.values()):
            evaluator.stop()

    def examine(self, champion: Networks, generation: int, state: TaskState = NOTHING) -> tuple[Reached, ...]:
        """Run one network through the tests in written order, up to the first that it does not pass.

        Raises:
            StoppedError: `stop` was called.
        """
        results: list[Reached] = []
        for test in self._tests:
            when = test.model.evolution.stop.when
            if when is None:
                raise ValueError(f"test {test.name} has no condition")
            if test.name not in self._evaluators:
                evaluator = self._factories[test.model.domain](test.model, self._seed, self._resources)
                self._evaluators[test.name] = self._closing.enter_context(evaluator)
            if self._stopped:  # while the code was made
                self._evaluators[test.name].stop()
            scores = self._evaluators[test.name].evaluate(champion, generation, state).scores
            passed = bool(np.isfinite(scores[0, 0]) and satisfied(when, scores[:, 1:])[0])
            metric = test.model.evolution.metrics[when.metric]
            results.append(Reached(test.name, metric, float(scores[0, 1 + when.metric]), passed))
            if not passed:
                break
        return tuple(results)
