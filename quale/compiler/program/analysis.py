"""What statements of a Program read and write, and roughly what they cost: facts that the emitter decides by."""

from collections.abc import Iterable, Iterator

from quale.compiler.program.program import (
    Apply,
    Branch,
    Constant,
    Define,
    Expr,
    Get,
    Lookup,
    Piece,
    Repeat,
    RunNetwork,
    Set,
    Stmt,
    While,
)

LOOP_COST = 1000
_COSTS = {"uniform01": 60, "normal01": 150, "div": 4, "sqrt": 6, "imod": 12}
DRAWS = ("normal01", "uniform01")
_CALL_COST = 20
_INDEXED_COST = 12


def statements(block: Iterable[Stmt]) -> Iterator[Stmt]:
    """Yield every statement, outer ones before inner ones."""
    for statement in block:
        yield statement
        if isinstance(statement, Branch):
            yield from statements(statement.then)
            yield from statements(statement.otherwise)
        elif isinstance(statement, Repeat | While | Piece):
            yield from statements(statement.body)


def expressions(block: Iterable[Stmt]) -> Iterator[Expr]:
    """Yield every expression of the statements, outer ones before inner ones."""
    for statement in statements(block):
        if isinstance(statement, Define | Set):
            yield from inside(statement.value)
            if isinstance(statement, Set) and statement.index is not None:
                yield from inside(statement.index)
        elif isinstance(statement, Branch | While):
            yield from inside(statement.condition)


def inside(expression: Expr) -> Iterator[Expr]:
    """Yield the expression and those it is made of."""
    yield expression
    if isinstance(expression, Apply):
        for argument in expression.arguments:
            yield from inside(argument)
    elif isinstance(expression, Get | Lookup) and expression.index is not None:
        yield from inside(expression.index)


def writes(block: Iterable[Stmt]) -> frozenset[str]:
    """Return the slots that the statements write."""
    return frozenset(s.slot for s in statements(block) if isinstance(s, Set))


def reads(block: Iterable[Stmt]) -> frozenset[str]:
    """Return the slots that the statements read."""
    return frozenset(e.slot for e in expressions(block) if isinstance(e, Get))


Draw = tuple[str, int, int, int]
"""A draw whose counter is constant but for the tick: operation, site, slot, loop."""


def constant_draw(expression: Expr) -> Draw | None:
    """Return an expression as a draw whose counter is constant but for the tick, None if it is none."""
    if not isinstance(expression, Apply) or expression.operation not in DRAWS:
        return None
    site, slot, loop = expression.arguments
    if not (isinstance(site, Constant) and isinstance(slot, Constant) and isinstance(loop, Constant)):
        return None
    return expression.operation, int(site.value), int(slot.value), int(loop.value)


def draws(block: Iterable[Stmt]) -> tuple[Draw, ...]:
    """Return the different draws of the statements whose counters are constant but for the tick, dear ones first."""
    found = (constant_draw(expression) for expression in expressions(block))
    return tuple(sorted({draw for draw in found if draw is not None}))


def calls(block: Iterable[Stmt]) -> int:
    """Return how many calls of elementary functions the statements hold."""
    return sum(isinstance(e, Apply) and e.operation.startswith("call:") for e in expressions(block))


def runs_network(block: Iterable[Stmt]) -> bool:
    """Whether the brain runs among the statements."""
    return any(isinstance(s, RunNetwork) for s in statements(block))


def pieces(block: Iterable[Stmt]) -> bool:
    """Whether there are pieces among the statements."""
    return any(isinstance(s, Piece) for s in statements(block))


def cost(block: Iterable[Stmt]) -> int:
    """Return about how many instructions the statements take; LOOP_COST or more where there is a loop."""
    total = 0
    for statement in statements(block):
        if isinstance(statement, Repeat | While | RunNetwork | Piece):
            return LOOP_COST
        total += 1
    return total + sum(price(expression) for expression in expressions(block))


def most(block: Iterable[Stmt]) -> int:
    """Return about how many instructions the statements take at most, the brain apart: all loops have bounds."""
    total = 0
    for statement in block:
        if isinstance(statement, Repeat):
            total += (statement.stop - statement.start) * (1 + most(statement.body))
        elif isinstance(statement, While):
            condition = sum(price(expression) for expression in inside(statement.condition))
            total += statement.limit * (1 + condition + most(statement.body))
        elif isinstance(statement, Branch):
            total += most(statement.then) + most(statement.otherwise)
            total += 1 + sum(price(expression) for expression in inside(statement.condition))
        elif isinstance(statement, Piece):
            total += most(statement.body)
        elif not isinstance(statement, RunNetwork):
            total += cost((statement,))
    return total


def price(expression: Expr) -> int:
    """Return about how many instructions an expression takes beside those that it is made of."""
    if isinstance(expression, Apply):
        name = expression.operation
        return _CALL_COST if name.startswith("call:") else _COSTS.get(name, 1)
    if isinstance(expression, Get | Lookup):
        return 1 if expression.index is None else _INDEXED_COST
    return 0
