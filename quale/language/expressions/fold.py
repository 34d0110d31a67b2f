"""Values of constant expressions, by the formulas that every executor runs."""

from quale.model.expression import Call, Expression, IntegerPower, Number, Operation, Truth
from quale.numeric.functions import FUNCTIONS
from quale.numeric.operators import OPERATORS, calculate
from quale.numeric.power import integer_power

Constant = float | bool


def fold(expression: Expression) -> Constant | None:
    """Return the value of an expression of constants, None if it depends on anything else."""
    match expression:
        case Number(value):
            return float(value)
        case Truth(truth):
            return truth
        case Operation(sign, arguments):
            values = [fold(argument) for argument in arguments]
            known = [value for value in values if value is not None]
            return _operation(sign, known) if len(known) == len(values) else _partly(sign, values)
        case IntegerPower(base, exponent):
            number = fold(base)
            return None if number is None else float(calculate(lambda _, x: integer_power(x, exponent), number))
        case Call(function, arguments):
            numbers = [fold(argument) for argument in arguments]
            known = [value for value in numbers if value is not None]
            return float(calculate(FUNCTIONS[function].formula, *known)) if len(known) == len(numbers) else None
        case _:
            return None


def _partly(sign: str, values: list[Constant | None]) -> Constant | None:
    """Return what an operation is worth that some of its values decide."""
    if sign == "and" and any(value is False for value in values):
        return False
    if sign == "or" and any(value is True for value in values):
        return True
    if sign == "?:" and values[0] is not None:
        return values[1] if values[0] else values[2]
    return None


def _operation(sign: str, values: list[Constant]) -> Constant:
    result: Constant = calculate(OPERATORS[sign].formula, *values)
    return result
