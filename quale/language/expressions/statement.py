"""Statements: from the tree to the Model."""

from quale.diagnostics import Note
from quale.language.expressions.expression import resolve
from quale.language.expressions.fold import fold
from quale.language.expressions.kind import kind_named
from quale.language.expressions.query import query_results, value_arguments
from quale.language.expressions.ranges import warn_of_storing
from quale.language.expressions.require import (
    as_number,
    assigned_unit,
    one_unit,
    require_condition,
    require_number,
    stored,
)
from quale.language.expressions.target import resolve_target
from quale.language.expressions.unfold.counted import counting, turns
from quale.language.scope.context import Context, EntityName, LocalName
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, RecordName, Typed
from quale.language.scope.permissions import CONSUME, LOOP, MOVE, RECORD
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.expression import Operation, Variable
from quale.model.kinds import GRID
from quale.model.statement import Assign, Consume, ForEach, Let, LetQuery, Move, Record, Statement, When


def resolve_block(statements: tuple[syntax.Statement, ...], context: Context) -> tuple[Statement, ...]:
    """Resolve statements that form a block of their own."""
    context.scope.frames.append({})
    before = context.before
    resolved: list[Statement] = []
    for statement in statements:
        context.before = []
        if isinstance(statement, syntax.Counted):
            context.before = None
            resolved += _counted(statement, context)
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
            return _record(statement, context)
        case syntax.Consume():
            return _consume(statement, context)
        case syntax.Move():
            return _move(statement, context)
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
    found = resolve_target(statement.target, context)
    typed = resolve(statement.value, context)
    if found is None:
        return None
    target, declared, unit = found
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
    then = resolve_block(statement.then, context)
    otherwise = resolve_block(statement.otherwise, context)
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
    body = resolve_block(statement.body, context)
    context.every_tick = every_tick
    context.scope.leave(context.log)
    return ForEach(kind.index, binding, body) if kind else None


def _record(statement: syntax.Record, context: Context) -> Statement | None:
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


def _consume(statement: syntax.Consume, context: Context) -> Statement | None:
    if CONSUME not in context.place.does:
        context.log.error(
            statement.span, f"`consume` cannot stand in {context.place.title}", "put it into the action or a handler"
        )
        return None
    if statement.entity is None:
        if context.entity is not None:
            return Consume(0, context.entity.index)
        context.log.error(
            statement.span, "`consume` needs an entity here", "there is no handler's entity", "write `consume e`"
        )
        return None
    meaning = context.scope.find(statement.entity.text)
    if isinstance(meaning, EntityName):
        return Consume(meaning.binding, meaning.kind.index) if meaning.kind else None
    loops = [name for name in context.scope.visible() if isinstance(context.scope.find(name), EntityName)]
    context.log.absent(
        statement.entity.span,
        f"`{statement.entity.text}` is no entity",
        "expected the variable of a `for`",
        hint(statement.entity.text, loops),
    )
    return None


def _move(statement: syntax.Move, context: Context) -> Statement | None:
    path, world, body = statement.actuator, context.names.world, context.names.body
    if MOVE not in context.place.does:
        context.log.error(statement.span, "`move` belongs in the action block", "not here")
        return None
    if world is not None and world.topology and world.topology != GRID:
        context.log.error(
            statement.span, "`move` needs a grid", f"the topology of world `{world.name}` is {world.topology}"
        )
        return None
    if len(path.parts) != 2 or path.parts[0].text != "actuator":
        context.log.error(path.span, "`move` takes an actuator", "expected `actuator.NAME`")
        return None
    name = path.parts[1]
    if body is None or not body.sound(f"actuator.{name.text}"):
        return None
    actuators = [known for known, actuator in body.actuators.items() if actuator.directions]
    if name.text in actuators:
        return Move(list(body.actuators).index(name.text))
    known = name.text in body.actuators or name.text in body.outputs
    context.log.absent(
        name.span,
        f"`{name.text}` is not directional" if known else f"unknown actuator `{name.text}`",
        "`move` takes a directional actuator",
        hint(name.text, actuators),
        of=("body",),
    )
    return None
