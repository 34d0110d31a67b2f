"""Arrays of random programs: what declares them, and what reads and assigns them."""

from tests.compiler.differential.picks import Picks
from tests.compiler.differential.scope import Arrays, Scope
from tests.compiler.differential.write_expression import TABLE, Expressions

PROPERTY = "lev"
"""An array of every kind of entity, of two elements."""

TYPES = ("float = random(-1, 1)", "0..9", "int = 2", "float = [LIST]", "-1..3 = [n * 0.5 for n in 1..LENGTH]")


def declared(picks: Picks, name: str, keyword: str = "state") -> tuple[str, Arrays]:
    """A line that declares an array, and the array."""
    length = picks.between(1, 5)
    values = ", ".join(picks.one_of(("0.5", "1", "-2")) for _ in range(length))
    kind = picks.one_of(TYPES).replace("LIST", values).replace("LENGTH", str(length))
    return f"{keyword} {name}[{length}]: {kind}", ((name, length),)


def under(prefix: str, arrays: Arrays) -> Arrays:
    return tuple((f"{prefix}.{name}", length) for name, length in arrays)


def whole(picks: Picks, express: Expressions, scope: Scope, length: int, same: Arrays = ()) -> str:
    """Values for all elements: a list, a comprehension, another array of the same length."""
    others = [name for name, size in same if size == length and name != TABLE]
    match picks.below(3):
        case 0:
            return f"[{', '.join(express.number(scope, 1) for _ in range(length))}]"
        case 1 if others:
            return picks.one_of(others)
        case _:
            low = picks.between(-1, 2)
            inner = scope.inner().knows(numbers=("k",))
            return f"[{express.number(inner, 1)} for k in {low}..{low + length - 1}]"
