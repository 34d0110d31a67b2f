"""`moons[i].a`: a number of a table."""

from collections.abc import Callable

from quale.language.expressions.arrays.place import resolve_place
from quale.language.expressions.require import WRONG
from quale.language.scope.context import Context
from quale.language.scope.declarations import NUMBER, Table, Typed
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.expression import Number, Row

Resolve = Callable[[syntax.Expression, Context], Typed]


def table_of(path: syntax.Path, context: Context) -> Table | None:
    """Return the table that a path names; None where a nearer name hides it, or there is none."""
    name = path.parts[0].text
    hidden = len(path.parts) > 1 or context.scope.find(name) is not None
    return None if hidden else context.names.definitions.tables.get(name)


def resolve_row(element: syntax.Element, table: Table, context: Context, resolve: Resolve) -> Typed:
    """Resolve a number of a table."""
    context.names.definitions.used.add(f"table {table.name}")
    place = resolve_place(element, table.length, context, resolve)
    if not table.length:
        return WRONG
    field, first = element.field, next(iter(table.columns))
    if field is None:
        label, advice = "a row has a number for each column", f"write `{element.span.text}.{first}`"
        context.log.error(element.span, f"`{element.span.text}` is a row, not a value", label, advice)
        return WRONG
    column = table.columns.get(field.text)
    if column is None:
        label = f"no column of table `{table.name}`"
        advice = hint(field.text, table.columns) or f"it has {', '.join(list(table.columns)[:8])}"
        context.log.error(field.span, f"unknown column `{field.text}`", label, advice)
        return WRONG
    if place is None:
        return WRONG
    return Typed(Number(column[place]) if isinstance(place, int) else Row(column, place), NUMBER)
