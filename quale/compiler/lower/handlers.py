"""Entity handlers after the action: first what is due, then the bodies in order. docs/semantics.md, step 5.

On a grid everything due has the same place in the movement, so handlers run by ordinal and slots ascending. On a
route what is due is run one by one, each time the least by (place along the movement, ordinal, slot).
"""

from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import attrgetter

from quale.compiler.lower.query import stands_at
from quale.compiler.lower.route_order import Order, count_before, order_of
from quale.compiler.lower.scope import Scope
from quale.compiler.lower.slots import VISITS, site_properties, visit_reach
from quale.compiler.lower.statement import lower_statements
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
from quale.compiler.program.program import Expr, Kind
from quale.model.expression import known
from quale.model.kinds import ROUTE, Event
from quale.model.world import Handler

NONE_CHOSEN = -1


@dataclass(frozen=True, slots=True)
class Pending:
    """A handler with the slots of what is due: `due` [capacity] TRUTH; `any` a TRUTH, set when one is due."""

    kind: int
    handler: Handler
    due: str
    any: str
    place: str  # [capacity] NUMBER, the kind's entities along the movement; "" on a grid and for what never moves
    order: Order | None = None  # then what is due is a stretch of it, from the rank in `due` (INDEX) to that in `place`


def run_on_tick(scope: Scope) -> None:
    """Run on_tick handlers: kinds in order, live slots ascending."""
    for kind, declared in enumerate(scope.task.world.kinds):
        handlers = [handler for handler in declared.handlers if handler.event is Event.ON_TICK]
        if not handlers:
            continue
        with scope.block.repeat(declared.name, 0, declared.capacity) as (each, at):
            for handler in handlers:
                with each.branch(scope.live(kind, at)) as inner:
                    lower_statements(handler.body, scope.as_entity(inner, kind, at))


def run_handlers(before: Expr | None, scope: Scope) -> None:
    """Run what the movement makes due; `before` is the agent's position before the action, on a route."""
    pending = _pending(scope)
    if not pending:
        return
    for each in pending:
        scope.block.set(each.any, FALSE)
    for kind, its in groupby(sorted(pending, key=attrgetter("kind")), attrgetter("kind")):
        _find_due(kind, list(its), before, scope)
    if scope.task.world.topology == ROUTE:
        _run_along(pending, before, scope)
    else:
        _run_in_order(pending, scope)


def _pending(scope: Scope) -> list[Pending]:
    """Return the handlers that a movement can make due, by ordinal, with slots for what is due."""
    world, storage = scope.task.world, scope.storage
    events = (*VISITS, Event.ON_CONTACT, *((Event.ON_CROSS,) if world.topology == ROUTE else ()))
    found = []
    for kind, declared in enumerate(world.kinds):
        handlers = [handler for handler in declared.handlers if handler.event in events]
        sites = site_properties(declared, world.topology)
        if not declared.capacity or not handlers or not sites:
            continue
        along = world.topology == ROUTE and any((kind, site) in scope.used.written for site in sites)
        order = order_of(kind, scope)
        if order is not None and all(handler.event is Event.ON_CROSS for handler in handlers):
            for handler in handlers:
                first, last, some = (f"{declared.name}.on_cross.{end}" for end in ("first", "last", "any"))
                slots = storage.slot(first, Kind.INDEX), storage.slot(some, Kind.TRUTH), storage.slot(last, Kind.INDEX)
                found.append(Pending(kind, handler, *slots, order))
            continue
        place = storage.slot(f"{declared.name}.place", Kind.NUMBER, declared.capacity) if along else ""
        for handler in handlers:
            name = f"{declared.name}.{handler.event}"
            due, some = (
                storage.slot(f"{name}.due", Kind.TRUTH, declared.capacity),
                storage.slot(f"{name}.any", Kind.TRUTH),
            )
            found.append(Pending(kind, handler, due, some, place))
    return sorted(found, key=lambda each: each.handler.ordinal)


@dataclass(frozen=True, slots=True)
class Movement:
    """The agent's movement in this tick: place after it, on a route also the position before, and |speed|."""

    after: tuple[Expr, ...]  # (position,) or (x, y)
    before: Expr | None
    forward: Expr
    speed: Expr


