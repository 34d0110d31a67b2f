"""`agent.memory[i]`: an element of an array that is read."""

from collections.abc import Callable
from dataclasses import replace

from quale.language.expressions.arrays.place import resolve_place
from quale.language.expressions.arrays.table import resolve_row, table_of
from quale.language.expressions.path import resolve_path
from quale.language.expressions.require import WRONG
from quale.language.expressions.unfold.bind import bind, gathering
from quale.language.expressions.unfold.pick import among
from quale.language.scope.arrays import element_path, length_of_array
from quale.language.scope.context import Context
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, Typed
from quale.language.syntax import tree as syntax
from quale.model.expression import Call, Element, Expression, Member, Operation, neighbour
from quale.model.kept import ActuatorValue

Resolve = Callable[[syntax.Expression, Context], Typed]


def resolve_element(element: syntax.Element, context: Context, resolve: Resolve) -> Typed:
    """Resolve an element that is read."""
    length = length_of_array(element.array, context)
    table = table_of(element.array, context) if length is None else None
    if table is not None:
        return gathering(context, lambda: resolve_row(element, table, context, resolve))
    if length is None:
        if resolve_path(element.array, context).type != UNKNOWN:
            context.log.error(element.array.span, f"`{element.array.span.text}` is no array", "this is one value")
        return WRONG
    return gathering(context, lambda: _read(element, length, context, resolve))


def _read(element: syntax.Element, length: int, context: Context, resolve: Resolve) -> Typed:
    place = resolve_place(element, length, context, resolve)
    if place is None:
        return WRONG
    if isinstance(place, int):
        return resolve_path(_with_field(element, place), context)
    found = [resolve_path(_with_field(element, at), context) for at in range(length)]
    if any(typed.type == UNKNOWN for typed in found):
        return WRONG
    return replace(found[0], value=_chosen(found, place, context), certain=False)


def _with_field(element: syntax.Element, place: int) -> syntax.Path:
    path = element_path(element.array, place)
    return path if element.field is None else syntax.Path((*path.parts, element.field), element.span)


def _chosen(found: list[Typed], place: Expression, context: Context) -> Expression:
    """Return what chooses among values: an element of neighbours, or questions about the place."""
    first = found[0].value
    if all(typed.value == first for typed in found):  # thresholds
        return first
    port = _port(first)
    if port is not None and all(typed.value == _at(first, port, at) for at, typed in enumerate(found)):
        return _with(first, port, Element(port, len(found), place))
    drawn = bind("place", Typed(place, NUMBER), context).value
    return among([typed.value for typed in found], 0, drawn, truth=found[0].type == TRUTH)


def _port(value: Expression) -> Member | None:
    """Return what a value reads: itself, or the output that it scales."""
    if isinstance(value, Member):
        return value
    arguments = value.arguments if isinstance(value, Call | Operation) else ()
    return next((port for port in map(_port, arguments) if isinstance(port, ActuatorValue)), None)


def _at(value: Expression, port: Member, place: int) -> Expression:
    return _with(value, port, neighbour(port, place))


def _with(value: Expression, port: Member, other: Expression) -> Expression:
    if value == port:
        return other
    if isinstance(value, Call | Operation):
        return replace(value, arguments=tuple(_with(argument, port, other) for argument in value.arguments))
    return value
