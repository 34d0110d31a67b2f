"""Queries about entities, as loops over their slots that keep the best so far by select."""

from math import isnan

from quale.compiler.lower.route_order import INFINITY, Order, nearest_in, order_of
from quale.compiler.lower.scope import Phase, Scope
from quale.compiler.lower.slots import site_properties, value_kind
from quale.compiler.program.builder import Block
from quale.compiler.program.construct import (
    FALSE,
    apply,
    both,
    choose,
    get,
    index,
    negate,
    number,
    zero,
)
from quale.compiler.program.program import Expr, Kind, Lookup
from quale.model.expression import Query, ResultField
from quale.model.kinds import GRID, QueryKind, ResultKind
from quale.model.statement import LetQuery
from quale.model.world import WorldTask


def lower_query(query: Query, arguments: tuple[Expr, ...], scope: Scope) -> Expr:
    """Lower a query with one result to that NUMBER."""
    arguments = tuple(scope.block.define("asked", argument) for argument in arguments)
    match query.name:
        case QueryKind.ZONE:
            return _zone(query, arguments[0], scope)
        case QueryKind.COUNT_WITHIN:
            return _count(query, arguments, scope)
        case QueryKind.CELL_AT:
            return _cell(arguments, scope)
        case _:
            distance = ResultField(0, ResultKind.DISTANCE)  # of no `let`: nobody asks which
            return _nearest(query, (distance,), arguments, scope)[0]


def lower_results(statement: LetQuery, arguments: tuple[Expr, ...], scope: Scope) -> None:
    """Lower a query with several results; only those that are read anywhere are kept."""
    wanted = scope.used.results.get(statement.index, ())
    arguments = tuple(scope.block.define("asked", argument) for argument in arguments)
    for field, value in zip(wanted, _nearest(statement.query, wanted, arguments, scope), strict=True):
        scope.results[field] = value


def distance_to(scope: Scope, block: Block, kind: int, at: Expr, place: tuple[Expr, ...]) -> Expr:
    """Return the distance of an entity from a place: |q - p| on a route, Manhattan on a grid."""
    declared = scope.task.world.kinds[kind]
    parts = [
        apply("abs", apply("sub", scope.property(kind, number, at), value))
        for number, value in zip(site_properties(declared, scope.task.world.topology), place, strict=True)
    ]
    return block.define("distance", parts[0] if len(parts) == 1 else apply("add", *parts))


def _nearest(
    query: Query, wanted: tuple[ResultField, ...], arguments: tuple[Expr, ...], scope: Scope
) -> tuple[Expr, ...]:
    """Lower nearest, nearest_ahead and nearest_behind: the lowest slot of the strictly smallest distance."""
    kind = scope.task.world.kinds[query.about]
    block, storage = scope.block, scope.storage
    order = order_of(query.about, scope) if scope.phase is not Phase.SETUP else None
    if order is not None:
        return _nearest_by_rank(order, query, wanted, arguments[0], scope)
    best = storage.slot(f"{query.name}.distance", Kind.NUMBER)
    kept: list[tuple[ResultField, str, Kind]] = []
    for field in wanted:
        value = value_kind(kind.properties[field.column].type) if field.field is ResultKind.PROPERTY else Kind.NUMBER
        name = kind.properties[field.column].name if field.field is ResultKind.PROPERTY else field.field
        kept.append(
            (field, best if field.field is ResultKind.DISTANCE else storage.slot(f"{query.name}.{name}", value), value)
        )
    block.set(best, number(INFINITY))
    for field, slot, value in kept:
        if slot != best:
            block.set(slot, number(-1) if field.field is ResultKind.INDEX else zero(value))

    with block.repeat(kind.name, 0, kind.capacity) as (inner, at):
        eligible = scope.live(query.about, at)
        if query.name is QueryKind.NEAREST:
            distance = distance_to(scope, inner, query.about, at, arguments)
        else:
            (position,) = site_properties(kind, scope.task.world.topology)
            q, p = scope.property(query.about, position, at), arguments[0]
            ahead = query.name is QueryKind.NEAREST_AHEAD
            distance = inner.define("distance", apply("sub", q, p) if ahead else apply("sub", p, q))
            eligible = both(eligible, apply("ge" if ahead else "lt", q, p))
        nearer = inner.define("nearer", both(eligible, apply("lt", distance, get(best))))
        inner.set(best, choose(nearer, distance, get(best), Kind.NUMBER))
        for field, slot, value in kept:
            if slot != best:
                found = (
                    apply("number_of_index", at)
                    if field.field is ResultKind.INDEX
                    else scope.property(query.about, field.column, at)
                )
                inner.set(slot, choose(nearer, found, get(slot), value))
    return tuple(block.define(field.field, get(slot)) for field, slot, _ in kept)


