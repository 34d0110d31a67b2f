"""Make a Program smaller without changing a bit of what it does: fold constants, drop what nobody reads.

Only operations that are exact in every executor are folded, and no result that is NaN.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from quale.compiler.program.construct import index, number
from quale.compiler.program.program import (
    Apply,
    Branch,
    Constant,
    Define,
    Expr,
    Get,
    Lookup,
    Program,
    Repeat,
    Set,
    Stmt,
    Variable,
    While,
)
from quale.numeric.operators import PRIMITIVES, calculate

CHOICES = ("select", "select_truth", "select_index")


def simplify(program: Program) -> Program:
    """Return a Program that does the same with less."""
    folder = Folder()
    setup, tick, score = (folder.block(part) for part in (program.setup, program.tick, program.score))
    results = tuple(folder.fold(result) for result in program.results)
    used = {name for result in results for name in names_in(result)}
    # a name is used only after its definition, and the parts share none but the score's with the results
    score = kept(score, used)
    return replace(program, setup=kept(setup, used), tick=kept(tick, used), score=score, results=results)


@dataclass(slots=True)
class Folder:
    """Constants, and the names that turned out to stand for one or for another name."""

    known: dict[str, Expr] = field(default_factory=dict)

    def fold(self, value: Expr) -> Expr:
        """Return an expression with its constant parts calculated."""
        match value:
            case Variable(name):
                return self.known.get(name, value)
            case Get(slot, at) if at is not None:
                return Get(slot, self.fold(at))
            case Lookup(table, at):
                return Lookup(table, self.fold(at))
            case Apply(name, arguments):
                return applied(name, tuple(self.fold(argument) for argument in arguments))
            case _:
                return value

    def block(self, statements: tuple[Stmt, ...]) -> tuple[Stmt, ...]:
        """Return statements with their expressions folded; branches that are decided are taken or left."""
        return tuple(folded for statement in statements for folded in self.statement(statement))

    def statement(self, statement: Stmt) -> Iterator[Stmt]:
        """Yield what a statement becomes."""
        match statement:
            case Define(name, value):
                folded = self.fold(value)
                if isinstance(folded, Constant | Variable):
                    self.known[name] = folded
                else:
                    yield Define(name, folded)
            case Set(slot, value, at):
                yield Set(slot, self.fold(value), None if at is None else self.fold(at))
            case Branch(condition, then, otherwise):
                decided = self.fold(condition)
                if isinstance(decided, Constant):
                    yield from self.block(then if decided.value else otherwise)
                else:
                    yield Branch(decided, self.block(then), self.block(otherwise))
            case Repeat(variable, start, stop, body):
                yield Repeat(variable, start, stop, self.block(body))
            case While(condition, limit, body):
                yield While(self.fold(condition), limit, self.block(body))
            case _:
                yield statement


def applied(name: str, arguments: tuple[Expr, ...]) -> Expr:
    """Return an operation on folded arguments, calculated where that is exact."""
    if name in CHOICES:
        condition, then, otherwise = arguments
        if isinstance(condition, Constant):
            return then if condition.value else otherwise
        # 0 and -0 are equal as records, not as values
        same = isinstance(then, Variable) and then == otherwise
        return then if same else Apply(name, arguments)
    if name in ("and", "or"):
        return _logical(name, *arguments)
    constants = [argument for argument in arguments if isinstance(argument, Constant)]
    if name in PRIMITIVES and len(constants) == len(arguments):
        primitive = PRIMITIVES[name]
        result = calculate(primitive.formula, *(constant.value for constant in constants))
        if not (isinstance(result, float) and math.isnan(result)):
            return Constant(result, primitive.result)
    if name == "iadd" and index(0) in arguments:
        return arguments[1] if arguments[0] == index(0) else arguments[0]
    if name == "mul" and number(1) in arguments:
        return arguments[1] if arguments[0] == number(1) else arguments[0]
    return Apply(name, arguments)


def _logical(name: str, left: Expr, right: Expr) -> Expr:
    """Return a conjunction or disjunction without its constant sides."""
    for side, other in ((left, right), (right, left)):
        if isinstance(side, Constant):
            return other if side.value is (name == "and") else side
    return Apply(name, (left, right))


def kept(statements: tuple[Stmt, ...], used: set[str]) -> tuple[Stmt, ...]:
    """Return statements without definitions that nobody reads and without blocks that do nothing.

    Adds the names that the statements read to `used`, which holds those that are read after them.
    """
    result: list[Stmt] = []
    for statement in reversed(statements):
        smaller = _smaller(statement, used)
        if smaller is not None:
            result.append(smaller)
    return tuple(reversed(result))


def _smaller(statement: Stmt, used: set[str]) -> Stmt | None:
    """Return what is left of a statement; None for nothing."""
    match statement:
        case Define(name, value):
            if name not in used:
                return None
            used.update(names_in(value))
        case Set(_, value, at):
            used.update(names_in(value))
            used.update(names_in(at) if at is not None else ())
        case Branch(condition, then, otherwise):
            then, otherwise = kept(then, used), kept(otherwise, used)
            used.update(names_in(condition))
            return Branch(condition, then, otherwise) if then or otherwise else None
        case Repeat(variable, start, stop, body):
            body = kept(body, used)
            return Repeat(variable, start, stop, body) if body else None
        case While(condition, limit, body):
            used.update(names_in(condition))
            return While(condition, limit, kept(body, used))
        case _:
            pass
    return statement


def names_in(value: Expr) -> Iterator[str]:
    """Yield the names that an expression reads."""
    match value:
        case Variable(name):
            yield name
        case Apply(_, arguments):
            for argument in arguments:
                yield from names_in(argument)
        case Get(_, at) | Lookup(_, at) if at is not None:
            yield from names_in(at)
        case _:
            return
