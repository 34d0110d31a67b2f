"""Entities' lives: birth with properties and a place, consumption, respawn. docs/semantics.md, Setup of a scenario."""

from collections.abc import Callable

from quale.compiler.lower.expression import lower_expression, lower_number
from quale.compiler.lower.query import is_open, stands_at
from quale.compiler.lower.scope import Phase, Scope
from quale.compiler.lower.slots import is_placed, site_properties, value_kind
from quale.compiler.lower.store import store_property
from quale.compiler.program.builder import Block
from quale.compiler.program.construct import (
    FALSE,
    TRUE,
    apply,
    both,
    choose,
    either,
    get,
    index,
    negate,
    number,
    offset,
)
from quale.compiler.program.program import Expr, Kind, Lookup, Tick
from quale.model.expression import known
from quale.model.kinds import GRID

TRIES = 32
"""Cells drawn at random before the grid is searched cell by cell."""

NEVER = 1 << 62
"""Later than any tick."""


def consume(kind: int, at: Expr, scope: Scope) -> None:
    """Remove an entity; if its kind respawns, note the tick from which it may come back."""
    place, block = scope.places.kinds[kind], scope.block
    respawn = scope.task.world.kinds[kind].respawn
    if respawn is None or not place.back:
        block.set(place.live, FALSE, at)
        return
    with block.branch(scope.live(kind, at)) as inner:
        inner.set(place.live, FALSE, at)
        now: Expr = index(0) if scope.phase is Phase.SETUP else Tick()
        due = inner.define("due", apply("iadd", now, index(respawn)))
        inner.set(place.back, apply("iadd", due, index(1)), at)
        inner.set(place.soonest, choose(apply("ilt", due, get(place.soonest)), due, get(place.soonest), Kind.INDEX))


def respawn_all(scope: Scope) -> None:
    """Bring back the consumed entities whose time has come, kinds in order, slots ascending."""
    _list_crowd(scope)
    for kind, place in enumerate(scope.places.kinds):
        if not place.back:
            continue
        with scope.block.branch(apply("ile", get(place.soonest), Tick())) as due:
            due.set(place.soonest, index(NEVER))
            with due.repeat(scope.task.world.kinds[kind].name, 0, place.capacity) as (each, at):
                back = each.define("back", get(place.back, at))
                ripe = both(apply("ilt", index(0), back), apply("ile", back, apply("iadd", Tick(), index(1))))
                with each.branch(ripe) as inner:
                    _return(kind, at, scope.as_entity(inner, kind, at))
                left = each.define("left", get(place.back, at))
                waits = both(apply("ilt", index(0), left), apply("ile", left, get(place.soonest)))
                sooner = choose(waits, apply("isub", left, index(1)), get(place.soonest), Kind.INDEX)
                each.set(place.soonest, sooner)


def _return(kind: int, at: Expr, scope: Scope) -> None:
    """Give a dead entity a new life; without a free cell it goes on waiting."""
    place, declared, block = scope.places.kinds[kind], scope.task.world.kinds[kind], scope.block

    def revive(inner: Block) -> None:
        inner.set(place.back, index(0), at)
        inner.set(place.live, TRUE, at)
        if place.visiting:
            inner.set(place.visiting, FALSE, at)
            inner.set(place.entered, FALSE, at)
        join_crowd(kind, at, scope.within(inner))

    rows = len(declared.rows)
    imported = apply("ilt", at, index(rows)) if rows else FALSE
    if rows == declared.capacity:
        imported = TRUE
    row, drawn = Block(scope.storage), Block(scope.storage)
    if rows:
        known = row.define("row", choose(imported, at, index(0), Kind.INDEX))
        fill_from_row(kind, known, at, scope.within(row))
        revive(row)
    if rows < declared.capacity:
        give_life(kind, at, scope.within(drawn), revive, crowd=range(len(scope.places.kinds)), agent=True)
    block.between(imported, row, drawn)


def fill_from_row(kind: int, row: Expr, at: Expr, scope: Scope) -> None:
    """Give an imported entity the properties of its row."""
    declared = scope.task.world.kinds[kind]
    for number_of, each in enumerate(declared.properties):
        table = scope.storage.table(f"{declared.name}.{each.name}.rows", tuple(r[number_of] for r in declared.rows))
        value: Expr = Lookup(table, row)
        if value_kind(each.type) is Kind.TRUTH:
            value = apply("ne", value, number(0))
        store_property(kind, number_of, at, value, scope)


