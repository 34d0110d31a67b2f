"""How far outputs are from what is wanted, row by row.

All is made of operations that are exact or correctly rounded and of `quale.numeric`'s functions, and what is added up
is added in one order, so that a loss has the same bits everywhere. Letters: P genomes, R rows, O outputs.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from quale.native.kernel import kernel
from quale.numeric.arrays import ARRAYS
from quale.numeric.exponential import exp, log

Numbers = NDArray[np.float64]
Loss = Callable[[Numbers, Numbers], Numbers]
"""(outputs [P, R, O], targets [R, O], or [R, 1] for classes) -> what each row comes to [P, R]."""


def squares(outputs: Numbers, targets: Numbers) -> Numbers:
    """Mean over the outputs of the squared distance."""
    return _mean_of(outputs, lambda number: (outputs[:, :, number] - targets[:, number]) ** 2)


def distances(outputs: Numbers, targets: Numbers) -> Numbers:
    """Mean over the outputs of the distance."""
    return _mean_of(outputs, lambda number: np.abs(outputs[:, :, number] - targets[:, number]))


def hits(outputs: Numbers, targets: Numbers) -> Numbers:
    """1 where the row's class has the highest score, the lower class of equals; 0 elsewhere. NaN is no score."""
    best = np.full(outputs.shape[:2], -1.0)
    top = np.full(outputs.shape[:2], -np.inf)
    for number in range(outputs.shape[2]):
        score = outputs[:, :, number]
        better = (score > top) | ((best < 0) & (score == top))
        best, top = np.where(better, float(number), best), np.where(better, score, top)
    found: Numbers = (best == targets[:, 0]).astype(np.float64)
    return found


def cross_entropy(outputs: Numbers, targets: Numbers) -> Numbers:
    """-log of the class's share in the softmax of the scores: log Σ exp(s - top) + top - s of the class."""
    top = outputs[:, :, 0]
    for number in range(1, outputs.shape[2]):
        top = np.where(outputs[:, :, number] > top, outputs[:, :, number], top)
    total = np.zeros(top.shape)
    for number in range(outputs.shape[2]):
        total += exp(ARRAYS, outputs[:, :, number] - top)
    classes = np.broadcast_to(targets.astype(np.intp), (len(outputs), *targets.shape))
    found: Numbers = log(ARRAYS, total) + (top - np.take_along_axis(outputs, classes, axis=2)[:, :, 0])
    return found


def log_loss(outputs: Numbers, targets: Numbers) -> Numbers:
    """Mean over the outputs of -log of the chance that their sigmoid gives to what is so: log(1 + e^±s)."""

    def one(number: int) -> Numbers:
        away = np.where(targets[:, number] > 0, -outputs[:, :, number], outputs[:, :, number])
        found: Numbers = np.where(away > 0, away, 0.0) + log(ARRAYS, 1.0 + exp(ARRAYS, -np.abs(away)))
        return np.where(np.isnan(away), np.nan, found)

    return _mean_of(outputs, one)


def agreements(outputs: Numbers, targets: Numbers) -> Numbers:
    """Part of the outputs that are above 0 where 1 is wanted, and not where 0 is."""
    return _mean_of(outputs, lambda number: ((outputs[:, :, number] > 0) == (targets[:, number] > 0)).astype(float))


def _mean_of(outputs: Numbers, one: Callable[[int], Numbers]) -> Numbers:
    """Return the mean over O outputs of what each comes to, added in their order."""
    total = np.zeros(outputs.shape[:2])
    for number in range(outputs.shape[2]):
        total += one(number)
    mean: Numbers = total / outputs.shape[2]
    return mean


SCORES: Mapping[str, tuple[tuple[Loss, float], ...]] = {
    "mse": ((squares, -1.0),),
    "mae": ((distances, -1.0),),
    "accuracy": ((hits, 1.0),),
    "cross_entropy": ((cross_entropy, -1.0), (hits, 1.0)),
    "log_loss": ((log_loss, -1.0), (agreements, 1.0)),
}
"""By the loss's name: what makes the fitness and, where there is one, the accuracy, each with its sign."""


@kernel
def add_rows(values: NDArray[np.float64], rows: int, totals: NDArray[np.float64]) -> None:
    """Add to each genome's place in `totals` [P] the `values` [P · R] of its rows, one after the other."""
    for genome in range(len(totals)):
        for row in range(rows):
            totals[genome] += values[genome * rows + row]
