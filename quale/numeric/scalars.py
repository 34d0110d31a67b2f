"""Kernels on single Python numbers: what the reference interpreter calls."""

import struct
from collections.abc import Callable

import numpy as np

from quale.numeric.arithmetic import Arithmetic, Value


class ScalarArithmetic:
    """The operations of `Arithmetic` on np.float64, np.int64 and np.bool_, whose operators are those of IEEE.

    Python's own float is no IEEE number: its division by zero raises.
    """

    def select(self, mask: Value, then: Value, otherwise: Value) -> Value:
        """Return `then` if the mask holds, else `otherwise`."""
        return then if mask else otherwise

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
        return abs(x)

    def bits(self, x: Value) -> Value:
        """Return the IEEE bits as np.int64."""
        return np.int64(struct.unpack("<q", struct.pack("<d", x))[0])

    def from_bits(self, i: Value) -> Value:
        """Return the np.float64 with these IEEE bits."""
        return np.float64(struct.unpack("<d", struct.pack("<q", int(i)))[0])

    def to_integer(self, x: Value) -> Value:
        """Return an integral number as np.int64."""
        return np.int64(x)

    def to_number(self, i: Value) -> Value:
        """Return an integer as np.float64."""
        return np.float64(i)


SCALARS: Arithmetic = ScalarArithmetic()


def evaluate(formula: Callable[..., Value], *arguments: float) -> float:
    """Return a kernel's value at Python floats as a Python float."""
    with np.errstate(all="ignore"):
        return float(formula(SCALARS, *(np.float64(argument) for argument in arguments)))
