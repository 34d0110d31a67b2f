"""The Model in print: `quale check --emit model`. Stable, complete, and for reading."""

from collections.abc import Iterator

from quale.model.expression import Expression
from quale.model.kinds import GRID, ROUTE, PortKind, TypeKind
from quale.model.model import Model
from quale.model.show_expression import number, show_expression
from quale.model.show_statement import show_statements
from quale.model.statement import Picture
from quale.model.world import (
    Actuator,
    Body,
    Fitness,
    Handler,
    Kind,
    Machine,
    OfRecords,
    Sensor,
    State,
    Type,
    World,
    WorldTask,
)


def show_model(model: Model) -> str:
    """Return a Model as text, ending in a newline."""
    return "\n".join(_lines(model)) + "\n"


def _lines(model: Model) -> Iterator[str]:
    yield f"evolve {model.name}"
    yield from (f"  {field} = {value}" for field, value in model.configuration)
    for name, _ in model.text.files:
        yield f"  file {name}"
    for data in model.text.data:
        yield f"  data {data.name} ({len(data.data)} bytes)"
    if isinstance(model.task, WorldTask):
        yield from _task(model.task)
        yield from _picture(model.picture, model.task)
    else:
        yield f"task {model.task!r}"
    for test in model.tests:
        yield f"test {test.name}"
        yield from (f"  {line}" for line in _lines(test.model))


def _task(task: WorldTask) -> Iterator[str]:
    yield from _body(task.body, task)
    yield from _world(task.world, task)
    yield "perception"
    yield from show_statements(task.perception, task, "  ")
    yield "action"
    yield from show_statements(task.action, task, "  ")
    yield from _dynamics(task)
    yield from _fitness(task.fitness, task)
    for record in task.records:
        yield f"record {record.name} {{ {', '.join(record.fields)} }}"


def _picture(picture: Picture | None, task: WorldTask) -> Iterator[str]:
    if picture is None:
        return
    yield f"draw {picture.name}"
    if picture.view is not None:
        x, y = picture.view.x, picture.view.y
        yield f"  view {number(x[0])}..{number(x[1])}, {number(y[0])}..{number(y[1])}"
    yield from show_statements(picture.statements, task, "  ")


def show_type(type_: Type) -> str:
    """Return a type as it is written."""
    if type_.kind is TypeKind.RANGE:
        unit = f" {type_.unit}" if type_.unit else ""
        return f"{number(type_.low)}..{number(type_.high)}{unit}"
    return type_.unit or type_.kind


def _value(name: str, type_: Type, initial: Expression | None, task: WorldTask) -> str:
    start = "a free cell" if initial is None else show_expression(initial, task)
    return f"{name}: {show_type(type_)} = {start}"


def _state(word: str, state: State, task: WorldTask) -> str:
    implicit = "  // implicit" if state.implicit else ""
    return f"  {word} {_value(state.name, state.type, state.initial, task)}{implicit}"


def _body(body: Body, task: WorldTask) -> Iterator[str]:
    yield f"body {body.name}"
    yield from (_state("state", state, task) for state in body.states)
    yield from (_sensor(sensor, task) for sensor in body.sensors)
    yield from (_actuator(actuator) for actuator in body.actuators)
    x, y = body.cell or (None, None)
    meanings = {"alive": body.alive, "position": body.position, "speed": body.speed, "x": x, "y": y}
    shown = [f"{name} {index}" for name, index in meanings.items() if index is not None]
    yield f"  known states: {', '.join(shown) or 'none'}; start @{body.start_site}"
    for machine in body.machines:
        yield from _machine(machine, task)


def _sensor(sensor: Sensor, task: WorldTask) -> str:
    if sensor.kind is PortKind.INTERNAL:
        return f"  sensor {sensor.first} {sensor.name}: {number(sensor.low)}..{number(sensor.high)}"
    kinds = ", ".join(task.world.kinds[kind].name for kind in sensor.sees) or "nothing"
    filled = "perception" if sensor.assigned else f"{kinds} within {sensor.range}"
    return f"  sensor {sensor.first} {sensor.name}: {sensor.directions} directions, {filled}"


def _actuator(actuator: Actuator) -> str:
    if actuator.kind is PortKind.VALUE:
        return f"  actuator {actuator.first} {actuator.name}: {number(actuator.low)}..{number(actuator.high)}"
    directions = f", {actuator.directions} directions" if actuator.directions else ""
    return f"  actuator {actuator.first} {actuator.name}: threshold {number(actuator.threshold)}{directions}"


