"""The blocks that an experiment in a world of its own names become one WorldTask.

Call sites, locals, bindings, delays and handlers are numbered in the order in which they are resolved here: initial
values (world, body, hiddens), entity kinds (count, cell, properties), the agent's starting cell, machines of the world,
perception, action, handlers, machines of the body, dynamics, fitness; each block in written order.
"""

from dataclasses import replace

from quale.language.blocks.data_files import DataFiles
from quale.language.blocks.dynamics import check_dynamics
from quale.language.blocks.fitness import check_fitness
from quale.language.blocks.handlers import check_handlers
from quale.language.blocks.initial_values import Parts, Setup, check_setup
from quale.language.blocks.machine import check_machine
from quale.language.blocks.perception import check_perception
from quale.language.expressions.statement import resolve_block
from quale.language.scope.context import Context
from quale.language.scope.declarations import BodyNames, WorldNames
from quale.language.scope.permissions import ACTION
from quale.language.syntax import tree as syntax
from quale.model.expression import Expression, Number, Truth
from quale.model.statement import Statement
from quale.model.world import Body, Kind, Machine, RecordKind, State, World, WorldTask, port_names


def check_world_task(
    evolve: syntax.Settings, parts: Parts, ticks: int, context: Context, data: DataFiles, reads: set[tuple[str, str]]
) -> WorldTask | None:
    """Resolve the blocks of an experiment; None where one that is needed is missing or wrong.

    `reads` collects the (record, field) pairs that metrics read.
    """
    names = context.names
    setup = check_setup(parts, context, data)
    world_machines = _machines(parts.world, context)
    perception, assigned = check_perception(parts.perception, evolve, context)
    action: tuple[Statement, ...] = ()
    if parts.action is not None:
        action = resolve_block(parts.action.body, Context(names, ACTION, every_tick=True))
    kinds = _handlers(parts.world, setup.kinds, context)
    agent_machines = _machines(parts.body, context)
    dynamics = check_dynamics(parts.dynamics, setup.hiddens, context) if parts.dynamics is not None else None
    fitness = check_fitness(parts.fitness, context, reads) if parts.fitness is not None else None
    if names.body is None or names.world is None or fitness is None or context.log.failed:
        return None
    return WorldTask(
        body=_body(names.body, setup, assigned, agent_machines),
        world=_world(names.world, setup.world_states, kinds, world_machines),
        perception=perception,
        action=action,
        dynamics=dynamics,
        fitness=fitness,
        records=tuple(RecordKind(r.name, tuple(f.text for f in r.fields)) for r in names.records.values()),
        delays=tuple(names.numbers.delays),
        ticks=ticks,
    )


def _handlers(world: syntax.World | None, kinds: tuple[Kind, ...], context: Context) -> tuple[Kind, ...]:
    names = context.names.world
    if world is None or names is None:
        return kinds
    done = list(kinds)
    for entity in world.entities:
        kind = names.kinds[entity.name.text]
        if kind.span == entity.name.span:
            done[kind.index] = replace(done[kind.index], handlers=check_handlers(entity, kind, context))
    return tuple(done)


def _machines(block: syntax.World | syntax.Body | None, context: Context) -> tuple[Machine, ...]:
    machines = block.machines if block is not None else ()
    return tuple(done for machine in machines if (done := check_machine(machine, context)) is not None)


def _body(names: BodyNames, setup: Setup, assigned: frozenset[str], machines: tuple[Machine, ...]) -> Body:
    implicit: dict[str, Expression] = {"alive": Truth(value=True), "position": Number(0.0)}
    every = tuple(
        setup.agent_states.get(name) or State(name, value.type, implicit.get(name), implicit=True)
        for name, value in names.states.items()
    )
    sensors = tuple(
        replace(sensor, assigned=any(port in assigned for port in port_names(sensor.name, sensor.directions)))
        for sensor in names.sensors.values()
    )
    index = {name: value.index for name, value in names.states.items()}
    return Body(
        names.name,
        every,
        sensors,
        tuple(names.actuators.values()),
        machines,
        x=index.get("x", -1),
        y=index.get("y", -1),
        position=index.get("position", -1),
        speed=index.get("speed", -1),
        alive=index.get("alive", -1),
        start_site=setup.start_site,
    )


def _world(
    names: WorldNames, states_: tuple[State, ...], kinds: tuple[Kind, ...], machines: tuple[Machine, ...]
) -> World:
    return World(
        name=names.name,
        topology=names.topology,
        length=names.number("length", 0.0) if names.topology == "route" else 0.0,
        width=names.width,
        height=names.height,
        walls=names.walls,
        max_speed=names.number("max_speed", 0.0) if "max_speed" in names.fields else None,
        tick=names.number("tick", 1.0),
        states=states_,
        kinds=kinds,
        machines=machines,
    )
