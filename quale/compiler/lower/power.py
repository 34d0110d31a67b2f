"""Powers with a whole constant exponent: repeated squaring.

The multiplications are those of `quale.numeric.power.integer_power`, run on values that write statements.
"""

from dataclasses import dataclass

from quale.compiler.lower.scope import Scope
from quale.compiler.program.builder import Block
from quale.compiler.program.construct import apply, number
from quale.compiler.program.program import Expr
from quale.numeric.power import integer_power


@dataclass(frozen=True, slots=True)
class Factor:
    """A value that can be multiplied and divided by; products are named where they are made."""

    value: Expr
    block: Block

    def __mul__(self, other: "Factor") -> "Factor":
        return Factor(self.block.define("power", apply("mul", self.value, other.value)), self.block)

    def __rtruediv__(self, dividend: float) -> "Factor":
        return Factor(self.block.define("power", apply("div", number(dividend), self.value)), self.block)


def lower_power(base: Expr, exponent: int, scope: Scope) -> Expr:
    """Lower base ^ exponent."""
    result = integer_power(Factor(scope.block.define("base", base), scope.block), exponent)
    return result.value if isinstance(result, Factor) else number(result)
