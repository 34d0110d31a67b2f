"""Calls: built-in functions, `fired`, random draws and `delay`; queries are in resolve_query.py."""

from collections.abc import Callable

from quale.language.expressions.fold import fold
from quale.language.expressions.query import BUILT_IN, could_be_query, query_value, value_arguments
from quale.language.expressions.require import WRONG, one_unit, require_number
from quale.language.expressions.unfold.inline import inline
from quale.language.expressions.unfold.pick import PICKS, resolve_pick
from quale.language.expressions.value import CONSTANTS
from quale.language.scope.arrays import element_path
from quale.language.scope.context import Context
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, Typed
from quale.language.scope.permissions import ACTUATOR, DELAY, DRAW
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.language.syntax.foreign import FUNCTIONS as FUNCTIONS_ELSEWHERE
from quale.model.expression import REDUCTIONS, Call, Delay, Draw, Local, Number, Operation
from quale.model.kinds import Distribution, PortKind
from quale.model.statement import Let
from quale.numeric.functions import FUNCTIONS

Resolve = Callable[[syntax.Expression, Context], Typed]

DRAWS = {"random": (0, 2), "normal": (2,), "chance": (1,), "random_direction": (0,)}
INTERNAL = ("mod",)  # registered for the operator `%`, no name of the language
BUILT_IN_FUNCTIONS = (*FUNCTIONS, *DRAWS, *PICKS, *BUILT_IN, *REDUCTIONS, "delay", "fired", "neighbour", "degree")
"""Names that no function of a program can have."""

_KEEP_UNIT = ("abs", "min", "max", "clamp", "floor", "ceil", "round", "lerp")
_LONGEST_DELAY = 10_000


def resolve_call(call: syntax.Call, context: Context, resolve: Resolve) -> Typed:
    """Resolve a call where a value is wanted; `resolve` resolves its arguments."""
    name = call.function.text
    if not _unnamed(call, context):
        return WRONG
    for names, resolve_named in (
        (context.names.definitions.functions, inline),
        (PICKS, resolve_pick),
        (("delay",), _delay),
        (("fired",), _fired),
    ):
        if name in names:
            return resolve_named(call, context, resolve)
    if name in ("neighbour", "degree"):
        context.log.unsupported(call.span, f"`{name}`")
        return WRONG
    site = context.names.numbers.site() if name in DRAWS else -1  # ahead of those of the arguments
    values: list[Typed] = []
    for argument in value_arguments(call, context):  # resolved here, so that deep nesting takes few frames
        typed = resolve(argument.value, context)
        values.append(require_number(typed, argument.value.span, context, f"`{name}`"))
    if name in DRAWS:
        return _draw(call, values, site, context)
    if name in FUNCTIONS and name not in INTERNAL:
        return _function(call, values, context)
    if could_be_query(call, context):
        return query_value(call, values, context)
    functions = [known for known in FUNCTIONS if known not in INTERNAL]
    queries = context.names.world.queries if context.names.world else ()
    context.log.error(
        call.function.span,
        f"unknown function `{name}`",
        "no built-in function or query",
        FUNCTIONS_ELSEWHERE.get(name)
        or hint(name, (*context.names.definitions.functions, *functions, *DRAWS, *PICKS, "delay", "fired", *queries)),
    )
    return WRONG


def _unnamed(call: syntax.Call, context: Context) -> bool:
    named = next((argument.name for argument in call.arguments if argument.name), None)
    if named is None:
        return True
    context.log.error(
        named.span, f"`{call.function.text}` takes no named arguments", "write the value alone", "give them in order"
    )
    return False


def _counted(call: syntax.Call, wanted: tuple[int, ...], context: Context) -> bool:
    if len(call.arguments) in wanted:
        return True
    several = len(wanted) > 2 and wanted == tuple(range(wanted[0], wanted[-1] + 1))
    counts = f"{wanted[0]} to {wanted[-1]}" if several else " or ".join(str(count) for count in wanted)
    context.log.error(
        call.span,
        f"`{call.function.text}` takes {counts} argument{'' if wanted == (1,) else 's'}",
        f"{len(call.arguments)} given",
    )
    return False


def _function(call: syntax.Call, values: list[Typed], context: Context) -> Typed:
    name = call.function.text
    if not _counted(call, FUNCTIONS[name].arity, context) or any(value.type == UNKNOWN for value in values):
        return WRONG
    unit = ""
    if name in _KEEP_UNIT:
        shared = values[:2] if name == "lerp" else values
        unit = one_unit(tuple(value.unit for value in shared), call.span, context, "combined")
    certain = all(value.certain for value in values)
    return Typed(Call(name, tuple(value.value for value in values)), NUMBER, unit, certain)


