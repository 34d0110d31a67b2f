"""Exact values to measure against, and the distance to them in ulp."""

import math
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
from numpy.typing import NDArray

from quale.numeric.arrays import ARRAYS

Exact = Callable[..., Any]


def on_arrays(formula: Callable[..., Any], *arguments: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(all="ignore"):
        return np.asarray(formula(ARRAYS, *arguments), dtype=np.float64)


def ulps(got: float, exact: Any) -> float:
    """Distance in units of the last place of the exact value's double; 0 where both are beyond the largest double."""
    nearest = float(exact)
    if math.isinf(got) or math.isinf(nearest):
        return 0.0 if got == nearest else math.inf
    return float(abs(mpmath.mpf(got) - exact) / math.ulp(nearest))


def worst(
    formula: Callable[..., Any], exact: Exact, *arguments: NDArray[np.float64]
) -> tuple[float, tuple[float, ...]]:
    """The largest distance from the exact values, and the arguments where it is."""
    got = on_arrays(formula, *arguments)
    with mpmath.workprec(256):
        rows = zip(got.tolist(), *(argument.tolist() for argument in arguments), strict=True)
        return max((ulps(value, exact(*map(mpmath.mpf, row))), tuple(row)) for value, *row in rows)
