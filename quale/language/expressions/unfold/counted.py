"""Counted loops: constant bounds, and a limit to how much they can write out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isfinite

from quale.diagnostics import Span
from quale.language.expressions.fold import fold
from quale.language.expressions.require import WRONG, require_number
from quale.language.scope.context import Context, LocalName
from quale.language.scope.declarations import NUMBER, UNKNOWN, Typed
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.model.expression import Number

Resolve = Callable[[syntax.Expression, Context], Typed]

MOST_TURNS = 10_000
"""Turns of all counted loops of an experiment: each is written out."""


def turns(
    low: syntax.Expression, high: syntax.Expression, span: Span, context: Context, resolve: Resolve
) -> tuple[Typed, ...]:
    """Return the numbers that a loop counts through, both ends included; one that is UNKNOWN where a bound is wrong."""
    first, last = _bound(low, context, resolve), _bound(high, context, resolve)
    if first is None or last is None:
        return (WRONG,)
    if last < first - 1:  # `1..0` is a loop without a turn
        context.log.error(
            span, "the range is reversed", "its low end comes first", f"write `{shown(last)}..{shown(first)}`"
        )
        return (WRONG,)
    count = last - first + 1
    if context.names.numbers.turns + count > MOST_TURNS:
        context.log.error(
            span, "too many turns", f"counted loops have at most {MOST_TURNS:,} turns in all: each is written out"
        )
        return (WRONG,)
    context.names.numbers.turns += count
    return tuple(Typed(Number(float(number)), NUMBER) for number in range(first, last + 1))


def written_turns(
    comprehension: syntax.Comprehension, context: Context, resolve: Resolve
) -> tuple[syntax.Expression, ...] | None:
    """Return the values of a comprehension, one for each number; None where its range is wrong."""
    over, variable = comprehension.over, comprehension.variable
    values: list[syntax.Expression] = []
    for turn in turns(over.low, over.high, over.span, context, resolve):
        if not isinstance(turn.value, Number) or turn.type == UNKNOWN:
            return None
        values.append(syntax.Turn(variable, int(turn.value.value), comprehension.value, comprehension.value.span))
    return tuple(values)


@contextmanager
def counting(variable: syntax.Name | None, turn: Typed, context: Context) -> Iterator[None]:
    """Let a loop's variable stand for the number of a turn."""
    context.scope.frames.append({})
    if variable is not None:
        local = LocalName(-1, turn.type, turn.unit, variable.span, used=True, value=turn.value)
        context.scope.declare(variable, local, context.log)
    yield
    context.scope.leave(context.log)  # not where an exception passes: nobody goes on then


def _bound(expression: syntax.Expression, context: Context, resolve: Resolve) -> int | None:
    typed = require_number(resolve(expression, context), expression.span, context, "a counted loop")
    if typed.type == UNKNOWN:
        return None
    value = fold(typed.value)
    if value is None:
        context.log.error(expression.span, "a loop counts between constants", "this changes")
    elif not isfinite(value) or value != int(value) or abs(value) > 2**53:
        context.log.error(expression.span, "a loop counts whole numbers", f"this is {shown(float(value))}")
    else:
        return int(value)
    return None
