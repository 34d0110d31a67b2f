"""The task of a world: what lives in it, what happens there, what counts as success; all names are indices."""

from dataclasses import dataclass

from quale.model.domain import Ports
from quale.model.expression import Expression
from quale.model.kinds import Aggregate, Event, MachineScope, PortKind, Topology, TypeKind, Verb
from quale.model.port_names import port_names
from quale.model.statement import Statement


@dataclass(frozen=True, slots=True)
class Type:
    """Type of a state or property. A range saturates, an int rounds to even, a bool is 0 or 1.

    `low` and `high` count for a range only; `unit` is a label.
    """

    kind: TypeKind
    low: float = float("-inf")
    high: float = float("inf")
    unit: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A named value that lasts over the ticks of a scenario; `initial` is evaluated once per scenario.

    `initial` is None for the x and y that the engine draws when the agent starts on a random free cell.
    """

    name: str
    type: Type
    initial: Expression | None
    implicit: bool = False  # declared by the checker, not by the author


@dataclass(frozen=True, slots=True)
class Sensor:
    """Input nodes: an internal sensor has one, clamped to low..high, a directional one a node for each direction.

    `sees` lists the entity kinds a directional sensor senses, by index into World.kinds.
    `first` is the index of its first input among all inputs. An internal sensor's name is its input's name;
    directional inputs append `_n` and so on.
    """

    name: str
    kind: PortKind
    first: int
    low: float = 0.0
    high: float = 1.0
    range: int = 0
    directions: int = 0  # 4 or 8
    sees: tuple[int, ...] = ()
    assigned: bool = True  # by perception; otherwise the engine fills it

    @property
    def width(self) -> int:
        """Number of input nodes."""
        return self.directions or 1


@dataclass(frozen=True, slots=True)
class Actuator:
    """Output nodes, one for each direction or one; `first` indexes outputs, `low` and `high` bound a value."""

    name: str
    kind: PortKind
    first: int
    threshold: float
    directions: int = 0
    low: float = 0.0
    high: float = 0.0

    @property
    def width(self) -> int:
        """Number of output nodes."""
        return self.directions or 1


@dataclass(frozen=True, slots=True)
class Goto:
    """A transition, taken when its condition holds; `after` clauses are written out over MachineTicks."""

    target: int  # index of the machine's state
    when: Expression


@dataclass(frozen=True, slots=True)
class MachineState:
    """One state of a machine."""

    name: str
    on_enter: tuple[Statement, ...]
    on_tick: tuple[Statement, ...]
    on_exit: tuple[Statement, ...]
    gotos: tuple[Goto, ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """A state machine of the agent or the world; both lists of the Model hold them in declaration order.

    Machines are numbered world machines first, then agent machines.
    """

    name: str
    scope: MachineScope
    initial: int
    states: tuple[MachineState, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """A value of every entity of a kind; `initial` is drawn at spawn and respawn (slot is in the draw's counter).

    `initial` is None for the `x` and `y` of a grid, which the engine draws as a free cell.
    """

    name: str
    type: Type
    initial: Expression | None


@dataclass(frozen=True, slots=True)
class Handler:
    """Statements run when something happens to an entity; Binding 0 is the entity itself.

    `threshold` is D, `max_speed` V, None where they are not written. `ordinal` counts the handlers of the program in
    written order. on_pass carries the threshold of its kind's on_enter.
    """

    event: Event
    body: tuple[Statement, ...]
    ordinal: int
    threshold: float | None = None
    max_speed: float | None = None

    @property
    def reach(self) -> float:
        """D: how near counts as there."""
        return 0.0 if self.threshold is None else self.threshold


@dataclass(frozen=True, slots=True)
class Kind:
    """An entity kind. It has `capacity` slots: the imported rows first, then up to spawn_high drawn ones.

    `rows` are the imported entities: one tuple of property values each, in property order, the same in every scenario.
    """

    name: str
    properties: tuple[Property, ...]
    spawn_low: int
    spawn_high: int
    spawn_site: int  # call site of the draw of the count, used when low < high
    place_site: int  # call site of the draw of the cell on a grid
    respawn: int | None  # ticks after consumption
    rows: tuple[tuple[float, ...], ...]
    handlers: tuple[Handler, ...]

    @property
    def capacity(self) -> int:
        """Number of entity slots."""
        return len(self.rows) + self.spawn_high


@dataclass(frozen=True, slots=True)
class World:
    """Where the agent lives. Fields of the world block are folded into the expressions that read them.

    `walls` has height rows of width truth values on a grid (border and map alike), and is empty otherwise.
    """

    name: str
    topology: Topology
    length: float  # of a route, 0 otherwise
    width: int  # of a grid, 0 otherwise
    height: int
    walls: tuple[tuple[bool, ...], ...]
    max_speed: float | None
    tick: float
    states: tuple[State, ...]
    kinds: tuple[Kind, ...]
    machines: tuple[Machine, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """What the agent has. `cell` (x and y), `position`, `speed`, `alive` index `states`; None where there is none.

    `start_site` is the call site of the draw of the starting cell, used when x and y have no initial value.
    """

    name: str
    states: tuple[State, ...]
    sensors: tuple[Sensor, ...]
    actuators: tuple[Actuator, ...]
    machines: tuple[Machine, ...]
    cell: tuple[int, int] | None
    position: int | None
    speed: int | None
    alive: int | None
    start_site: int

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of all input nodes in order."""
        return tuple(name for port in self.sensors for name in port_names(port.name, port.directions))

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of all output nodes in order."""
        return tuple(name for port in self.actuators for name in port_names(port.name, port.directions))


@dataclass(frozen=True, slots=True)
class Dynamics:
    """What happens to the body by itself. `rules` are When statements; `clamp` is (low, high) or None.

    `clamped` lists the agent states, `clamped_hiddens` the hiddens that `clamp` applies to (the range-typed ones).
    """

    name: str
    hiddens: tuple[State, ...]
    per_tick: tuple[Statement, ...]
    rules: tuple[Statement, ...]
    clamp: tuple[float, float] | None
    clamped: tuple[int, ...]
    clamped_hiddens: tuple[int, ...]
    death: tuple[Expression, ...]  # any of them


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record with its fields; the index in Model.records is what Record statements name."""

    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfRecords:
    """The aggregate of a field over the records of a scenario, both by index."""

    record: int
    field: int
    aggregate: Aggregate


@dataclass(frozen=True, slots=True)
class Metric:
    """A number about a finished scenario."""

    name: str
    value: Expression | OfRecords


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the score; `value` reads a metric, a state or the complexity."""

    verb: Verb
    value: Expression
    weight: float


@dataclass(frozen=True, slots=True)
class Fitness:
    """What success means. `gates` are agent states (bool) that must hold at the end; `factors` expression gates."""

    name: str
    metrics: tuple[Metric, ...]
    gates: tuple[int, ...]
    factors: tuple[Expression, ...]
    terms: tuple[Term, ...]
    terminate: tuple[Expression, ...]
    every_tick: tuple[Statement, ...] = ()  # records of metrics over ticks, made at the end of each


@dataclass(frozen=True, slots=True)
class WorldTask:
    """What a brain has to do in a world of the program's own: `domain: world`."""

    body: Body
    world: World
    perception: tuple[Statement, ...]
    action: tuple[Statement, ...]
    dynamics: Dynamics | None
    fitness: Fitness
    records: tuple[RecordKind, ...]
    delays: tuple[int, ...]  # ticks of each Delay expression, by its index
    ticks: int  # that a scenario lasts at most

    @property
    def ports(self) -> Ports:
        """Names of the brain's inputs and outputs."""
        return Ports(self.body.inputs, self.body.outputs)
