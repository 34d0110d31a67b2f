"""Kernels on NumPy float64 arrays."""

import numpy as np
from numpy.typing import NDArray

from quale.numeric.arithmetic import Arithmetic, Value


class ArrayArithmetic:
    """The operations of `Arithmetic` on float64, int64 and bool arrays, element by element."""

    def select(self, mask: NDArray[np.bool_], then: Value, otherwise: Value) -> Value:
        """Return `then` where the mask holds, `otherwise` elsewhere."""
        return np.where(mask, then, otherwise)

    def floor(self, x: Value) -> Value:
        """Largest integral number ≤ x."""
        return np.floor(x)

    def ceil(self, x: Value) -> Value:
        """Smallest integral number ≥ x."""
        return np.ceil(x)

    def rint(self, x: Value) -> Value:
        """Nearest integral number, ties to even."""
        return np.rint(x)

    def sqrt(self, x: Value) -> Value:
        """Correctly rounded square root."""
        return np.sqrt(x)

    def abs(self, x: Value) -> Value:
        """Magnitude."""
        return np.abs(x)

    def bits(self, x: Value) -> Value:
        """Return the IEEE bits as int64."""
        return np.asarray(x, dtype=np.float64).view(np.int64)

    def from_bits(self, i: Value) -> Value:
        """Return the float64 with these IEEE bits."""
        return np.asarray(i, dtype=np.int64).view(np.float64)

    def to_integer(self, x: Value) -> Value:
        """Return integral numbers as int64."""
        return np.asarray(x).astype(np.int64)

    def to_number(self, i: Value) -> Value:
        """Return integers as float64."""
        return np.asarray(i).astype(np.float64)


ARRAYS: Arithmetic = ArrayArithmetic()
"""For float64 arrays. IEEE exceptions are ordinary results here: call inside `np.errstate(all="ignore")`."""
