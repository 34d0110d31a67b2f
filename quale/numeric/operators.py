"""The operators: one formula each, run by every executor and by whoever calculates constants in advance.

`OPERATORS` has those of the language by their sign, `PRIMITIVES` those that a Program is made of by their name; where
the two mean the same, they are one record. Folding, the reference interpreter, the simplifier, lowering and the emitter
read them here, so that a constant expression has the bits of the same expression over variables.
"""

import operator as python
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np

from quale.numeric.arithmetic import Arithmetic, Value
from quale.numeric.functions import FUNCTIONS, Formula
from quale.numeric.scalars import SCALARS


class Kind(Enum):
    """Type of a value."""

    NUMBER = "number"
    INDEX = "index"
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class Operator:
    """An operation on values that every executor computes to the same bits.

    `name` is that of the primitive of a Program, or `call:NAME` for one that is a function of several operations.
    """

    name: str
    arguments: tuple[Kind, ...]
    result: Kind
    formula: Formula

    @property
    def arity(self) -> int:
        """Number of values that it takes."""
        return len(self.arguments)


_N, _I, _T = Kind.NUMBER, Kind.INDEX, Kind.TRUTH


def _select(m: Arithmetic, condition: Value, then: Value, otherwise: Value) -> Value:
    return m.select(condition, then, otherwise)


def _number_of_truth(m: Arithmetic, a: Value) -> Value:
    return m.select(a, 1.0, 0.0)


def _number_of_index(m: Arithmetic, i: Value) -> Value:
    return m.to_number(i)


def _plain(formula: Callable[..., Any]) -> Formula:
    """Return a formula of an operator that the values themselves have."""
    return lambda _, *values: formula(*values)


def _rows(arguments: tuple[Kind, ...], result: Kind, **formulas: Callable[..., Any]) -> tuple[Operator, ...]:
    """Return operators of the same kinds, which values have by themselves."""
    return tuple(Operator(name, arguments, result, _plain(formula)) for name, formula in formulas.items())


PRIMITIVE_CALLS = {"abs": "abs", "floor": "floor", "ceil": "ceil", "round": "rint", "sqrt": "sqrt"}
"""Functions that are one exact operation of every machine, and their names among the primitives."""

PRIMITIVES: dict[str, Operator] = {
    row.name: row
    for row in (
        *_rows((_N, _N), _N, add=python.add, sub=python.sub, mul=python.mul, div=python.truediv),
        *_rows((_N,), _N, neg=python.neg),
        *(Operator(name, (_N,), _N, FUNCTIONS[function].formula) for function, name in PRIMITIVE_CALLS.items()),
        *_rows((_N, _N), _T, lt=python.lt, le=python.le, gt=python.gt, ge=python.ge, eq=python.eq, ne=python.ne),
        *_rows((_T, _T), _T, **{"and": python.and_, "or": python.or_}, xor=python.xor),
        *_rows((_T,), _T, **{"not": python.invert}),
        Operator("select", (_T, _N, _N), _N, _select),
        Operator("select_truth", (_T, _T, _T), _T, _select),
        Operator("select_index", (_T, _I, _I), _I, _select),
        Operator("number_of_truth", (_T,), _N, _number_of_truth),
        Operator("number_of_index", (_I,), _N, _number_of_index),
        *_rows((_I, _I), _I, iadd=python.add, isub=python.sub, imul=python.mul),
        *_rows((_I, _I), _T, ilt=python.lt, ile=python.le, ieq=python.eq),
    )
}
"""By name. Comparisons are ordered, all but `ne`, which is "not eq"; integers wrap around at 64 bits."""

_SIGNS = {
    "neg": "neg",
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "div",
    "==": "eq",
    "!=": "ne",
    "<": "lt",
    "<=": "le",
    ">": "gt",
    ">=": "ge",
    "not": "not",
    "and": "and",
    "or": "or",
    "?:": "select",
    "truth_to_number": "number_of_truth",
}

OPERATORS: dict[str, Operator] = {
    **{sign: PRIMITIVES[name] for sign, name in _SIGNS.items()},
    "%": Operator("call:mod", (_N, _N), _N, FUNCTIONS["mod"].formula),
    "^": Operator("call:pow", (_N, _N), _N, FUNCTIONS["pow"].formula),
}
"""By the name that the Model has for them. `==`, `!=` and `?:` take truth values, too: all of one kind.

`^` is the power of two numbers; that of a number and a whole constant is `quale.numeric.power.integer_power`.
"""

_TYPES: dict[type, Callable[[Any], Any]] = {bool: np.bool_, int: np.int64, float: np.float64}


def calculate(formula: Formula, *values: float | bool) -> Any:
    """Return what a formula makes of Python's numbers and truth values, as one of these.

    An int stands for an INDEX and is 64 bits wide.
    """
    with np.errstate(all="ignore"):
        result = formula(SCALARS, *[_TYPES[type(value)](value) for value in values])
    return result.item() if isinstance(result, np.generic) else result
