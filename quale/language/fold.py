"""Values of constant expressions, by the arithmetic that every executor uses."""

import numpy as np

from quale.model.expression import Call, Expression, Number, Operation, Truth
from quale.numeric.functions import FUNCTIONS
from quale.numeric.scalars import SCALARS

Constant = float | bool


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
        case Operation(operator, arguments):
            values = [_fold(argument) for argument in arguments]
            known = [value for value in values if value is not None]
            return _operation(operator, known) if len(known) == len(values) else _partly(operator, values)
        case Call(function, arguments):
            numbers = [_fold(argument) for argument in arguments]
            known = [np.float64(value) for value in numbers if value is not None]
            return float(FUNCTIONS[function].kernel(SCALARS, *known)) if len(known) == len(numbers) else None
        case _:
            return None


def _partly(operator: str, values: list[Constant | None]) -> Constant | None:
    if operator == "and" and any(value is False for value in values):
        return False
    if operator == "or" and any(value is True for value in values):
        return True
    if operator == "?:" and values[0] is not None:
        return values[1] if values[0] else values[2]
    return None


def _operation(operator: str, values: list[Constant]) -> Constant:
    match operator:
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
    return _arithmetic(operator, np.float64(values[0]), np.float64(values[1]))


def _arithmetic(operator: str, a: np.float64, b: np.float64) -> Constant:
    match operator:
        case "+":
            return float(a + b)
        case "-":
            return float(a - b)
        case "*":
            return float(a * b)
        case "/":
            return float(a / b)
        case "%":
            return float(FUNCTIONS["mod"].kernel(SCALARS, a, b))
        case "^":
            return float(FUNCTIONS["pow"].kernel(SCALARS, a, b))
        case "==":
            return bool(a == b)
        case "!=":
            return bool(a != b)
        case "<":
            return bool(a < b)
        case "<=":
            return bool(a <= b)
        case ">":
            return bool(a > b)
        case _:
            return bool(a >= b)
