"""Entities of a route in the order of their positions, where those never change: questions are asked by bisection.

Setup ranks the entities of such a kind once. Its `keys` are the positions ascending, infinity from the last live entity
on; `up` holds their slots, ties by slot, and `down` the slots by descending position, ties by slot too. Entities that
are dead, or nowhere because their position is NaN, come last and are not counted in `count`. There are at least two
keys more than entities, so that neither a search nor the look behind what it found leaves them.
"""

from dataclasses import dataclass

from quale.compiler.lower.scope import Scope
from quale.compiler.lower.slots import site_properties
from quale.compiler.program.builder import Block
from quale.compiler.program.construct import FALSE, TRUE, apply, both, choose, either, get, index, number
from quale.compiler.program.program import Expr, Kind
from quale.model.kinds import ROUTE

FEWEST, MOST = 48, 2048
"""Entities of a kind from which on, and up to which, ranking pays: it takes a step for every pair."""

INFINITY = float("inf")


@dataclass(frozen=True, slots=True)
class Order:
    """Names of the slots of a kind's order."""

    keys: str  # [size + 1] NUMBER
    up: str  # [size + 1] INDEX
    down: str  # [size + 1] INDEX
    count: str  # INDEX
    size: int  # a power of two


def order_of(kind: int, scope: Scope) -> Order | None:
    """Return the order of a kind if it has one; its slots are made by `rank`, in setup."""
    declared, place = scope.task.world.kinds[kind], scope.places.kinds[kind]
    sites = site_properties(declared, ROUTE)
    if scope.task.world.topology != ROUTE or not sites or not FEWEST <= place.capacity <= MOST:
        return None
    if kind in scope.used.consumed or (kind, sites[0]) in scope.used.written:
        return None
    name = f"{declared.name}.order"
    return Order(f"{name}.keys", f"{name}.up", f"{name}.down", f"{name}.count", 1 << place.capacity.bit_length())


def rank(kind: int, scope: Scope) -> None:
    """Rank the entities of a kind that has just been populated, if it keeps an order."""
    order = order_of(kind, scope)
    if order is None:
        return
    declared, place, storage = scope.task.world.kinds[kind], scope.places.kinds[kind], scope.storage
    storage.slot(order.keys, Kind.NUMBER, order.size + 1)
    storage.slot(order.up, Kind.INDEX, order.size + 1)
    storage.slot(order.down, Kind.INDEX, order.size + 1)
    storage.slot(order.count, Kind.INDEX)
    (site,) = site_properties(declared, ROUTE)
    above, below = (storage.slot(f"{declared.name}.order.{side}", Kind.INDEX) for side in ("above", "below"))

    def position(block: Block, at: Expr) -> tuple[Expr, Expr]:
        q = block.define("q", scope.property(kind, site, at))
        return q, block.define("valid", both(scope.live(kind, at), apply("eq", q, q)))

    with scope.block.repeat(declared.name, 0, order.size + 1) as (each, at):
        each.set(order.keys, number(INFINITY), at)
    with scope.block.repeat(declared.name, 0, place.capacity) as (each, at):
        q, valid = position(each, at)
        each.set(above, index(0))
        each.set(below, index(0))
        with each.repeat(declared.name, 0, place.capacity) as (inner, other):
            p, there = position(inner, other)
            first = inner.define("first", both(apply("eq", p, q), apply("ilt", other, at)))
            for slot, comparison in ((above, "lt"), (below, "gt")):
                before = both(there, either(apply(comparison, p, q), first))
                inner.set(slot, choose(before, apply("iadd", get(slot), index(1)), get(slot), Kind.INDEX))
        with each.branch(valid) as found:
            found.set(order.keys, q, get(above))
            found.set(order.up, at, get(above))
            found.set(order.down, at, get(below))
            found.set(order.count, apply("iadd", get(order.count), index(1)))


