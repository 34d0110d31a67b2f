"""Evaluate populations in a compiled world: threads over slices of the population, scores over scenarios.

Results depend on the model, the seed, the generation and the networks; not on workers, lanes, or who finishes first.
"""

from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from quale.compiler.lower.lower import lower
from quale.compiler.trace import Trace
from quale.diagnostics import EvaluationError
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model
from quale.runtime.aggregate import aggregate, faults
from quale.runtime.backend import NO_RIVALS
from quale.runtime.evaluator import Evaluation, Evaluator, Resources
from quale.runtime.lanes import choose_lanes
from quale.runtime.scenarios import Scenarios
from quale.runtime.slices import SliceEvaluator, SliceResult, sliced
from quale.runtime.thread_pool import ThreadPool, processors


class WorldEvaluator:
    """A model's native code with threads to run it. Close it, or use it as a context."""

    def __init__(
        self, model: Model, seed: int, workers: int | None = None, lanes: int | None = None, *, profile: bool = False
    ) -> None:
        """Compile a model, or take its code from the cache.

        Args:
            model: The experiment.
            seed: Of the run; the model's own may be 0 for "to be drawn".
            workers: Number of threads, all processors by default.
            lanes: 1, 4, 8 or 16; by default what suits the number of scenarios.
            profile: Whether native code counts the cycles of each part of a tick; results are the same.

        Raises:
            EvaluationError: Native code cannot run on this machine.
        """
        self._model = model
        self._names = ("fitness", *model.metrics)
        self._pool = ThreadPool(workers if workers is not None else processors())
        lanes = lanes if lanes is not None else choose_lanes(model.scenarios)
        try:
            self._scenarios = Scenarios(lower(model, marks=profile), seed, model.scenarios, lanes, self._pool)
        except RuntimeError as error:  # LLVM's, such as memory that may not be made executable
            raise EvaluationError(f"native code cannot run on this machine: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Call off what runs and end the threads."""
        self._pool.close()

    def stop(self) -> None:
        """Call off the evaluation that runs, for good; may be called from a signal handler."""
        self._pool.stop()

    def evaluate(
        self, networks: Networks, generation: int, _state: TaskState = NOTHING, rivals: Networks | None = None
    ) -> Evaluation:
        """Run P networks in the scenarios of a generation, counted from 1.

        Raises:
            StoppedError: `stop` was called; nothing of the evaluation is left.
            EvaluationError: there are rivals, which a world has no place for yet.
        """
        if rivals is not None:
            raise EvaluationError(NO_RIVALS)
        results = self._scenarios.results(networks, self._drawn(generation))
        return Evaluation(aggregate(results, self._model.aggregate), faults(results, self._names))

    def clocks(self) -> dict[str, int]:
        """Return the cycles that each part of a tick has taken, and how full lanes were, in a profile; else nothing."""
        return self._scenarios.clocks()

    def trace(self, networks: Networks, genome: int, generation: int, scenario: int) -> Trace:
        """Run one network in one scenario of a generation and return all that happened.

        Raises:
            IndexError: There is no such network or scenario.
            StoppedError: `stop` was called.
        """
        return self._scenarios.trace(networks, genome, self._drawn(generation), scenario)

    def _drawn(self, generation: int) -> int:
        """Return the generation whose scenarios are meant: all the same with `resample: never`."""
        return generation if self._model.resample else 0


class WorldSlices:
    """A model's native code for slices of populations, in another process: compiled there, run in one thread."""

    def __init__(self, model: Model, seed: int) -> None:
        self._pool = ThreadPool(1)
        self._scenarios = Scenarios(lower(model), seed, model.scenarios, choose_lanes(model.scenarios), self._pool)

    def evaluate(self, networks: Networks, generation: int, _state: TaskState) -> SliceResult:
        """Run P networks in the scenarios of a generation."""
        return SliceResult(self._scenarios.results(networks, generation), np.zeros((len(networks), 0)))

    def begin(self) -> TaskState:
        """Return nothing: a world hands nothing on."""
        return {}

    def combine(self, _handed_on: NDArray[np.float64], _state: TaskState) -> TaskState:
        """Return nothing: a world hands nothing on."""
        return {}

    def close(self) -> None:
        """End the thread."""
        self._pool.close()


def slices_of_world(model: Model, seed: int) -> SliceEvaluator:
    """Return what evaluates slices in a model's world."""
    return WorldSlices(model, seed)


def evaluator_of_world(model: Model, seed: int, resources: Resources) -> Evaluator:
    """Return the evaluator of a model whose domain is `world`, its code compiled or taken from the cache.

    Raises:
        EvaluationError: Native code cannot run on this machine.
        UsageError: Ray is asked for and not installed.
    """
    if resources.backend in ("processes", "ray"):
        return sliced(slices_of_world, model, seed, resources)
    return WorldEvaluator(model, seed, resources.workers, profile=resources.profile)
