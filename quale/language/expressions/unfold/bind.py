"""Names for parts of an expression that stand in it several times, so that each is computed once."""

from collections.abc import Callable
from dataclasses import replace

from quale.language.expressions.fold import fold
from quale.language.scope.context import Context
from quale.language.scope.declarations import TRUTH, UNKNOWN, Typed
from quale.model.expression import (
    Call,
    Draw,
    Element,
    IntegerPower,
    Number,
    Operation,
    Query,
    Reduction,
    Row,
    Truth,
    Where,
)
from quale.model.statement import Let

_CALCULATED = Operation | IntegerPower | Call | Draw | Query | Reduction | Where | Element | Row


def bind(name: str, typed: Typed, context: Context) -> Typed:
    """Return a value that may stand in several places: a constant, something to read, or a `let` ahead of it all."""
    if typed.type == UNKNOWN or not isinstance(typed.value, _CALCULATED):
        return replace(typed, certain=False)
    value = fold(typed.value)
    if value is not None:
        known = Truth(bool(value)) if typed.type == TRUTH else Number(float(value))
        return replace(typed, value=known, certain=False)
    ahead = context.lets if context.lets is not None else context.before
    if ahead is None:  # `gathering` stands around all that binds
        return typed
    local = context.names.numbers.named(typed.type == TRUTH)
    ahead.append(Let(local.index, name, typed.value, local.truth))
    return replace(typed, value=local, certain=False)


def gathering(context: Context, resolve: Callable[[], Typed]) -> Typed:
    """Return what `resolve` does; what it binds goes ahead of the statement or, without one, into the value."""
    if context.before is not None or context.lets is not None:
        return resolve()
    context.lets = []
    typed = resolve()
    lets = tuple((let.index, let.name, let.value) for let in context.lets if isinstance(let, Let))
    context.lets = None
    return replace(typed, value=Where(lets, typed.value)) if lets and typed.type != UNKNOWN else typed