def _find_due(kind: int, pending: list[Pending], before: Expr | None, scope: Scope) -> None:
    """Write what is due for every slot of a kind, and keep its visits."""
    declared, block = scope.task.world.kinds[kind], scope.block
    movement = _movement(before, scope)
    if pending[0].order is not None and before is not None:
        _find_crossed(pending[0].order, before, movement, pending, block)
        return
    with block.repeat(declared.name, 0, declared.capacity) as (inner, at):
        live = inner.define("live", scope.live(kind, at))
        if before is None:
            distance: Expr | None = None
            near = inner.define("standing", stands_at(scope, kind, at, movement.after))
            crossed: Expr = FALSE
        else:
            (site,) = site_properties(declared, ROUTE)
            q = inner.define("q", scope.property(kind, site, at))
            if pending[0].place:
                inner.set(pending[0].place, _along(movement.forward, q), at)
            distance = inner.define("distance", apply("abs", apply("sub", movement.after[0], q)))
            near = inner.define("near", apply("le", distance, number(visit_reach(each.handler for each in pending))))
            crossed = inner.define("crossed", _crosses(before, q, movement.after[0]))
        due = _visit(at, (live, near, crossed), movement.speed, pending, scope.within(inner))
        for each in pending:
            if each.handler.event is Event.ON_CROSS:
                due[each.due] = both(live, crossed)
            elif each.handler.event is Event.ON_CONTACT:
                reached = near if distance is None else apply("le", distance, number(each.handler.reach))
                due[each.due] = both(live, reached)
            is_due = inner.define("due", due[each.due])
            inner.set(each.due, is_due, at)
            inner.set(each.any, either(get(each.any), is_due))


def _find_crossed(order: Order, before: Expr, movement: Movement, pending: list[Pending], block: Block) -> None:
    """Write the stretch of an order that lies in p0 < q <= p1 or p1 <= q < p0: none if one of them is NaN."""
    (after,) = movement.after
    forward = movement.forward

    def rank(p: Expr) -> Expr:
        found = count_before(order, p, block, equal=forward)
        return block.define("rank", choose(apply("ilt", found, get(order.count)), found, get(order.count), Kind.INDEX))

    here, there = rank(before), rank(after)
    known = both(apply("eq", before, before), apply("eq", after, after))
    low = block.define("low", choose(forward, here, there, Kind.INDEX))
    high = block.define("high", choose(known, choose(forward, there, here, Kind.INDEX), low, Kind.INDEX))
    for each in pending:
        # by descending position, the last is the first
        block.set(each.due, choose(forward, low, apply("isub", get(order.count), high), Kind.INDEX))
        block.set(each.place, choose(forward, high, apply("isub", get(order.count), low), Kind.INDEX))
        block.set(each.any, apply("ilt", low, high))


def _movement(before: Expr | None, scope: Scope) -> Movement:
    """Name what all entities of a kind ask about the movement."""
    body, agents, block = scope.task.body, scope.places.agent, scope.block
    speed = block.define("speed", apply("abs", get(*agents[body.speed]))) if body.speed is not None else number(0)
    if before is None:
        cell = tuple(block.define(name, get(*agents[at])) for name, at in zip("xy", known(body.cell), strict=True))
        return Movement(cell, None, TRUE, speed)
    after = block.define("position", get(*agents[known(body.position)]))
    return Movement((after,), before, block.define("forward", apply("ge", after, before)), speed)


def _crosses(before: Expr, q: Expr, after: Expr) -> Expr:
    """p0 < q <= p1 or p1 <= q < p0."""
    return either(
        both(apply("lt", before, q), apply("le", q, after)),
        both(apply("le", after, q), apply("lt", q, before)),
    )


def _visit(
    at: Expr, meeting: tuple[Expr, Expr, Expr], speed: Expr, pending: list[Pending], scope: Scope
) -> dict[str, Expr]:
    """Keep the visits of an entity that meets the agent in (live, near, crossed); return what is due by its slot."""
    place, block = scope.places.kinds[pending[0].kind], scope.block
    if not place.visiting:
        return {}
    live, near, crossed = meeting
    enters = [each for each in pending if each.handler.event is Event.ON_ENTER]
    visiting = block.define("visiting", get(place.visiting, at))
    here = block.define("here", both(live, either(near, crossed)))
    starts = both(here, negate(visiting))
    entered = block.define("entered", both(get(place.entered, at), negate(starts)))
    due: dict[str, Expr] = {}
    for each in enters:
        limit = each.handler.max_speed
        slow = TRUE if limit is None else apply("le", speed, number(limit))
        due[each.due] = block.define("enters", both(here, negate(entered), slow))
    entered = block.define("entered", either(entered, *due.values()))
    ends = both(live, either(visiting, crossed), negate(near))
    for each in pending:
        if each.handler.event is Event.ON_PASS:
            due[each.due] = both(ends, negate(entered))
    # a visit lasts beyond this tick exactly if the agent is near
    block.set(place.visiting, choose(live, near, visiting, Kind.TRUTH), at)
    block.set(place.entered, entered, at)
    return due


