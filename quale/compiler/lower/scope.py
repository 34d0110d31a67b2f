"""What lowering knows at a point of the Model: the block being written, bindings, and the counters of draws."""

from dataclasses import dataclass, field, replace
from enum import Enum

from quale.compiler.lower.slots import Cell, Places, value_kind
from quale.compiler.program.builder import Block, Storage
from quale.compiler.program.construct import TRUE, apply, choose, get, index, offset
from quale.compiler.program.program import Constant, Expr, Kind, Lookup
from quale.model.expression import Element, PropertyValue, ResultField
from quale.model.kept import ActuatorValue, AgentState, Hidden, SensorValue, WorldState
from quale.model.usage import Uses
from quale.model.world import WorldTask


class Phase(Enum):
    """Which of the Program's three parts is written: the clock reads differently in them."""

    SETUP = "setup"
    TICK = "tick"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Scope:
    """A point of the Model on its way into the Program.

    `bindings` maps the Model's bindings to (kind, entity slot); `locals` and `results` map its lets to values
    named by Define, `variables` its vars to slots; `slot` and `loop` are the counters of draws, docs/semantics.md.
    """

    task: WorldTask
    used: Uses
    places: Places
    storage: Storage
    phase: Phase
    block: Block
    slot: Expr = field(default_factory=lambda: index(0))
    loop: Expr = field(default_factory=lambda: index(0))
    bindings: dict[int, tuple[int, Expr]] = field(default_factory=dict)
    locals: dict[int, Expr] = field(default_factory=dict)
    variables: dict[int, str] = field(default_factory=dict)
    results: dict[ResultField, Expr] = field(default_factory=dict)
    metrics: list[Expr] = field(default_factory=list)

    def within(self, block: Block) -> "Scope":
        """Return the same point, writing into an inner block."""
        return replace(self, block=block)

    def as_entity(self, block: Block, kind: int, at: Expr) -> "Scope":
        """Return the scope of an entity's own code: binding 0 is the entity, draws count its slot."""
        return replace(self, block=block, slot=offset(1, at), loop=index(0), bindings={0: (kind, at)})

    def in_loop(self, block: Block, binding: int, kind: int, at: Expr) -> "Scope":
        """Return the scope of a loop's body: its binding, and loop * (capacity + 1) + slot + 1 for draws."""
        around = self.loop
        capacity = self.places.kinds[kind].capacity
        if around != index(0):
            wide = apply("iadd", apply("imul", around, index(capacity + 1)), offset(1, at))
            around = block.define("loop", apply("imod", wide, index(1 << 32)))
        else:
            around = offset(1, at)
        return replace(self, block=block, loop=around, bindings={**self.bindings, binding: (kind, at)})

    def live(self, kind: int, at: Expr) -> Expr:
        """Return whether an entity is live."""
        place = self.places.kinds[kind]
        return TRUE if place.always_live else get(place.live, at)

    def property(self, kind: int, number: int, at: Expr) -> Expr:
        """Return an entity's property: from the table of imported rows where it never changes."""
        place = self.places.kinds[kind]
        table = place.tables[number]
        if table is None:
            return get(place.properties[number], at)
        value = Lookup(table, at)
        if value_kind(self.task.world.kinds[kind].properties[number].type) is Kind.TRUTH:
            return apply("ne", value, Constant(0.0, Kind.NUMBER))
        return value

    def cell(self, state: AgentState | WorldState | Hidden) -> Cell:
        """Return where a state lies."""
        match state:
            case AgentState():
                return self.places.agent[state.index]
            case WorldState():
                return self.places.world[state.index]
            case Hidden():
                return self.places.hidden[state.index]

    def element(self, element: Element, place: Expr) -> Expr:
        """Return the element of an array at a place, an INDEX in bounds."""
        match element.first:
            case SensorValue(first):
                return get("inputs", offset(first, place))
            case ActuatorValue(first):
                return get("outputs", offset(first, place))
            case PropertyValue():
                return self._among(element.first, 0, element.count, place)
            case state:
                return get(self.cell(state).slot, place)

    def _among(self, first: PropertyValue, low: int, high: int, place: Expr) -> Expr:
        """Return the property at a place from `low` up to, without, `high`: halves are asked for."""
        kind, at = self.bindings[first.binding]
        if high - low == 1:
            return self.property(kind, first.property + low, at)
        middle = (low + high) // 2
        halves = self._among(first, low, middle, place), self._among(first, middle, high, place)
        chosen = choose(apply("ilt", place, index(middle)), *halves, Kind.TRUTH if first.truth else Kind.NUMBER)
        return self.block.define("among", chosen)
