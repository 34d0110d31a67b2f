"""Running mean and variance of observations, from what each genome saw, in genome order.

Letters: P genomes, S episodes of each, I inputs.
"""

import numpy as np
from numpy.typing import NDArray

from quale.model.domain import TaskState

LIMIT = 10.0
"""Deviations from the mean that a brain is shown at most: a number that never changed before may be far out once."""

LEAST = 1e-8
"""What is added to a variance: a number that never changed has none."""


class Seen:
    """Sums of what episodes saw, each from its own first observation on: differences lose no digits."""

    def __init__(self, first: NDArray[np.float64]) -> None:
        """Take the first observations [P, S, I]; they count as seen."""
        self._first = first.copy()
        self._sum = np.zeros_like(first)
        self._squares = np.zeros_like(first)
        self._count = np.ones(first.shape[:2])

    def add(self, observations: NDArray[np.float64], rows: NDArray[np.int64]) -> None:
        """Add the observations [n, I] of n of the P · S rows."""
        flat = self._first.reshape(-1, observations.shape[1])
        gap = observations - flat[rows]
        self._sum.reshape(flat.shape)[rows] += gap
        self._squares.reshape(flat.shape)[rows] += gap * gap
        self._count.reshape(-1)[rows] += 1

    def handed_on(self) -> NDArray[np.float64]:
        """Return [P, 1 + 2 I]: for each genome how many observations, their mean, the squares of what is off it."""
        genomes, episodes, inputs = self._first.shape
        count, mean, squares = np.zeros(genomes), np.zeros((genomes, inputs)), np.zeros((genomes, inputs))
        for episode in range(episodes):  # in this order, whatever else is in the slice
            more = self._count[:, episode]
            shift = self._sum[:, episode] / more[:, None]
            count, mean, squares = merged(
                (count, mean, squares),
                (more, self._first[:, episode] + shift, self._squares[:, episode] - shift * self._sum[:, episode]),
            )
        return np.concatenate([count[:, None], mean, squares], axis=1)


Moments = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
"""Counts [...], means [..., I], sums of squares off the mean [..., I]."""


def merged(one: Moments, other: Moments) -> Moments:
    """Return the moments of two samples together (Chan, Golub & LeVeque 1979, eq. 2.1)."""
    count = one[0] + other[0]
    some = np.maximum(count, 1.0)
    gap = other[1] - one[1]
    mean = one[1] + gap * (other[0] / some)[..., None]
    squares = one[2] + other[2] + gap * gap * (one[0] * other[0] / some)[..., None]
    return count, mean, np.maximum(squares, 0.0)


KEPT = ("observations", "observed_mean", "observed_squares")
"""Names of the moments in a state."""


def _so_far(state: TaskState, inputs: int) -> Moments:
    """Return the moments that a state holds, of nothing where it holds none: of other inputs, or made by hand."""
    blank = np.zeros(1), np.zeros(inputs), np.zeros(inputs)
    found = [state.get(name) for name in KEPT]
    count, mean, squares = (
        each if each is not None and each.shape == none.shape else None for each, none in zip(found, blank, strict=True)
    )
    if count is None or mean is None or squares is None or count[0] < 0 or (squares < 0).any():
        return blank
    return count, mean, squares


def combined(handed_on: NDArray[np.float64], state: TaskState, measured: NDArray[np.bool_]) -> TaskState:
    """Return the state after a generation: all that was seen so far, and the scaling that follows from it.

    Args:
        handed_on: [P, 1 + 2 I] as `Seen` hands it on; a row with a number that is not finite is left out.
        state: The state before.
        measured: [I] Which inputs are numbers; flags stay as they are.
    """
    inputs = len(measured)
    so_far = _so_far(state, inputs)
    for row in handed_on[np.isfinite(handed_on).all(axis=1)]:
        count, mean, squares = merged(
            (so_far[0], so_far[1][None], so_far[2][None]),
            (row[:1], row[None, 1 : 1 + inputs], row[None, 1 + inputs :]),
        )
        so_far = count, mean[0], squares[0]
    if not so_far[0][0]:
        return {}
    variance = so_far[2] / so_far[0]
    scaled = {
        "observations": so_far[0],
        "observed_mean": so_far[1],
        "observed_squares": so_far[2],
        "input_mean": np.where(measured, so_far[1], 0.0),
        "input_deviation": np.where(measured, np.sqrt(variance + LEAST), 1.0),
        "input_limit": np.array([LIMIT]),
    }
    for array in scaled.values():
        array.flags.writeable = False
    return scaled
