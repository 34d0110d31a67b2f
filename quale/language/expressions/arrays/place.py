"""Which element is meant: a constant within bounds, or what is rounded and saturated while the program runs."""

from collections.abc import Callable

from quale.language.expressions.fold import fold
from quale.language.expressions.require import require_number
from quale.language.scope.context import Context
from quale.language.scope.declarations import UNKNOWN, Typed
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.model.expression import Call, Expression, Number

Resolve = Callable[[syntax.Expression, Context], Typed]


def resolve_place(element: syntax.Element, length: int, context: Context, resolve: Resolve) -> int | Expression | None:
    """Return the place of an element: its number where it is constant, None where it is wrong."""
    index, name = element.index, element.array.span.text
    typed = require_number(resolve(index, context), index.span, context, "an index")
    if typed.type == UNKNOWN or not length:
        return None
    value = fold(typed.value)
    if value is None:
        whole = Call("round", (typed.value,))
        return Call("clamp", (whole, Number(0.0), Number(float(length - 1))))  # NaN becomes 0
    if not float(value).is_integer():
        context.log.error(index.span, "an index is a whole number", f"this is {shown(float(value))}")
    elif not 0 <= value < length:
        label = f"`{name}` has {length:,} of them, 0 to {length - 1:,}"
        context.log.error(index.span, f"there is no element {shown(float(value))}", label)
    else:
        return int(value)
    return None
