"""Expressions of the Model in print: every name is written out again, every number in full."""

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
from quale.model.kinds import QueryKind
from quale.model.world import WorldTask

_SHOWN = 4  # numbers of a table's column


def number(value: float) -> str:
    """Return a number so that it reads back as itself, whole ones without a point."""
    return str(int(value)) if abs(value) < 2**53 and value == int(value) else repr(float(value))


def show_expression(expression: Expression, task: WorldTask) -> str:
    """Return an expression as text: `%3` is a local, `@5` a call site, `e1` an entity binding."""
    match expression:
        case Number(value):
            return number(value)
        case Truth(truth):
            return str(truth).lower()
        case Operation(operator, arguments):
            return _operation(operator, [show_expression(argument, task) for argument in arguments])
        case IntegerPower(base, exponent):
            return f"({show_expression(base, task)} ^ {exponent})"
        case Call(function, arguments):
            return f"{function}({', '.join([show_expression(argument, task) for argument in arguments])})"
        case Draw(distribution, arguments, site):
            return f"{distribution}({', '.join([show_expression(argument, task) for argument in arguments])})@{site}"
        case Delay(index, delayed):
            return f"delay({show_expression(delayed, task)}, {task.delays[index]} ticks)#{index}"
        case Query():
            return show_query(expression, task)
        case Where() | Reduction() | Element() | Row():
            return _gathered(expression, task)
        case _:
            return _name(expression, task)


def _operation(operator: str, arguments: list[str]) -> str:
    if len(arguments) == 1:
        return f"{operator}({arguments[0]})"
    if operator == "?:":
        return f"({arguments[0]} ? {arguments[1]} : {arguments[2]})"
    return f"({arguments[0]} {operator} {arguments[1]})"


def _gathered(expression: Where | Reduction | Element | Row, task: WorldTask) -> str:
    if isinstance(expression, Element):
        name, _, _ = show_expression(expression.first, task).rpartition("_")
        return f"{name}[{show_expression(expression.index, task)}]"
    if isinstance(expression, Row):
        column = [number(each) for each in expression.column[:_SHOWN]]
        more = ", …" if len(expression.column) > _SHOWN else ""
        return f"[{', '.join(column)}{more}][{show_expression(expression.index, task)}]"
    value = show_expression(expression.value, task)
    if isinstance(expression, Where):
        lets = [f"%{index} = {show_expression(part, task)}" for index, _, part in expression.lets]
        return f"({value} where {', '.join(lets)})"
    name, condition = f"e{expression.binding}", show_expression(expression.condition, task)
    return f"{expression.function}({value} for {name} in {task.world.kinds[expression.kind].name} when {condition})"


def show_query(query: Query, task: WorldTask) -> str:
    """Return a query as text."""
    kind = task.world.kinds[query.kind] if query.kind is not None else None
    arguments = [kind.name] if kind is not None else []
    arguments += [show_expression(argument, task) for argument in query.arguments]
    column = f".{kind.properties[query.column].name}" if kind is not None and query.property is not None else ""
    fallback = f" else {number(query.fallback)}" if query.name is QueryKind.ZONE else ""
    return f"{query.name}({', '.join(arguments)}){column}{fallback}"


def machine_name(index: int, task: WorldTask) -> str:
    """Return the name of a machine, the world's first."""
    return (*task.world.machines, *task.body.machines)[index].name


def _name(expression: Expression, task: WorldTask) -> str:
    match expression:
        case AgentState(index):
            return f"agent.{task.body.states[index].name}"
        case WorldState(index):
            return f"world.{task.world.states[index].name}"
        case Hidden(index):
            return f"hidden.{task.dynamics.hiddens[index].name}" if task.dynamics else f"hidden.{index}"
        case SensorValue(index):
            return f"sensor.{task.body.inputs[index]}"
        case ActuatorValue(index):
            return f"actuator.{task.body.outputs[index]}"
        case PropertyValue(binding, kind, column):
            return f"e{binding}.{task.world.kinds[kind].properties[column].name}"
        case MetricValue(index):
            return f"metric.{task.fitness.metrics[index].name}"
        case _:
            return _part(expression, task)


def _part(expression: Expression, task: WorldTask) -> str:
    match expression:
        case Clock(what):
            return f"world.{what}"
        case Local(index) | Variable(index):
            return f"%{index}"
        case ResultField(local, field, column):
            return f"%{local}.{field}" if field != "property" else f"%{local}.property[{column}]"
        case MachineIs(machine, state):
            states = (*task.world.machines, *task.body.machines)[machine].states
            return f"({machine_name(machine, task)} is {states[state].name})"
        case MachineTicks(machine):
            return f"{machine_name(machine, task)}.ticks"
        case Complexity():
            return "engine.complexity"
        case _:
            raise AssertionError(f"no print for {type(expression).__name__}")
