"""Expressions of the Model as expressions of the Program.

What needs statements of its own (queries, delays, shared values) writes them into the scope's block first; the Model's
expressions have no effects, so that they may run even where the value is not wanted.
"""

from itertools import repeat
from math import inf

from quale.compiler.lower.power import lower_power
from quale.compiler.lower.query import lower_query
from quale.compiler.lower.scope import Phase, Scope
from quale.compiler.program.construct import (
    apply,
    both,
    choose,
    either,
    get,
    index,
    negate,
    number,
    truth,
)
from quale.compiler.program.program import Beat, Expr, Kind, Lookup, Scenario, Tick
from quale.compiler.program.program import Complexity as ProgramComplexity
from quale.model.expression import (
    Call,
    Clock,
    Complexity,
    Delay,
    Draw,
    Element,
    Expression,
    IntegerPower,
    Local,
    MachineIs,
    MachineTicks,
    MetricValue,
    Number,
    Operation,
    PropertyValue,
    Query,
    Reduction,
    ResultField,
    Row,
    Truth,
    Variable,
    Where,
)
from quale.model.kept import ActuatorValue, AgentState, Hidden, SensorValue, WorldState
from quale.model.kinds import ClockKind, Distribution
from quale.numeric.operators import OPERATORS, PRIMITIVE_CALLS

LAST_TICK = "last_tick"
"""Slot of the tick in which the scenario ended; there when the score reads the clock."""


def is_truth(expression: Expression) -> bool:
    """Return whether an expression is a truth value; numbers otherwise."""
    match expression:
        case Truth() | MachineIs():
            return True
        case AgentState() | WorldState() | Hidden() | Local() | PropertyValue() | ResultField() | Operation():
            return expression.truth
        case Variable():
            return expression.truth
        case Reduction():
            return expression.function in ("any", "all")
        case Draw():
            return expression.distribution is Distribution.CHANCE
        case Delay() | Where():
            return is_truth(expression.value)
        case Element():
            return is_truth(expression.first)
        case _:
            return False


def lower_number(expression: Expression, scope: Scope) -> Expr:
    """Lower an expression to a NUMBER; a truth value counts 0 or 1."""
    value = lower_expression(expression, scope)
    return apply("number_of_truth", value) if is_truth(expression) else value


Read = AgentState | WorldState | Hidden | SensorValue | ActuatorValue | MachineIs | MachineTicks
Bound = Number | Truth | Local | Variable | ResultField | PropertyValue | MetricValue | Complexity


def lower_expression(expression: Expression, scope: Scope) -> Expr:
    """Lower an expression to a NUMBER or, where `is_truth`, a TRUTH."""
    match expression:
        case Operation():
            value = _operation(expression, scope)
        case IntegerPower():
            value = lower_power(lower_expression(expression.base, scope), expression.exponent, scope)
        case Call():
            function = PRIMITIVE_CALLS.get(expression.function, f"call:{expression.function}")
            value = apply(function, *lower_all(expression.arguments, scope))
        case Query() | Clock() | Draw() | Delay():
            value = _written(expression, scope)
        case Where() | Reduction() | Element() | Row():
            return _gathered(expression, scope)
        case Number() | Truth() | Local() | Variable() | ResultField() | PropertyValue() | MetricValue() | Complexity():
            return _bound(expression, scope)
        case _:
            return _read(expression, scope)
    # later stages walk over trees by recursion, and one operator can become several levels
    return scope.block.part(value)


def _written(expression: Query | Clock | Draw | Delay, scope: Scope) -> Expr:
    """Lower what may need statements of its own."""
    match expression:
        case Query():
            return lower_query(expression, lower_all(expression.arguments, scope), scope)
        case Clock():
            return _clock(expression.what, scope)
        case Draw():
            return _draw(expression, scope)
        case Delay():
            return _delay(expression, scope)


def lower_all(expressions: tuple[Expression, ...], scope: Scope) -> tuple[Expr, ...]:
    """Lower expressions in order."""
    return tuple(map(lower_expression, expressions, repeat(scope)))


def _bound(expression: Bound, scope: Scope) -> Expr:
    """Lower a constant, or a name that stands for a value."""
    match expression:
        case Number():
            return number(expression.value)
        case Truth():
            return truth(value=expression.value)
        case Local():
            return scope.locals[expression.index]
        case Variable():
            return get(scope.variables[expression.index])
        case ResultField():
            return scope.results[expression]
        case PropertyValue():
            kind, at = scope.bindings[expression.binding]
            return scope.property(kind, expression.property, at)
        case MetricValue():
            return scope.metrics[expression.index]
        case Complexity():
            return ProgramComplexity()


def _read(expression: Read, scope: Scope) -> Expr:
    """Lower what is read from a slot."""
    match expression:
        case AgentState():
            return get(*scope.places.agent[expression.index])
        case WorldState():
            return get(*scope.places.world[expression.index])
        case Hidden():
            return get(*scope.places.hidden[expression.index])
        case SensorValue():
            return get("inputs", index(expression.index))
        case ActuatorValue():
            return get("outputs", index(expression.index))
        case MachineIs():
            return apply("ieq", get(scope.places.machines[expression.machine][0]), index(expression.state))
        case MachineTicks():
            return apply("number_of_index", get(scope.places.machines[expression.machine][1]))


