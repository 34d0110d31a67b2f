"""Reductions: `min(w.x for w in wall when w.solid)`, over the entities of a kind or a counted range."""

from collections.abc import Callable
from dataclasses import replace

from quale.language.expressions.kind import kind_named
from quale.language.expressions.require import WRONG, require_number, require_truth
from quale.language.expressions.unfold.bind import bind, gathering
from quale.language.expressions.unfold.counted import counting, turns
from quale.language.scope.context import Context, EntityName
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, KindName, Typed
from quale.language.scope.permissions import QUERY
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.expression import REDUCTIONS, Expression, Number, Operation, Reduction, Truth

Resolve = Callable[[syntax.Expression, Context], Typed]

_EMPTY: dict[str, Expression] = {
    "min": Number(float("inf")),
    "max": Number(float("-inf")),
    "sum": Number(0.0),
    "count": Number(0.0),
    "any": Truth(value=False),
    "all": Truth(value=True),
    "argmin": Number(-1.0),
    "argmax": Number(-1.0),
}


def resolve_reduction(reduction: syntax.Reduction, context: Context, resolve: Resolve) -> Typed:
    """Resolve a reduction."""
    name = reduction.function
    if name.text not in REDUCTIONS:
        wanted = f"expected one of {', '.join(REDUCTIONS)}"
        context.log.error(name.span, f"unknown reduction `{name.text}`", wanted, hint(name.text, REDUCTIONS))
        return WRONG
    over = reduction.over
    if isinstance(over, syntax.Range):
        return gathering(context, lambda: _over_range(reduction, over, context, resolve))
    return _over_entities(reduction, kind_named(over, context), context, resolve)


def _over_entities(reduction: syntax.Reduction, kind: KindName | None, context: Context, resolve: Resolve) -> Typed:
    """Resolve a reduction over the entities of a kind."""
    if QUERY not in context.place.reads:
        context.log.error(reduction.span, f"entities cannot be looked at in {context.place.title}", "not here")
        return WRONG
    name, binding = reduction.function.text, context.names.numbers.binding()
    context.scope.frames.append({})
    context.scope.declare(reduction.variable, EntityName(binding, kind, reduction.variable.span), context.log)
    every_tick, before, lets = context.every_tick, context.before, context.lets
    context.every_tick, context.before, context.lets = False, None, None
    condition = _condition(reduction, context, resolve)
    value = gathering(context, lambda: _value(reduction, context, resolve))
    context.every_tick, context.before, context.lets = every_tick, before, lets
    context.scope.leave(context.log)
    if kind is None or UNKNOWN in (condition.type, value.type):
        return WRONG
    made = Reduction(name, kind.index, binding, condition.value, value.value)
    return Typed(made, _type(name), value.unit if name in ("min", "max", "sum") else "")


def _over_range(reduction: syntax.Reduction, counted: syntax.Range, context: Context, resolve: Resolve) -> Typed:
    """Resolve a reduction over a counted range: every turn is written out."""
    name = reduction.function.text
    numbers = turns(counted.low, counted.high, counted.span, context, resolve)
    kept, found = Typed(_EMPTY[name], _type(name)), Typed(_EMPTY["argmin"], NUMBER)
    best = Typed(_EMPTY[name.removeprefix("arg")], NUMBER) if name.startswith("arg") else kept
    for number in numbers:
        with counting(reduction.variable, number, context):
            condition = _condition(reduction, context, resolve)
            value = bind("value", _value(reduction, context, resolve), context)
        if UNKNOWN in (condition.type, value.type, number.type):
            return WRONG
        condition = bind("counts", condition, context)
        best, found = _next(name, best, found, condition, value, number, context)
    return found if name.startswith("arg") else best


def _next(
    name: str, best: Typed, found: Typed, condition: Typed, value: Typed, number: Typed, context: Context
) -> tuple[Typed, Typed]:
    """Return what there is after one more turn: the value, and the number of the turn that has it."""
    old, new = best.value, value.value
    match name:
        case "sum":
            changed: Expression = Operation("+", (old, new), truth=False)
        case "count":
            one = Operation("?:", (new, Number(1.0), Number(0.0)), truth=False)
            changed = Operation("+", (old, one), truth=False)
        case "any" | "all":
            changed = Operation("or" if name == "any" else "and", (old, new), truth=True)
        case _:
            better = Operation("<" if name.endswith("min") else ">", (new, old), truth=True)
            counts = bind("better", Typed(Operation("and", (condition.value, better), truth=True), TRUTH), context)
            at = Operation("?:", (counts.value, number.value, found.value), truth=False)
            found = bind("found", replace(found, value=at), context)
            condition, changed = counts, new
    is_truth = best.type == TRUTH
    if condition.value != Truth(value=True):
        changed = Operation("?:", (condition.value, changed, old), truth=is_truth)
    return bind(name, Typed(changed, best.type, best.unit or value.unit), context), found


def _type(name: str) -> str:
    return TRUTH if name in ("any", "all") else NUMBER


def _condition(reduction: syntax.Reduction, context: Context, resolve: Resolve) -> Typed:
    written = reduction.condition
    if written is None:
        return Typed(Truth(value=True), TRUTH)
    return gathering(context, lambda: require_truth(resolve(written, context), written.span, context, "`when`"))


def _value(reduction: syntax.Reduction, context: Context, resolve: Resolve) -> Typed:
    """Return the value of a turn: `count` takes the variable itself, too."""
    name, written = reduction.function.text, reduction.value
    itself = isinstance(written, syntax.Path) and [part.text for part in written.parts] == [reduction.variable.text]
    if name == "count" and itself:
        return Typed(Truth(value=True), TRUTH)
    typed = resolve(written, context)
    if name in ("count", "any", "all"):
        return require_truth(typed, written.span, context, f"`{name}`")
    return require_number(typed, written.span, context, f"`{name}`")
