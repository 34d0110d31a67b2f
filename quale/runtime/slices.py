"""Populations evaluated slice by slice, for domains that run outside native worlds: Gymnasium, datasets, Python.

A domain says how a slice of a population is evaluated (`SliceEvaluator`), a backend where (`Backend`: this process,
worker processes, a cluster). Results lie by genome, and what a generation hands on is put together in genome order, so
that nothing depends on how the population was cut or who was done first.
"""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from quale.diagnostics import EvaluationError
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model
from quale.runtime.aggregate import aggregate, faults
from quale.runtime.backend import Backend, Failure, Maker, SliceEvaluator, SliceResult, Work
from quale.runtime.backends.choose import choose_backend
from quale.runtime.evaluator import Evaluation, Resources

__all__ = ["Backend", "Failure", "Maker", "SliceEvaluator", "SliceResult", "SlicedEvaluator", "Work", "sliced"]


class SlicedEvaluator:
    """The evaluator of a domain that is evaluated slice by slice. To be used as a context."""

    def __init__(self, maker: Maker, backend: Backend) -> None:
        """Take a domain's maker, and where it runs."""
        self._model = maker.model
        self._combining = maker()
        self._backend = backend

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def evaluate(
        self, networks: Networks, generation: int, state: TaskState = NOTHING, rivals: Networks | None = None
    ) -> Evaluation:
        """Run P networks in the scenarios of a generation, against a second population where one is handed over.

        Raises:
            StoppedError: `stop` was called; nothing of the evaluation is left.
            EvaluationError: every genome failed, no worker can be had, or the domain knows no rivals.
        """
        generation = generation if self._model.resample else 0
        first: TaskState = {} if state else self._combining.begin()
        state = state or first
        found = self._backend.run(Work(networks, generation, state, rivals))
        failures = found.failures
        if failures and len({failure.genome for failure in failures}) == len(networks):
            raise EvaluationError(f"every genome failed; the first, {failures[0]}")
        wrong = failures or faults(found.results, ("fitness", *self._model.metrics))
        scores = aggregate(found.results, self._model.aggregate)
        handed_on = self._combining.combine(found.handed_on, state)
        return Evaluation(scores, (*wrong, *dict.fromkeys(found.notices)), handed_on, first)

    def clocks(self) -> dict[str, int]:
        """Return nothing: native cycles are not counted here."""
        return {}

    def stop(self) -> None:
        """Call off the evaluation that runs, for good."""
        self._backend.stop()

    def close(self) -> None:
        """Call off what runs, and give back workers and environments."""
        self._backend.close()
        self._combining.close()


def sliced(
    make: Callable[[Model, int], SliceEvaluator], model: Model, seed: int, resources: Resources
) -> SlicedEvaluator:
    """Return the evaluator of a model whose domain makes slice evaluators.

    Raises:
        UsageError: what was asked for does not suit the domain, or an extra is not installed.
    """
    maker = Maker(make, model, seed)
    return SlicedEvaluator(maker, choose_backend(maker, resources))
