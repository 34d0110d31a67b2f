"""Values of constant expressions, by the arithmetic that every executor uses."""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from quale.model.expression import Call, Expression, Number, Operation, Truth
from quale.numeric.functions import FUNCTIONS
from quale.numeric.scalars import SCALARS

Constant = float | bool

_ARITHMETIC: dict[str, Callable[[np.float64, np.float64], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": lambda a, b: FUNCTIONS["mod"].kernel(SCALARS, a, b),
    "^": lambda a, b: FUNCTIONS["pow"].kernel(SCALARS, a, b),
}
_COMPARISONS: dict[str, Callable[[np.float64, np.float64], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def fold(expression: Expression) -> Constant | None:
    """Return the value of an expression of constants, None if it depends on anything else."""
    with np.errstate(all="ignore"):
        return _fold(expression)


def _fold(expression: Expression) -> Constant | None:
    match expression:
        case Number(value):
            return value
        case Truth(truth):
            return truth
        case Operation(sign, arguments):
            values = [_fold(argument) for argument in arguments]
            known = [value for value in values if value is not None]
            return _operation(sign, known) if len(known) == len(values) else _partly(sign, values)
        case Call(function, arguments):
            numbers = [_fold(argument) for argument in arguments]
            known = [np.float64(value) for value in numbers if value is not None]
            return float(FUNCTIONS[function].kernel(SCALARS, *known)) if len(known) == len(numbers) else None
        case _:
            return None


def _partly(sign: str, values: list[Constant | None]) -> Constant | None:
    if sign == "and" and any(value is False for value in values):
        return False
    if sign == "or" and any(value is True for value in values):
        return True
    if sign == "?:" and values[0] is not None:
        return values[1] if values[0] else values[2]
    return None


def _operation(sign: str, values: list[Constant]) -> Constant:
    match sign:
        case "not":
            return not values[0]
        case "and":
            return bool(values[0] and values[1])
        case "or":
            return bool(values[0] or values[1])
        case "?:":
            return values[1] if values[0] else values[2]
        case "truth_to_number":
            return float(values[0])
        case "neg":
            return -values[0]
    a, b = np.float64(values[0]), np.float64(values[1])
    if sign in _COMPARISONS:
        return bool(_COMPARISONS[sign](a, b))
    return float(_ARITHMETIC[sign](a, b))