def _along(forward: Expr, q: Expr) -> Expr:
    """Return a place along the movement: the position, or its negative where the agent goes back."""
    return choose(forward, q, apply("neg", q), Kind.NUMBER)


def _run_in_order(pending: list[Pending], scope: Scope) -> None:
    """Run what is due by ordinal, then slot."""
    for each in pending:
        declared = scope.task.world.kinds[each.kind]
        with (
            scope.block.branch(get(each.any)) as some,
            some.repeat(declared.name, 0, declared.capacity) as (inner, at),
            inner.branch(both(get(each.due, at), scope.live(each.kind, at))) as body,
        ):
            lower_statements(each.handler.body, scope.as_entity(body, each.kind, at))


def _run_along(pending: list[Pending], before: Expr | None, scope: Scope) -> None:
    """Run what is due one by one along the movement."""
    storage, block = scope.storage, scope.block
    forward = _movement(before, scope).forward
    *starts, total = accumulate((scope.places.kinds[each.kind].capacity for each in pending), initial=0)
    chosen = storage.slot("handlers.chosen", Kind.INDEX)  # a handler's start + slot
    place = storage.slot("handlers.place", Kind.NUMBER)
    more = storage.slot("handlers.more", Kind.TRUTH)
    block.set(more, block.either(*(get(each.any) for each in pending)))
    with block.loop(get(more), total) as one:
        one.set(chosen, index(NONE_CHOSEN))
        one.set(place, number(0))
        # how many are due does not matter; whether a second one is tells if the loop goes on
        one.set(more, FALSE)
        for start, each in zip(starts, pending, strict=True):
            capacity = scope.places.kinds[each.kind].capacity
            if each.order is not None:
                _choose_next(start, each, (chosen, place, more), forward, scope.within(one))
                continue
            with one.repeat(scope.task.world.kinds[each.kind].name, 0, capacity) as (inner, at):
                is_due = inner.define("due", get(each.due, at))
                none = inner.define("none", apply("ilt", get(chosen), index(0)))
                inner.set(more, either(get(more), both(is_due, negate(none))))
                (site,) = site_properties(scope.task.world.kinds[each.kind], ROUTE)
                lasting = None if each.place else _along(forward, scope.property(each.kind, site, at))
                along = inner.define("along", lasting or get(each.place, at))
                takes = inner.define("takes", both(is_due, either(none, apply("lt", along, get(place)))))
                inner.set(chosen, choose(takes, offset(start, at), get(chosen), Kind.INDEX))
                inner.set(place, choose(takes, along, get(place), Kind.NUMBER))
        for start, each in zip(starts, pending, strict=True):
            _run_chosen(start, each, get(chosen), scope.within(one))


def _choose_next(start: int, pending: Pending, slots: tuple[str, str, str], forward: Expr, scope: Scope) -> None:
    """Take the next of a stretch of an order if it comes strictly earlier along the movement than what was chosen."""
    chosen, place, more = slots
    block, order = scope.block, pending.order
    if order is None:
        raise ValueError("the kind keeps no order")
    (site,) = site_properties(scope.task.world.kinds[pending.kind], ROUTE)
    first = block.define("first", get(pending.due))
    due = block.define("due", apply("ilt", first, get(pending.place)))
    further = apply("ilt", apply("iadd", first, index(1)), get(pending.place))
    at = block.define("at", choose(forward, get(order.up, first), get(order.down, first), Kind.INDEX))
    q = block.define("q", scope.property(pending.kind, site, at))
    along = block.define("along", _along(forward, q))
    none = block.define("none", apply("ilt", get(chosen), index(0)))
    block.set(more, either(get(more), further, both(due, negate(none))))
    takes = block.define("takes", both(due, either(none, apply("lt", along, get(place)))))
    block.set(chosen, choose(takes, offset(start, at), get(chosen), Kind.INDEX))
    block.set(place, choose(takes, along, get(place), Kind.NUMBER))


def _run_chosen(start: int, pending: Pending, chosen: Expr, scope: Scope) -> None:
    """Run a handler for the slot that was chosen, if it is one of its own."""
    capacity = scope.places.kinds[pending.kind].capacity
    own = both(apply("ile", index(start), chosen), apply("ilt", chosen, index(start + capacity)))
    with scope.block.branch(own) as selected:
        at = selected.define("at", apply("isub", chosen, index(start)))
        if pending.order is None:
            selected.set(pending.due, FALSE, at)
        else:
            selected.set(pending.due, apply("iadd", get(pending.due), index(1)))
        with selected.branch(scope.live(pending.kind, at)) as body:
            lower_statements(pending.handler.body, scope.as_entity(body, pending.kind, at))