def _machine(machine: Machine, task: WorldTask) -> Iterator[str]:
    yield f"  machine {machine.name}: {machine.scope}, initial {machine.states[machine.initial].name}"
    for state in machine.states:
        yield f"    state {state.name}"
        for event, body in (("on_enter", state.on_enter), ("on_tick", state.on_tick), ("on_exit", state.on_exit)):
            if body:
                yield f"      {event}"
                yield from show_statements(body, task, "        ")
        for goto in state.gotos:
            yield f"      goto {machine.states[goto.target].name} when {show_expression(goto.when, task)}"


def _world(world: World, task: WorldTask) -> Iterator[str]:
    yield f"world {world.name}"
    extent = {ROUTE: f" of {number(world.length)}", GRID: f" of {world.width} x {world.height}"}
    yield f"  topology {world.topology}{extent.get(world.topology, '')}, tick {number(world.tick)}"
    if world.max_speed is not None:
        yield f"  max_speed {number(world.max_speed)}"
    if any(any(line) for line in world.walls):
        yield from (f"  {''.join('#' if wall else '.' for wall in line)}" for line in world.walls)
    yield from (_state("state", state, task) for state in world.states)
    for machine in world.machines:
        yield from _machine(machine, task)
    for kind in world.kinds:
        yield from _kind(kind, task)


def _kind(kind: Kind, task: WorldTask) -> Iterator[str]:
    low, high = kind.spawn_low, kind.spawn_high
    count = str(low) if low == high else f"{low}..{high}"
    respawn = "" if kind.respawn is None else f", respawn after {kind.respawn} ticks"
    yield f"  entity {kind.name}: spawn {count} @{kind.spawn_site}, cells @{kind.place_site}{respawn}"
    yield from (f"    {_value(p.name, p.type, p.initial, task)}" for p in kind.properties)
    yield from (f"    row {', '.join(number(value) for value in row)}" for row in kind.rows)
    for handler in kind.handlers:
        yield f"    {_event(handler)}"
        yield from show_statements(handler.body, task, "      ")


def _event(handler: Handler) -> str:
    arguments = [] if handler.threshold is None else [f"threshold: {number(handler.threshold)}"]
    if handler.max_speed is not None:
        arguments.append(f"max_speed: {number(handler.max_speed)}")
    return f"{handler.event}({', '.join(arguments)}) #{handler.ordinal}"


def _dynamics(task: WorldTask) -> Iterator[str]:
    dynamics = task.dynamics
    if dynamics is None:
        return
    yield f"dynamics {dynamics.name}"
    yield from (_state("hidden", hidden, task) for hidden in dynamics.hiddens)
    yield "  per_tick"
    yield from show_statements(dynamics.per_tick, task, "    ")
    yield "  rules"
    yield from show_statements(dynamics.rules, task, "    ")
    if dynamics.clamp is not None:
        names = [f"agent.{task.body.states[i].name}" for i in dynamics.clamped]
        names += [f"hidden.{dynamics.hiddens[i].name}" for i in dynamics.clamped_hiddens]
        low, high = dynamics.clamp
        yield f"  clamp {number(low)}..{number(high)}: {', '.join(names) or 'nothing'}"
    yield from (f"  death when {show_expression(condition, task)}" for condition in dynamics.death)


def _fitness(fitness: Fitness, task: WorldTask) -> Iterator[str]:
    yield f"fitness {fitness.name}"
    for metric in fitness.metrics:
        if isinstance(of := metric.value, OfRecords):
            record = task.records[of.record]
            yield f"  metric {metric.name} = {of.aggregate} of {record.name}.{record.fields[of.field]}"
        else:
            yield f"  metric {metric.name} = {show_expression(of, task)}"
    yield from (f"  gate agent.{task.body.states[index].name}" for index in fitness.gates)
    yield from (f"  gate * {show_expression(factor, task)}" for factor in fitness.factors)
    for term in fitness.terms:
        yield f"  {term.verb} {show_expression(term.value, task)} * {number(term.weight)}"
    yield from show_statements(fitness.every_tick, task, "  ")
    yield from (f"  terminate when {show_expression(condition, task)}" for condition in fitness.terminate)