def _nearest_by_rank(
    order: Order, query: Query, wanted: tuple[ResultField, ...], position: Expr, scope: Scope
) -> tuple[Expr, ...]:
    """Lower a nearest query about a kind that keeps an order."""
    found, distance, slot = nearest_in(order, query.name, position, scope)
    block = scope.block

    def value(field: ResultField) -> Expr:
        if field.field is ResultKind.DISTANCE:
            return choose(found, distance, number(INFINITY), Kind.NUMBER)
        if field.field is ResultKind.INDEX:
            return choose(found, apply("number_of_index", slot), number(-1), Kind.NUMBER)
        kind = value_kind(scope.task.world.kinds[query.about].properties[field.column].type)
        return choose(found, scope.property(query.about, field.column, slot), zero(kind), kind)

    return tuple(block.define(field.field, value(field)) for field in wanted)


def _zone(query: Query, position: Expr, scope: Scope) -> Expr:
    """Lower `KIND_at`: counting down, so that the lowest slot with start <= p < end is what stays."""
    kind = scope.task.world.kinds[query.about]
    names = [declared.name for declared in kind.properties]
    start, end = names.index("start"), names.index("end")
    place = scope.places.kinds[query.about]
    if place.always_live and None not in (place.tables[start], place.tables[end], place.tables[query.column]):
        truth = value_kind(kind.properties[query.column].type) is Kind.TRUTH
        values = tuple(float(row[query.column] != 0) if truth else row[query.column] for row in kind.rows)
        zones = tuple((row[start], row[end], value) for row, value in zip(kind.rows, values, strict=True))
        steps = stairs(zones, query.fallback)
        if steps is not None:
            return _stairs(steps, query.fallback, position, scope.block)
    limit = scope.storage.slot(f"{kind.name}_at", Kind.NUMBER)
    scope.block.set(limit, number(query.fallback))
    with scope.block.repeat(kind.name, 0, kind.capacity) as (inner, counter):
        at = inner.define("last_first", apply("isub", index(kind.capacity - 1), counter))
        inside = both(
            scope.live(query.about, at),
            apply("le", scope.property(query.about, start, at), position),
            apply("lt", position, scope.property(query.about, end, at)),
        )
        found = scope.property(query.about, query.column, at)
        if value_kind(kind.properties[query.column].type) is Kind.TRUTH:
            found = apply("number_of_truth", found)
        inner.set(limit, choose(inside, found, get(limit), Kind.NUMBER))
    return scope.block.define(f"{kind.name}_at", get(limit))


STEPS = 24
"""Steps up to which a function of steps is a chain of comparisons."""


def stairs(zones: tuple[tuple[float, float, float], ...], fallback: float) -> tuple[tuple[float, float], ...] | None:
    """Return zones (start, end, value) that never change as steps (position, value from there on).

    Before the first step the value is the fallback. None if there are too many steps, or one that is not a number.
    """
    edges = sorted({edge for start, end, _ in zones for edge in (start, end)})
    if len(edges) > STEPS or any(map(isnan, (*(edge for zone in zones for edge in zone), fallback))):
        return None
    values = [next((value for start, end, value in zones if start <= edge < end), fallback) for edge in edges]
    before = (fallback, *values)
    return tuple(
        (edge, value) for edge, value, old in zip(edges, values, before, strict=False) if repr(value) != repr(old)
    )


