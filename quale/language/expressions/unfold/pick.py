"""Draws among several: `random_int(a, b)` and `choose(a, b, …)`, made of one uniform draw."""

from collections.abc import Callable
from math import isfinite

from quale.language.expressions.fold import fold
from quale.language.expressions.require import WRONG, one_unit, require_number
from quale.language.expressions.unfold.bind import bind, gathering
from quale.language.scope.context import Context
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, Typed
from quale.language.scope.permissions import DRAW
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.model.expression import Call, Draw, Expression, Number, Operation
from quale.model.kinds import Distribution

Resolve = Callable[[syntax.Expression, Context], Typed]

PICKS = ("random_int", "choose")


def resolve_pick(call: syntax.Call, context: Context, resolve: Resolve) -> Typed:
    """Resolve a draw among several."""
    name = call.function.text
    if DRAW not in context.place.reads:
        context.log.error(call.span, f"`{name}` cannot be drawn in {context.place.title}", "no random draws here")
        return WRONG
    site = context.names.numbers.site()  # ahead of those of the arguments
    pick = _random_int if name == "random_int" else _choose
    return gathering(context, lambda: pick(call, site, context, resolve))


def _random_int(call: syntax.Call, site: int, context: Context, resolve: Resolve) -> Typed:
    """Return a + floor(u (b - a + 1)); u times a whole number below 2^53 is rounded to less than that number."""
    values = [
        bind("bound", require_number(resolve(each.value, context), each.value.span, context, "`random_int`"), context)
        for each in call.arguments
    ]
    if len(values) != 2:
        context.log.error(call.span, "`random_int` takes 2 arguments", f"{len(values)} given")
        return WRONG
    if any(value.type == UNKNOWN for value in values):
        return WRONG
    low, high = values
    ends = [fold(value.value) for value in values]
    for end, argument in zip(ends, call.arguments, strict=True):
        if end is not None and not (isfinite(end) and float(end).is_integer()):
            span = argument.value.span
            context.log.error(span, "`random_int` takes whole numbers", f"this is {shown(float(end))}")
            return WRONG
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        context.log.error(call.span, "the range is reversed", "its low end comes first")
        return WRONG
    width = Operation("-", (high.value, low.value), truth=False)
    count = Operation("+", (width, Number(1.0)), truth=False)
    drawn = Call("floor", (Draw(Distribution.UNIFORM, (Number(0.0), count), site),))
    unit = one_unit((low.unit, high.unit), call.span, context, "combined")
    return Typed(Operation("+", (low.value, drawn), truth=False), NUMBER, unit)


def _choose(call: syntax.Call, site: int, context: Context, resolve: Resolve) -> Typed:
    """Return the argument number floor(u n): halves are asked for, so that no choice is deep."""
    values = [resolve(each.value, context) for each in call.arguments]
    if len(values) < 2:
        context.log.error(call.span, "`choose` takes 2 arguments or more", f"{len(values)} given")
        return WRONG
    if any(value.type == UNKNOWN for value in values):
        return WRONG
    other = next((at for at, value in enumerate(values) if value.type != values[0].type), None)
    if other is not None:
        label = f"a {values[other].type}; the first is a {values[0].type}"
        context.log.error(call.arguments[other].value.span, "`choose` takes values of one type", label)
        return WRONG
    count = Draw(Distribution.UNIFORM, (Number(0.0), Number(float(len(values)))), site)
    drawn = bind("drawn", Typed(count, NUMBER), context).value
    unit = one_unit(tuple(value.unit for value in values), call.span, context, "alternatives")
    is_truth = values[0].type == TRUTH
    return Typed(among([value.value for value in values], 0, drawn, truth=is_truth), values[0].type, unit)


def among(values: list[Expression], first: int, drawn: Expression, *, truth: bool) -> Expression:
    """Return the value whose number, counted from `first`, is the whole part of `drawn`."""
    if len(values) == 1:
        return values[0]
    middle = len(values) // 2
    below = Operation("<", (drawn, Number(float(first + middle))), truth=True)
    low = among(values[:middle], first, drawn, truth=truth)
    high = among(values[middle:], first + middle, drawn, truth=truth)
    return Operation("?:", (below, low, high), truth=truth)
