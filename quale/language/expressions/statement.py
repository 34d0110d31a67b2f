"""Statements: from the tree to the Model."""

from quale.diagnostics import Note
from quale.language.expressions.arrays.store import items_of, resolve_stored, whole_array, written_out
from quale.language.expressions.effects.consume import resolve_consume
from quale.language.expressions.effects.move import resolve_move
from quale.language.expressions.effects.record import resolve_record
from quale.language.expressions.effects.sensing import assigned_so_far, join_sides, looping, note_assigned, other_side
from quale.language.expressions.expression import resolve
from quale.language.expressions.fold import fold
from quale.language.expressions.kind import kind_named
from quale.language.expressions.query import query_results, value_arguments
from quale.language.expressions.ranges import warn_of_storing
from quale.language.expressions.require import (
    assigned_unit,
    one_unit,
    require_condition,
    require_number,
    stored,
)
from quale.language.expressions.unfold.counted import counting, turns
from quale.language.expressions.unfold.motion import integrate
from quale.language.scope.context import Context, EntityName, LocalName
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, Typed
from quale.language.scope.permissions import LOOP
from quale.language.syntax import tree as syntax
from quale.model.expression import Operation, Variable
from quale.model.kept import SensorValue
from quale.model.statement import Assign, ForEach, Let, LetQuery, Statement, When


def resolve_block(statements: tuple[syntax.Statement, ...], context: Context) -> tuple[Statement, ...]:
    """Resolve statements that form a block of their own."""
    context.scope.frames.append({})
    before = context.before
    resolved: list[Statement] = []
    for statement in statements:
        context.before = []
        length = whole_array(statement, context)
        if length is not None or isinstance(statement, syntax.Counted | syntax.Integrate):
            context.before = None
            resolved += _several(statement, length or 0, context)
            continue
        done = _statement(statement, context)
        resolved += context.before
        if done is not None:
            resolved.append(done)
    context.before = before
    context.scope.leave(context.log)
    return tuple(resolved)


def _statement(statement: syntax.Statement, context: Context) -> Statement | None:
    match statement:
        case syntax.Let():
            return _let(statement, context)
        case syntax.Var():
            return _var(statement, context)
        case syntax.Assign():
            return _assign(statement, context)
        case syntax.When():
            return _when(statement, context)
        case syntax.ForEach():
            return _for(statement, context)
        case syntax.Return():
            advice = "assign to a state, or to a `var`"
            context.log.error(statement.span, "`return` ends a function", "nothing is returned here", advice)
            return None
        case syntax.Record():
            return resolve_record(statement, context, resolve)
        case syntax.Consume():
            return resolve_consume(statement, context)
        case syntax.Move():
            return resolve_move(statement, context)
        case _:
            return _rare(statement, context)


def _rare(statement: syntax.Statement, context: Context) -> Statement | None:
    if isinstance(statement, syntax.Shape):
        return context.shape(statement, context) if context.shape is not None else None
    if isinstance(statement, syntax.View):
        context.log.error(
            statement.span, "`view` stands in the `draw` block itself", "a picture has one, for all times"
        )
        return None
    context.log.unsupported(statement.span, "`travel`")
    return None


def _let(statement: syntax.Let, context: Context) -> Statement | None:
    name, world = statement.name, context.names.world
    if isinstance(statement.value, syntax.Call) and world is not None:
        query = world.queries.get(statement.value.function.text)
        if query is not None and query.several:
            return _let_query(name, statement.value, context)
    typed = resolve(statement.value, context)
    local = LocalName(-1, typed.type, typed.unit, name.span)
    if typed.type == UNKNOWN:
        local.used = True
    else:
        local.index = context.names.numbers.local()
    context.scope.declare(name, local, context.log)
    return Let(local.index, name.text, typed.value, typed.type == TRUTH) if typed.type != UNKNOWN else None


def _var(statement: syntax.Var, context: Context) -> Statement | None:
    typed = resolve(statement.value, context)
    local = LocalName(-1, typed.type, typed.unit, statement.name.span, variable=True)
    if typed.type == UNKNOWN:
        local.used = True
    else:
        local.index = context.names.numbers.local()
    context.scope.declare(statement.name, local, context.log)
    return Assign(Variable(local.index, typed.type == TRUTH), typed.value) if typed.type != UNKNOWN else None


def _several(statement: syntax.Statement, length: int, context: Context) -> tuple[Statement, ...]:
    """Resolve what becomes any number of statements; `length` is that of the array that is assigned as a whole."""
    match statement:
        case syntax.Integrate():
            return integrate(statement, context, resolve)
        case syntax.Counted():
            return _counted(statement, context)
        case syntax.Assign():
            return resolve_block(written_out(statement, length, context, resolve), context)
        case _:
            return ()