def count_before(order: Order, p: Expr, block: Block, *, equal: Expr) -> Expr:
    """Return how many keys are less than p or, where `equal` (a TRUTH) holds, at most p; none if p is NaN."""
    found: Expr = index(0)
    step = order.size >> 1
    while step:
        wanted = block.define("rank", apply("iadd", found, index(step)))
        key = block.define("key", get(order.keys, block.define("at", apply("iadd", found, index(step - 1)))))
        less = either(apply("lt", key, p), both(equal, apply("eq", key, p)))
        found = block.define("rank", choose(less, wanted, found, Kind.INDEX))
        step >>= 1
    return found


def nearest_in(order: Order, query: str, p: Expr, scope: Scope) -> tuple[Expr, Expr, Expr]:
    """Return whether there is a nearest entity, its distance and its slot: the lowest of those at that distance."""
    block = scope.block
    ahead = count_before(order, p, block, equal=FALSE)
    some = apply("ilt", index(0), ahead)
    behind = block.define("rank", choose(some, apply("isub", ahead, index(1)), index(0), Kind.INDEX))
    up = block.define("distance", apply("sub", get(order.keys, ahead), p))
    down: Expr = apply("sub", p, get(order.keys, behind))
    down = block.define("distance", choose(some, down, number(INFINITY), Kind.NUMBER))
    if query == "nearest":
        upward = block.define("upward", apply("lt", up, down))
        distance = block.define("distance", choose(upward, up, down, Kind.NUMBER))
        best = choose(upward, ahead, behind, Kind.INDEX)
    else:
        distance, best = (up, ahead) if query == "nearest_ahead" else (down, behind)
    found = block.define("found", apply("lt", distance, number(INFINITY)))
    lowest = scope.storage.slot(f"{query}.slot", Kind.INDEX)
    block.set(lowest, get(order.up, block.define("best", best)))
    ranks = (ahead if query != "nearest_behind" else None, behind if query != "nearest_ahead" else None)
    _lowest_of_ties(order, (p, distance, found), ranks, lowest, scope)
    return found, distance, block.define("slot", get(lowest))


def _lowest_of_ties(
    order: Order, seen: tuple[Expr, Expr, Expr], ranks: tuple[Expr | None, Expr | None], lowest: str, scope: Scope
) -> None:
    """Look for lower slots at the same distance, which rounding makes of different positions too.

    `seen` is (place, distance, whether there is one); `ranks` are the first ahead and the first behind, None where that
    side does not count. Keys at one distance lie side by side, because rounding never changes an order.
    """
    p, distance, found = seen
    block = scope.block

    def equal(rank: Expr, *, ahead: bool) -> Expr:
        key = get(order.keys, rank)
        return apply("eq", apply("sub", key, p) if ahead else apply("sub", p, key), distance)

    ahead, behind = ranks
    ties = []
    if ahead is not None:
        ties.append(equal(block.define("next", apply("iadd", ahead, index(1))), ahead=True))
    if behind is not None:
        more = apply("ilt", index(0), behind)
        before = block.define("next", choose(more, apply("isub", behind, index(1)), index(0), Kind.INDEX))
        ties.append(both(more, equal(before, ahead=False)))
    if ahead is not None and behind is not None:
        ties.append(both(equal(ahead, ahead=True), equal(behind, ahead=False)))
    with block.branch(block.define("tied", both(found, either(*ties)))) as tied:
        for rank, rising in ((ahead, True), (behind, False)):
            if rank is None:
                continue
            cursor = scope.storage.slot(f"{lowest}.cursor", Kind.INDEX)
            tied.set(cursor, rank)
            # ahead, the infinite keys behind the last entity end the loop
            inside = TRUE if rising else apply("ile", index(0), get(cursor))
            here = get(cursor) if rising else choose(inside, get(cursor), index(0), Kind.INDEX)
            with tied.loop(both(inside, equal(here, ahead=rising)), order.size) as one:
                slot = one.define("slot", get(order.up, get(cursor)))
                one.set(lowest, choose(apply("ilt", slot, get(lowest)), slot, get(lowest), Kind.INDEX))
                one.set(cursor, apply("iadd", get(cursor), index(1 if rising else -1)))
