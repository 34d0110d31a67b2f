"""Where everything of a Model lives: the slots of a Program, made in the order in which traces list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from quale.compiler.program.builder import Storage
from quale.compiler.program.construct import index
from quale.compiler.program.program import Expr
from quale.compiler.program.program import Kind as ValueKind
from quale.model.kept import AgentState, Hidden, WorldState
from quale.model.kinds import GRID, Event, Topology, TypeKind
from quale.model.usage import Uses
from quale.model.world import Handler, Kind, State, Type, WorldTask

VISITS = (Event.ON_ENTER, Event.ON_PASS)
"""Events for which visits to an entity are kept."""


@dataclass(frozen=True, slots=True)
class EntityPlaces:
    """Slots of one entity kind; arrays over its entity slots, "" for what the kind has no need of.

    `tables` holds the tables of properties that never change, by property index; None elsewhere.
    """

    capacity: int
    live: str
    always_live: bool  # once the kind is set up
    properties: tuple[str, ...]
    tables: tuple[str | None, ...]
    visiting: str
    entered: str
    back: str  # INDEX: 1 + the tick from which a consumed entity may come back, 0 without
    soonest: str  # INDEX scalar: the smallest tick in `back`


CROWD = 12
"""Kinds of a grid from which on "is this cell free" is asked of one list of all entities, and not kind by kind: each
place that asks would hold a loop for each kind."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """All entities of a grid one kind after the other, as they stood when they were last listed."""

    live: str  # [T] TRUTH
    x: str  # [T] NUMBER
    y: str  # [T] NUMBER
    starts: tuple[int, ...]  # of each kind, and T
    some: str  # TRUTH scalar: one of them may come back in this tick


class Cell(NamedTuple):
    """Where a state lies: a slot, and where in it, if the slot holds an array."""

    slot: str
    at: Expr | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Names of the slots, indexed as the Model indexes what they hold."""

    agent: tuple[Cell, ...]
    world: tuple[Cell, ...]
    hidden: tuple[Cell, ...]
    machines: tuple[tuple[str, str], ...]  # (state, ticks), the world's first
    kinds: tuple[EntityPlaces, ...]
    crowd: Crowd | None  # where there are kinds enough
    records: tuple[str, ...]  # counts
    aggregates: dict[int, dict[tuple[int, str], str]]  # record: (field, "sum" min max last mean m2): slot


ACCUMULATORS = {
    "avg": ("sum",),
    "sum": ("sum",),
    "min": ("min",),
    "max": ("max",),
    "last": ("last",),
    "std": ("mean", "m2"),
    "count": (),
}
"""What must be kept over a record's field for an aggregate, besides the count."""


def places(task: WorldTask, used: Uses, storage: Storage) -> Places:
    """Make the slots of everything that a Model keeps over a scenario."""
    body, world = task.body, task.world
    agent = _states("agent", body.states, _lengths(AgentState, used), storage)
    around = _states("world", world.states, _lengths(WorldState, used), storage)
    hiddens = task.dynamics.hiddens if task.dynamics else ()
    hidden = _states("hidden", hiddens, _lengths(Hidden, used), storage)
    _ports("inputs", "sensor", body.inputs, storage)
    _ports("outputs", "actuator", body.outputs, storage)
    machines = tuple(
        (
            storage.slot(f"machine.{machine.name}", ValueKind.INDEX, label=f"machine.{machine.name}"),
            storage.slot(f"machine.{machine.name}.ticks", ValueKind.INDEX, label=f"machine.{machine.name}.ticks"),
        )
        for machine in (*world.machines, *body.machines)
    )
    kinds = tuple(_entities(task, used, number, storage) for number in range(len(world.kinds)))
    records = tuple(
        storage.slot(f"record.{record.name}.count", ValueKind.NUMBER, label=f"record.{record.name}.count")
        for record in task.records
    )
    kept = {
        (record, field, accumulator)
        for record, field, aggregate in used.aggregates
        for accumulator in ACCUMULATORS[aggregate]
    }
    aggregates: dict[int, dict[tuple[int, str], str]] = {}
    for record, field, accumulator in sorted(kept):
        name = f"record.{task.records[record].name}.{task.records[record].fields[field]}.{accumulator}"
        aggregates.setdefault(record, {})[field, accumulator] = storage.slot(name, ValueKind.NUMBER)
    return Places(agent, around, hidden, machines, kinds, _crowd(task, storage), records, aggregates)


def _crowd(task: WorldTask, storage: Storage) -> Crowd | None:
    """Make the list of all entities of a grid, if they are of many kinds."""
    kinds = task.world.kinds
    if task.world.topology != GRID or len(kinds) < CROWD:
        return None
    starts = (0, *accumulate(kind.capacity for kind in kinds))
    if not starts[-1]:
        return None
    live, some = storage.slot("crowd.live", ValueKind.TRUTH, starts[-1]), storage.slot("crowd.some", ValueKind.TRUTH)
    x, y = (storage.slot(f"crowd.{axis}", ValueKind.NUMBER, starts[-1]) for axis in "xy")
    return Crowd(live, x, y, starts, some)


