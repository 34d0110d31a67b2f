"""The syntax tree: what was written, with a span on every node and nothing resolved.

A construct with a syntax of its own has its own record; blocks that only hold settings (`evolve`, `mutation`,
`checkpoint`, …) hold `Field`s and nested `Settings`, and the checker knows their names.
"""

from dataclasses import dataclass

from quale.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier where something is declared or referred to."""

    text: str
    span: Span


# Expressions


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """`3`, `0.5`, `60 km/h`: the raw value and its unit label ("" without)."""

    value: float
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class TruthLiteral:
    """`true` or `false`."""

    value: bool
    span: Span


@dataclass(frozen=True, slots=True)
class TextLiteral:
    """A string, escapes resolved."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Path:
    """`x`, `agent.hunger`, `actuator.eat.threshold`: names joined by points."""

    parts: tuple[Name, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Unary:
    """`-x`, `+x`, `not x`."""

    operator: str
    operand: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Binary:
    """`a + b`, `a and b`, `a <= b`, `a ^ b`; operator as written. `operator_span` is the operator's place."""

    operator: str
    left: "Expression"
    right: "Expression"
    operator_span: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Conditional:
    """`c ? a : b`."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Is:
    """`Machine is state`."""

    machine: Name
    state: Name
    span: Span


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a call or header, named (`range: 6`) or not."""

    name: Name | None
    value: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """`f(a, b)`, also `grid(20, 20)`, `partial(0.5)`, `internal(0..1)`."""

    function: Name
    arguments: tuple[Argument, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Reduction:
    """`min(w.x for w in wall when w.solid)`: over the entities of a kind, or a counted range."""

    function: Name
    value: "Expression"
    variable: Name
    over: "Name | Range"
    condition: "Expression | None"
    span: Span


@dataclass(frozen=True, slots=True)
class Range:
    """`lo..hi`; bounds are signed numbers or named constants."""

    low: "Expression"
    high: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class List:
    """`[a, b]`."""

    items: tuple["Expression", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Comprehension:
    """`[i * 2 for i in 0..4]`: a value for each number of a counted range."""

    value: "Expression"
    variable: Name
    over: Range
    span: Span


@dataclass(frozen=True, slots=True)
class Element:
    """`agent.memory[i]`: a part of an array; `moons[i].a`: a field of a table's row."""

    array: Path
    index: "Expression"
    field: Name | None
    span: Span


@dataclass(frozen=True, slots=True)
class Turn:
    """A value of a comprehension, for one number; made of it by the checker, never written."""

    variable: Name
    number: int
    value: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Size:
    """`20 x 20` (older world form)."""

    width: float
    height: float
    span: Span


Expression = (
    NumberLiteral
    | TruthLiteral
    | TextLiteral
    | Path
    | Unary
    | Binary
    | Conditional
    | Is
    | Call
    | Reduction
    | Range
    | List
    | Comprehension
    | Element
    | Turn
    | Size
)

# Statements


@dataclass(frozen=True, slots=True)
class Let:
    """`let name = expr`."""

    name: Name
    value: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Var:
    """`var name = expr`."""

    name: Name
    value: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Assign:
    """`path = expr`, `memory[i] += expr` and so on; `sensor x = expr` has the path (sensor, x)."""

    target: Path | Element
    operator: str  # "=", "+=", "-=", "*=", "/="
    value: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class When:
    """`when c { } else when d { } else { }`; also dynamics' `if c: assignment` and `if c { }`."""

    condition: Expression
    then: tuple["Statement", ...]
    otherwise: tuple["Statement", ...]
    span: Span  # of `when c`


@dataclass(frozen=True, slots=True)
class ForEach:
    """`for e in KIND { }`."""

    variable: Name
    kind: Name
    body: tuple["Statement", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Counted:
    """`for i in 0..4 { }`, both ends included, or `repeat 4 { }` without a variable."""

    variable: Name | None
    low: Expression
    high: Expression
    body: tuple["Statement", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Return:
    """`return expr`."""

    value: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Record:
    """`record name { field: expr, … }`."""

    name: Name
    fields: tuple[tuple[Name, Expression], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Consume:
    """`consume`, or `consume e` for a loop's entity."""

    entity: Name | None
    span: Span


@dataclass(frozen=True, slots=True)
class Move:
    """`move actuator.NAME`."""

    actuator: Path
    span: Span


@dataclass(frozen=True, slots=True)
class Travel:
    """`travel expr` (graph worlds)."""

    node: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Integrate:
    """`integrate Cart by rk4 over 0.02 s in 2 steps`."""

    motion: Name
    method: Name
    over: Expression
    steps: Expression | None
    span: Span


@dataclass(frozen=True, slots=True)
class View:
    """`view -2.4..2.4, 0..1`: the part of the plane that a picture shows."""

    x: Range
    y: Range
    span: Span


@dataclass(frozen=True, slots=True)
class Point:
    """`(x, y)` in a picture."""

    x: Expression
    y: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Look:
    """`colour red`, `width 0.1`, `radius 2` behind a shape."""

    what: Name
    value: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Shape:
    """`line (0, 0) to (1, 1) colour red`; `kind` is its first word, only a text has `words`."""

    kind: Name
    points: tuple[Point, ...]
    words: TextLiteral | None
    looks: tuple[Look, ...]
    span: Span  # of the whole


Statement = (
    Let | Var | Assign | When | ForEach | Counted | Record | Consume | Move | Travel | Integrate | Return | View | Shape
)

# Declarations


@dataclass(frozen=True, slots=True)
class Field:
    """`name: value` in a block of settings, and any plain field of a world."""

    name: Name
    value: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Settings:
    """A block of settings: `evolve X { }`, `mutation { }`, `region r { }`; `keyword` is its first word."""

    keyword: Name
    name: Name | None
    fields: tuple[Field, ...]
    blocks: tuple["Settings", ...]
    span: Span
    base: Name | None = None


@dataclass(frozen=True, slots=True)
class StateDeclaration:
    """`state name: type = initial`, `hidden name: type = initial`; the type is a Path or a Range."""

    name: Name
    type: Expression
    initial: Expression | None
    span: Span
    length: Expression | None = None


@dataclass(frozen=True, slots=True)
class SensorDeclaration:
    """`sensor name: internal(0..1)`; the kind is a Call."""

    name: Name
    kind: Call
    span: Span
    length: Expression | None = None


@dataclass(frozen=True, slots=True)
class ActuatorDeclaration:
    """`actuator name: trigger(threshold: 0.5)`; the kind is a Call."""

    name: Name
    kind: Call
    span: Span
    length: Expression | None = None


@dataclass(frozen=True, slots=True)
class Goto:
    """`goto state when expr` or `goto state after 10 s`; exactly one of `when` and `after` is set."""

    target: Name
    when: Expression | None
    after: NumberLiteral | None
    span: Span


@dataclass(frozen=True, slots=True)
class MachineState:
    """`state name { on_enter { } on_tick { } on_exit { } goto … }`; the checker wants each hook once."""

    name: Name
    hooks: tuple[tuple[Name, tuple[Statement, ...]], ...]  # (on_enter | on_tick | on_exit, statements)
    gotos: tuple[Goto, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Machine:
    """`machine Name { scope: … initial: … state … }`."""

    name: Name
    fields: tuple[Field, ...]
    states: tuple[MachineState, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Property:
    """`name: type`, `name: type = initial` in `properties { }`; the type is a Path or a Range."""

    name: Name
    type: Expression
    initial: Expression | None
    span: Span
    length: Expression | None = None


@dataclass(frozen=True, slots=True)
class Handler:
    """`on_enter(threshold: 0.1) { … }`."""

    event: Name
    arguments: tuple[Argument, ...]
    body: tuple[Statement, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Array:
    """What was declared with a length, once it is written out: `role` is state, sensor, actuator or property."""

    role: str
    name: Name
    length: int
    span: Span


@dataclass(frozen=True, slots=True)
class Entity:
    """`entity kind { properties { } spawn: … respawn: … on_enter { } }`."""

    name: Name
    properties: tuple[Property, ...]
    fields: tuple[Field, ...]  # spawn, respawn
    handlers: tuple[Handler, ...]
    span: Span
    arrays: tuple[Array, ...] = ()


@dataclass(frozen=True, slots=True)
class QueryDeclaration:
    """`query nearest_ahead(kind, position) -> distance, index, properties`."""

    name: Name
    parameters: tuple[Name, ...]
    results: tuple[Name, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Import:
    """`import entities from "file.csv"`, `import edges from "e.csv"`."""

    what: Name
    file: TextLiteral
    span: Span


@dataclass(frozen=True, slots=True)
class MetricDeclaration:
    """`metric m = expr`, `metric m { per record R: field  aggregate: avg }` or `metric m { per tick: expr … }`."""

    name: Name
    value: Expression | None
    record: Name | None
    field: Name | None
    aggregate: Name | None
    span: Span
    per_tick: Expression | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """`gate name` or `gate name = expr`."""

    name: Name
    value: Expression | None
    span: Span


@dataclass(frozen=True, slots=True)
class Term:
    """`maximize m: weight`, `reward m: weight`, `penalize m: weight`; `m` is a path (`engine.complexity`)."""

    verb: Name
    subject: Path
    weight: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Terminate:
    """`terminate when expr`."""

    condition: Expression
    span: Span


# Top-level blocks; `span` of a block is its keyword and name


@dataclass(frozen=True, slots=True)
class Body:
    """`body Name { }`."""

    name: Name
    states: tuple[StateDeclaration, ...]
    sensors: tuple[SensorDeclaration, ...]
    actuators: tuple[ActuatorDeclaration, ...]
    machines: tuple[Machine, ...]
    blocks: tuple[Settings, ...]  # brain, region, plasticity
    span: Span
    base: Name | None = None
    arrays: tuple[Array, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """`world Name { }`."""

    name: Name
    fields: tuple[Field, ...]
    states: tuple[StateDeclaration, ...]
    entities: tuple[Entity, ...]
    machines: tuple[Machine, ...]
    queries: tuple[QueryDeclaration, ...]
    imports: tuple[Import, ...]
    span: Span
    spawns: tuple[Field, ...] = ()  # `spawn food: 10` (older form)
    base: Name | None = None
    arrays: tuple[Array, ...] = ()


@dataclass(frozen=True, slots=True)
class Statements:
    """`perception Name { }`, `action Name { }`, `motion Name { }` or `draw Name { }`; `keyword` tells which."""

    keyword: str
    name: Name
    body: tuple[Statement, ...]
    span: Span
    base: Name | None = None


@dataclass(frozen=True, slots=True)
class Dynamics:
    """`dynamics Name { hidden … per_tick { } rules { } death { if … } clamp 0..1 }`."""

    name: Name
    hiddens: tuple[StateDeclaration, ...]
    per_tick: tuple[Statement, ...]
    rules: tuple[Statement, ...]
    death: tuple[Expression, ...]
    clamp: Range | None
    span: Span
    base: Name | None = None
    arrays: tuple[Array, ...] = ()


@dataclass(frozen=True, slots=True)
class Fitness:
    """`fitness Name { }`."""

    name: Name
    metrics: tuple[MetricDeclaration, ...]
    gates: tuple[Gate, ...]
    terms: tuple[Term, ...]
    terminate: tuple[Terminate, ...]
    span: Span
    base: Name | None = None


Block = Body | World | Statements | Dynamics | Fitness | Settings  # Settings: evolve, and item of the older form


@dataclass(frozen=True, slots=True)
class Include:
    """`include "common.quale"`."""

    file: TextLiteral
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """`table moons from "moons.csv" { only: [a, b]  defaults { b: 0 } }`."""

    name: Name
    file: TextLiteral
    fields: tuple[Field, ...]
    blocks: tuple[Settings, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Constant:
    """`constant name = expr`."""

    name: Name
    value: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Function:
    """`function name(a, b) { … return expr }`; `function name(a) = expr` has a `return` alone."""

    name: Name
    parameters: tuple[Name, ...]
    body: tuple[Statement, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Tree:
    """One parsed file: its blocks, and what it defines for all of them, in written order."""

    source_name: str
    blocks: tuple[Block, ...]
    constants: tuple[Constant, ...] = ()
    functions: tuple[Function, ...] = ()
    includes: tuple[Include, ...] = ()
    tables: tuple[Table, ...] = ()
