"""Paths: what `agent.hunger`, `world.tick` or `next.distance` stands for."""

from collections.abc import Callable

from quale.language.expressions.name import resolve_name
from quale.language.expressions.port import resolve_actuator, resolve_sensor
from quale.language.expressions.query import place_unit
from quale.language.expressions.require import WRONG
from quale.language.expressions.value import (
    CLOCKS,
    agent_state,
    placeless,
    property_of,
    too_long,
    typed_value,
    unreadable,
)
from quale.language.scope.arrays import length_of_array
from quale.language.scope.context import PREFIXES, Context, EntityName, LocalName
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, Table, Typed
from quale.language.scope.permissions import AGENT, AGENT_MACHINE, CLOCK, COMPLEXITY, MACHINE, WORLD
from quale.language.scope.suggest import hint
from quale.language.syntax.foreign import NAMES
from quale.language.syntax.tree import Path
from quale.model.expression import Clock, Complexity, MachineTicks, Number, PropertyValue, ResultField
from quale.model.kept import AgentState, WorldState
from quale.model.kinds import ClockKind, MachineScope, ResultKind


def resolve_path(path: Path, context: Context) -> Typed:
    """Resolve a path that is read."""
    head, *rest = path.parts
    if length_of_array(path, context) is not None:
        return _whole(path, context)
    if not rest:
        return resolve_name(head, context)
    meaning = context.scope.find(head.text)
    if meaning is None and head.text in PREFIXES:
        return _OWNERS[head.text](path, context)
    if isinstance(meaning, EntityName):
        return _entity(path, meaning, context)
    if isinstance(meaning, LocalName):
        return _result(path, meaning, context)
    if head.text in context.names.machines:
        return _machine(path, context)
    table = context.names.definitions.tables.get(head.text)
    if table is not None:
        return _table(path, table, context)
    return _unknown(path, context)


def _unknown(path: Path, context: Context) -> Typed:
    head = path.parts[0]
    if not context.names.complete and path.parts[1].text == "ticks":
        return WRONG  # it may well be a machine of the body or world that nobody knows here
    kinds = context.names.world.kinds if context.names.world is not None else {}
    advice = NAMES.get(head.text) or hint(head.text, (*context.scope.visible(), *context.names.machines, *PREFIXES))
    context.log.absent(
        head.span,
        f"unknown name `{head.text}`",
        "an entity kind, not one entity" if head.text in kinds else "nothing of this name is known here",
        f"write `for e in {head.text} {{ … }}`" if head.text in kinds else advice,
    )
    return WRONG


def _whole(path: Path, context: Context) -> Typed:
    """Refuse an array where one value is wanted."""
    length, name = length_of_array(path, context), path.span.text
    if length:
        context.log.error(path.span, f"`{name}` is an array", f"it has {length:,} elements", f"write `{name}[i]`")
    return WRONG


def _agent(path: Path, context: Context) -> Typed:
    if AGENT not in context.place.reads:
        return unreadable(path.span, f"`{path.span.text}`", context)
    if too_long(path, 2, context):
        return WRONG
    state = agent_state(path.parts[1], context)
    return typed_value(state, AgentState(state.index, state.truth), context.instead) if state else WRONG


def _world(path: Path, context: Context) -> Typed:
    world, name = context.names.world, path.parts[1]
    if world is None or too_long(path, 2, context):
        return WRONG
    if name.text in world.fields:
        field = world.fields[name.text]
        return Typed(Number(field[0]), NUMBER, field[1]) if field else WRONG
    if name.text in CLOCKS:
        if CLOCK not in context.place.reads:
            return unreadable(path.span, f"`{path.span.text}`", context)
        unit = {"time": world.tick_unit, "ticks": "ticks"}.get(name.text, "")
        return Typed(Clock(ClockKind(name.text)), NUMBER, unit)
    if name.text in world.states:
        if WORLD not in context.place.reads:
            return unreadable(path.span, f"`{path.span.text}`", context)
        state = world.states[name.text]
        return typed_value(state, WorldState(state.index, state.truth))
    if name.text == "tick":
        return Typed(Number(1.0), NUMBER)
    if placeless(context) and name.text in ("length", "width", "height"):
        return WRONG
    context.log.absent(
        name.span,
        f"unknown name `world.{name.text}`",
        f"not a field or state of world `{world.name}`",
        hint(name.text, (*world.fields, *world.states, *CLOCKS, "tick")),
        of=("world",),
    )
    return WRONG


