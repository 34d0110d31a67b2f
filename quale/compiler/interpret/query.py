"""Queries about live entities, and what stands where. docs/semantics.md, Queries."""

import math

from quale.compiler.interpret.scenario import Entity, Found, Scenario, Value
from quale.model.expression import Query
from quale.model.kinds import GRID, QueryKind, TypeKind
from quale.model.world import Kind, WorldTask


def site(kind: Kind, task: WorldTask) -> tuple[int, ...]:
    """Return the properties that say where a kind's entities are: (x, y) on a grid; position, or start, on a route."""
    names = [each.name for each in kind.properties]
    if task.world.topology == GRID:
        return (names.index("x"), names.index("y")) if "x" in names and "y" in names else ()
    return next(((names.index(name),) for name in ("position", "start") if name in names), ())


def stands_on(entity: Entity, kind: Kind, task: WorldTask, x: float, y: float) -> bool:
    """Return whether an entity stands on a cell of a grid."""
    where = site(kind, task)
    return bool(where) and (entity.values[where[0]], entity.values[where[1]]) == (x, y)


def is_open(task: WorldTask, x: float, y: float) -> bool:
    """Return whether there is a cell at (x, y) of the grid that is no wall."""
    if not (0 <= x < task.world.width and 0 <= y < task.world.height):
        return False
    return not task.world.walls[math.floor(y)][math.floor(x)]


def ask(query: Query, arguments: list[Value], scenario: Scenario) -> float:
    """Return the result of a query with one result."""
    match query.name:
        case QueryKind.ZONE:
            return _zone(query, arguments[0], scenario)
        case QueryKind.COUNT_WITHIN:
            *place, radius = arguments
            kind = scenario.task.world.kinds[query.about]
            distances = [
                distance(entity, kind, scenario.task, place) for entity in scenario.entities[query.about] if entity.live
            ]
            return float(sum(each <= radius for each in distances))
        case QueryKind.CELL_AT:
            return _cell(arguments[0], arguments[1], scenario)
        case _:
            return nearest(query, arguments, scenario).distance


def nearest(query: Query, arguments: list[Value], scenario: Scenario) -> Found:
    """Return the nearest live entity of a kind, on a route ahead or behind if the query says so."""
    task = scenario.task
    kind = task.world.kinds[query.about]
    found = Found(
        distance=math.inf,
        index=-1.0,
        values=tuple(False if each.type.kind is TypeKind.BOOL else 0.0 for each in kind.properties),
    )
    for slot, entity in enumerate(scenario.entities[query.about]):
        if not entity.live:
            continue
        if query.name is QueryKind.NEAREST:
            apart, eligible = distance(entity, kind, task, arguments), True
        else:
            q, p = entity.values[site(kind, task)[0]], arguments[0]
            apart, eligible = (q - p, q >= p) if query.name is QueryKind.NEAREST_AHEAD else (p - q, q < p)
        if eligible and apart < found.distance:  # strictly: the lower slot wins a tie
            found = Found(apart, float(slot), tuple(entity.values))
    return found


def distance(entity: Entity, kind: Kind, task: WorldTask, place: list[Value]) -> float:
    """Return how far an entity is from a place: |q - p| on a route, Manhattan on a grid."""
    parts = [abs(entity.values[at] - value) for at, value in zip(site(kind, task), place, strict=True)]
    return parts[0] if len(parts) == 1 else parts[0] + parts[1]


def _zone(query: Query, position: float, scenario: Scenario) -> float:
    """Return a property of the first live entity with start ≤ position < end."""
    names = [each.name for each in scenario.task.world.kinds[query.about].properties]
    start, end = names.index("start"), names.index("end")
    for entity in scenario.entities[query.about]:
        if entity.live and entity.values[start] <= position < entity.values[end]:
            return float(entity.values[query.column])
    return query.fallback


def _cell(x: float, y: float, scenario: Scenario) -> float:
    """Return -1 for a wall or outside, 1 + k for the lowest kind that stands there, else 0."""
    task = scenario.task
    if not is_open(task, x, y):
        return -1.0
    for number, (kind, entities) in enumerate(zip(task.world.kinds, scenario.entities, strict=True)):
        if any(entity.live and stands_on(entity, kind, task, x, y) for entity in entities):
            return 1.0 + number
    return 0.0
