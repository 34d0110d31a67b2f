"""The body of a function: every statement is worked out to values, so that nothing is left of it but expressions."""

from collections.abc import Callable, Iterator

from quale.language.expressions.require import (
    WRONG,
    assigned_unit,
    one_unit,
    require_number,
    require_truth,
    stored,
)
from quale.language.expressions.unfold.bind import bind
from quale.language.expressions.unfold.counted import counting, turns
from quale.language.scope.context import PREFIXES, Context, LocalName
from quale.language.scope.declarations import TRUTH, UNKNOWN, Typed
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.language.syntax.foreign import NAMES
from quale.model.expression import Expression, Operation

Resolve = Callable[[syntax.Expression, Context], Typed]

_FUNCTION = "a function"
_WORDS = {
    syntax.ForEach: "`for` over entities",
    syntax.Record: "`record`",
    syntax.Consume: "`consume`",
    syntax.Move: "`move`",
    syntax.Travel: "`travel`",
    syntax.Integrate: "`integrate`",
}


def returned(function: syntax.Function, context: Context, resolve: Resolve) -> Typed:
    """Return what a function returns; its parameters are names of the context."""
    *ahead, last = function.body or (None,)
    if not isinstance(last, syntax.Return):
        message = f"function `{function.name.text}` returns nothing"
        context.log.error(function.name.span, message, "end it with `return`")
    work_out(tuple(statement for statement in ahead if statement is not None), context, resolve)
    typed = resolve(last.value, context) if isinstance(last, syntax.Return) else WRONG
    context.scope.leave(context.log)
    return typed


def work_out(
    statements: tuple[syntax.Statement, ...], context: Context, resolve: Resolve, what: str = _FUNCTION
) -> None:
    """Work out what statements of a function, or of `what`, make of their names."""
    for statement in statements:
        match statement:
            case syntax.Let() | syntax.Var():
                typed = bind(statement.name.text, resolve(statement.value, context), context)
                local = LocalName(-1, typed.type, typed.unit, statement.name.span, value=typed.value)
                local.used, local.variable = typed.type == UNKNOWN, isinstance(statement, syntax.Var)
                context.scope.declare(statement.name, local, context.log)
            case syntax.Assign():
                _assign(statement, context, resolve, what)
            case syntax.When():
                _when(statement, context, resolve, what)
            case syntax.Counted(variable, low, high, body, span):
                for turn in turns(low, high, span, context, resolve):
                    with counting(variable, turn, context):
                        work_out(body, context, resolve, what)
            case syntax.Return():
                _refuse_return(statement, context, what)
            case _:
                advice = "write `sum(… for e in KIND)` or the like" if isinstance(statement, syntax.ForEach) else ""
                message = f"{_WORDS[type(statement)]} cannot stand in {what}"
                context.log.error(statement.span, message, f"{what} has no effects", advice)


def _refuse_return(statement: syntax.Return, context: Context, what: str) -> None:
    if what == _FUNCTION:
        advice = "choose the value with `c ? a : b`, or keep it in a `var`"
        context.log.error(statement.span, "`return` is the last statement of a function", "not here", advice)
    else:
        advice = "assign to a state's derivative, or to a `var`"
        context.log.error(statement.span, "`return` ends a function", "nothing is returned here", advice)


def _assign(statement: syntax.Assign, context: Context, resolve: Resolve, what: str) -> None:
    target = statement.target if isinstance(statement.target, syntax.Path) else statement.target.array
    typed = resolve(statement.value, context)
    name = target.parts[0].text
    meaning = context.scope.find(name)
    if len(target.parts) > 1 and meaning is None and name not in (*PREFIXES, *context.names.machines):
        advice = NAMES.get(name) or hint(name, ("agent", "world", *context.scope.visible()))
        context.log.absent(target.parts[0].span, f"unknown name `{name}`", "nothing of this name is known here", advice)
        return
    if len(target.parts) > 1 or not isinstance(meaning, LocalName) or not meaning.variable:
        advice = "declare it with `var`" if isinstance(meaning, LocalName) else ""
        context.log.error(target.span, f"`{target.span.text}` cannot be assigned in {what}", "not a `var`", advice)
        return
    if meaning.value is None or UNKNOWN in (meaning.type, typed.type):
        return
    span, operator = statement.value.span, statement.operator.removesuffix("=")
    value: Expression
    if operator:
        old = require_number(Typed(meaning.value, meaning.type), target.span, context, f"`{statement.operator}`")
        new = require_number(typed, span, context, f"`{statement.operator}`")
        if UNKNOWN in (old.type, new.type):
            return
        if operator in "+-":
            one_unit((meaning.unit, typed.unit), statement.span, context, "added" if operator == "+" else "subtracted")
        value = Operation(operator, (old.value, new.value), truth=False)
    else:
        assigned_unit(meaning.unit, typed.unit, statement.span, context)
        if meaning.type == TRUTH and require_truth(typed, span, context, f"`{name}`").type == UNKNOWN:
            return
        value = stored(typed, meaning.type == TRUTH, span, context, f"`{name}`")
    meaning.value = bind(name, Typed(value, meaning.type), context).value


def _when(statement: syntax.When, context: Context, resolve: Resolve, what: str) -> None:
    """Work out both sides; a `var` is then what the condition says."""
    written = statement.condition
    condition = bind("when", require_truth(resolve(written, context), written.span, context, "`when`"), context)
    before = [(local, local.value) for local in _variables(context)]
    every_tick, context.every_tick = context.every_tick, False
    sides: list[list[Expression | None]] = []
    for block in (statement.then, statement.otherwise):
        context.scope.frames.append({})
        work_out(block, context, resolve, what)
        context.scope.leave(context.log)
        sides.append([local.value for local, _ in before])
        for local, value in before:
            local.value = value
    context.every_tick = every_tick
    for (local, _), then, otherwise in zip(before, *sides, strict=True):
        if then is None or otherwise is None or then == otherwise or condition.type == UNKNOWN:
            continue
        chosen = Operation("?:", (condition.value, then, otherwise), truth=local.type == TRUTH)
        local.value = bind("chosen", Typed(chosen, local.type), context).value


def _variables(context: Context) -> Iterator[LocalName]:
    for frame in context.scope.frames:
        for meaning in frame.values():
            if isinstance(meaning, LocalName) and meaning.variable:
                yield meaning
