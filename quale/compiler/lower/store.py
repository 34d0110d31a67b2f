"""Storing a value: conversion as the target's type says."""

from quale.compiler.lower.scope import Scope
from quale.compiler.program.builder import Block
from quale.compiler.program.construct import ZERO, apply, index, number
from quale.compiler.program.program import Expr, Kind
from quale.model.expression import AgentState, Hidden, PropertyValue, SensorValue, Variable, WorldState
from quale.model.statement import Target
from quale.model.world import Type


def store(target: Target, value: Expr, scope: Scope) -> None:
    """Write a target. The value is a TRUTH exactly if the target's type is bool."""
    task, places, block = scope.task, scope.places, scope.block
    match target:
        case AgentState():
            block.set(places.agent[target.index], converted(value, task.body.states[target.index].type, block))
        case WorldState():
            block.set(places.world[target.index], converted(value, task.world.states[target.index].type, block))
        case Hidden():
            hiddens = task.dynamics.hiddens if task.dynamics else ()
            block.set(places.hidden[target.index], converted(value, hiddens[target.index].type, block))
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
