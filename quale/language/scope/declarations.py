"""What the names of one experiment stand for, gathered before any statement is resolved."""

from dataclasses import dataclass, field

from quale.diagnostics import Span
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.syntax.tree import Function, Name, Statements
from quale.model.expression import Expression, Local
from quale.model.kinds import MachineScope, Topology, TypeKind
from quale.model.world import Actuator, Sensor, Type

NUMBER, TRUTH, UNKNOWN = "number", "truth value", "unknown"
"""Types of expressions. UNKNOWN stands where a mistake was reported already and silences what follows from it."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A resolved expression with its type and the label of its unit; `certain` if only literals decide it."""

    value: Expression
    type: str
    unit: str = ""
    certain: bool = False


@dataclass(frozen=True, slots=True)
class ValueName:
    """A state, hidden or property; `sound` is False where its declaration has an error."""

    name: str
    span: Span
    index: int
    type: Type
    sound: bool = True
    implicit: bool = False

    @property
    def truth(self) -> bool:
        """Whether it is a truth value."""
        return self.type.kind is TypeKind.BOOL


Arrays = dict[str, int]
"""Lengths by name. The elements of `ray[5]` are declared as `ray_0` to `ray_4`."""


@dataclass(frozen=True, slots=True)
class KindName:
    """An entity kind and its properties."""

    name: str
    span: Span
    index: int
    properties: dict[str, ValueName]
    arrays: Arrays = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QueryName:
    """A query that the world makes available.

    `form` is the name in the Model (zone for KIND_at), "" where the declaration has an error; `kind` and `column`
    (the property that it gives) are a zone's.
    """

    name: str
    span: Span
    form: str
    results: tuple[str, ...]
    kind: str = ""
    column: str = ""

    @property
    def several(self) -> bool:
        """Whether a call has several results, to be bound by `let`."""
        return self.form.startswith("nearest") and self.results not in (("distance",), ("index",))


@dataclass(frozen=True, slots=True)
class MachineName:
    """A machine, its index among all machines and its states in order."""

    name: str
    span: Span
    index: int
    scope: MachineScope
    states: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class RecordName:
    """A record, its index and the fields of its first statement."""

    name: str
    span: Span
    index: int
    fields: tuple[Name, ...]


@dataclass(slots=True)
class WorldNames:
    """What a world block declares. A field whose value is None has an error.

    So has a `topology` that is None, and a grid whose `width` is 0: nothing more is said about them.
    """

    name: str
    span: Span
    topology: Topology | None
    width: int = 0
    height: int = 0
    walls: tuple[tuple[bool, ...], ...] = ()
    fields: dict[str, tuple[float, str] | None] = field(default_factory=dict)
    states: dict[str, ValueName] = field(default_factory=dict)
    kinds: dict[str, KindName] = field(default_factory=dict)
    queries: dict[str, QueryName] = field(default_factory=dict)
    arrays: Arrays = field(default_factory=dict)  # of states

    def number(self, name: str, default: float) -> float:
        """Value of a field, or the default."""
        value = self.fields.get(name)
        return value[0] if value else default

    @property
    def tick_unit(self) -> str:
        """Unit of `tick`."""
        tick = self.fields.get("tick")
        return tick[1] if tick else ""


@dataclass(slots=True)
class BodyNames:
    """What a body block declares; `states` grows by those that are declared implicitly."""

    name: str
    span: Span
    states: dict[str, ValueName] = field(default_factory=dict)
    sensors: dict[str, Sensor] = field(default_factory=dict)
    sensor_spans: dict[str, Span] = field(default_factory=dict)
    actuator_spans: dict[str, Span] = field(default_factory=dict)
    unsound: set[str] = field(default_factory=set)  # "sensor.x" and "actuator.y" whose declaration has an error
    actuators: dict[str, Actuator] = field(default_factory=dict)
    inputs: dict[str, int] = field(default_factory=dict)
    outputs: dict[str, int] = field(default_factory=dict)
    state_arrays: Arrays = field(default_factory=dict)
    sensor_arrays: Arrays = field(default_factory=dict)
    actuator_arrays: Arrays = field(default_factory=dict)

    def sound(self, port: str) -> bool:
        """Whether nothing is wrong with what "sensor.food_n" or "actuator.move" may be a part of."""
        return not any(port == known or port.startswith(f"{known}_") for known in self.unsound)


@dataclass(slots=True)
class Numbers:
    """Counters of what is numbered through the Model, in the order of resolution (experiment/assemble.py)."""

    sites: int = 0
    locals: int = 0
    bindings: int = 1
    handlers: int = 0
    turns: int = 0  # of counted loops
    calls: int = 0  # of the program's own functions
    delays: list[int] = field(default_factory=list)

    def site(self) -> int:
        """Take the next call site."""
        self.sites += 1
        return self.sites - 1

    def local(self) -> int:
        """Take the next number of a `let`."""
        self.locals += 1
        return self.locals - 1

    def named(self, truth: bool) -> Local:  # what it is named for
        """Take the next number of a local, as the expression that reads it."""
        return Local(self.local(), truth)

    def binding(self) -> int:
        """Take the next number of a `for` variable."""
        self.bindings += 1
        return self.bindings - 1

    def handler(self) -> int:
        """Take the next ordinal of a handler."""
        self.handlers += 1
        return self.handlers - 1


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of numbers; without a length there was a mistake in it."""

    name: str
    span: Span
    columns: dict[str, tuple[float, ...]] = field(default_factory=dict)
    length: int = 0


@dataclass(slots=True)
class Definitions:
    """What a project defines for all of its blocks, and the names that something uses ("motion NAME", "table NAME")."""

    constants: dict[str, Typed] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    motions: dict[str, Statements] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    endless: set[str] = field(default_factory=set)  # functions that call themselves, or are too deep
    used: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Names:
    """All names of one experiment. `world` or `body` is None where the reference to it has an error."""

    log: DiagnosticLog
    world: WorldNames | None = None
    body: BodyNames | None = None
    machines: dict[str, MachineName] = field(default_factory=dict)
    hiddens: dict[str, ValueName] = field(default_factory=dict)
    hidden_arrays: Arrays = field(default_factory=dict)
    metrics: dict[str, int] = field(default_factory=dict)
    records: dict[str, RecordName] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=Numbers)
    definitions: Definitions = field(default_factory=Definitions)
    activation: str = "tanh"  # of the brain's outputs
    complete: bool = True  # whether every reference of the evolve block found its block
