"""The seam of evaluators: what a run asks of whatever evaluates brains, and what it is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import UsageError
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a population scored; P genomes, M metrics."""

    scores: NDArray[np.float64]  # [P, 1 + M] fitness, then metrics, over all scenarios; NaN stays NaN
    faults: tuple[object, ...] = ()  # what went wrong, each printable: results that are NaN or infinite, failures
    state: TaskState = field(default_factory=dict)  # what the next generation's evaluation is to be given
    given: TaskState = field(default_factory=dict)  # what it gave itself, being the first


BACKENDS = ("threads", "processes", "ray")
"""Where brains may be evaluated."""


MOST_WORKERS = 1024
"""Threads or processes that a run may ask for, as `--workers` has it."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What evaluations may use; results do not depend on it."""

    workers: int | None = None  # threads or processes, all processors by default
    profile: bool = False  # whether it is counted where the time goes
    backend: str | None = None  # one of BACKENDS; by default what suits the domain

    def __post_init__(self) -> None:
        """Refuse a backend that there is none of, and a number of workers that is none.

        Raises:
            UsageError: it is none of BACKENDS, or not from 1 to MOST_WORKERS.
        """
        if self.workers is not None and not (type(self.workers) is int and 1 <= self.workers <= MOST_WORKERS):
            raise UsageError(f"workers: wanted a whole number from 1 to {MOST_WORKERS:,}, not {self.workers!r}")
        if self.backend is not None and self.backend not in BACKENDS:
            raise UsageError(f"backend: wanted one of {', '.join(BACKENDS)}, not {self.backend!r}")


class Evaluator(Protocol):
    """Evaluates the populations of one run. It is closed at the end; that of a world is a context, too."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def evaluate(
        self, networks: Networks, generation: int, state: TaskState = NOTHING, rivals: Networks | None = None
    ) -> Evaluation:
        """Run P networks in the scenarios of a generation, counted from 1.

        What comes out depends on these four, the model and the seed alone: never on workers, or who finishes first.
        `rivals` is a second population for brains to meet; a run hands none over yet, and most domains refuse one.

        Raises:
            StoppedError: `stop` was called; nothing of the evaluation is left.
            EvaluationError: the population could not be evaluated.
        """

    def clocks(self) -> dict[str, int]:
        """Return the cycles that each part of an evaluation took, and how full lanes were, in a profile; else none."""

    def stop(self) -> None:
        """Call off the evaluation that runs, for good; may be called from a signal handler or another thread."""

    def close(self) -> None:
        """Call off what runs and give back threads, processes and memory."""


Factory = Callable[[Model, int, Resources], Evaluator]
"""Makes the evaluator of a model for a run's seed (the model's own may be 0 for "to be drawn")."""

Evaluators = Mapping[str, Factory]
"""Factories by the name of their domain."""
