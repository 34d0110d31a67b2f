"""Sums whose bits are the same everywhere.

Addition of floats depends on the order. np.sum, np.mean, np.add.reduceat and BLAS choose it by the machine's vector
width and the NumPy version; a kernel adds one element after the other, always.
"""

import math

import numpy as np
from numpy.typing import NDArray

from quale.native.kernel import kernel


@kernel
def total(values: NDArray[np.float64]) -> float:
    """Return the sum of `values` [V], added in their order."""
    if len(values) == 0:
        return 0.0
    found: float = values[0]
    for place in range(1, len(values)):
        found += values[place]
    return found


def mean(values: NDArray[np.float64]) -> float:
    """Return the mean of finite values (at least one); where their sum is too large, it is that of their shares.

    Shares are rounded, so that their sum is kept from leaving the values' range.
    """
    average = total(values) / len(values)
    if math.isfinite(average):
        return average
    return min(max(total(values / len(values)), float(values.min())), float(values.max()))


def median(values: NDArray[np.float64]) -> float:
    """Return the median of values (at least one): of an even number, the mean of the middle two."""
    ordered = np.sort(values)
    low, high = float(ordered[(len(values) - 1) // 2]), float(ordered[len(values) // 2])
    return low + (high - low) / 2 if abs(high - low) < 1e300 else low / 2 + high / 2
