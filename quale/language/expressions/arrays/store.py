"""Elements and whole arrays on the left side of an assignment."""

from collections.abc import Callable
from dataclasses import replace

from quale.language.expressions.arrays.place import resolve_place
from quale.language.expressions.target import Found, resolve_target
from quale.language.expressions.unfold.counted import written_turns
from quale.language.scope.arrays import element_path, length_of_array
from quale.language.scope.context import Context
from quale.language.scope.declarations import Typed
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.model.expression import Element, PropertyValue
from quale.model.kept import AgentState, Hidden, SensorValue, WorldState

Resolve = Callable[[syntax.Expression, Context], Typed]


def resolve_stored(target: syntax.Path | syntax.Element, context: Context, resolve: Resolve) -> Found | None:
    """Resolve what is assigned: a path or an element; None where it has an error."""
    if isinstance(target, syntax.Path):
        return resolve_target(target, context)
    length = length_of_array(target.array, context)
    if length is None:
        if resolve_target(target.array, context) is not None:
            context.log.error(target.array.span, f"`{target.array.span.text}` is no array", "this is one value")
        return None
    if target.field is not None:
        context.log.error(target.field.span, f"`{target.array.span.text}` has no parts", "nothing can stand here")
        return None
    place = resolve_place(target, length, context, resolve)
    if place is None:
        return None
    if isinstance(place, int):
        return resolve_target(element_path(target.array, place), context)
    found = [resolve_target(element_path(target.array, at), context) for at in range(length)]
    first = found[0]
    if first is None:
        return None
    stored, declared, unit = first
    if isinstance(stored, SensorValue):
        label = "each input is assigned once: its index must be constant"
        context.log.error(target.index.span, "this changes", label)
        return None
    if not isinstance(stored, AgentState | WorldState | Hidden | PropertyValue):
        return None
    return Element(stored, length, place), declared, unit


def whole_array(statement: syntax.Statement, context: Context) -> int | None:
    """Return the length of the array that a statement assigns as a whole; None where it does something else."""
    match statement:
        case syntax.Assign(syntax.Path() as path):
            return length_of_array(path, context)
        case _:
            return None


def written_out(
    statement: syntax.Assign, length: int, context: Context, resolve: Resolve
) -> tuple[syntax.Statement, ...]:
    """Return the assignments of all elements; what is calculated for them has a name before any of them changes."""
    path, span = statement.target, statement.value.span
    if not isinstance(path, syntax.Path) or not length:
        return ()
    if statement.operator != "=":
        advice = f"write `{path.span.text}[i] {statement.operator} …` in a loop"
        context.log.error(statement.span, f"`{path.span.text}` is an array", "it is assigned as a whole by `=`", advice)
        return ()
    values = values_of(statement.value, context, resolve)
    if values is None and isinstance(statement.value, syntax.Comprehension):
        return ()
    if values is None:
        advice = f"write `{path.span.text} = [a, b, …]`, or `[… for i in 0..{length - 1}]`"
        context.log.error(span, f"`{path.span.text}` is an array", f"expected {length:,} values", advice)
        return ()
    if len(values) != length:
        context.log.error(span, f"`{path.span.text}` has {length:,} elements", f"{shown(float(len(values)))} given")
        return ()
    named: list[syntax.Statement] = []
    stored: list[syntax.Statement] = []
    for place, value in enumerate(values):
        name = syntax.Name(f"{path.parts[-1].text} {place}", value.span)  # with a blank, as no name of a program
        at_once = isinstance(value, syntax.NumberLiteral | syntax.TruthLiteral)
        if not at_once:
            named.append(syntax.Let(name, value, value.span))
        kept = value if at_once else syntax.Path((name,), value.span)
        stored.append(replace(statement, target=element_path(path, place), value=kept, span=statement.span))
    return (*named, *stored)


def items_of(value: syntax.Expression) -> tuple[syntax.Expression, ...]:
    """Return the values of a list, or one of a comprehension, whatever it is for."""
    match value:
        case syntax.List(items):
            return items
        case syntax.Comprehension():
            return (syntax.Turn(value.variable, 0, value.value, value.value.span),)
        case _:
            return (value,)


def values_of(value: syntax.Expression, context: Context, resolve: Resolve) -> tuple[syntax.Expression, ...] | None:
    """Return the values of a list, a comprehension or another array; None of anything else, or with an error."""
    match value:
        case syntax.List(items):
            return items
        case syntax.Comprehension():
            return written_turns(value, context, resolve)
        case syntax.Path():
            length = length_of_array(value, context)
            return None if length is None else tuple(element_path(value, place) for place in range(length))
        case _:
            return None
