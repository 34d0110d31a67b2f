"""What statements do, and how values are stored."""

import math

import numpy as np

from quale.compiler.interpret.expression import each_live, number, worth
from quale.compiler.interpret.query import is_open, nearest
from quale.compiler.interpret.scenario import Entity, Frame, Scenario, Value
from quale.compiler.interpret.shape import drawn
from quale.model.expression import Element, Member, PropertyValue, Variable, known
from quale.model.kept import ActuatorValue, AgentState, Hidden, SensorValue, WorldState
from quale.model.picture import Shape
from quale.model.port_names import SUFFIXES
from quale.model.statement import (
    Assign,
    Consume,
    ForEach,
    Let,
    LetQuery,
    Move,
    Record,
    Repeat,
    Statement,
    Target,
    When,
)
from quale.model.world import Type

STEPS = {
    "n": (0, -1),
    "ne": (1, -1),
    "e": (1, 0),
    "se": (1, 1),
    "s": (0, 1),
    "sw": (-1, 1),
    "w": (-1, 0),
    "nw": (-1, -1),
}
"""(dx, dy) of a direction: x grows east, y grows south."""


def run(statements: tuple[Statement, ...], scenario: Scenario, place: Frame) -> None:
    """Run statements in order."""
    for statement in statements:
        _run_one(statement, scenario, place)


def _run_one(statement: Statement, scenario: Scenario, place: Frame) -> None:
    match statement:
        case Let():
            scenario.lets[statement.index] = worth(statement.value, scenario, place)
        case LetQuery():
            arguments = [worth(argument, scenario, place) for argument in statement.query.arguments]
            scenario.results[statement.index] = nearest(statement.query, arguments, scenario)
        case Assign():
            store(statement.target, worth(statement.value, scenario, place), scenario, place)
        case When():
            holds = worth(statement.condition, scenario, place)
            run(statement.then if holds else statement.otherwise, scenario, place)
        case ForEach() | Repeat():
            _loop(statement, scenario, place)
        case Record():
            fields = tuple(number(value, scenario, place) for value in statement.values)
            scenario.records[statement.record].append(fields)
        case Consume():
            consume(place.bindings[statement.binding], scenario)
        case Move():
            _move(statement.actuator, scenario)
        case Shape():
            scenario.shapes.append(drawn(statement, scenario, place))


def store(target: Target | Member, value: Value, scenario: Scenario, place: Frame) -> None:
    """Store a value, converted to the target's type."""
    task = scenario.task
    match target:
        case Element():
            store(target.at(int(number(target.index, scenario, place))), value, scenario, place)
        case AgentState():
            scenario.agent[target.index] = converted(value, task.body.states[target.index].type)
        case WorldState():
            scenario.world[target.index] = converted(value, task.world.states[target.index].type)
        case Hidden():
            hiddens = task.dynamics.hiddens if task.dynamics else ()
            scenario.hidden[target.index] = converted(value, hiddens[target.index].type)
        case SensorValue():
            sensor = next(each for each in task.body.sensors if each.first <= target.index < each.first + each.width)
            scenario.inputs[target.index] = saturate(float(value), sensor.low, sensor.high)
        case Variable():
            scenario.lets[target.index] = bool(value) if target.truth else float(value)
        case PropertyValue():
            declared = task.world.kinds[target.kind].properties[target.property]
            place.bindings[target.binding].values[target.property] = converted(value, declared.type)
        case ActuatorValue():
            raise ValueError("the Model assigns an actuator")


def converted(value: Value, declared: Type) -> Value:
    """Return what a state or property of a type holds after a value was stored."""
    match declared.kind:
        case "bool":
            return bool(value)
        case "range":
            return saturate(float(value), declared.low, declared.high)
        case "int":
            return 0.0 if math.isnan(value) else float(np.rint(float(value)))
        case _:
            return float(value)


def saturate(x: float, low: float, high: float) -> float:
    """Return x within low..high; NaN becomes low."""
    if x >= low:
        return min(x, high)
    return low


def _loop(loop: ForEach | Repeat, scenario: Scenario, place: Frame) -> None:
    """Run the body for every entity that is live when its turn comes, or so many times."""
    if isinstance(loop, Repeat):
        for _ in range(loop.times):
            run(loop.body, scenario, place)
        return
    for _, inner in each_live(loop.kind, loop.binding, scenario, place):
        run(loop.body, scenario, inner)


def consume(entity: Entity, scenario: Scenario) -> None:
    """Remove an entity; one that is gone already stays gone."""
    if entity.live:
        entity.live = False
        entity.consumed = scenario.now


def _move(actuator: int, scenario: Scenario) -> None:
    """Move one cell in the winning direction, if its output exceeds the threshold and the way is free."""
    body = scenario.task.body
    port = body.actuators[actuator]
    winner, best = 0, scenario.outputs[port.first]
    for direction in range(1, port.directions):
        output = scenario.outputs[port.first + direction]
        if output > best:  # strictly: the first of the largest wins
            winner, best = direction, output
    if best > port.threshold:
        dx, dy = STEPS[SUFFIXES[port.directions][winner]]
        across, down = known(body.cell)
        x, y = scenario.agent[across] + dx, scenario.agent[down] + dy
        if is_open(scenario.task, x, y):
            scenario.agent[across] = converted(x, body.states[across].type)
            scenario.agent[down] = converted(y, body.states[down].type)
