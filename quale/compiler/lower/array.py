"""Elements of arrays that are chosen while the program runs."""

from quale.compiler.lower.scope import Scope
from quale.compiler.lower.slots import Cell
from quale.compiler.program.construct import apply, choose, get, index, offset
from quale.compiler.program.program import Expr, Kind
from quale.model.expression import Element, PropertyValue
from quale.model.kept import ActuatorValue, AgentState, Hidden, SensorValue, WorldState


def cell_of(state: AgentState | WorldState | Hidden, scope: Scope) -> Cell:
    """Return where a state lies."""
    match state:
        case AgentState():
            return scope.places.agent[state.index]
        case WorldState():
            return scope.places.world[state.index]
        case Hidden():
            return scope.places.hidden[state.index]


def read_element(element: Element, place: Expr, scope: Scope) -> Expr:
    """Return the element at a place, an INDEX in bounds."""
    match element.first:
        case SensorValue(first):
            return get("inputs", offset(first, place))
        case ActuatorValue(first):
            return get("outputs", offset(first, place))
        case PropertyValue():
            return _among(element.first, 0, element.count, place, scope)
        case state:
            return get(cell_of(state, scope).slot, place)


def _among(first: PropertyValue, low: int, high: int, place: Expr, scope: Scope) -> Expr:
    """Return the property at a place from `low` up to, without, `high`: halves are asked for."""
    kind, at = scope.bindings[first.binding]
    if high - low == 1:
        return scope.property(kind, first.property + low, at)
    middle = (low + high) // 2
    below = _among(first, low, middle, place, scope), _among(first, middle, high, place, scope)
    chosen = choose(apply("ilt", place, index(middle)), *below, Kind.TRUTH if first.truth else Kind.NUMBER)
    return scope.block.define("among", chosen)