def _counted(statement: syntax.Counted, context: Context) -> tuple[Statement, ...]:
    """Write out the turns of a counted loop, each a block of its own."""
    done: list[Statement] = []
    for turn in turns(statement.low, statement.high, statement.span, context, resolve):
        with counting(statement.variable, turn, context):
            block = resolve_block(statement.body, context)
        if turn.type != UNKNOWN:
            done += block
    return tuple(done)


def _let_query(name: syntax.Name, call: syntax.Call, context: Context) -> Statement | None:
    values: list[Typed] = []
    for argument in value_arguments(call, context):
        typed = resolve(argument.value, context)
        values.append(require_number(typed, argument.value.span, context, f"`{call.function.text}`"))
    found = query_results(call, values, context)
    if found is None:
        context.scope.declare(name, LocalName(-1, UNKNOWN, "", name.span, used=True), context.log)
        return None
    declared, kind, query = found
    index = context.names.numbers.local()
    context.scope.declare(name, LocalName(index, NUMBER, "", name.span, query=declared, kind=kind), context.log)
    return LetQuery(index, name.text, query)


def _assign(statement: syntax.Assign, context: Context) -> Statement | None:
    found = resolve_stored(statement.target, context, resolve)
    if found is None:
        for each in items_of(statement.value):  # a list may well be meant where nobody knows what it is for
            resolve(each, context)
        return None
    typed = resolve(statement.value, context)
    target, declared, unit = found
    if isinstance(target, SensorValue):
        note_assigned(statement, declared.name, context)
    what = f"`{statement.target.span.text}`"
    operator = statement.operator.removesuffix("=")
    if declared.truth and operator:
        context.log.error(
            statement.target.span,
            f"`{statement.operator}` needs a number, but {what} is a truth value",
            "true or false",
        )
        return None
    if not operator:
        assigned_unit(unit, typed.unit, statement.span, context)
        value = stored(typed, declared.truth, statement.value.span, context, what)
        warn_of_storing(statement, typed, declared, context)
        return None if typed.type == UNKNOWN else Assign(target, value)
    typed = require_number(typed, statement.value.span, context, f"`{statement.operator}`")
    warn_of_storing(statement, typed, declared, context)
    if operator in "+-":
        one_unit((unit, typed.unit), statement.span, context, "added" if operator == "+" else "subtracted")
    return None if typed.type == UNKNOWN else Assign(target, Operation(operator, (target, typed.value), truth=False))


def _when(statement: syntax.When, context: Context) -> Statement | None:
    word = "`if`" if statement.span.text.startswith("if") else "`when`"
    condition = require_condition(resolve(statement.condition, context), statement.condition.span, context, word)
    every_tick, context.every_tick = context.every_tick, False
    before = assigned_so_far(context)
    then = resolve_block(statement.then, context)
    held = other_side(before, context)
    otherwise = resolve_block(statement.otherwise, context)
    join_sides(statement, held, context)
    _warn_of_unreachable(statement, condition, otherwise, context)
    context.every_tick = every_tick
    return None if condition.type == UNKNOWN else When(condition.value, then, otherwise)


def _warn_of_unreachable(
    statement: syntax.When, condition: Typed, otherwise: tuple[Statement, ...], context: Context
) -> None:
    """Warn where the next `when` of a chain asks what was asked before, or comes after what always holds."""
    match statement.otherwise, otherwise:
        case (syntax.When() as later,), (*_, When() as resolved):
            always = condition.certain and fold(condition.value) is True
            if always or resolved.condition == condition.value:
                context.log.warning(
                    later.span,
                    "this `when` is never reached",
                    "the condition before it always holds" if always else "the same condition stands before it",
                    notes=(Note("the condition before it", statement.condition.span),),
                )
        case _:
            pass


def _for(statement: syntax.ForEach, context: Context) -> Statement | None:
    if LOOP not in context.place.does:
        context.log.error(statement.span, f"`for` cannot stand in {context.place.title}", "not here")
        return None
    kind = kind_named(statement.kind, context)
    binding = context.names.numbers.binding()
    context.scope.frames.append({})
    context.scope.declare(statement.variable, EntityName(binding, kind, statement.variable.span), context.log)
    every_tick, context.every_tick = context.every_tick, False
    body = looping(context, lambda: resolve_block(statement.body, context))
    context.every_tick = every_tick
    context.scope.leave(context.log)
    return ForEach(kind.index, binding, body) if kind else None
