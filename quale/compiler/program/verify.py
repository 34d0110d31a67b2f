"""What must hold of every Program; a violation is the compiler's own fault, never the user's."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from quale.compiler.program.cut import shared
from quale.compiler.program.program import (
    OPERATIONS,
    Apply,
    Beat,
    Branch,
    Complexity,
    Constant,
    Define,
    Expr,
    Get,
    Kind,
    Lookup,
    Mark,
    Piece,
    Program,
    Repeat,
    RunNetwork,
    Scenario,
    Set,
    Slot,
    Stmt,
    Table,
    Tick,
    Variable,
    While,
)
from quale.numeric.functions import FUNCTIONS

CALL = "call:"
"""Prefix of an operation that is a function of quale.numeric.functions."""


class InternalError(AssertionError):
    """A stage of the compiler broke a promise to the next one."""


@dataclass(slots=True)
class Checker:
    """What is known at a point of the Program: slots, tables and the kinds of the names in sight."""

    slots: dict[str, Slot]
    tables: dict[str, Table]
    part: str
    names: dict[str, Kind] = field(default_factory=dict)
    sight: list[str] = field(default_factory=list)  # the same names, as they came into sight
    given: set[str] = field(default_factory=set)  # every name ever given
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)  # of Repeat's counters

    def require(self, condition: bool, message: str) -> None:
        """Raise InternalError unless the condition holds."""
        if not condition:
            raise InternalError(f"{self.part}: {message}")

    def expect(self, value: Expr, wanted: Kind, where: str) -> None:
        """Require that an expression is right and of a kind."""
        kind = self.kind_of(value)
        self.require(kind is wanted, f"{where} must be a {wanted.value}, not a {kind.value}")

    def kind_of(self, value: Expr) -> Kind:
        """Return the kind of an expression, after checking it."""
        match value:
            case Constant():
                wanted = {float: Kind.NUMBER, int: Kind.INDEX, bool: Kind.TRUTH}[type(value.value)]
                self.require(wanted is value.kind, f"constant {value.value!r} is no {value.kind.value}")
                return value.kind
            case Variable(name):
                self.require(name in self.names, f"{name} is used but not defined here")
                return self.names[name]
            case Get(slot, at):
                return self.place(slot, at)
            case Lookup(table, at):
                self.require(table in self.tables, f"there is no table {table}")
                self.within(at, len(self.tables[table].values), f"table {table}")
                return Kind.NUMBER
            case Tick():
                self.require(self.part != "score", "the score has no tick")
                return Kind.INDEX
            case Beat():
                self.require(self.part == "tick", "beats belong to the tick")
                return Kind.INDEX
            case Scenario():
                return Kind.INDEX
            case Complexity():
                self.require(self.part == "score", "the complexity belongs to the score")
                return Kind.NUMBER
            case Apply():
                return self.applied(value)

    def applied(self, value: Apply) -> Kind:
        """Return the kind of an operation's result, after checking its arguments."""
        name, arguments = value.operation, value.arguments
        if name.startswith(CALL):
            function = FUNCTIONS.get(name.removeprefix(CALL))
            self.require(
                function is not None and len(arguments) in function.arity, f"{name} with {len(arguments)} values"
            )
            wanted, result = (Kind.NUMBER,) * len(arguments), Kind.NUMBER
        else:
            self.require(name in OPERATIONS, f"there is no operation {name}")
            wanted, result = OPERATIONS[name]
            self.require(len(wanted) == len(arguments), f"{name} takes {len(wanted)} values, not {len(arguments)}")
        for at, (argument, kind) in enumerate(zip(arguments, wanted, strict=True)):
            self.expect(argument, kind, f"argument {at} of {name}")
        return result

    def place(self, slot: str, at: Expr | None) -> Kind:
        """Return the kind of a slot's element, after checking the index."""
        self.require(slot in self.slots, f"there is no slot {slot}")
        length = self.slots[slot].length
        self.require(
            (at is not None) == (length > 0), f"{slot} has {length} elements: an index is due exactly for arrays"
        )
        if at is not None:
            self.within(at, length, f"slot {slot}")
        return self.slots[slot].kind

    def within(self, at: Expr, length: int, what: str) -> None:
        """Require an INDEX that, where it is known, lies in 0 … length - 1."""
        self.expect(at, Kind.INDEX, f"the index into {what}")
        known = self.bounds(at)
        if known is not None:
            self.require(
                known[0] >= 0 and known[1] <= length, f"index {known[0]} … {known[1] - 1} into {what} of {length}"
            )

    def bounds(self, at: Expr) -> tuple[int, int] | None:
        """Return the range [low, high) of a constant, or of a counter with or without a constant offset."""
        match at:
            case Constant(value, Kind.INDEX):
                return int(value), int(value) + 1
            case Variable(name):
                return self.ranges.get(name)
            case Apply("iadd", (Constant(value), by)) if (inner := self.bounds(by)) is not None:
                return inner[0] + int(value), inner[1] + int(value)
            case Apply("isub", (Constant(value), by)) if (inner := self.bounds(by)) is not None:
                return int(value) - inner[1] + 1, int(value) - inner[0] + 1
            case _:
                return None

    def give(self, name: str, kind: Kind) -> None:
        """Bring a name into sight."""
        self.require(name not in self.given, f"{name} is defined twice")
        self.given.add(name)
        self.names[name] = kind
        self.sight.append(name)

    def block(self, statements: tuple[Stmt, ...], *, top: bool = False) -> None:
        """Check statements; names given in them are out of sight afterwards, unless the block is the top."""
        before = len(self.sight)
        for statement in statements:
            self.statement(statement, top=top)
        if not top:
            self.forget(before)

    def forget(self, count: int) -> None:
        """Take all but the first `count` names that are in sight out of it."""
        for name in self.sight[count:]:
            del self.names[name]
        del self.sight[count:]

    def statement(self, statement: Stmt, *, top: bool) -> None:
        """Check one statement."""
        match statement:
            case Define(name, value):
                self.give(name, self.kind_of(value))
                known = self.bounds(value)
                if known is not None and self.names[name] is Kind.INDEX:
                    self.ranges[name] = known
            case Set(slot, value, at):
                self.expect(value, self.place(slot, at), f"what is stored in {slot}")
            case Branch(condition, then, otherwise):
                self.expect(condition, Kind.TRUTH, "a condition")
                self.block(then)
                self.block(otherwise)
            case Repeat(variable, start, stop, body):
                self.require(0 <= start <= stop, f"{variable} counts from {start} to {stop}")
                before = len(self.sight)
                self.give(variable, Kind.INDEX)
                self.ranges[variable] = (start, stop)
                self.block(body)
                self.forget(before)
            case While(condition, limit, body):
                self.require(limit >= 0, f"a loop of at most {limit} times")
                self.expect(condition, Kind.TRUTH, "a condition")
                self.block(body)
            case Piece(body):
                for inner in body:
                    self.statement(inner, top=False)
            case Mark() | RunNetwork():
                what = "the brain runs" if isinstance(statement, RunNetwork) else "time is counted"
                self.require(top and self.part == "tick", f"{what} at the top level of the tick")


