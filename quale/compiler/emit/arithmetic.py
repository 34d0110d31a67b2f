"""The operations of `quale.numeric.arithmetic` on IR values, so that each elementary function has one definition.

Integers travel to numbers and back by the exponent trick (an integer added to the bits of 1.5 · 2^52), which every
vector unit can do, is exact below 2^51, and leaves no undefined value in a lane whose result is not wanted.
"""

from typing import Any

from quale.compiler.emit.ir_text import INDEX, NUMBER, Value, Writer

_MAGIC = 6755399441055744.0  # 1.5 · 2^52
_MAGIC_BITS = 0x4338000000000000


class LaneArithmetic:
    """Arithmetic on the values of one function under construction."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def _value(self, x: Any, kind: str) -> Value:
        return x if isinstance(x, Value) else self.writer.constant(x, kind)

    def select(self, mask: Any, then: Any, otherwise: Any) -> Value:
        """Return `then` where the mask holds, `otherwise` elsewhere; numbers or integers."""
        constant = INDEX if isinstance(then, int) and isinstance(otherwise, int) else NUMBER
        kind = next((v.kind for v in (then, otherwise) if isinstance(v, Value)), constant)
        return self.writer.select(mask, self._value(then, kind), self._value(otherwise, kind))

    def floor(self, x: Any) -> Value:
        """Largest integral number ≤ x."""
        return self.writer.intrinsic("floor", self._value(x, NUMBER))

    def ceil(self, x: Any) -> Value:
        """Smallest integral number ≥ x."""
        return self.writer.intrinsic("ceil", self._value(x, NUMBER))

    def rint(self, x: Any) -> Value:
        """Nearest integral number, ties to even."""
        return self.writer.intrinsic("roundeven", self._value(x, NUMBER))

    def sqrt(self, x: Any) -> Value:
        """Correctly rounded square root; NaN below 0."""
        return self.writer.intrinsic("sqrt", self._value(x, NUMBER))

    def abs(self, x: Any) -> Value:
        """Magnitude."""
        return self.writer.intrinsic("fabs", self._value(x, NUMBER))

    def bits(self, x: Any) -> Value:
        """Return the IEEE bits of a number as an integer."""
        value = self._value(x, NUMBER)
        target = self.writer.type(INDEX, wide=value.wide)
        return self.writer.op(f"bitcast {value.typed} to {target}", INDEX, wide=value.wide)

    def from_bits(self, i: Any) -> Value:
        """Return the number with these IEEE bits."""
        value = self._value(i, INDEX)
        target = self.writer.type(NUMBER, wide=value.wide)
        return self.writer.op(f"bitcast {value.typed} to {target}", NUMBER, wide=value.wide)

    def to_integer(self, x: Any) -> Value:
        """Return an integral number below 2^51 in magnitude as an integer."""
        return self.bits(self._value(x, NUMBER) + _MAGIC) - _MAGIC_BITS

    def to_number(self, i: Any) -> Value:
        """Return an integer below 2^51 in magnitude as a number."""
        return self.from_bits(self._value(i, INDEX) + _MAGIC_BITS) - _MAGIC
