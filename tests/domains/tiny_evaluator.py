"""A domain of the tests alone, its evaluator: a Python function of the outputs."""

from types import TracebackType
from typing import Self

import numpy as np

from quale.diagnostics import EvaluationError
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model
from quale.runtime.evaluator import Evaluation, Resources
from quale.step.brains import Brains
from tests.domains.tiny_declaration import EchoTask


class EchoEvaluator:
    """Shows numbers, and counts how far from them the outputs are; hands on how often it was asked."""

    def __init__(self, model: Model, seed: int, _resources: Resources) -> None:
        if not isinstance(model.task, EchoTask):
            raise TypeError(model.domain)
        self._steps, self._seed, self._scenarios = model.task.steps, seed, model.scenarios

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def evaluate(
        self, networks: Networks, generation: int, state: TaskState = NOTHING, rivals: Networks | None = None
    ) -> Evaluation:
        """Show every network the same numbers, other ones in each generation."""
        if rivals is not None:
            raise EvaluationError("parrots listen to nobody")
        brains = Brains(networks)
        shown = np.sin(np.arange(1, self._steps + 1) * (self._seed % 97 + generation))
        error = np.zeros(len(networks))
        for value in shown:
            rows = np.full((len(networks), self._scenarios, 1), value)
            error += np.abs(brains.activate(rows)[:, :, 0] - value).sum(axis=1)
        error /= self._steps * self._scenarios
        asked = state["asked"] + 1 if "asked" in state else np.ones(1)
        return Evaluation(np.stack([1 - error, error], axis=1), state={"asked": asked})

    def clocks(self) -> dict[str, int]:
        """Return nothing: no time is counted."""
        return {}

    def stop(self) -> None:
        """Do nothing: an evaluation is over at once."""

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""
