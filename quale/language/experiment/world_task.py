"""The blocks that an experiment in a world of its own names become one WorldTask."""

from dataclasses import replace

from quale.language.blocks.data_files import DataFiles
from quale.language.blocks.initial_values import Parts
from quale.language.experiment.resolve_parts import Resolved, resolve_parts
from quale.language.scope.context import Context
from quale.language.scope.declarations import BodyNames, WorldNames
from quale.language.syntax import tree as syntax
from quale.model.expression import Expression, Number, Truth, known
from quale.model.kinds import ROUTE
from quale.model.port_names import port_names
from quale.model.world import Body, RecordKind, State, World, WorldTask


def check_world_task(
    evolve: syntax.Settings, parts: Parts, ticks: int, context: Context, data: DataFiles, reads: set[tuple[str, str]]
) -> WorldTask | None:
    """Resolve the blocks of an experiment; None where one that is needed is missing or wrong.

    `reads` collects the (record, field) pairs that metrics read.
    """
    names = context.names
    resolved = resolve_parts(parts, evolve, context, data, reads)
    fitness = resolved.fitness
    # of a damaged program parts may be missing without an error of their own
    if names.body is None or names.world is None or fitness is None or context.log.failed or context.log.damaged:
        return None
    return WorldTask(
        body=_body(names.body, resolved),
        world=_world(names.world, resolved),
        perception=resolved.perception,
        action=resolved.action,
        dynamics=resolved.dynamics,
        fitness=fitness,
        records=tuple(RecordKind(r.name, tuple(f.text for f in r.fields)) for r in names.records.values()),
        delays=tuple(names.numbers.delays),
        ticks=ticks,
    )


def _body(names: BodyNames, resolved: Resolved) -> Body:
    implicit: dict[str, Expression] = {"alive": Truth(value=True), "position": Number(0.0)}
    every = tuple(
        resolved.setup.agent_states.get(name) or State(name, value.type, implicit.get(name), implicit=True)
        for name, value in names.states.items()
    )
    sensors = tuple(
        replace(sensor, assigned=any(port in resolved.assigned for port in port_names(sensor.name, sensor.directions)))
        for sensor in names.sensors.values()
    )
    index = {name: value.index for name, value in names.states.items()}
    return Body(
        names.name,
        every,
        sensors,
        tuple(names.actuators.values()),
        resolved.agent_machines,
        cell=(index["x"], index["y"]) if {"x", "y"} <= index.keys() else None,
        position=index.get("position"),
        speed=index.get("speed"),
        alive=index.get("alive"),
        start_site=resolved.setup.start_site,
    )


def _world(names: WorldNames, resolved: Resolved) -> World:
    return World(
        name=names.name,
        topology=known(names.topology),
        length=names.number("length", 0.0) if names.topology is ROUTE else 0.0,
        width=names.width,
        height=names.height,
        walls=names.walls,
        max_speed=names.number("max_speed", 0.0) if "max_speed" in names.fields else None,
        tick=names.number("tick", 1.0),
        states=resolved.setup.world_states,
        kinds=resolved.kinds,
        machines=resolved.world_machines,
    )