def _draw(call: syntax.Call, values: list[Typed], site: int, context: Context) -> Typed:
    name = call.function.text
    if DRAW not in context.place.reads:
        context.log.error(call.span, f"`{name}` cannot be drawn in {context.place.title}", "no random draws here")
        return WRONG
    if not _counted(call, DRAWS[name], context) or any(value.type == UNKNOWN for value in values):
        return WRONG
    if name == "chance":
        _probability(values[0], call, context)
        return Typed(Draw(Distribution.CHANCE, (values[0].value,), site), TRUTH)
    if name == "random_direction":
        return Typed(Draw(Distribution.UNIFORM, (Number(0.0), Number(CONSTANTS["tau"])), site), NUMBER, "rad")
    if not values:
        return Typed(Draw(Distribution.UNIFORM, (Number(0.0), Number(1.0)), site), NUMBER)
    unit = one_unit(tuple(value.unit for value in values), call.span, context, "combined")
    distribution = Distribution.UNIFORM if name == "random" else Distribution.NORMAL
    return Typed(Draw(distribution, tuple(value.value for value in values), site), NUMBER, unit)


def _probability(typed: Typed, call: syntax.Call, context: Context) -> None:
    value = fold(typed.value)
    if value is not None and not 0 <= value <= 1:
        context.log.error(call.arguments[0].value.span, "a chance lies between 0 and 1", f"this is {float(value):g}")


def _delay(call: syntax.Call, context: Context, resolve: Resolve) -> Typed:
    if DELAY not in context.place.reads or not context.every_tick or context.before is None:
        context.log.error(
            call.span,
            "`delay` stands at the top level of perception, action or `per_tick` only",
            "this does not run in every tick",
            hint="bind it with `let` at the top of the block",
        )
        return WRONG
    if not _counted(call, (2,), context):
        return WRONG
    span = call.arguments[0].value.span
    value = require_number(resolve(call.arguments[0].value, context), span, context, "`delay`")
    ticks = _ticks(call.arguments[1].value, context, resolve)
    if ticks is None or value.type == UNKNOWN:
        return WRONG
    # bound ahead of the statement: a delay inside `?:` must be stored in every tick too
    numbers = context.names.numbers
    index = numbers.local()
    context.before.append(Let(index, "delay", Delay(len(numbers.delays), value.value), truth=False))
    numbers.delays.append(ticks)
    return Typed(Local(index, truth=False), NUMBER, value.unit)


def _ticks(expression: syntax.Expression, context: Context, resolve: Resolve) -> int | None:
    typed = require_number(resolve(expression, context), expression.span, context, "`delay`")
    if typed.type == UNKNOWN:
        return None
    value = fold(typed.value)
    if value is None:
        context.log.error(expression.span, "the length of a delay must be constant", "this changes")
    elif typed.unit not in ("", "ticks"):
        context.log.error(expression.span, "a delay is counted in ticks", f"`{typed.unit}` given", "write `N ticks`")
    elif not 1 <= value <= _LONGEST_DELAY or value != int(value):
        context.log.error(
            expression.span, f"a delay takes 1 to {_LONGEST_DELAY:,} whole ticks", f"this is {float(value):g}"
        )
    else:
        return int(value)
    return None


def _fired(call: syntax.Call, context: Context, resolve: Resolve) -> Typed:
    if not _counted(call, (1,), context):
        return WRONG
    written = call.arguments[0].value
    path = element_path(written.array, 0) if isinstance(written, syntax.Element) else written  # thresholds are the same
    if not isinstance(path, syntax.Path) or len(path.parts) != 2 or path.parts[0].text != "actuator":
        context.log.error(path.span, "`fired` takes an actuator", "expected `actuator.NAME`")
        return WRONG
    value = resolve(written, context)
    if value.type == UNKNOWN or ACTUATOR not in context.place.reads or context.names.body is None:
        return WRONG
    output = context.names.body.outputs[path.parts[1].text]
    actuator = next(a for a in context.names.body.actuators.values() if a.first <= output < a.first + a.width)
    if actuator.kind is PortKind.VALUE:
        context.log.error(path.span, "`fired` takes an actuator with a threshold", "this one is a value")
        return WRONG
    threshold = actuator.threshold
    return Typed(Operation(">", (value.value, Number(threshold)), truth=True), TRUTH)