def give_life(
    kind: int,
    at: Expr,
    scope: Scope,
    revive: Callable[[Block], None],
    *,
    crowd: range,
    agent: bool,
) -> None:
    """Draw an entity's properties, then its cell where the grid gives one; `revive` makes it live.

    `crowd` lists the kinds whose live entities are in the way, `agent` says whether the agent is.
    """
    declared = scope.task.world.kinds[kind]
    sites = site_properties(declared, scope.task.world.topology)
    placed = is_placed(declared, scope.task.world.topology)
    block = scope.block

    def fill(inner: Scope) -> None:
        for number_of, each in enumerate(declared.properties):
            if each.initial is None or (placed and number_of in sites):
                continue
            to_truth = value_kind(each.type) is Kind.TRUTH
            value = lower_expression(each.initial, inner) if to_truth else lower_number(each.initial, inner)
            store_property(kind, number_of, at, value, inner)

    if not placed:
        fill(scope)
        revive(block)
        return
    found, x, y = free_cell(declared.place_site, scope.slot, scope, crowd=crowd, agent=agent)
    with block.branch(found) as inner:
        there = scope.within(inner)
        fill(there)
        for number_of, value in zip(sites, (x, y), strict=True):
            store_property(kind, number_of, at, value, there)
        revive(inner)


def free_cell(site: int, slot: Expr, scope: Scope, *, crowd: range, agent: bool) -> tuple[Expr, Expr, Expr]:
    """Draw a free cell: return whether there is one, and its x and y.

    32 tries at random, then on from the last one cell by cell: one loop, so that "is it free" stands there once.
    """
    world, storage, block = scope.task.world, scope.storage, scope.block
    area = world.width * world.height
    attempt = storage.slot("place.attempt", Kind.INDEX)
    cell = storage.slot("place.cell", Kind.INDEX)
    taken = storage.slot("place.taken", Kind.TRUTH)
    block.set(attempt, index(0))
    block.set(cell, index(0))
    block.set(taken, TRUE)
    more = both(get(taken), apply("ilt", get(attempt), index(TRIES + area)))
    with block.loop(more, TRIES + area) as inner:
        u = apply("uniform01", index(site), slot, get(attempt))
        drawn = apply("index_of", apply("floor", apply("mul", u, number(area))))
        after = apply("imod", apply("iadd", get(cell), index(1)), index(area))
        inner.set(cell, choose(apply("ilt", get(attempt), index(TRIES)), drawn, after, Kind.INDEX))
        inner.set(attempt, apply("iadd", get(attempt), index(1)))
        x, y = _coordinates(cell, inner, world.width)
        blocked = negate(is_open(scope.task, (x, y), scope.within(inner)))
        if agent:
            body, agents = scope.task.body, scope.places.agent
            across, down = known(body.cell)
            here = both(apply("eq", get(*agents[across]), x), apply("eq", get(*agents[down]), y))
            blocked = either(blocked, here)
        inner.set(taken, blocked)
        if scope.places.crowd is not None:
            _meet_crowd(taken, (x, y), crowd, scope.within(inner))
        for kind in crowd if scope.places.crowd is None else ():
            with inner.repeat(world.kinds[kind].name, 0, scope.places.kinds[kind].capacity) as (each, at):
                there = both(scope.live(kind, at), stands_at(scope, kind, at, (x, y)))
                each.set(taken, either(get(taken), there))
    return block.define("found", negate(get(taken))), *_coordinates(cell, block, world.width)


def _list_crowd(scope: Scope) -> None:
    """List where all entities stand, if one may come back in this tick: `consume` and handlers do not keep the list."""
    crowd, block = scope.places.crowd, scope.block
    waiting = [place for place in scope.places.kinds if place.back]
    if crowd is None or not waiting:
        return
    block.set(crowd.some, block.either(*(apply("ile", get(place.soonest), Tick()) for place in waiting)))
    with block.branch(get(crowd.some)) as some:
        for kind, place in enumerate(scope.places.kinds):
            with some.repeat(scope.task.world.kinds[kind].name, 0, place.capacity) as (each, at):
                join_crowd(kind, at, scope.within(each))


def join_crowd(kind: int, at: Expr, scope: Scope) -> None:
    """List an entity as it is now."""
    crowd, block = scope.places.crowd, scope.block
    sites = site_properties(scope.task.world.kinds[kind], GRID)
    if crowd is None or not sites:
        return
    place = block.define("listed", offset(crowd.starts[kind], at))
    block.set(crowd.live, scope.live(kind, at), place)
    for slot, site in zip((crowd.x, crowd.y), sites, strict=True):
        block.set(slot, scope.property(kind, site, at), place)


def _meet_crowd(taken: str, cell: tuple[Expr, Expr], kinds: range, scope: Scope) -> None:
    """Note whether a live entity of some kinds stands on a cell."""
    crowd, block = scope.places.crowd, scope.block
    if crowd is None:
        raise ValueError("there is no list of the entities")
    with block.repeat("crowd", crowd.starts[kinds.start], crowd.starts[kinds.stop]) as (each, at):
        same = (apply("eq", get(slot, at), value) for slot, value in zip((crowd.x, crowd.y), cell, strict=True))
        each.set(taken, either(get(taken), both(get(crowd.live, at), *same)))


def _coordinates(cell: str, block: Block, width: int) -> tuple[Expr, Expr]:
    """Return x = cell mod width and y = floor(cell / width)."""
    value = block.define("cell", apply("number_of_index", get(cell)))
    y = block.define("y", apply("floor", apply("div", value, number(width))))
    return block.define("x", apply("sub", value, apply("mul", y, number(width)))), y
