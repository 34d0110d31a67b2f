"""Statements of the Model. Compound assignments are written out, conversions are the assigned type's business."""

from dataclasses import dataclass

from quale.model.expression import Element, Expression, PropertyValue, Query, Variable
from quale.model.kept import AgentState, Hidden, SensorValue, WorldState
from quale.model.picture import Shape, View

Target = AgentState | WorldState | Hidden | SensorValue | PropertyValue | Variable | Element


@dataclass(frozen=True, slots=True)
class Let:
    """Bind local `index` to a value."""

    index: int
    name: str
    value: Expression
    truth: bool


@dataclass(frozen=True, slots=True)
class LetQuery:
    """Bind local `index` to the results of a query with several: distance, index and all properties."""

    index: int
    name: str
    query: Query


@dataclass(frozen=True, slots=True)
class Assign:
    """Store a value, converted as the target's type says: saturated, rounded, a bool as 0 or 1.

    A sensor's value is clamped to its range (NaN becomes the lower bound). The first to a Variable declares it. The
    index of an Element is evaluated before anything is stored.
    """

    target: Target
    value: Expression


@dataclass(frozen=True, slots=True)
class When:
    """`when c { } else { }`; a chain of `else when` nests in `otherwise`."""

    condition: Expression
    then: tuple["Statement", ...]
    otherwise: tuple["Statement", ...] = ()


@dataclass(frozen=True, slots=True)
class ForEach:
    """`for e in KIND { }`: the entities of a kind that are live when their turn comes, by ascending slot."""

    kind: int
    binding: int
    body: tuple["Statement", ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Append a record; values in the order of RecordKind.fields."""

    record: int
    values: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Consume:
    """Remove the entity of a binding until its respawn. An entity that is gone already stays gone."""

    binding: int
    kind: int


@dataclass(frozen=True, slots=True)
class Move:
    """`move actuator.NAME`: one cell in the winning direction of a directional actuator, by index."""

    actuator: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same statements several times, one after the other; nothing in them counts the times or draws."""

    times: int
    body: tuple["Statement", ...]


Statement = Let | LetQuery | Assign | When | ForEach | Repeat | Record | Consume | Move | Shape


@dataclass(frozen=True, slots=True)
class Picture:
    """A `draw` block: the only statements with shapes among them. Without a view all that is ever drawn is shown."""

    name: str
    view: View | None
    statements: tuple[Statement, ...]
