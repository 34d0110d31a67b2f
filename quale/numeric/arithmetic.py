"""What an elementary function may use: so few operations that every executor can supply them exactly.

A kernel is written once, as a function of values and an `Arithmetic`. Values are whatever the executor calculates with:
NumPy arrays, Python numbers, LLVM values. Numbers support + - * / and unary -, comparisons give masks; masks support
& | ~; integers support + - & | ^ << >> (arithmetic), unary - and comparisons, and wrap around at 64 bits. Python
constants may stand on either side of an operator, and on both arms of `select`.
"""

from typing import Any, Protocol

Value = Any
"""A number (float64), integer (int64) or mask of the executor's own type."""


class Arithmetic(Protocol):
    """The operations that operators do not cover. All are exact or correctly rounded."""

    def select(self, mask: Value, then: Value, otherwise: Value) -> Value:
        """Return `then` where the mask holds, `otherwise` elsewhere; numbers or integers."""

    def floor(self, x: Value) -> Value:
        """Largest integral number ≤ x."""

    def ceil(self, x: Value) -> Value:
        """Smallest integral number ≥ x."""

    def rint(self, x: Value) -> Value:
        """Nearest integral number, ties to even."""

    def sqrt(self, x: Value) -> Value:
        """Correctly rounded square root; NaN below 0."""

    def abs(self, x: Value) -> Value:
        """Magnitude."""

    def bits(self, x: Value) -> Value:
        """Return the IEEE bits of a number as an integer."""

    def from_bits(self, i: Value) -> Value:
        """Return the number with these IEEE bits."""

    def to_integer(self, x: Value) -> Value:
        """Return an integral number below 2^51 in magnitude as an integer."""

    def to_number(self, i: Value) -> Value:
        """Return an integer below 2^51 in magnitude as a number."""
