"""What an expression is worth. Every operand is evaluated, always: expressions have no effects but delays' memory."""

import math
from collections.abc import Iterator

from quale.compiler.interpret.query import ask
from quale.compiler.interpret.scenario import Frame, Scenario, Value
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
from quale.model.kinds import ClockKind, Distribution, ResultKind
from quale.numeric.functions import FUNCTIONS
from quale.numeric.operators import OPERATORS, calculate
from quale.numeric.power import integer_power
from quale.numeric.scalars import evaluate
from quale.streams import uniform01

TAU = 6.283185307179586


def worth(expression: Expression, scenario: Scenario, place: Frame) -> Value:
    """Return an expression's value: a bool for a truth value, else a float."""
    match expression:
        case Number() | Truth():
            return expression.value
        case Operation() | IntegerPower() | Call() | Draw() | Delay() | Query():
            return _composed(expression, scenario, place)
        case Where() | Reduction() | Element() | Row():
            return _gathered(expression, scenario, place)
        case MachineIs() | MachineTicks():
            return _machine(expression, scenario)
        case PropertyValue():
            return place.bindings[expression.binding].values[expression.property]
        case Clock():
            return _clock(expression.what, scenario)
        case Complexity():
            return float(scenario.brain.complexity)
        case _:
            return _kept(expression, scenario)


def _machine(expression: MachineIs | MachineTicks, scenario: Scenario) -> Value:
    """Return what is asked about a machine."""
    if isinstance(expression, MachineTicks):
        return float(scenario.machine_ticks[expression.machine])
    return scenario.machine_state[expression.machine] == expression.state


def _kept(
    expression: AgentState
    | WorldState
    | Hidden
    | SensorValue
    | ActuatorValue
    | Local
    | Variable
    | ResultField
    | MetricValue,
    scenario: Scenario,
) -> Value:
    """Return a value that the scenario keeps under an index."""
    match expression:
        case AgentState():
            return scenario.agent[expression.index]
        case WorldState():
            return scenario.world[expression.index]
        case Hidden():
            return scenario.hidden[expression.index]
        case SensorValue():
            return scenario.inputs[expression.index]
        case ActuatorValue():
            return scenario.outputs[expression.index]
        case Local() | Variable():
            return scenario.lets[expression.index]
        case ResultField():
            return _field(expression, scenario)
        case MetricValue():
            return scenario.metrics[expression.index]


def number(expression: Expression, scenario: Scenario, place: Frame) -> float:
    """Return an expression's value as a number; a truth value counts 0 or 1."""
    return float(worth(expression, scenario, place))


def _composed(
    expression: Operation | IntegerPower | Call | Draw | Delay | Query, scenario: Scenario, place: Frame
) -> Value:
    """Return what comes of the values of inner expressions."""
    if isinstance(expression, Delay):
        past = scenario.delayed[expression.index]
        past.append(worth(expression.value, scenario, place))
        return past[max(0, len(past) - 1 - scenario.task.delays[expression.index])]
    if isinstance(expression, IntegerPower):
        exponent = expression.exponent
        return evaluate(lambda _, x: integer_power(x, exponent), number(expression.base, scenario, place))
    values = [worth(argument, scenario, place) for argument in expression.arguments]
    match expression:
        case Operation():
            result: Value = calculate(OPERATORS[expression.operator].formula, *values)
            return result
        case Call():
            return evaluate(FUNCTIONS[expression.function].formula, *values)
        case Draw():
            return _draw(expression, values, scenario, place)
        case Query():
            return ask(expression, values, scenario)


def _gathered(expression: Where | Reduction | Element | Row, scenario: Scenario, place: Frame) -> Value:
    """Return what comes of several values, or is one of them."""
    if isinstance(expression, Element):
        return worth(expression.at(int(number(expression.index, scenario, place))), scenario, place)
    if isinstance(expression, Row):
        return expression.column[int(number(expression.index, scenario, place))]
    if isinstance(expression, Reduction):
        return _reduced(expression, scenario, place)
    for index, _, part in expression.lets:
        scenario.lets[index] = worth(part, scenario, place)
    return worth(expression.value, scenario, place)


def _reduced(reduction: Reduction, scenario: Scenario, place: Frame) -> Value:
    """Return what the live entities come to for which the condition holds."""
    function, found = reduction.function, -1
    least = function in ("min", "argmin")
    best, total = math.inf if least else -math.inf, 0.0
    some, every = False, True
    for slot, inner in each_live(reduction.kind, reduction.binding, scenario, place):
        holds = worth(reduction.condition, scenario, inner)
        value = worth(reduction.value, scenario, inner)
        if not holds:
            continue
        match function:
            case "sum":
                total = total + value
            case "count" | "any" | "all":
                total, some, every = total + float(value), some or bool(value), every and bool(value)
            case _ if (value < best) if least else (value > best):
                best, found = float(value), slot
    match function:
        case "sum" | "count":
            return total
        case "any" | "all":
            return some if function == "any" else every
    return best if function in ("min", "max") else float(found)


def each_live(kind: int, binding: int, scenario: Scenario, place: Frame) -> Iterator[tuple[int, Frame]]:
    """Yield the slot of every entity that is live when its turn comes, and the frame in which it is bound."""
    entities = scenario.entities[kind]
    for slot, entity in enumerate(entities):
        if entity.live:
            counter = (place.loop * (len(entities) + 1) + slot + 1) % 2**32
            yield slot, Frame(place.slot, counter, {**place.bindings, binding: entity})


def _field(expression: ResultField, scenario: Scenario) -> Value:
    """Return a field of what a query found."""
    found = scenario.results[expression.local]
    match expression.field:
        case ResultKind.DISTANCE:
            return found.distance
        case ResultKind.INDEX:
            return found.index
        case _:
            return found.values[expression.column]


def _clock(what: ClockKind, scenario: Scenario) -> float:
    """Return the clock: ticks, time or scenario."""
    match what:
        case ClockKind.SCENARIO:
            return float(scenario.number)
        case ClockKind.TICKS:
            return float(scenario.now)
        case _:
            return scenario.now * scenario.task.world.tick


def _draw(draw: Draw, values: list[Value], scenario: Scenario, place: Frame) -> Value:
    """Return a random number. The same site, tick, slot and loop give the same one."""
    if draw.distribution is Distribution.NORMAL:
        mu, sd = values
        w0, w1, w2, w3 = scenario.words(draw.site, place.slot, place.loop)
        return mu + sd * standard_normal(w0, w1, w2, w3)
    u = scenario.uniform(draw.site, place.slot, place.loop)
    if draw.distribution is Distribution.CHANCE:
        return u < values[0]
    a, b = values
    return a + (b - a) * u


def standard_normal(w0: int, w1: int, w2: int, w3: int) -> float:
    """Return √(-2 log(1 - u)) cos(τ v) for u and v from two words each (Box & Muller 1958)."""
    u, v = uniform01(w0, w1), uniform01(w2, w3)
    radius = math.sqrt(-2.0 * evaluate(FUNCTIONS["log"].formula, 1.0 - u))
    return radius * evaluate(FUNCTIONS["cos"].formula, TAU * v)
