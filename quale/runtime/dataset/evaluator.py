"""Populations on the rows of a dataset: rows are lanes, stepped natively, block after block.

Letters: P genomes, R rows, I inputs, O outputs, M metrics.
"""

from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from quale.domains.dataset.task import DatasetTask
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState
from quale.model.model import Model
from quale.runtime.backend import Maker, SliceResult, Work
from quale.runtime.backends.in_threads import InThreads
from quale.runtime.dataset.losses import SCORES, add_rows
from quale.runtime.dataset.rows import Split, batch, split
from quale.runtime.evaluator import Resources
from quale.runtime.slices import SlicedEvaluator, sliced
from quale.runtime.thread_pool import processors
from quale.step.brains import Brains

BLOCK = 1 << 17
"""Outputs of all genomes of a slice at a time: a megabyte."""

BRIEF = 100_000
"""Connections of a population, times rows, that are done sooner than a thread wakes."""


@dataclass(frozen=True, slots=True)
class Shown:
    """R rows that brains are shown, and what is wanted of them."""

    inputs: NDArray[np.float64]  # [R, I] standardised
    targets: NDArray[np.float64]  # [R, O] or [R, 1]


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a generation's rows are, for all threads."""

    split: Split
    generation: int
    training: Shown
    held_out: Shown | None


class DatasetEvaluator:
    """Scores slices of populations on one run's rows. Several threads may use it at the same time."""

    def __init__(self, model: Model, seed: int) -> None:
        """Take a model whose domain is `dataset`."""
        if not isinstance(model.task, DatasetTask):
            raise TypeError(f"{model.name} is of the domain {model.domain}")
        self._task, self._seed = model.task, seed
        self._updates = model.evolution.brain.steps
        self._lock = Lock()
        self._ready: _Ready | None = None
        self._split: Split | None = None

    def evaluate(self, networks: Networks, generation: int, state: TaskState) -> SliceResult:
        """Show P networks the rows of a generation, and those that are held out."""
        ready = self._made_ready(generation, state)
        brains = Brains(networks, self._updates)
        training = self._scores(brains, ready.training)
        columns = [training[0]]
        if ready.held_out is not None:
            held_out = self._scores(brains, ready.held_out)
            columns.append(held_out[0])
            columns += [side[1] for side in (training, held_out) if len(side) > 1]
        elif len(training) > 1:
            columns.append(training[1])
        return SliceResult(np.stack(columns, axis=1)[:, np.newaxis], np.zeros((len(networks), 0)))

    def begin(self) -> TaskState:
        """Return which rows are held out, and how inputs are standardised."""
        return split(self._task, self._seed, NOTHING).state()

    def combine(self, _handed_on: NDArray[np.float64], state: TaskState) -> TaskState:
        """Return the same for all generations to come, however a run goes on."""
        if self._split is None:
            self._split = split(self._task, self._seed, state)
        return self._split.state()

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""

    def _made_ready(self, generation: int, state: TaskState) -> _Ready:
        with self._lock:
            ready = self._ready
            if ready is None:
                found = split(self._task, self._seed, state)
                held_out = self._shown(found, found.held_out) if len(found.held_out) else None
                training = self._shown(found, batch(self._task, found, self._seed, generation))
                ready = _Ready(found, generation, training, held_out)
            elif self._task.batch and ready.generation != generation:
                found = ready.split
                training = self._shown(found, batch(self._task, found, self._seed, generation))
                ready = _Ready(found, generation, training, ready.held_out)
            self._ready = ready
            return ready

    def _shown(self, found: Split, rows: NDArray[np.int64]) -> Shown:
        inputs = (self._task.inputs[rows] - found.mean) / found.deviation
        return Shown(inputs, self._task.targets[rows])

    def _scores(self, brains: Brains, shown: Shown) -> list[NDArray[np.float64]]:
        """Return what makes the fitness and, where there is one, the accuracy: [P] each."""
        functions = SCORES[self._task.loss]
        totals = [np.zeros(len(brains)) for _ in functions]
        rows = max(16, BLOCK // (len(brains) * brains.outputs))
        with np.errstate(all="ignore"):
            for first in range(0, len(shown.inputs), rows):
                brains.reset()  # a row knows nothing of the others
                outputs = brains.activate(shown.inputs[np.newaxis, first : first + rows])
                for (function, sign), total in zip(functions, totals, strict=True):
                    values = sign * function(outputs, shown.targets[first : first + rows])
                    add_rows(np.ascontiguousarray(values).reshape(-1), outputs.shape[1], total)
            return [total / len(shown.inputs) for total in totals]


def evaluator_of_dataset(model: Model, seed: int, resources: Resources) -> SlicedEvaluator:
    """Return the evaluator of a model whose domain is `dataset`: threads, unless something else is asked for.

    Raises:
        UsageError: what was asked for cannot be had, or an extra is not installed.
    """
    if resources.backend not in {None, "threads"} or model.time_limit is not None:
        return sliced(DatasetEvaluator, model, seed, resources)
    maker = Maker(DatasetEvaluator, model, seed)
    workers = resources.workers if resources.workers is not None else processors()
    rows = len(model.task.inputs) if isinstance(model.task, DatasetTask) else 0

    def brief(work: Work) -> bool:
        return rows * (len(work.networks.link_source) + len(work)) < BRIEF

    return SlicedEvaluator(maker, InThreads(maker, workers, brief))