def _engine(path: Path, context: Context) -> Typed:
    if path.parts[1].text != "complexity":
        context.log.absent(
            path.parts[1].span,
            f"unknown name `engine.{path.parts[1].text}`",
            "the engine offers `complexity`",
            hint(path.parts[1].text, ("complexity",)),
        )
        return WRONG
    if too_long(path, 2, context):
        return WRONG
    if COMPLEXITY not in context.place.reads:
        return unreadable(path.span, "`engine.complexity`", context, "it belongs in fitness")
    return Typed(Complexity(), NUMBER)


def _entity(path: Path, meaning: EntityName, context: Context) -> Typed:
    if meaning.kind is None or too_long(path, 2, context):
        return WRONG
    found = property_of(meaning.kind, path.parts[1], context)
    if found is None:
        return WRONG
    return typed_value(found, PropertyValue(meaning.binding, meaning.kind.index, found.index, found.truth))


def _result(path: Path, meaning: LocalName, context: Context) -> Typed:
    meaning.used = True
    name = path.parts[1]
    if meaning.type == UNKNOWN:
        return WRONG
    if meaning.query is None or meaning.kind is None:
        too_long(path, 1, context)
        return WRONG
    if too_long(path, 2, context):
        return WRONG
    if name.text in ("distance", "index") and name.text in meaning.query.results:
        unit = place_unit(meaning.kind) if name.text == "distance" else ""
        return Typed(ResultField(meaning.index, ResultKind(name.text)), NUMBER, unit)
    found = meaning.kind.properties.get(name.text) if "properties" in meaning.query.results else None
    if found is None:
        offered = [result for result in meaning.query.results if result != "properties"]
        if "properties" in meaning.query.results:
            offered += meaning.kind.properties
        context.log.absent(
            name.span,
            f"unknown result `{name.text}`",
            f"query `{meaning.query.name}` about `{meaning.kind.name}` does not give it",
            hint(name.text, offered) or f"it gives {', '.join(offered)}",
        )
        return WRONG
    if not found.sound:
        return WRONG
    value = ResultField(meaning.index, ResultKind.PROPERTY, found.index, found.truth)
    return Typed(value, TRUTH if found.truth else NUMBER, found.type.unit)


def _table(path: Path, table: Table, context: Context) -> Typed:
    """Resolve what can be said of a whole table: its length."""
    context.names.definitions.used.add(f"table {table.name}")
    if path.parts[1].text != "length":
        advice = f"write `{table.name}[i].{path.parts[1].text}`"
        context.log.error(path.parts[1].span, f"`{path.span.text}` is a column", "which row?", advice)
        return WRONG
    if too_long(path, 2, context) or not table.length:
        return WRONG
    return Typed(Number(float(table.length)), NUMBER)


def _machine(path: Path, context: Context) -> Typed:
    machine = context.names.machines[path.parts[0].text]
    if path.parts[1].text != "ticks":
        states = [state.text for state in machine.states]
        name = path.parts[1].text
        context.log.absent(
            path.parts[1].span,
            f"unknown name `{name}`",
            "a machine has `ticks`",
            f"write `{machine.name} is {name}`" if name in states else hint(name, ("ticks",)),
        )
        return WRONG
    if too_long(path, 2, context):
        return WRONG
    if (AGENT_MACHINE if machine.scope is MachineScope.AGENT else MACHINE) not in context.place.reads:
        return unreadable(path.span, f"machine `{machine.name}`", context)
    return Typed(MachineTicks(machine.index), NUMBER, "ticks")


_OWNERS: dict[str, Callable[[Path, Context], Typed]] = {
    "agent": _agent,
    "world": _world,
    "sensor": resolve_sensor,
    "actuator": resolve_actuator,
    "engine": _engine,
}
