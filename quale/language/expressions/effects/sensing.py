"""Every sensor is assigned exactly once on every path through perception, and read after that only."""

from collections.abc import Callable
from typing import TypeVar

from quale.diagnostics import Note, Span
from quale.language.scope.context import Assigned, Context
from quale.language.syntax import tree as syntax

Done = TypeVar("Done")


def note_assigned(statement: syntax.Assign, name: str, context: Context) -> None:
    """Keep that an input has a value now, or report why it cannot be given one here."""
    assigned, span = context.assigned, statement.target.span
    if assigned is None:
        return
    first = assigned.inputs.get(name)
    if assigned.in_loop or (first is not None and first == span):
        context.log.error(span, "a sensor is assigned once, not in a loop", "use a query, or a state")
        return
    if first is not None:
        note = Note("first assigned here", first)
        context.log.error(span, f"sensor `{name}` is assigned twice", "once on every path", notes=(note,))
    elif statement.operator != "=":
        label = f"`{statement.operator}` needs one"
        context.log.error(span, f"sensor `{name}` has no value yet", label, "write `=`")
    assigned.inputs.setdefault(name, span)


def looping(context: Context, resolve: Callable[[], Done]) -> Done:
    """Resolve what stands in a loop over entities."""
    assigned = context.assigned
    before = assigned.in_loop if assigned is not None else False
    if assigned is not None:
        assigned.in_loop = True
    done = resolve()
    if assigned is not None:
        assigned.in_loop = before
    return done


def assigned_so_far(context: Context) -> dict[str, Span]:
    """Return which inputs have values where a condition stands: what both its sides begin with."""
    return dict(context.assigned.inputs) if context.assigned is not None else {}


def other_side(before: dict[str, Span], context: Context) -> dict[str, Span]:
    """Return which inputs have values at the end of one side of a condition; the other side begins."""
    assigned = context.assigned
    if assigned is None:
        return {}
    held, assigned.inputs = assigned.inputs, before
    return held


def join_sides(statement: syntax.When, held: dict[str, Span], context: Context) -> None:
    """Report what is assigned on one side of a condition only, `held` on the first."""
    if context.assigned is not None:
        _merge(statement, held, context.assigned, context)


def _merge(statement: syntax.When, held: dict[str, Span], assigned: Assigned, context: Context) -> None:
    for name in {**held, **assigned.inputs}:
        if name in held and name in assigned.inputs:
            continue
        context.log.error(
            held.get(name) or assigned.inputs[name],
            f"sensor `{name}` is not assigned on every path",
            "only if this condition holds" if name in held else "only if the condition does not hold",
            notes=(Note("this condition", statement.condition.span),),
        )
    assigned.inputs = {**assigned.inputs, **held}
