"""Directional sensors on a grid: one pass over the entities for all directions of a sensor.

With u = dx - dy and v = dx + dy the four sectors of docs/semantics.md are: n u >= 0 > v, e u > 0 <= v, s u <= 0 < v,
w u < 0 >= v. The sign of a sum or difference of doubles is exact, so that these are the same comparisons.
"""

from quale.compiler.lower.scope import Scope
from quale.compiler.lower.slots import site_properties
from quale.compiler.program.builder import Block
from quale.compiler.program.construct import apply, both, choose, either, get, index, negate, number
from quale.compiler.program.program import Expr, Kind
from quale.model.expression import known
from quale.model.kinds import GRID
from quale.model.port_names import SUFFIXES
from quale.model.world import Sensor

SLOPE = 0.41421356237309503
"""tan(pi / 8): where the sectors of eight directions meet."""


def fill_sensors(scope: Scope) -> None:
    """Fill every directional sensor that perception does not assign."""
    for sensor in scope.task.body.sensors:
        if sensor.directions and not sensor.assigned:
            _fill(sensor, scope)


def _fill(sensor: Sensor, scope: Scope) -> None:
    """Keep the smallest distance of every direction, then turn it into 1 - (m - 1) / range."""
    body, block, agent = scope.task.body, scope.block, scope.places.agent
    suffixes = SUFFIXES[sensor.directions]
    nothing = number(sensor.range + 1)
    nearest = [scope.storage.slot(f"{sensor.name}.{suffix}", Kind.NUMBER) for suffix in suffixes]
    for slot in nearest:
        block.set(slot, nothing)
    ax, ay = (block.define(name, get(*agent[at])) for name, at in zip("xy", known(body.cell), strict=True))
    for kind in sensor.sees:
        declared = scope.task.world.kinds[kind]
        sites = site_properties(declared, GRID)
        if not sites:
            continue
        with block.repeat(declared.name, 0, declared.capacity) as (inner, at):
            x, y = (scope.property(kind, site, at) for site in sites)
            dx = inner.define("dx", apply("sub", x, ax))
            dy = inner.define("dy", apply("sub", y, ay))
            m = inner.define("m", apply("add", apply("abs", dx), apply("abs", dy)))
            # a nearest distance is never above range + 1, and only m <= range is seen in the end
            seen = inner.define("seen", both(scope.live(kind, at), apply("ge", m, number(1))))
            for slot, sector in zip(nearest, _sectors(dx, dy, len(suffixes), inner), strict=True):
                nearer = both(seen, sector, apply("lt", m, get(slot)))
                inner.set(slot, choose(nearer, m, get(slot), Kind.NUMBER))
    for at_input, slot in enumerate(nearest, sensor.first):
        part = apply("sub", number(1), apply("div", apply("sub", get(slot), number(1)), number(sensor.range)))
        within = apply("le", get(slot), number(sensor.range))
        block.set("inputs", choose(within, part, number(0), Kind.NUMBER), index(at_input))


def _sectors(dx: Expr, dy: Expr, directions: int, block: Block) -> list[Expr]:
    """Return for each direction, in the order of its suffixes, whether (dx, dy) lies in its sector."""
    zero = number(0)
    if directions == 4:
        u, v = block.define("u", apply("sub", dx, dy)), block.define("v", apply("add", dx, dy))
        return [
            both(apply("ge", u, zero), apply("lt", v, zero)),
            both(apply("le", u, zero), apply("gt", v, zero)),
            both(apply("gt", u, zero), apply("ge", v, zero)),
            both(apply("lt", u, zero), apply("le", v, zero)),
        ]
    width, height = block.define("width", apply("abs", dx)), block.define("height", apply("abs", dy))
    slope = number(SLOPE)
    upright = block.define("upright", apply("lt", width, apply("mul", slope, height)))
    level = block.define("level", apply("lt", height, apply("mul", slope, width)))
    slanted = block.define("slanted", negate(either(upright, level)))
    west, east = block.define("west", apply("lt", dx, zero)), block.define("east", apply("gt", dx, zero))
    north, south = block.define("north", apply("lt", dy, zero)), block.define("south", apply("gt", dy, zero))
    return [
        both(upright, north),
        both(slanted, north, east),
        both(level, east),
        both(slanted, south, east),
        both(upright, south),
        both(slanted, south, west),
        both(level, west),
        both(slanted, north, west),
    ]
