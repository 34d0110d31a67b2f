"""A block of statements while it is written, and the storage of the Program while it grows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from quale.compiler.program.construct import both, either
from quale.compiler.program.program import (
    Apply,
    Beat,
    Branch,
    Constant,
    Define,
    Expr,
    Kind,
    Repeat,
    Set,
    Slot,
    Stmt,
    Table,
    Tick,
    Variable,
    While,
)

DEEP = 8
"""Levels of operations from which on a part of an expression gets a name."""


def is_deep(value: Expr, levels: int) -> bool:
    """Return whether operations hold one another in more than so many levels."""
    if not isinstance(value, Apply):
        return False
    return levels == 0 or any(is_deep(argument, levels - 1) for argument in value.arguments)


class Storage:
    """Slots, tables and names handed out so far; every name is unique in the Program."""

    def __init__(self) -> None:
        self.slots: list[Slot] = []
        self.tables: list[Table] = []
        self._taken: dict[str, int] = {}
        self._shared: dict[tuple[str, tuple[float, ...]], str] = {}

    def name(self, wanted: str) -> str:
        """Return the wanted name, with a number behind it from the second time on."""
        count = self._taken.get(wanted, 0) + 1
        self._taken[wanted] = count
        return wanted if count == 1 else self.name(f"{wanted}.{count}")

    def slot(self, name: str, kind: Kind, length: int = 0, label: str = "", labels: tuple[str, ...] = ()) -> str:
        """Make a slot and return its name; without a label it stays out of traces."""
        unique = self.name(name)
        self.slots.append(Slot(unique, kind, length, label, labels))
        return unique

    def table(self, name: str, values: tuple[float, ...]) -> str:
        """Make a table and return its name; equal tables of one name are shared."""
        known = self._shared.get((name, values))
        if known is None:
            known = self._shared[name, values] = self.name(name)
            self.tables.append(Table(known, values))
        return known


class Block:
    """Statements in order. Blocks inside are written through `branch`, `repeat` and `loop`."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.statements: list[Stmt] = []

    def add(self, *statements: Stmt) -> None:
        """Append statements."""
        self.statements.extend(statements)

    def define(self, name: str, value: Expr) -> Expr:
        """Name a value, so that it is calculated once and stays what it is now."""
        if isinstance(value, Constant | Variable | Tick | Beat):
            return value
        unique = self.storage.name(name)
        self.add(Define(unique, value))
        return Variable(unique)

    def part(self, value: Expr) -> Expr:
        """Name a part of an expression that has become deep: later stages walk over trees by recursion."""
        return self.define("part", value) if is_deep(value, DEEP) else value

    def either(self, *conditions: Expr) -> Expr:
        """Return whether any of some or many conditions holds."""
        return self._combined(either, conditions)

    def both(self, *conditions: Expr) -> Expr:
        """Return whether all of some or many conditions hold."""
        return self._combined(both, conditions)

    def _combined(self, combine: Callable[..., Expr], conditions: tuple[Expr, ...]) -> Expr:
        """Return conditions combined, in parts of DEEP where they are more."""
        while len(conditions) > DEEP:
            groups = (conditions[at : at + DEEP] for at in range(0, len(conditions), DEEP))
            conditions = tuple(self.define("part", combine(*group)) for group in groups)
        return combine(*conditions)

    def set(self, slot: str, value: Expr, at: Expr | None = None) -> None:
        """Write a slot."""
        self.add(Set(slot, value, at))

    @contextmanager
    def branch(self, condition: Expr) -> Iterator["Block"]:
        """Write what happens where the condition holds; nothing is left of an empty or impossible branch."""
        inner = Block(self.storage)
        yield inner
        self.between(condition, inner, Block(self.storage))

    def between(self, condition: Expr, then: "Block", otherwise: "Block") -> None:
        """Append two finished blocks as the sides of a branch."""
        if isinstance(condition, Constant):
            self.add(*(then if condition.value else otherwise).statements)
        elif then.statements or otherwise.statements:
            self.add(Branch(condition, tuple(then.statements), tuple(otherwise.statements)))

    @contextmanager
    def repeat(self, name: str, start: int, stop: int) -> Iterator[tuple["Block", Expr]]:
        """Write what happens for every number from `start` up to, without, `stop`."""
        inner, counter = Block(self.storage), Variable(self.storage.name(name))
        yield inner, counter
        if start < stop and inner.statements:
            self.add(Repeat(counter.name, start, stop, tuple(inner.statements)))

    @contextmanager
    def loop(self, condition: Expr, limit: int) -> Iterator["Block"]:
        """Write what happens while the condition holds, at most `limit` times."""
        inner = Block(self.storage)
        yield inner
        self.add(While(condition, limit, tuple(inner.statements)))
