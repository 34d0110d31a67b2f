"""The seam of slices: what a domain says about a slice of a population, and what a backend makes of it.

Letters: P genomes of a slice, S scenarios, M metrics, K numbers that a genome hands on.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import EvaluationError
from quale.genome.cut import cut
from quale.genome.genome import Networks
from quale.model.domain import TaskState
from quale.model.model import Model


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
    handed_on: NDArray[
        np.float64
    ]  # [P, K] what each genome adds to the state of the task; K may be 0, a row of 0 nothing
    failures: tuple[Failure, ...] = ()
    notices: tuple[str, ...] = ()  # what happened that changes no result, such as a worker that was replaced


class SliceEvaluator(Protocol):
    """Evaluates slices of populations in one thread or process. It holds what is dear to make, such as environments."""

    def evaluate(self, networks: Networks, generation: int, state: TaskState) -> SliceResult:
        """Run P networks in the scenarios of a generation, counted from 1; the same for any cut of the population."""

    def begin(self) -> TaskState:
        """Return what the first generation is given; nothing for most."""

    def combine(self, handed_on: NDArray[np.float64], state: TaskState) -> TaskState:
        """Return the state of the task after a generation, from what its genomes hand on, in genome order [P, K]."""

    def close(self) -> None:
        """Give back what it holds."""


class RivalledEvaluator(SliceEvaluator, Protocol):
    """One whose brains meet a second population: what co-evolution needs of a domain. None of ours does yet."""

    def meet(self, networks: Networks, rivals: Networks, generation: int, state: TaskState) -> SliceResult:
        """Run P networks against all rivals, which are the same for every slice; the same for any cut of the P."""


@dataclass(frozen=True, slots=True)
class Maker:
    """How the slice evaluator of a run is made, wherever it is to run: in this process or in another.

    It is sent to other processes as a pickle, once for each: `make` as its name, the model with its task as they are.
    """

    make: Callable[[Model, int], SliceEvaluator]  # a function of a module, so that a name is enough to send it
    model: Model
    seed: int

    def __call__(self) -> SliceEvaluator:
        """Make one."""
        return self.make(self.model, self.seed)


@dataclass(frozen=True, slots=True)
class Work:
    """Networks to be evaluated: a population or a slice of one."""

    networks: Networks
    generation: int
    state: TaskState
    rivals: Networks | None = None  # a second population, whole in every slice

    def __len__(self) -> int:
        return len(self.networks)

    def part(self, begin: int, end: int) -> "Work":
        """Return the work of networks begin … end - 1; a plain dictionary is its state, so that it can be sent."""
        return replace(self, networks=cut(self.networks, begin, end), state=dict(self.state))


def evaluated(evaluator: SliceEvaluator, work: Work) -> SliceResult:
    """Return what a slice scored.

    Raises:
        EvaluationError: it was handed rivals, and the domain knows none.
    """
    if work.rivals is None:
        return evaluator.evaluate(work.networks, work.generation, work.state)
    meet: Callable[[Networks, Networks, int, TaskState], SliceResult] | None = getattr(evaluator, "meet", None)
    if meet is None:
        raise EvaluationError(NO_RIVALS)
    return meet(work.networks, work.rivals, work.generation, work.state)


NO_RIVALS = "this domain evaluates brains alone: it cannot be handed a second population"


class Backend(Protocol):
    """Where slices are evaluated. How a population is cut is the backend's business; no result depends on it."""

    def run(self, work: Work) -> SliceResult:
        """Return what a population scored, in genome order.

        Raises:
            StoppedError: `stop` was called.
            EvaluationError: no worker can be had, or the domain wants no more evaluations.
        """

    def stop(self) -> None:
        """Call off what runs, for good; may be called from a signal handler or another thread."""

    def close(self) -> None:
        """End what was started."""
