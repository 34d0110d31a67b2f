"""Random motions: equations over two states of the body, and statements that integrate them."""

from dataclasses import replace

from tests.compiler.differential.picks import Picks
from tests.compiler.differential.scope import Scope
from tests.compiler.differential.write_expression import Expressions

MOVED = ("q0", "q1")
"""States of the body that motions may move."""

METHODS = ("rk4", "euler", "semi_implicit")


def write_motion(picks: Picks, express: Expressions, scope: Scope) -> list[str]:
    """Lines of the motion; `scope` is what can be read where states are bare."""
    scope = replace(scope, draws=False, delays=False, singles=False)
    lines = ["motion Flow {", f"let held = {express.number(scope, 1)}"]
    scope = scope.knows(numbers=("held",))
    if picks.often(40):
        lines += ["var turned = held", f"when {express.truth(scope, 1)} {{ turned = {express.number(scope, 1)} }}"]
        scope = scope.knows(numbers=("turned",))
    for name in MOVED if picks.often(70) else MOVED[:1]:
        lines.append(f"d{name} = {express.number(scope, 2)}")
        scope = scope.knows(numbers=(f"d{name}",))
    return [*lines, "}"]


def write_integral(picks: Picks) -> str:
    steps = picks.one_of(("", " in 1 step", " in 2 steps", " in 5 steps"))
    time = picks.one_of(("0.25 s", "world.tick", "1", "0.1"))
    return f"integrate Flow by {picks.one_of(METHODS)} over {time}{steps}"
