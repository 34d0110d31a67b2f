"""The blocks that belong together, resolved in the order in which the Model numbers what is in them."""

from dataclasses import dataclass, replace

from quale.language.blocks.data_files import DataFiles
from quale.language.blocks.dynamics import check_dynamics
from quale.language.blocks.fitness import check_fitness
from quale.language.blocks.handlers import check_handlers
from quale.language.blocks.initial_values import Parts, Setup, check_setup
from quale.language.blocks.machine import check_machine
from quale.language.blocks.perception import check_perception
from quale.language.expressions.statement import resolve_block
from quale.language.scope.context import Context
from quale.language.scope.permissions import ACTION
from quale.language.syntax import tree as syntax
from quale.model.statement import Statement
from quale.model.world import Dynamics, Fitness, Kind, Machine


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the parts of an experiment come to."""

    setup: Setup
    perception: tuple[Statement, ...]
    assigned: frozenset[str]  # inputs that perception assigns
    action: tuple[Statement, ...]
    kinds: tuple[Kind, ...]  # with their handlers
    world_machines: tuple[Machine, ...]
    agent_machines: tuple[Machine, ...]
    dynamics: Dynamics | None
    fitness: Fitness | None


def resolve_parts(
    parts: Parts, evolve: syntax.Settings, context: Context, data: DataFiles, reads: set[tuple[str, str]]
) -> Resolved:
    """Resolve all statements of an experiment. `reads` gathers the record fields that metrics read."""
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
    return Resolved(setup, perception, assigned, action, kinds, world_machines, agent_machines, dynamics, fitness)


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
