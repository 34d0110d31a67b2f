"""The task of a world: what lives in it, what happens there, and what counts as success.

Every name is resolved to an index, every default is written out, every random call has its call site.
"""

from dataclasses import dataclass

from quale.model.domain import Ports
from quale.model.expression import Expression
from quale.model.statement import Statement

ROUTE, GRID, NONE = "route", "grid", "none"


@dataclass(frozen=True, slots=True)
class Type:
    """Type of a state or property. A range saturates, an int rounds to even, a bool is 0 or 1.

    `kind` is "bool", "int", "float" or "range"; `low` and `high` count for a range only; `unit` is a label.
    """

    kind: str
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
    """Input nodes. `kind` "internal": one, clamped to low..high. "directional": one per direction, filled by the grid.

    `sees` lists the entity kinds a directional sensor senses, by index into World.kinds.
    `first` is the index of its first input among all inputs. An internal sensor's name is its input's name;
    directional inputs append `_n` and so on.
    """

    name: str
    kind: str
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
    """Output nodes: "trigger" one, "directional" one per direction; `first` indexes the outputs."""

    name: str
    kind: str
    first: int
    threshold: float
    directions: int = 0

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
    """A state machine of scope "agent" or "world"; both lists of the Model hold them in declaration order.

    Machines are numbered world machines first, then agent machines.
    """

    name: str
    scope: str
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

    `event` is "on_enter", "on_pass", "on_cross", "on_contact" or "on_tick". `threshold` is D (0 without one),
    `has_threshold` whether it was written, `max_speed` V or None. `ordinal` counts the handlers of the program in
    written order. on_pass carries the threshold of its kind's on_enter.
    """

    event: str
    body: tuple[Statement, ...]
    ordinal: int
    threshold: float = 0.0
    has_threshold: bool = False
    max_speed: float | None = None


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
    topology: str  # ROUTE, GRID or NONE
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
    """What the agent has. `x`, `y`, `position`, `speed`, `alive` index `states`, -1 where the world needs none.

    `start_site` is the call site of the draw of the starting cell, used when x and y have no initial value.
    """

    name: str
    states: tuple[State, ...]
    sensors: tuple[Sensor, ...]
    actuators: tuple[Actuator, ...]
    machines: tuple[Machine, ...]
    x: int
    y: int
    position: int
    speed: int
    alive: int
    start_site: int

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of all input nodes in order."""
        return tuple(name for port in self.sensors for name in port_names(port.name, port.directions))

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of all output nodes in order."""
        return tuple(name for port in self.actuators for name in port_names(port.name, port.directions))


SUFFIXES = {4: ("n", "s", "e", "w"), 8: ("n", "ne", "e", "se", "s", "sw", "w", "nw")}
"""Order of the nodes of a directional port, by its number of directions."""


def port_names(name: str, directions: int) -> tuple[str, ...]:
    """Return the node names of a port: its own name, or one with a suffix for each direction."""
    return tuple(f"{name}_{suffix}" for suffix in SUFFIXES[directions]) if directions else (name,)


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
class Metric:
    """A number about a finished scenario: `value`, or the `aggregate` of a record's field."""

    name: str
    value: Expression | None
    record: int = -1
    field: int = -1
    aggregate: str = ""  # avg sum min max last count std


@dataclass(frozen=True, slots=True)
class Term:
    """`maximize`, `reward` or `penalize`; `value` reads a metric, a state or the complexity."""

    verb: str
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