Rule = Callable[[Program], Iterator[str]]


def names_are_unique(program: Program) -> Iterator[str]:
    """Slots and tables have names of their own."""
    for what, names in (("slot", (s.name for s in program.slots)), ("table", (t.name for t in program.tables))):
        yield from (f"two {what}s are called {name}" for name, count in sorted(Counter(names).items()) if count > 1)


def slots_can_be_traced(program: Program) -> Iterator[str]:
    """Lengths are not negative, and there are no more labels than values."""
    for slot in program.slots:
        if slot.length < 0 or len(slot.traced) > max(1, slot.length):
            yield f"slot {slot.name} has {slot.length} elements and {len(slot.traced)} labels"


def brain_has_its_places(program: Program) -> Iterator[str]:
    """`inputs`, `outputs` and `over` are slots of the right shape, and the brain runs once a tick."""
    slots = {slot.name: slot for slot in program.slots}
    for name, wanted in (("inputs", program.inputs), ("outputs", program.outputs)):
        slot = slots.get(name)
        if slot is None or slot.kind is not Kind.NUMBER or slot.length < max(1, wanted):
            yield f"{name} must be an array of {wanted} numbers"
    over = slots.get("over")
    if over is None or over.kind is not Kind.TRUTH or over.length:
        yield "over must be a truth value"
    thoughts = sum(isinstance(statement, RunNetwork) for statement in program.tick)
    if thoughts != 1:
        yield f"the brain runs {thoughts} times a tick"


def code_is_sound(program: Program) -> Iterator[str]:
    """Names are defined before use, kinds match, indices that are known lie in bounds, results are numbers."""
    checker = Checker({slot.name: slot for slot in program.slots}, {table.name: table for table in program.tables}, "")
    try:
        for part in ("setup", "tick", "score"):
            checker.part = part
            checker.forget(0)
            checker.block(getattr(program, part), top=True)
        for result in program.results:
            checker.expect(result, Kind.NUMBER, "a result")
    except InternalError as fault:
        yield str(fault)


def pieces_share_the_frame(program: Program) -> Iterator[str]:
    """What one piece reads of another's names lies in the frame."""
    framed = frozenset(program.frame)
    foreign = (name for name in shared(program) if name not in framed)
    yield from (f"{name} is read in another piece and not in the frame" for name in foreign)


RULES: tuple[Rule, ...] = (
    names_are_unique,
    slots_can_be_traced,
    brain_has_its_places,
    code_is_sound,
    pieces_share_the_frame,
)


def verify(program: Program) -> None:
    """Check a Program against RULES.

    Raises:
        InternalError: naming the Program and everything that is wrong with it.
    """
    faults = [fault for rule in RULES for fault in rule(program)]
    if faults:
        raise InternalError(f"{program.name}: {'; '.join(faults)}")