def _stairs(steps: tuple[tuple[float, float], ...], fallback: float, position: Expr, block: Block) -> Expr:
    """Lower a function of steps."""
    value: Expr = number(fallback)
    for edge, above in steps:
        value = block.define("step", choose(apply("ge", position, number(edge)), number(above), value, Kind.NUMBER))
    return value


def _count(query: Query, arguments: tuple[Expr, ...], scope: Scope) -> Expr:
    """Lower count_within: live entities at a distance of at most r."""
    kind = scope.task.world.kinds[query.about]
    count = scope.storage.slot("count_within", Kind.NUMBER)
    scope.block.set(count, number(0))
    *place, radius = arguments
    with scope.block.repeat(kind.name, 0, kind.capacity) as (inner, at):
        distance = distance_to(scope, inner, query.about, at, tuple(place))
        inside = both(scope.live(query.about, at), apply("le", distance, radius))
        inner.set(count, choose(inside, apply("add", get(count), number(1)), get(count), Kind.NUMBER))
    return scope.block.define("count_within", get(count))


def _cell(place: tuple[Expr, ...], scope: Scope) -> Expr:
    """Lower cell_at: -1 a wall or outside, 0 free, 1 + k for the lowest kind k that stands there."""
    cell = scope.storage.slot("cell_at", Kind.NUMBER)
    block = scope.block
    block.set(cell, number(0))
    for kind in reversed(range(len(scope.task.world.kinds))):
        with block.repeat(scope.task.world.kinds[kind].name, 0, scope.places.kinds[kind].capacity) as (inner, at):
            there = both(scope.live(kind, at), stands_at(scope, kind, at, place))
            inner.set(cell, choose(there, number(1 + kind), get(cell), Kind.NUMBER))
    block.set(cell, choose(is_open(scope.task, place, scope), get(cell), number(-1), Kind.NUMBER))
    return block.define("cell_at", get(cell))


def stands_at(scope: Scope, kind: int, at: Expr, place: tuple[Expr, ...]) -> Expr:
    """Return whether an entity's cell on a grid is (x, y)."""
    properties = site_properties(scope.task.world.kinds[kind], GRID)
    if not properties:
        return FALSE
    return both(
        *(apply("eq", scope.property(kind, number, at), value) for number, value in zip(properties, place, strict=True))
    )


def is_open(task: WorldTask, place: tuple[Expr, ...], scope: Scope) -> Expr:
    """Return whether the cell (x, y) of a grid exists and is no wall; x and y must be defined or constant."""
    world = task.world
    x, y = place
    walls = tuple(tuple(row) for row in world.walls)
    if walls == border(world.width, world.height):
        ring = 1
    elif not any(any(row) for row in walls):
        ring = 0
    else:
        inside = scope.block.define("inside", _within(x, y, 0, world.width, world.height))
        cell = apply("add", apply("mul", apply("floor", y), number(world.width)), apply("floor", x))
        table = scope.storage.table("walls", tuple(float(wall) for row in walls for wall in row))
        wall = Lookup(table, apply("index_of", choose(inside, cell, number(0), Kind.NUMBER)))
        return both(inside, negate(apply("ne", wall, number(0))))
    return _within(x, y, ring, world.width - ring, world.height - ring)


def border(width: int, height: int) -> tuple[tuple[bool, ...], ...]:
    """Return the walls of a grid whose outer ring is a wall."""
    return tuple(tuple(x in (0, width - 1) or y in (0, height - 1) for x in range(width)) for y in range(height))


def _within(x: Expr, y: Expr, low: int, right: int, bottom: int) -> Expr:
    """Return whether low <= x < right and low <= y < bottom."""
    return both(
        apply("ge", x, number(low)),
        apply("lt", x, number(right)),
        apply("ge", y, number(low)),
        apply("lt", y, number(bottom)),
    )
