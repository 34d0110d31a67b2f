"""`move`: one cell of a grid in the winning direction of a directional actuator."""

from quale.compiler.lower.query import is_open
from quale.compiler.lower.scope import Scope
from quale.compiler.lower.store import store
from quale.compiler.program.construct import apply, choose, get, index, number
from quale.compiler.program.program import Expr, Kind
from quale.model.expression import known
from quale.model.kept import AgentState
from quale.model.port_names import SUFFIXES

STEPS = {
    "n": (0, -1),
    "ne": (1, -1),
    "e": (1, 0),
    "se": (1, 1),
    "s": (0, 1),
    "sw": (-1, 1),
    "w": (-1, 0),
    "nw": (-1, -1),
}
"""(dx, dy) of a direction: x grows east, y south."""


def move(actuator: int, scope: Scope) -> None:
    """Lower a move: the first of the largest outputs wins, if it exceeds the threshold and the way is free."""
    port, body, block = scope.task.body.actuators[actuator], scope.task.body, scope.block
    steps = [STEPS[suffix] for suffix in SUFFIXES[port.directions]]
    best: Expr = get("outputs", index(port.first))
    dx: Expr = number(steps[0][0])
    dy: Expr = number(steps[0][1])
    for at in range(1, port.directions):
        output = get("outputs", index(port.first + at))
        wins = block.define("wins", apply("gt", output, best))
        best = block.define("best", choose(wins, output, best, Kind.NUMBER))
        dx = choose(wins, number(steps[at][0]), dx, Kind.NUMBER)
        dy = choose(wins, number(steps[at][1]), dy, Kind.NUMBER)
    with block.branch(apply("gt", best, number(port.threshold))) as inner:
        across, down = known(body.cell)
        x = inner.define("to_x", apply("add", get(*scope.places.agent[across]), dx))
        y = inner.define("to_y", apply("add", get(*scope.places.agent[down]), dy))
        inside = scope.within(inner)
        with inner.branch(is_open(scope.task, (x, y), inside)) as free:
            store(AgentState(across, truth=False), x, scope.within(free))
            store(AgentState(down, truth=False), y, scope.within(free))
