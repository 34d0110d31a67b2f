"""Expressions of the Model: resolved, typed trees over numbers (float64) and truth values.

Expressions have no effects and cannot fail, so the order of evaluation never matters; random calls depend on
counters alone. `typing.get_args(Expression)` lists the kinds: interpreters and compilers match over it.
"""

import builtins
from dataclasses import dataclass, replace
from typing import TypeVar

from quale.model.kept import ActuatorValue, AgentState, Hidden, SensorValue, WorldState
from quale.model.kinds import ClockKind, Distribution, QueryKind, ResultKind

Known = TypeVar("Known")


def known(value: Known | None) -> Known:
    """Return what is not None because the checker has seen to it.

    Raises:
        ValueError: it is None; the Model contradicts itself.
    """
    if value is None:
        raise ValueError("the Model lacks what its topology or its statements need")
    return value


@dataclass(frozen=True, slots=True)
class Number:
    """A constant number."""

    value: float


@dataclass(frozen=True, slots=True)
class Truth:
    """A constant truth value."""

    value: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """A number that says when, or which scenario."""

    what: ClockKind


@dataclass(frozen=True, slots=True)
class Local:
    """A `let`, by its number, unique within the Model."""

    index: int
    truth: bool


@dataclass(frozen=True, slots=True)
class Variable:
    """A `var`, by its number among the locals; a statement assigns it before anything reads it."""

    index: int
    truth: bool


@dataclass(frozen=True, slots=True)
class PropertyValue:
    """A property of the entity that a binding stands for: binding 0 is a handler's own, each `for` makes another."""

    binding: int
    kind: int
    property: int
    truth: bool


@dataclass(frozen=True, slots=True)
class ResultField:
    """A field of a query's results bound by `let`, taken when the query ran: later changes do not show."""

    local: int
    field: ResultKind
    property: int | None = None  # its index, for a property
    truth: bool = False

    @builtins.property
    def column(self) -> int:
        """Index of the property that it is."""
        return known(self.property)


@dataclass(frozen=True, slots=True)
class MachineIs:
    """Whether a machine is in a state. Machines count the world's first, then the agent's."""

    machine: int
    state: int


@dataclass(frozen=True, slots=True)
class MachineTicks:
    """Ticks that a machine has spent in its state; 0 in the tick of entry."""

    machine: int


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator on values.

    `operator` is one of

    numbers:     neg  + - * / %  ^    (^ as `pow`; IntegerPower is the other)
    comparisons: == != < <= > >=      (== and != also of two truth values)
    truth:       not and or
    any:         ?:  (condition, then, otherwise)
    number:      truth_to_number, never in arithmetic: made where a bool is assigned to a number.

    `quale.numeric.operators` says what each of them is.
    """

    operator: str
    arguments: tuple["Expression", ...]
    truth: bool  # whether the result is a truth value


LARGEST_EXPONENT = 64
"""Size of an exponent up to which a power is made of multiplications."""


@dataclass(frozen=True, slots=True)
class IntegerPower:
    """`base ^ exponent` where the exponent is constant, whole and at most LARGEST_EXPONENT in size.

    Multiplications as in `quale.numeric.power.integer_power`. The checker alone decides what is one.
    """

    base: "Expression"
    exponent: int


@dataclass(frozen=True, slots=True)
class Call:
    """A built-in function by name, as registered in quale.numeric.functions."""

    function: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """A random number or, of a chance, a truth value. Pure in its counters."""

    distribution: Distribution
    arguments: tuple["Expression", ...]
    site: int  # call site, the ordinal of the draw in the Model


@dataclass(frozen=True, slots=True)
class Delay:
    """`delay(value, N ticks)`: the value N ticks ago, the first value until N ticks have passed.

    Evaluated in every tick (they stand at the top level of a block only), by index into Model.delays.
    """

    index: int
    value: "Expression"


@dataclass(frozen=True, slots=True)
class Query:
    """A built-in query about the live entities of a kind (index into World.kinds).

    `name` is one of
    nearest_ahead, nearest_behind, nearest: arguments (position) on a route, (x, y) on a grid; many results
    zone: `KIND_at(position) -> field`: arguments (position), result property `property`, `fallback` when none
    count_within: arguments (position, r) on a route, (x, y, r) on a grid
    cell_at: arguments (x, y); kind None. -1 is a wall or outside, 0 free, 1 + k a live entity of kind k (lowest k)
    """

    name: QueryKind
    kind: int | None
    arguments: tuple["Expression", ...]
    property: int | None = None
    fallback: float = 0.0

    @builtins.property
    def about(self) -> int:
        """Index of the kind that it is about."""
        return known(self.kind)

    @builtins.property
    def column(self) -> int:
        """Index of the property that it gives."""
        return known(self.property)


@dataclass(frozen=True, slots=True)
class MetricValue:
    """An earlier metric, by index into Fitness.metrics."""

    index: int


@dataclass(frozen=True, slots=True)
class Complexity:
    """`engine.complexity`: enabled connections of the genome."""


@dataclass(frozen=True, slots=True)
class Where:
    """A value with parts that have numbers among the locals, given in order: `lets` holds (number, name, part)."""

    lets: tuple[tuple[int, str, "Expression"], ...]
    value: "Expression"


Member = AgentState | WorldState | Hidden | SensorValue | ActuatorValue | PropertyValue


@dataclass(frozen=True, slots=True)
class Element:
    """One of `count` neighbours, of which `first` is the first: which one, the index says, whole and in bounds."""

    first: Member
    count: int
    index: "Expression"

    @builtins.property
    def truth(self) -> bool:
        """Whether the elements are truth values."""
        return getattr(self.first, "truth", False)

    def at(self, place: int) -> Member:
        """Return the element at a place."""
        return neighbour(self.first, place)


def neighbour(first: Member, place: int) -> Member:
    """Return what is declared so many places behind."""
    if isinstance(first, PropertyValue):
        return replace(first, property=first.property + place)
    return replace(first, index=first.index + place)


@dataclass(frozen=True, slots=True)
class Row:
    """A number of a table's column: which row, the index says, whole and in bounds."""

    column: tuple[float, ...]
    index: "Expression"


REDUCTIONS = ("min", "max", "sum", "count", "any", "all", "argmin", "argmax")


@dataclass(frozen=True, slots=True)
class Reduction:
    """What one of REDUCTIONS makes of the live entities of a kind for which a condition holds, slots ascending.

    min max argmin argmax: an entity counts whose value is less (greater) than all before; of none: inf, -inf, -1, -1.
    sum: 0 + x1 + x2 …; count: how many have a true value; any, all: truth values; of none: 0, 0, false, true.
    Each entity in turn is `binding`; draws count the turns as those of a `for`.
    """

    function: str
    kind: int
    binding: int
    condition: "Expression"
    value: "Expression"


Expression = (
    Number
    | Truth
    | AgentState
    | WorldState
    | Hidden
    | Clock
    | SensorValue
    | ActuatorValue
    | Local
    | Variable
    | PropertyValue
    | ResultField
    | MachineIs
    | MachineTicks
    | Operation
    | IntegerPower
    | Call
    | Draw
    | Delay
    | Query
    | Where
    | Reduction
    | Element
    | Row
    | MetricValue
    | Complexity
)
