"""Populations evaluated slice by slice, for domains that run outside native worlds: Gymnasium, datasets, Python.

A domain says how a slice of a population is evaluated (`SliceEvaluator`), a backend where (`Backend`: this process,
worker processes, a cluster). Results lie by genome, and what a generation hands on is put together in genome order, so
that nothing depends on how the population was cut or who was done first.

Letters: P genomes of a slice, S scenarios, M metrics, K numbers that a genome hands on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import EvaluationError
from quale.genome.cut import cut
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model
from quale.runtime.aggregate import aggregate, faults
from quale.runtime.evaluator import Evaluation, Resources
from quale.runtime.thread_pool import StoppedError


@dataclass(frozen=True, slots=True)
class Failure:
    """A genome whose evaluation went wrong; its results count as the worst score."""

    genome: int  # of the slice; of the population in an Evaluation
    reason: str  # for people, a traceback of their own code included

    def __str__(self) -> str:
        return f"genome {self.genome}: {self.reason}"


@dataclass(frozen=True, slots=True)
class SliceResult:
    """What the genomes of a slice scored."""

    results: NDArray[np.float64]  # [P, S, 1 + M] score, then metrics; NaN where a genome failed
    handed_on: NDArray[np.float64]  # [P, K] what each genome adds to the state of the task; K may be 0
    failures: tuple[Failure, ...] = ()


class SliceEvaluator(Protocol):
    """Evaluates slices of populations in one thread or process. It holds what is dear to make, such as environments."""

    def evaluate(self, networks: Networks, generation: int, state: TaskState) -> SliceResult:
        """Run P networks in the scenarios of a generation, counted from 1; the same for any cut of the population."""

    def combine(self, handed_on: NDArray[np.float64], state: TaskState) -> TaskState:
        """Return the state of the task after a generation, from what its genomes hand on, in genome order [P, K]."""

    def close(self) -> None:
        """Give back what it holds."""


@dataclass(frozen=True, slots=True)
class Maker:
    """How the slice evaluator of a run is made, wherever it is to run: in this process or in another."""

    make: Callable[[Model, int], SliceEvaluator]  # a function of a module, so that a name is enough to send it
    model: Model
    seed: int

    def __call__(self) -> SliceEvaluator:
        """Make one."""
        return self.make(self.model, self.seed)


@dataclass(frozen=True, slots=True)
class Work:
    """A slice to be evaluated: genomes first … first + len(networks) - 1 of the population."""

    first: int
    networks: Networks
    generation: int
    state: TaskState


class Backend(Protocol):
    """Where slices are evaluated."""

    @property
    def workers(self) -> int:
        """How many slices run at a time."""

    def run(self, slices: Sequence[Work]) -> list[SliceResult]:
        """Return the results of slices, in their order.

        Raises:
            StoppedError: `stop` was called.
            EvaluationError: no worker can be had.
        """

    def stop(self) -> None:
        """Call off what runs, for good; may be called from a signal handler or another thread."""

    def close(self) -> None:
        """End what was started."""


class InProcess:
    """Slices one after the other in the calling thread."""

    workers = 1

    def __init__(self, maker: Maker) -> None:
        self._evaluator = maker()
        self._stopped = False

    def run(self, slices: Sequence[Work]) -> list[SliceResult]:
        """Return the results of slices, in their order; a stop is noticed between two of them."""
        done = []
        for work in slices:
            if self._stopped:
                raise StoppedError("the evaluation was called off")
            done.append(self._evaluator.evaluate(work.networks, work.generation, work.state))
        return done

    def stop(self) -> None:
        """Call off what runs."""
        self._stopped = True

    def close(self) -> None:
        """Close the evaluator."""
        self._evaluator.close()


class SlicedEvaluator:
    """The evaluator of a domain that is evaluated slice by slice. To be used as a context."""

    def __init__(self, maker: Maker, backend: Backend, slice_size: int) -> None:
        """Take a domain's maker, where it runs, and how many genomes make a slice."""
        self._model = maker.model
        self._combining = maker()
        self._backend = backend
        self._size = max(1, slice_size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def evaluate(self, networks: Networks, generation: int, state: TaskState = NOTHING) -> Evaluation:
        """Run P networks in the scenarios of a generation.

        Raises:
            StoppedError: `stop` was called; nothing of the evaluation is left.
            EvaluationError: every genome failed, or no worker can be had.
        """
        generation = generation if self._model.resample else 0
        firsts = range(0, len(networks), self._size)
        slices = [
            Work(first, cut(networks, first, min(first + self._size, len(networks))), generation, state)
            for first in firsts
        ]
        done = self._backend.run(slices)
        results = np.concatenate([each.results for each in done])
        failures = tuple(
            Failure(first + failure.genome, failure.reason)
            for first, each in zip(firsts, done, strict=True)
            for failure in each.failures
        )
        if failures and len({failure.genome for failure in failures}) == len(networks):
            raise EvaluationError(f"every genome failed; the first, {failures[0]}")
        handed_on = np.concatenate([each.handed_on for each in done])
        names = ("fitness", *self._model.metrics)
        wrong = failures or faults(results, names)
        return Evaluation(aggregate(results, self._model.aggregate), wrong, self._combining.combine(handed_on, state))

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


SLICE = 16
"""Genomes of a slice in this process: enough to step together, few enough to be stopped between slices."""


def sliced(
    make: Callable[[Model, int], SliceEvaluator], model: Model, seed: int, _resources: Resources
) -> SlicedEvaluator:
    """Return the evaluator of a model whose domain makes slice evaluators."""
    maker = Maker(make, model, seed)
    return SlicedEvaluator(maker, InProcess(maker), SLICE)
