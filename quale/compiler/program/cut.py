"""Cut a large Program into pieces that become functions of their own, so that compiling takes as long as it is large.

LLVM's time grows faster than the function it works on: a value that lives through many blocks costs something in each
of them. A part that is larger than WHOLE is therefore cut into stretches of at most about PIECE, and blocks that hold
many stretches into stretches of stretches. What pieces share lies in memory: scalars in the block, and names that
are given in one piece and read in another in the `frame`. A smaller Program stays as it is, with its scalars in
registers; its bits are the same either way.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count

from quale.compiler.program.program import (
    Apply,
    Branch,
    Define,
    Expr,
    Get,
    Lookup,
    Mark,
    Piece,
    Program,
    Repeat,
    RunNetwork,
    Set,
    Stmt,
    While,
)
from quale.compiler.program.simplify import names_in

WHOLE = 6000
"""Weight up to which a part of a Program is one function: four times that of the largest example's tick."""

PIECE = 800
"""Weight of a piece."""

CALL = 8
"""Weight of a piece in the block that it was cut from."""

Weighed = tuple[Stmt, int]


def cut(program: Program, whole: int = WHOLE, piece: int = PIECE) -> Program:
    """Return a Program that does the same in pieces, where a part is larger than `whole`."""
    parts = (program.setup, program.tick, program.score)
    large = [sum(map(weight, part)) > whole for part in parts]
    if not any(large):
        return program
    setup, tick, score = (_cut(part, piece)[0] if big else part for part, big in zip(parts, large, strict=True))
    smaller = replace(program, setup=setup, tick=tick, score=score)
    return replace(smaller, frame=tuple(shared(smaller)))


def weight(statement: Stmt) -> int:
    """Return about how many instructions a statement becomes, whatever it holds included."""
    match statement:
        case Define(_, value):
            return 1 + _price(value)
        case Set(_, value, at):
            return 3 + _price(value) + (0 if at is None else 8 + _price(at))
        case Branch(condition, then, otherwise):
            return 4 + _price(condition) + sum(map(weight, then)) + sum(map(weight, otherwise))
        case Repeat(_, _, _, body):
            return 8 + sum(map(weight, body))
        case While(condition, _, body):
            return 12 + _price(condition) + sum(map(weight, body))
        case _:
            return CALL


def _price(value: Expr) -> int:
    """Return about how many instructions an expression becomes."""
    match value:
        case Apply(_, arguments):
            return 1 + sum(map(_price, arguments))
        case Get(_, at) | Lookup(_, at) if at is not None:
            return 4 + _price(at)
        case Get():
            return 1
        case _:
            return 0


def _cut(block: tuple[Stmt, ...], piece: int) -> tuple[tuple[Stmt, ...], int]:
    """Return a block in which no function's stretch weighs much more than `piece`, and what is left of its weight."""
    weighed = [_fitted(statement, piece) for statement in block]
    left, before = _total(weighed), 0
    while left > piece and left != before:
        weighed = list(_grouped(weighed, piece))
        left, before = _total(weighed), left
    return tuple(statement for statement, _ in weighed), left


def _total(weighed: list[Weighed]) -> int:
    return sum(left for _, left in weighed)


def _fitted(statement: Stmt, piece: int) -> Weighed:
    """Return a statement whose blocks are cut, and what is left of its weight."""
    match statement:
        case Branch(condition, then, otherwise):
            (then, yes), (otherwise, no) = _cut(then, piece), _cut(otherwise, piece)
            return Branch(condition, then, otherwise), 4 + _price(condition) + yes + no
        case Repeat(variable, start, stop, body):
            body, left = _cut(body, piece)
            return Repeat(variable, start, stop, body), 8 + left
        case While(condition, limit, body):
            body, left = _cut(body, piece)
            return While(condition, limit, body), 12 + _price(condition) + left
        case _:
            return statement, weight(statement)


def _grouped(weighed: list[Weighed], piece: int) -> Iterator[Weighed]:
    """Yield neighbours together as pieces; what is done at the top of a tick only stays there."""
    group: list[Weighed] = []
    total = 0
    for statement, left in weighed:
        alone = isinstance(statement, RunNetwork | Mark)
        if group and (alone or total + left > piece):
            yield _joined(group)
            group, total = [], 0
        if alone:
            yield statement, left
        else:
            group.append((statement, left))
            total += left
    if group:
        yield _joined(group)


def _joined(group: list[Weighed]) -> Weighed:
    """Return neighbours as one piece, unless that would be no less to call than to do."""
    if len(group) == 1 and group[0][1] <= CALL:
        return group[0]
    return Piece(tuple(statement for statement, _ in group)), CALL


def shared(program: Program) -> dict[str, None]:
    """Return the names that are given in one function and read in another, in order, as the keys of a dictionary."""
    homes: dict[str, int] = {}
    found: dict[str, None] = {}
    numbers = count(1)
    results = ((0, name, False) for result in program.results for name in names_in(result))
    parts = (_mentions(part, 0, numbers) for part in (program.setup, program.tick, program.score))
    for function, name, given in chain(*parts, results):
        if given:
            homes[name] = function
        elif homes.get(name, function) != function:  # what is given nowhere is for `verify` to find
            found[name] = None
    return found


def _mentions(block: tuple[Stmt, ...], function: int, numbers: Iterator[int]) -> Iterator[tuple[int, str, bool]]:
    """Yield (function, name, whether it is given there) for every mention of a name, in order."""
    for statement in block:
        match statement:
            case Define(name, value):
                yield from ((function, read, False) for read in names_in(value))
                yield function, name, True
            case Set(_, value, at):
                yield from ((function, read, False) for read in names_in(value))
                yield from ((function, read, False) for read in (() if at is None else names_in(at)))
            case Branch(condition, then, otherwise):
                yield from ((function, read, False) for read in names_in(condition))
                yield from _mentions(then, function, numbers)
                yield from _mentions(otherwise, function, numbers)
            case Repeat(variable, _, _, body):
                yield function, variable, True
                yield from _mentions(body, function, numbers)
            case While(condition, _, body):
                yield from ((function, read, False) for read in names_in(condition))
                yield from _mentions(body, function, numbers)
            case Piece(body):
                yield from _mentions(body, next(numbers), numbers)
            case _:
                continue
