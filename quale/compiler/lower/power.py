"""The operator ^: repeated squaring for a constant integer exponent up to 64, `pow` otherwise.

The multiplications are those of `quale.numeric.power.integer_power`, run on values that write statements.
"""

from dataclasses import dataclass

from quale.compiler.lower.scope import Scope
from quale.compiler.program.builder import Block
from quale.compiler.program.construct import apply, number
from quale.compiler.program.program import Expr
from quale.model.expression import Expression, Number, Operation
from quale.numeric.power import integer_power

LARGEST_EXPONENT = 64


@dataclass(frozen=True, slots=True)
class Factor:
    """A value that can be multiplied and divided by; products are named where they are made."""

    value: Expr
    block: Block

    def __mul__(self, other: "Factor") -> "Factor":
        return Factor(self.block.define("power", apply("mul", self.value, other.value)), self.block)

    def __rtruediv__(self, dividend: float) -> "Factor":
        return Factor(self.block.define("power", apply("div", number(dividend), self.value)), self.block)


def lower_power(base: Expr, exponent: Expr, written: Expression, scope: Scope) -> Expr:
    """Lower base ^ exponent; `written` is the exponent as the Model has it."""
    constant = constant_exponent(written)
    if constant is None:
        return apply("call:pow", base, exponent)
    result = integer_power(Factor(scope.block.define("base", base), scope.block), constant)
    return result.value if isinstance(result, Factor) else number(result)


def constant_exponent(exponent: Expression) -> int | None:
    """Return an exponent that is written as an integer of at most 64 in size, with or without a sign."""
    match exponent:
        case Number(value) if abs(value) <= LARGEST_EXPONENT and value == int(value):
            return int(value)
        case Operation("neg", (Number(value),), _) if abs(value) <= LARGEST_EXPONENT and value == int(value):
            return -int(value)
        case _:
            return None
