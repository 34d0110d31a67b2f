"""A formula as what it is made of: an `Arithmetic` whose values remember how they came to be.

A `Term` is an operation on other terms, so a recorded formula is a graph that any language's text can be made of.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from quale.numeric.functions import Formula


class Kind(Enum):
    """Type of a value."""

    NUMBER = "number"
    INTEGER = "integer"
    MASK = "mask"


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A value: a constant, a variable, or an operation on operands, named as in `quale.export.formula.dialect`."""

    kind: Kind
    operation: str  # "constant", "variable", or what is done to the operands
    operands: tuple["Term", ...] = ()
    value: float | int = 0  # of a constant
    name: str = ""  # of a variable

    __hash__ = object.__hash__

    def _with(self, operation: str, other: Any, *, turned: bool = False) -> "Term":
        term = lifted(other, self.kind)
        prefix = "i" if self.kind is Kind.INTEGER else "m" if self.kind is Kind.MASK else ""
        return Term(self.kind, prefix + operation, (term, self) if turned else (self, term))

    def _compared(self, operation: str, other: Any) -> "Term":
        prefix = "i" if self.kind is Kind.INTEGER else ""
        return Term(Kind.MASK, prefix + operation, (self, lifted(other, self.kind)))

    def __add__(self, other: Any) -> "Term":
        return self._with("add", other)

    def __radd__(self, other: Any) -> "Term":
        return self._with("add", other, turned=True)

    def __sub__(self, other: Any) -> "Term":
        return self._with("sub", other)

    def __rsub__(self, other: Any) -> "Term":
        return self._with("sub", other, turned=True)

    def __mul__(self, other: Any) -> "Term":
        return self._with("mul", other)

    def __rmul__(self, other: Any) -> "Term":
        return self._with("mul", other, turned=True)

    def __truediv__(self, other: Any) -> "Term":
        return self._with("div", other)

    def __rtruediv__(self, other: Any) -> "Term":
        return self._with("div", other, turned=True)

    def __neg__(self) -> "Term":
        return Term(self.kind, "ineg" if self.kind is Kind.INTEGER else "neg", (self,))

    def __and__(self, other: Any) -> "Term":
        return self._with("and", other)

    def __or__(self, other: Any) -> "Term":
        return self._with("or", other)

    def __xor__(self, other: Any) -> "Term":
        return self._with("xor", other)

    def __lshift__(self, other: int) -> "Term":
        return self._with("shl", other)

    def __rshift__(self, other: int) -> "Term":
        return self._with("sar", other)

    def __lt__(self, other: Any) -> "Term":
        return self._compared("lt", other)

    def __le__(self, other: Any) -> "Term":
        return self._compared("le", other)

    def __gt__(self, other: Any) -> "Term":
        return self._compared("gt", other)

    def __ge__(self, other: Any) -> "Term":
        return self._compared("ge", other)

    def __eq__(self, other: object) -> "Term":  # type: ignore[override]
        return self._compared("eq", other)

    def __ne__(self, other: object) -> "Term":  # type: ignore[override]
        return self._compared("ne", other)


def lifted(value: Any, kind: Kind) -> Term:
    """Return a term as it is, and a Python number as a constant of a kind."""
    return value if isinstance(value, Term) else Term(kind, "constant", value=value)


class TermArithmetic:
    """The operations of `quale.numeric.arithmetic` on terms."""

    def select(self, mask: Any, then: Any, otherwise: Any) -> Term:
        """Return `then` where the mask holds, `otherwise` elsewhere."""
        kind = next((arm.kind for arm in (then, otherwise) if isinstance(arm, Term)), Kind.NUMBER)
        return Term(kind, "select", (mask, lifted(then, kind), lifted(otherwise, kind)))

    def floor(self, x: Any) -> Term:
        """Largest integral number ≤ x."""
        return Term(Kind.NUMBER, "floor", (lifted(x, Kind.NUMBER),))

    def ceil(self, x: Any) -> Term:
        """Smallest integral number ≥ x."""
        return Term(Kind.NUMBER, "ceil", (lifted(x, Kind.NUMBER),))

    def rint(self, x: Any) -> Term:
        """Nearest integral number, ties to even."""
        return Term(Kind.NUMBER, "rint", (lifted(x, Kind.NUMBER),))

    def sqrt(self, x: Any) -> Term:
        """Correctly rounded square root."""
        return Term(Kind.NUMBER, "sqrt", (lifted(x, Kind.NUMBER),))

    def abs(self, x: Any) -> Term:
        """Magnitude."""
        return Term(Kind.NUMBER, "abs", (lifted(x, Kind.NUMBER),))

    def bits(self, x: Any) -> Term:
        """Return the IEEE bits of a number as an integer."""
        return Term(Kind.INTEGER, "bits", (lifted(x, Kind.NUMBER),))

    def from_bits(self, i: Any) -> Term:
        """Return the number with these IEEE bits."""
        return Term(Kind.NUMBER, "from_bits", (lifted(i, Kind.INTEGER),))

    def to_integer(self, x: Any) -> Term:
        """Return an integral number as an integer."""
        return Term(Kind.INTEGER, "to_integer", (lifted(x, Kind.NUMBER),))

    def to_number(self, i: Any) -> Term:
        """Return an integer as a number."""
        return Term(Kind.NUMBER, "to_number", (lifted(i, Kind.INTEGER),))


def recorded(formula: Formula) -> Term:
    """Return what a formula of one number, the variable `x`, does."""
    return lifted(formula(TermArithmetic(), Term(Kind.NUMBER, "variable", name="x")), Kind.NUMBER)


def walk(root: Term) -> Iterator[Term]:
    """Give every term that a term is made of once, operands first."""
    done: set[int] = set()
    waiting = [(root, False)]
    while waiting:
        term, ready = waiting.pop()
        if id(term) in done:
            continue
        if ready:
            done.add(id(term))
            yield term
            continue
        waiting.append((term, True))
        waiting += [(operand, False) for operand in reversed(term.operands)]
