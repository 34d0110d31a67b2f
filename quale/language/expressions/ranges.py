"""What the type of a value decides: `hunger > 2` where hunger is 0..1, and constants that it cannot hold."""

from math import isfinite

from quale.language.expressions.fold import fold
from quale.language.scope.context import Context
from quale.language.scope.declarations import NUMBER, Typed, ValueName
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.model.expression import Expression, PropertyValue
from quale.model.kept import AgentState, Hidden, WorldState
from quale.model.kinds import TypeKind

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def warn_of_ranges(expression: syntax.Binary, left: Typed, right: Typed, context: Context) -> None:
    """Warn where one side has a range, the other is written as a number, and the answer is always the same."""
    for value, bound, operator, side in (
        (left, right, expression.operator, expression.left),
        (right, left, _MIRRORED[expression.operator], expression.right),
    ):
        declared = _declared(value.value, context)
        number = fold(bound.value) if bound.certain else None
        if declared is None or declared.type.kind is not TypeKind.RANGE or not isinstance(number, float):
            continue
        always = _always(operator, declared.type.low, declared.type.high, number)
        if always is not None:
            context.log.warning(
                expression.span,
                f"this condition is always {str(always).lower()}",
                f"`{side.span.text}` lies in {shown(declared.type.low)}..{shown(declared.type.high)}",
            )


def warn_of_storing(statement: syntax.Assign, typed: Typed, declared: ValueName, context: Context) -> None:
    """Warn where a constant is stored that does not fit: beyond a range, or a fraction in an `int`."""
    number = fold(typed.value) if typed.type == NUMBER else None
    if not isinstance(number, float) or not declared.sound or not isfinite(number):
        return
    name, low, high = statement.target.span.text, declared.type.low, declared.type.high
    operator = statement.operator
    if operator == "=" and declared.type.kind is TypeKind.RANGE and not low <= number <= high:
        context.log.warning(
            statement.value.span,
            f"`{name}` cannot be {shown(number)}",
            f"it lies in {shown(low)}..{shown(high)}: {shown(min(max(number, low), high))} is stored",
        )
    elif operator in ("=", "+=", "-=") and declared.type.kind is TypeKind.INT and not number.is_integer():
        lost = operator != "=" and abs(number) < 0.5  # half of what an int can change by
        context.log.warning(
            statement.value.span,
            f"`{name}` never changes by {shown(number)}" if lost else f"`{name}` is a whole number",
            "it is an `int`: every value is rounded to the nearest",
            "declare it as `float`, or as a range",
        )


def _declared(expression: Expression, context: Context) -> ValueName | None:
    names = context.names
    match expression:
        case AgentState(index) if names.body is not None:
            values = names.body.states
        case Hidden(index):
            values = names.hiddens
        case WorldState(index) if names.world is not None:
            values = names.world.states
        case PropertyValue(_, kind, index) if names.world is not None:
            values = next(known.properties for known in names.world.kinds.values() if known.index == kind)
        case _:
            return None
    return next((value for value in values.values() if value.index == index), None)


def _always(operator: str, low: float, high: float, number: float) -> bool | None:
    """Return what `x operator number` is for every x in low..high, None if that depends on x."""
    match operator:
        case "<":
            sure, never = high < number, low >= number
        case "<=":
            sure, never = high <= number, low > number
        case ">":
            sure, never = low > number, high <= number
        case ">=":
            sure, never = low >= number, high < number
        case _:
            outside = not low <= number <= high
            sure, never = (False, outside) if operator == "==" else (outside, False)
    return True if sure else False if never else None
