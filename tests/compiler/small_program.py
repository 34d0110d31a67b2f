"""Short Programs, for tests that need native code but not much of it."""

from quale.compiler.program.program import Apply, Constant, Expr, Get, Kind, Program, Set, Slot, Stmt, Tick

N, J, T = Kind.NUMBER, Kind.INDEX, Kind.TRUTH

SLOTS = (Slot("over", T, 0, "over"), Slot("x", N, 0, "x"), Slot("k", J, 0, "k"), Slot("a", N, 4, "a[]"))


def number(value: float) -> Constant:
    return Constant(value, N)


def index(value: int) -> Constant:
    return Constant(value, J)


def apply(operation: str, *arguments: Expr) -> Apply:
    return Apply(operation, arguments)


def ticked() -> Apply:
    """The tick as a NUMBER."""
    return apply("number_of_index", Tick())


def program(
    tick: tuple[Stmt, ...] = (),
    *,
    setup: tuple[Stmt, ...] = (),
    score: tuple[Stmt, ...] = (),
    results: tuple[Expr, ...] = (Get("x"),),
    ticks: int = 5,
    slots: tuple[Slot, ...] = SLOTS,
) -> Program:
    """Return a Program without a brain."""
    return Program("small", slots, (), setup, tick, score, results, 0, 0, recurrent=False, steps=1, ticks=ticks)


def ends_at(tick: Expr) -> Set:
    """The statement that ends a scenario in a tick."""
    return Set("over", apply("ieq", Tick(), tick))
