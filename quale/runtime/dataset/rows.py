"""Which rows evolution sees, and how inputs are standardised: drawn and reckoned once for a run.

Letters: R rows, I inputs.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.domains.dataset.task import DatasetTask
from quale.model.domain import TaskState
from quale.native.kernel import kernel
from quale.numeric.sums import mean
from quale.streams import PURPOSES, begin, child_streams, draw_below

INPUT_MEAN, INPUT_DEVIATION = "input_mean", "input_deviation"
"""Names in the state of a task that all domains share: what brains' inputs go through."""

SPLIT_SEED = "split_seed"
"""Name in the state of a task of the seed that the split was drawn with, as two words of 32 bits."""

_SPLIT, _BATCH = -1, 0
"""Children of the stream of a generation: the split is drawn for the whole run, in generation 0."""


@dataclass(frozen=True, slots=True)
class Split:
    """The rows of a run. Read-only arrays."""

    seed: int  # that it was drawn with
    training: NDArray[np.int64]  # rows that evolution sees, ascending
    held_out: NDArray[np.int64]  # the others, ascending
    mean: NDArray[np.float64]  # [I] of the training rows; 0 where an input is taken as it is
    deviation: NDArray[
        np.float64
    ]  # [I] of the training rows; 1 where an input is taken as it is, or is always the same

    def state(self) -> TaskState:
        """Return it as a checkpoint keeps it: a run that goes on has the same rows, whatever its seed is then."""
        words = np.array([float(self.seed & 0xFFFFFFFF), float(self.seed >> 32)])
        if not ((self.mean != 0).any() or (self.deviation != 1).any()):
            return {SPLIT_SEED: words}
        return {SPLIT_SEED: words, INPUT_MEAN: self.mean, INPUT_DEVIATION: self.deviation}


def split(task: DatasetTask, seed: int, state: TaskState) -> Split:
    """Return the split that a state knows, or draw one for a run's seed.

    What a state says about the inputs' means holds, even for other rows: brains have evolved with it.
    """
    words = state.get(SPLIT_SEED)
    if words is not None:
        seed = int(words[0]) | int(words[1]) << 32
    rows = len(task.inputs)
    order = _drawn(rows, rows, seed, 0, _SPLIT)
    training = np.sort(order[: rows - task.held_out])
    held_out = np.sort(order[rows - task.held_out :])
    average, deviation = _moments(task, training)
    known = [state.get(name) for name in (INPUT_MEAN, INPUT_DEVIATION)]
    if task.scaled.any() and all(one is not None and one.shape == average.shape for one in known):
        average, deviation = known[0], known[1]  # type: ignore[assignment]
    for array in (training, held_out, average, deviation):
        array.setflags(write=False)
    return Split(seed, training, held_out, average, deviation)


def batch(task: DatasetTask, found: Split, seed: int, generation: int) -> NDArray[np.int64]:
    """Return the training rows of a generation, ascending: all of them, or a batch that is the same for all genomes."""
    if not task.batch:
        return found.training
    chosen = _drawn(len(found.training), task.batch, seed, generation, _BATCH)
    return found.training[np.sort(chosen)]


def _moments(task: DatasetTask, training: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean and deviation of each standardised input over the training rows, 0 and 1 of the others."""
    average, deviation = np.zeros(len(task.scaled)), np.ones(len(task.scaled))
    for column in np.flatnonzero(task.scaled):
        values = np.ascontiguousarray(task.inputs[training, column])
        average[column] = mean(values)
        spread = float(np.sqrt(mean((values - average[column]) ** 2)))
        deviation[column] = spread if np.isfinite(spread) and spread > 0 else 1.0
    return average, deviation


def _drawn(rows: int, count: int, seed: int, generation: int, child: int) -> NDArray[np.int64]:
    order = np.arange(rows, dtype=np.int64)
    draws = child_streams(seed, generation)
    begin(draws, PURPOSES["data"], child)
    shuffle(draws, order, count)
    return order[:count]


@kernel
def shuffle(draws: NDArray[np.uint64], order: NDArray[np.int64], count: int) -> None:
    """Bring `count` entries of `order` [R] that are drawn without putting back to the front (Durstenfeld 1964)."""
    for place in range(count):
        other = place + draw_below(draws, len(order) - place)
        kept: int = order[place]
        order[place] = order[other]
        order[other] = kept