def _operation(expression: Operation, scope: Scope) -> Expr:
    """Lower an operator."""
    operator = expression.operator
    values = lower_all(expression.arguments, scope)
    if operator in ("==", "!=") and is_truth(expression.arguments[0]):
        differs = apply("xor", *values)
        return negate(differs) if operator == "==" else differs
    match operator:
        case "not":
            return negate(values[0])
        case "and":
            return both(*values)
        case "or":
            return either(*values)
        case "?:":
            condition, then, otherwise = values
            return choose(condition, then, otherwise, Kind.TRUTH if expression.truth else Kind.NUMBER)
        case _:
            return apply(OPERATORS[operator].name, *values)


def _clock(what: ClockKind, scope: Scope) -> Expr:
    """Lower the clock. Setup happens at tick 0; the score sees the last tick."""
    if what is ClockKind.SCENARIO:
        return apply("number_of_index", Scenario())
    tick: Expr = Tick()
    if scope.phase is Phase.SETUP:
        tick = index(0)
    elif scope.phase is Phase.SCORE:
        tick = get(LAST_TICK)
    ticks = apply("number_of_index", tick)
    return ticks if what is ClockKind.TICKS else apply("mul", ticks, number(scope.task.world.tick))


def _draw(expression: Draw, scope: Scope) -> Expr:
    """Lower a draw: a + (b - a) u, mu + sd z, or u < p."""
    values = lower_all(expression.arguments, scope)
    counter = (index(expression.site), scope.slot, scope.loop)
    if expression.distribution is Distribution.CHANCE:
        return apply("lt", apply("uniform01", *counter), *values)
    if expression.distribution is Distribution.NORMAL:
        mean, deviation = values
        return apply("add", mean, apply("mul", deviation, apply("normal01", *counter)))
    low = scope.block.define("low", values[0])
    return apply("add", low, apply("mul", apply("sub", values[1], low), apply("uniform01", *counter)))


def _delay(expression: Delay, scope: Scope) -> Expr:
    """Lower a delay: a ring of the last N values, read before it is written, and the first value."""
    length = scope.task.delays[expression.index]
    kind = Kind.TRUTH if is_truth(expression.value) else Kind.NUMBER
    ring = scope.storage.slot(f"delay.{expression.index}", kind, length)
    first = scope.storage.slot(f"delay.{expression.index}.first", kind)
    block = scope.block
    value = block.define("undelayed", lower_expression(expression.value, scope))
    at = block.define("delay_at", apply("imod", Beat(), index(length)))
    block.set(first, choose(apply("ieq", Tick(), index(0)), value, get(first), kind))
    result = block.define("delayed", choose(apply("ilt", Tick(), index(length)), get(first), get(ring, at), kind))
    block.set(ring, value, at)
    return result


def lower_place(expression: Expression, scope: Scope) -> Expr:
    """Lower which element is meant, an INDEX in bounds."""
    return scope.block.define("place", apply("index_of", lower_expression(expression, scope)))


_START = {"min": inf, "max": -inf, "sum": 0.0, "count": 0.0, "argmin": inf, "argmax": -inf}


def _gathered(expression: Where | Reduction | Element | Row, scope: Scope) -> Expr:
    """Lower what comes of several values, or is one of them."""
    if isinstance(expression, Reduction):
        return _reduction(expression, scope)
    if isinstance(expression, Element):
        return scope.element(expression, lower_place(expression.index, scope))
    if isinstance(expression, Row):
        return Lookup(scope.storage.table("column", expression.column), lower_place(expression.index, scope))
    for local, name, part in expression.lets:
        scope.locals[local] = scope.block.define(name, lower_expression(part, scope))
    return lower_expression(expression.value, scope)


def _reduction(expression: Reduction, scope: Scope) -> Expr:
    """Lower a reduction: a loop over the entities that keeps what they come to in a slot."""
    function, block, storage = expression.function, scope.block, scope.storage
    is_flag = function in ("any", "all")
    kept = storage.slot(f"{function}.kept", Kind.TRUTH if is_flag else Kind.NUMBER)
    block.set(kept, truth(value=function == "all") if is_flag else number(_START[function]))
    found = storage.slot(f"{function}.found", Kind.NUMBER) if function.startswith("arg") else ""
    if found:
        block.set(found, number(-1))
    with (
        block.repeat(function, 0, scope.task.world.kinds[expression.kind].capacity) as (turn, at),
        turn.branch(scope.live(expression.kind, at)) as live,
    ):
        inner = scope.in_loop(live, expression.binding, expression.kind, at)
        condition = live.define("counts", lower_expression(expression.condition, inner))
        value = live.define("value", lower_expression(expression.value, inner))
        with live.branch(condition) as body:
            if function == "sum":
                body.set(kept, apply("add", get(kept), value))
            elif function == "count":
                body.set(kept, apply("add", get(kept), apply("number_of_truth", value)))
            elif is_flag:
                body.set(kept, both(get(kept), value) if function == "all" else either(get(kept), value))
            else:
                with body.branch(apply("lt" if function.endswith("min") else "gt", value, get(kept))) as better:
                    better.set(kept, value)
                    if found:
                        better.set(found, apply("number_of_index", at))
    return block.define(function, get(found or kept))
