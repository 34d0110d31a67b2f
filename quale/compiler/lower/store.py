"""Storing a value: conversion as the target's type says."""

from quale.compiler.lower.expression import lower_place
from quale.compiler.lower.scope import Scope
from quale.compiler.program.builder import Block
from quale.compiler.program.construct import ZERO, apply, index, number
from quale.compiler.program.program import Expr, Kind
from quale.model.expression import Element, PropertyValue, Variable
from quale.model.kept import AgentState, Hidden, SensorValue, WorldState
from quale.model.kinds import TypeKind
from quale.model.statement import Target
from quale.model.world import Type, WorldTask


def store(target: Target, value: Expr, scope: Scope) -> None:
    """Write a target. The value is a TRUTH exactly if the target's type is bool."""
    task, block = scope.task, scope.block
    match target:
        case AgentState() | WorldState() | Hidden():
            slot, at = scope.cell(target)
            block.set(slot, converted(value, state_type(target, task), block), at)
        case Element():
            store_element(target, value, scope)
        case SensorValue():
            port = next(s for s in task.body.sensors if s.first <= target.index < s.first + s.width)
            block.set("inputs", saturated(value, port.low, port.high, block), index(target.index))
        case Variable():
            if target.index not in scope.variables:
                kept = Kind.TRUTH if target.truth else Kind.NUMBER
                scope.variables[target.index] = scope.storage.slot(f"var.{target.index}", kept)
            block.set(scope.variables[target.index], value)
        case PropertyValue():
            kind, at = scope.bindings[target.binding]
            store_property(kind, target.property, at, value, scope)


def state_type(state: AgentState | WorldState | Hidden, task: WorldTask) -> Type:
    """Return the type of a state."""
    match state:
        case AgentState():
            return task.body.states[state.index].type
        case WorldState():
            return task.world.states[state.index].type
        case Hidden():
            return task.dynamics.hiddens[state.index].type if task.dynamics else Type(TypeKind.FLOAT)


def store_element(element: Element, value: Expr, scope: Scope) -> None:
    """Write the element that an index chooses. All elements have one type."""
    block, first = scope.block, element.first
    place = lower_place(element.index, scope)
    if isinstance(first, AgentState | WorldState | Hidden):
        kept = block.define("stored", converted(value, state_type(first, scope.task), block))
        block.set(scope.cell(first).slot, kept, place)
    elif isinstance(first, PropertyValue):
        value = block.define("stored", value)
        kind, at = scope.bindings[first.binding]
        for number_of in range(element.count):
            with block.branch(apply("ieq", place, index(number_of))) as chosen:
                store_property(kind, first.property + number_of, at, value, scope.within(chosen))


def store_property(kind: int, number_of: int, at: Expr, value: Expr, scope: Scope) -> None:
    """Write a property of an entity."""
    declared = scope.task.world.kinds[kind].properties[number_of].type
    slot = scope.places.kinds[kind].properties[number_of]
    scope.block.set(slot, converted(value, declared, scope.block), at)


def converted(value: Expr, declared: Type, block: Block) -> Expr:
    """Return what a state or property of a type holds after a value was stored."""
    match declared.kind:
        case "range":
            return saturated(value, declared.low, declared.high, block)
        case "int":
            named = block.define("stored", value)
            return apply("select", apply("eq", named, named), apply("rint", named), ZERO)
        case _:
            return value


def saturated(value: Expr, low: float, high: float, block: Block) -> Expr:
    """X >= low ? (x > high ? high : x) : low, so that NaN becomes low."""
    named = block.define("stored", value)
    top = apply("select", apply("gt", named, number(high)), number(high), named)
    return apply("select", apply("ge", named, number(low)), top, number(low))
