"""Setup of a scenario, without the genome: states, entities, the agent's cell, machines."""

from quale.compiler.lower.entities import NEVER, fill_from_row, free_cell, give_life, join_crowd
from quale.compiler.lower.expression import lower_expression, lower_number
from quale.compiler.lower.machines import start_machine
from quale.compiler.lower.route_order import rank
from quale.compiler.lower.scope import Scope
from quale.compiler.lower.slots import Cell, value_kind
from quale.compiler.lower.store import converted, store
from quale.compiler.program.builder import Block
from quale.compiler.program.construct import TRUE, apply, index, number
from quale.compiler.program.program import Expr, Kind
from quale.model.expression import known
from quale.model.kept import AgentState
from quale.model.kinds import GRID
from quale.model.world import State


def lower_setup(scope: Scope) -> None:
    """Lower everything that happens before tick 0."""
    task, places = scope.task, scope.places
    _initialise(task.world.states, places.world, scope)
    _initialise(task.body.states, places.agent, scope)
    _initialise(task.dynamics.hiddens if task.dynamics else (), places.hidden, scope)
    for kind in range(len(task.world.kinds)):
        _populate(kind, scope)
    if _agent_is_placed(scope):
        _place_agent(scope)
    for number_of, machine in enumerate((*task.world.machines, *task.body.machines)):
        start_machine(number_of, machine, scope)


def _initialise(states: tuple[State, ...], cells: tuple[Cell, ...], scope: Scope) -> None:
    """Give states their initial values, in declaration order."""
    for state, (slot, at) in zip(states, cells, strict=True):
        if state.initial is None:
            continue
        to_truth = value_kind(state.type) is Kind.TRUTH
        value = lower_expression(state.initial, scope) if to_truth else lower_number(state.initial, scope)
        scope.block.set(slot, converted(value, state.type, scope.block), at)


def _agent_is_placed(scope: Scope) -> bool:
    """Return whether the engine draws the cell on which the agent starts."""
    task = scope.task
    body = task.body
    return task.world.topology is GRID and body.cell is not None and body.states[body.cell[0]].initial is None


def _populate(kind: int, scope: Scope) -> None:
    """Make the imported entities of a kind, then as many as the draw of the count says."""
    declared, place, block = scope.task.world.kinds[kind], scope.places.kinds[kind], scope.block
    if not place.capacity:
        return
    if place.soonest:
        block.set(place.soonest, index(NEVER))
    rows = len(declared.rows)
    if rows:
        with block.repeat(declared.name, 0, rows) as (inner, at):
            inner.set(place.live, TRUE, at)
            fill_from_row(kind, at, at, scope.as_entity(inner, kind, at))
            join_crowd(kind, at, scope.within(inner))
    low, high = declared.spawn_low, declared.spawn_high
    certain = low == high
    spawned: Expr = index(high)
    if not certain:
        u = apply("uniform01", index(declared.spawn_site), index(0), index(0))
        more = apply("floor", apply("mul", u, number(high - low + 1)))
        spawned = block.define("spawned", apply("index_of", apply("add", number(low), more)))
    agent = scope.task.body.cell is not None and not _agent_is_placed(scope)
    with block.repeat(declared.name, rows, declared.capacity) as (inner, at):
        wanted = TRUE if certain else apply("ilt", at, apply("iadd", index(rows), spawned))

        def revive(where: Block) -> None:
            where.set(place.live, TRUE, at)
            join_crowd(kind, at, scope.within(where))

        with inner.branch(wanted) as born:
            give_life(kind, at, scope.as_entity(born, kind, at), revive, crowd=range(kind + 1), agent=agent)
    rank(kind, scope)


def _place_agent(scope: Scope) -> None:
    """Draw the agent's cell; (0, 0) if none is free."""
    body = scope.task.body
    kinds = range(len(scope.task.world.kinds))
    found, x, y = free_cell(body.start_site, index(0), scope, crowd=kinds, agent=False)
    with scope.block.branch(found) as inner:
        for at, value in zip(known(body.cell), (x, y), strict=True):
            store(AgentState(at, truth=False), value, scope.within(inner))
