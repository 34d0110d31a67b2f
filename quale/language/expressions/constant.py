"""Numbers that must be constant: fields, thresholds, bounds of ranges, weights."""

from math import isfinite

from quale.language.expressions.expression import resolve
from quale.language.expressions.fold import fold
from quale.language.expressions.require import one_unit, require_number
from quale.language.scope.context import Context
from quale.language.scope.declarations import UNKNOWN
from quale.language.scope.permissions import FIELD
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown


def constant(expression: syntax.Expression, context: Context, what: str) -> tuple[float, str] | None:
    """Return the value and unit of a constant number, or report why there is none. `what` names it in messages."""
    still = Context(context.names, FIELD)
    typed = require_number(resolve(expression, still), expression.span, still, what)
    if typed.type == UNKNOWN:
        return None
    value = fold(typed.value)
    if value is None:
        context.log.error(expression.span, f"{what} must be constant", "this changes")
        return None
    return float(value), typed.unit


def finite(expression: syntax.Expression, context: Context, what: str) -> tuple[float, str] | None:
    """Return a constant that is finite, or report."""
    found = constant(expression, context, what)
    if found is not None and not isfinite(found[0]):
        context.log.error(expression.span, f"{what} must be finite", f"this is {shown(found[0])}")
        return None
    return found


def integer(expression: syntax.Expression, context: Context, what: str, low: int, high: int) -> int | None:
    """Return a constant whole number within bounds, or report."""
    found = finite(expression, context, what)
    if found is None:
        return None
    value = found[0]
    if value != int(value):
        context.log.error(expression.span, f"{what} must be a whole number", f"this is {shown(value)}")
        return None
    if not low <= value <= high:
        wanted = f"at least {low}" if value < low else f"at most {high:,}"
        context.log.error(expression.span, f"{what} must be {wanted}", f"this is {shown(value)}")
        return None
    return int(value)


def bounds(range_: syntax.Range, context: Context, what: str) -> tuple[float, float, str] | None:
    """Return low, high and unit of a range, or report a reversed one or one with a bound that is no number."""
    low = constant(range_.low, context, what)
    high = constant(range_.high, context, what)
    if low is None or high is None:
        return None
    if not low[0] <= high[0]:
        context.log.error(
            range_.span, f"{what} is reversed", "its low end comes first", f"write `{shown(high[0])}..{shown(low[0])}`"
        )
        return None
    return low[0], high[0], one_unit((low[1], high[1]), range_.span, context, "bounds of one range")
