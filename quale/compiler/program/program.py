"""The Program: a Model lowered to slots, loops and primitive operations. Typed, structured, lane-free.

A Program says what one lane (one scenario) does; the emitter runs L of them side by side, turns Branch into
masks, and is the one place that knows L. Values have three types: NUMBER (float64), INDEX (int64) and TRUTH
(a mask in lanes). Nothing in a Program can fail or diverge: loops have bounds.

All storage is in slots. The setup statements fill them once per scenario, without the genome; the tick
statements run until the slot `over` is true or the tick limit is reached; then the score statements
run and `results` are read.
"""

from dataclasses import dataclass

from quale.numeric import operators

Kind = operators.Kind
"""Type of a value."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Storage of one lane: a scalar (length 0) or an array. Zero (false) before setup.

    `label` names it in a trace ("agent.hunger", "food.x[]", "machine.Warning"), "" keeps it out of traces;
    array elements are labelled "food.x[0]" and so on. Elements with names of their own (the inputs) have them
    in `labels`, one for each element (the array may have more elements than labels: the rest stays out of traces).
    """

    name: str  # unique
    kind: Kind
    length: int = 0
    label: str = ""
    labels: tuple[str, ...] = ()

    @property
    def traced(self) -> tuple[str, ...]:
        """Labels in a trace, one for each of the first elements; () keeps the slot out of traces."""
        if self.labels or not self.label:
            return self.labels
        if not self.length:
            return (self.label,)
        return tuple(f"{self.label.removesuffix('[]')}[{i}]" for i in range(self.length))


@dataclass(frozen=True, slots=True)
class Table:
    """Constant numbers shared by all lanes: imported entities, walls."""

    name: str
    values: tuple[float, ...]


# Expressions


@dataclass(frozen=True, slots=True)
class Constant:
    """A float (NUMBER), int (INDEX) or bool (TRUTH)."""

    value: float | int | bool
    kind: Kind


@dataclass(frozen=True, slots=True)
class Get:
    """Read a slot; `index` (INDEX, in bounds) for arrays, None for scalars."""

    slot: str
    index: "Expr | None" = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """Read a table at an INDEX in bounds."""

    table: str
    index: "Expr"


@dataclass(frozen=True, slots=True)
class Variable:
    """A value named by Define or counted by Repeat, visible in the rest of its block and inside."""

    name: str


@dataclass(frozen=True, slots=True)
class Tick:
    """The tick's number as an INDEX; the same in every lane. In setup 2^32 - 1."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A number that is one more in every tick, the same in every lane; where a life begins is left open. Tick only."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """The scenario's number as an INDEX."""


@dataclass(frozen=True, slots=True)
class Complexity:
    """The genome's enabled connections as a NUMBER. Score only."""


@dataclass(frozen=True, slots=True)
class Apply:
    """A primitive of OPERATIONS, or `call:NAME` for a function of quale.numeric.functions (NUMBERs to NUMBER).

    `uniform01` and `normal01` take (site, slot, loop) as INDEX, modulo 2^32: a draw for this lane and tick.
    docs/semantics.md, Random numbers.
    """

    operation: str
    arguments: tuple["Expr", ...]


Expr = Constant | Get | Lookup | Variable | Tick | Beat | Scenario | Complexity | Apply

_N, _I = Kind.NUMBER, Kind.INDEX

OPERATIONS: dict[str, tuple[tuple[Kind, ...], Kind]] = {
    **{name: (row.arguments, row.result) for name, row in operators.PRIMITIVES.items()},
    "index_of": ((_N,), _I),  # towards zero; the argument is known to be finite and small
    "imod": ((_I, _I), _I),  # the remainder of the quotient rounded down; 0 < the divisor
    **dict.fromkeys(("uniform01", "normal01"), ((_I, _I, _I), _N)),
}
"""Primitive operations: name -> (kinds of the arguments, kind of the result)."""

# Statements


@dataclass(frozen=True, slots=True)
class Define:
    """Give a value a name; once per name in the Program."""

    name: str
    value: Expr


@dataclass(frozen=True, slots=True)
class Set:
    """Write a slot."""

    slot: str
    value: Expr
    index: Expr | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """Lanes in which the condition holds do `then`, the others `otherwise`."""

    condition: Expr
    then: tuple["Stmt", ...]
    otherwise: tuple["Stmt", ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """`variable` (INDEX, the same in every lane) counts from `start` up to, without, `stop`."""

    variable: str
    start: int
    stop: int
    body: tuple["Stmt", ...]


@dataclass(frozen=True, slots=True)
class While:
    """Lanes repeat the body while their condition holds, at most `limit` times."""

    condition: Expr
    limit: int
    body: tuple["Stmt", ...]


@dataclass(frozen=True, slots=True)
class RunNetwork:
    """Run the brain: from the array slot `inputs` to the array slot `outputs`. Once, at the tick's top level."""


OTHER_PART = "between ticks"
"""What a profile counts outside the parts of a tick: preparing a genome, finding out who is over, the score."""


@dataclass(frozen=True, slots=True)
class Mark:
    """From here on to the next Mark, time counts for a part of the tick. In profiles only, at the tick's top level."""

    part: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block that becomes a function of its own; names given in it are in sight after it, too.

    Only `cut` makes them.
    """

    body: tuple["Stmt", ...]


Stmt = Define | Set | Branch | Repeat | While | RunNetwork | Mark | Piece


@dataclass(frozen=True, slots=True)
class Program:
    """One experiment's code. `inputs` and `outputs` are NUMBER arrays, `over` is a TRUTH scalar among the slots."""

    name: str
    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    setup: tuple[Stmt, ...]
    tick: tuple[Stmt, ...]
    score: tuple[Stmt, ...]
    results: tuple[Expr, ...]  # score, then the metrics
    inputs: int
    outputs: int
    recurrent: bool
    steps: int  # brain updates per tick
    ticks: int  # limit
    frame: tuple[str, ...] = ()  # names given in one piece and read in another
