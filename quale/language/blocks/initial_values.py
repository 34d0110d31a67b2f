"""What a scenario starts with: the names of an experiment, initial values, entity kinds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isinf, isnan
from typing import TypeVar

from quale.language.blocks.body import body_names
from quale.language.blocks.data_files import DataFiles
from quale.language.blocks.dynamics import hidden_names
from quale.language.blocks.entity import MOST_ENTITIES, check_kind
from quale.language.blocks.entity_rows import Defaults, Row, import_entities
from quale.language.blocks.machine import machine_names
from quale.language.blocks.world import world_names
from quale.language.expressions.declared_value import initial_value, states
from quale.language.expressions.fold import fold
from quale.language.scope.context import Context
from quale.language.scope.declarations import Names, WorldNames
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.permissions import INITIAL
from quale.language.syntax import tree as syntax
from quale.model.kinds import GRID, MachineScope
from quale.model.world import Kind, State

Block = TypeVar("Block", bound=syntax.Block)


@dataclass(frozen=True, slots=True)
class Parts:
    """The blocks that an evolve block names."""

    body: syntax.Body | None
    world: syntax.World | None
    perception: syntax.Statements | None
    action: syntax.Statements | None
    dynamics: syntax.Dynamics | None
    fitness: syntax.Fitness | None


def parts_of(blocks: Mapping[str, syntax.Block | None]) -> Parts:
    """Return the parts among blocks by their kind."""
    return Parts(
        _of(syntax.Body, blocks.get("body")),
        _of(syntax.World, blocks.get("world")),
        _of(syntax.Statements, blocks.get("perception")),
        _of(syntax.Statements, blocks.get("action")),
        _of(syntax.Dynamics, blocks.get("dynamics")),
        _of(syntax.Fitness, blocks.get("fitness")),
    )


def _of(kind: type[Block], block: syntax.Block | None) -> Block | None:
    return block if isinstance(block, kind) else None


@dataclass(frozen=True, slots=True)
class Setup:
    """Resolved initial values and kinds (without handlers); `start_site` is the call site of the agent's first cell."""

    world_states: tuple[State, ...]
    agent_states: dict[str, State]
    hiddens: tuple[State, ...]
    kinds: tuple[Kind, ...]
    start_site: int


def check_setup(parts: Parts, context: Context, data: DataFiles) -> Setup:
    """Gather all names of an experiment, then resolve what its scenarios start with."""
    names, initial = context.names, Context(context.names, INITIAL)
    rows: dict[str, list[Row]] | None = {}
    if parts.world is not None:
        names.world = world_names(parts.world, context, data)
        before = context.log.errors
        defaults = _defaults(parts.world, names.world)
        rows = import_entities(parts.world.imports, names.world, defaults, context, data)
        rows = None if context.log.errors > before else rows
        machine_names(parts.world.machines, MachineScope.WORLD, context)
    if parts.body is not None:
        names.body = body_names(parts.body, context)
        machine_names(parts.body.machines, MachineScope.AGENT, context)
    return Setup(
        _world_states(parts.world, names.world, initial),
        _agent_states(parts.body, initial),
        hidden_names(parts.dynamics, context) if parts.dynamics is not None else (),
        _kinds(parts.world, rows, context),
        names.numbers.site(),
    )


def _defaults(world: syntax.World, names: WorldNames) -> Defaults:
    """Return what the properties start with: for imported entities that say nothing about them."""
    found: dict[tuple[str, str], float | None] = {}
    place = Context(Names(DiagnosticLog(), world=names), INITIAL)  # of its own: nothing is told or numbered here
    for entity in world.entities:
        kind = names.kinds[entity.name.text]
        for declaration in entity.properties if kind.span == entity.name.span else ():
            value = kind.properties[declaration.name.text]
            if declaration.initial is not None and value.span == declaration.name.span:
                known = fold(initial_value(value, declaration.initial, place))
                found[kind.name, value.name] = None if known is None else _as_stored(float(known), value.type.kind)
    return found


def _as_stored(value: float, kind: str) -> float:
    """Return a number as a property of type `int` holds it: rounded to even, NaN as 0; as it is in any other."""
    if kind != "int" or isinf(value):
        return value
    return 0.0 if isnan(value) else float(round(value))


def _world_states(world: syntax.World | None, names: WorldNames | None, context: Context) -> tuple[State, ...]:
    if world is None or names is None:
        return ()
    declared, names.states = names.states, {}
    resolved: list[State] = []
    for state in world.states:  # one at a time: an initial value sees the states above it
        resolved += states(declared, (state,), context)
        names.states[state.name.text] = declared[state.name.text]
    return tuple(resolved)


def _agent_states(body: syntax.Body | None, context: Context) -> dict[str, State]:
    if body is None or context.names.body is None:
        return {}
    resolved = {state.name: state for state in states(context.names.body.states, body.states, context)}
    world = context.names.world
    if world is not None and world.topology == GRID:
        written = {state.name.text for state in body.states if state.initial is not None}
        for name, other in (("x", "y"), ("y", "x")):
            if name in written and other not in written:
                context.log.error(
                    context.names.body.states[name].span,
                    "the agent has half a starting place",
                    f"`{name}` has an initial value, `{other}` has none",
                    f"give `{other}` one too, or neither",
                )
            if name in resolved and name not in written:
                resolved[name] = replace(resolved[name], initial=None)
    return resolved


def _kinds(world: syntax.World | None, rows: dict[str, list[Row]] | None, context: Context) -> tuple[Kind, ...]:
    """Resolve the kinds. `rows` is None where an import has errors: then any kind may be meant by it."""
    names = context.names.world
    if world is None or names is None:
        return ()
    kinds: list[Kind] = []
    for entity in world.entities:
        kind = names.kinds[entity.name.text]
        if kind.span == entity.name.span:
            imported = rows.get(kind.name) if rows is not None else []
            kinds.append(check_kind(entity, kind, None if imported is None else tuple(imported), context))
    capacity = sum(kind.capacity for kind in kinds)
    free = sum(not wall for line in names.walls for wall in line)
    if capacity > MOST_ENTITIES:
        context.log.error(
            world.name.span,
            f"a world holds at most {MOST_ENTITIES:,} entities",
            f"these are up to {capacity:,}",
        )
    elif names.walls and capacity + 1 > free:
        context.log.error(
            world.name.span,
            "there are not enough free cells",
            f"{free} free cells for up to {capacity} entities and the agent",
        )
    return tuple(kinds)
