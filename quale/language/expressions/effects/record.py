"""`record name { field: expr, … }`: what metrics aggregate."""

from collections.abc import Callable

from quale.diagnostics import Note
from quale.language.expressions.require import as_number
from quale.language.scope.context import Context
from quale.language.scope.declarations import UNKNOWN, RecordName, Typed
from quale.language.scope.permissions import RECORD
from quale.language.syntax import tree as syntax
from quale.model.statement import Record

Resolve = Callable[[syntax.Expression, Context], Typed]


def resolve_record(statement: syntax.Record, context: Context, resolve: Resolve) -> Record | None:
    """Resolve a record; all of one name have the same fields."""
    values: dict[str, Typed] = {}
    for name, expression in statement.fields:
        typed = resolve(expression, context)
        if name.text in values:
            context.log.error(name.span, f"field `{name.text}` is given twice", "once is enough")
        values[name.text] = typed
    if RECORD not in context.place.does:
        context.log.error(
            statement.span, f"`record` cannot stand in {context.place.title}", "put it into the action or a handler"
        )
        return None
    records = context.names.records
    known = records.setdefault(
        statement.name.text,
        RecordName(
            statement.name.text,
            statement.name.span,
            len(records),
            tuple({name.text: name for name, _ in statement.fields}.values()),
        ),
    )
    if set(values) != {field.text for field in known.fields}:
        wanted = ", ".join(field.text for field in known.fields)
        context.log.error(
            statement.name.span,
            f"record `{known.name}` has other fields here",
            f"expected {wanted}" if wanted else "expected no fields",
            notes=(Note("first recorded here", known.span),),
        )
        return None
    if any(typed.type == UNKNOWN for typed in values.values()):
        return None
    return Record(known.index, tuple(as_number(values[field.text]) for field in known.fields))