def value_kind(declared: Type) -> ValueKind:
    """Return the kind of slot that holds a value of a type."""
    return ValueKind.TRUTH if declared.kind is TypeKind.BOOL else ValueKind.NUMBER


def visit_reach(handlers: Iterable[Handler]) -> float:
    """Return D of a kind's handlers: the threshold of on_enter, which on_pass carries too; 0 without one."""
    return next((handler.reach for handler in handlers if handler.event in VISITS), 0.0)


def site_properties(kind: Kind, topology: Topology) -> tuple[int, ...]:
    """Return the properties that say where entities stand: (x, y) on a grid, (position,) or (start,) on a route.

    Empty when the kind has none of them: its entities are nowhere.
    """
    names = [declared.name for declared in kind.properties]
    if topology == GRID:
        return (names.index("x"), names.index("y")) if {"x", "y"} <= set(names) else ()
    return next(((names.index(name),) for name in ("position", "start") if name in names), ())


def is_placed(kind: Kind, topology: Topology) -> bool:
    """Return whether the engine draws a free cell for the entities that a kind spawns."""
    return any(kind.properties[number].initial is None for number in site_properties(kind, topology))


def _lengths(of: type[AgentState | WorldState | Hidden], used: Uses) -> dict[int, int]:
    """Return the lengths of the arrays whose elements are chosen while it runs, by their first state."""
    return {first.index: length for first, length in used.arrays if isinstance(first, of)}


def _states(prefix: str, states: tuple[State, ...], lengths: dict[int, int], storage: Storage) -> tuple[Cell, ...]:
    """Make a scalar slot for each state; one for all of an array, where the program chooses among them as it runs."""
    cells: list[Cell] = []
    for number, state in enumerate(states):
        if number < len(cells):
            continue
        labels = tuple(f"{prefix}.{each.name}" for each in states[number : number + lengths.get(number, 1)])
        if number in lengths:
            slot = storage.slot(f"{labels[0]}..", value_kind(state.type), len(labels), labels=labels)
            cells += [Cell(slot, index(at)) for at in range(len(labels))]
        else:
            cells.append(Cell(storage.slot(labels[0], value_kind(state.type), label=labels[0])))
    return tuple(cells)


def _ports(slot: str, prefix: str, names: tuple[str, ...], storage: Storage) -> None:
    """Make the array of input or output nodes; it has an element even if the brain has no such node."""
    labels = tuple(f"{prefix}.{name}" for name in names)
    storage.slot(slot, ValueKind.NUMBER, max(1, len(names)), labels=labels)


def _entities(task: WorldTask, used: Uses, number: int, storage: Storage) -> EntityPlaces:
    """Make the arrays of one entity kind; none for a kind without slots."""
    kind = task.world.kinds[number]
    capacity = kind.capacity
    if capacity == 0:
        # loops over the kind write nothing, so that nothing reads these
        width = len(kind.properties)
        return EntityPlaces(
            capacity=0,
            live="",
            always_live=True,
            properties=("",) * width,
            tables=(None,) * width,
            visiting="",
            entered="",
            back="",
            soonest="",
        )
    lasting = number not in used.consumed
    certain = kind.spawn_low == kind.spawn_high and not (kind.spawn_high and is_placed(kind, task.world.topology))
    imported = lasting and capacity == len(kind.rows)

    def array(name: str, value: ValueKind, *, traced: bool = True) -> str:
        return storage.slot(f"{kind.name}.{name}", value, capacity, f"{kind.name}.{name}[]" if traced else "")

    live = array("live", ValueKind.TRUTH)
    properties = tuple(array(declared.name, value_kind(declared.type)) for declared in kind.properties)
    tables = tuple(
        storage.table(f"{kind.name}.{declared.name}.rows", tuple(row[at] for row in kind.rows))
        if imported and (number, at) not in used.written
        else None
        for at, declared in enumerate(kind.properties)
    )
    visited = any(handler.event in VISITS for handler in kind.handlers)
    returns = kind.respawn is not None and not lasting
    return EntityPlaces(
        capacity=capacity,
        live=live,
        always_live=lasting and certain,
        properties=properties,
        tables=tables,
        visiting=array("visiting", ValueKind.TRUTH) if visited else "",
        entered=array("entered", ValueKind.TRUTH) if visited else "",
        back=array("back", ValueKind.INDEX, traced=False) if returns else "",
        soonest=storage.slot(f"{kind.name}.soonest", ValueKind.INDEX) if returns else "",
    )
