"""Paths: what `agent.hunger`, `world.tick`, `next.distance` or a bare name stands for."""

from math import inf, pi, tau

from quale.diagnostics import Span
from quale.language.demand import WRONG
from quale.language.implicit import alive
from quale.language.names import NUMBER, TRUTH, UNKNOWN, KindName, Typed, ValueName
from quale.language.nearest_name import hint
from quale.language.place import (
    ACTUATOR,
    AGENT,
    AGENT_MACHINE,
    CLOCK,
    COMPLEXITY,
    MACHINE,
    SENSOR,
    WORLD,
)
from quale.language.resolve_query import place_unit
from quale.language.scope import PREFIXES, Context, EntityName, LocalName
from quale.language.syntax import Name, Path
from quale.model.expression import (
    ActuatorValue,
    AgentState,
    Clock,
    Complexity,
    Hidden,
    Local,
    MachineTicks,
    MetricValue,
    Number,
    PropertyValue,
    ResultField,
    SensorValue,
    WorldState,
)

CONSTANTS = {"pi": pi, "tau": tau, "inf": inf}
CLOCKS = ("ticks", "time", "scenario")
PLACES = ("x", "y", "position")


def resolve_path(path: Path, context: Context) -> Typed:
    """Resolve a path that is read."""
    head, *rest = path.parts
    if not rest:
        return _bare(head, context)
    meaning = context.scope.find(head.text)
    if meaning is None and head.text in PREFIXES:
        match head.text:
            case "agent":
                return _agent(path, context)
            case "world":
                return _world(path, context)
            case "sensor":
                return _sensor(path, context)
            case "actuator":
                return _actuator(path, context)
            case _:
                return _engine(path, context)
    if isinstance(meaning, EntityName):
        return _entity(path, meaning, context)
    if isinstance(meaning, LocalName):
        return _result(path, meaning, context)
    if head.text in context.names.machines:
        return _machine(path, context)
    kinds = context.names.world.kinds if context.names.world is not None else {}
    advice = hint(head.text, (*context.scope.visible(), *context.names.machines, *PREFIXES))
    context.findings.absent(
        head.span,
        f"unknown name `{head.text}`",
        "an entity kind, not one entity" if head.text in kinds else "nothing of this name is known here",
        f"write `for e in {head.text} {{ … }}`" if head.text in kinds else advice,
    )
    return WRONG


def too_long(path: Path, parts: int, context: Context) -> bool:
    """Report what stands behind a path's last meaningful part."""
    if len(path.parts) <= parts:
        return False
    name = ".".join(part.text for part in path.parts[:parts])
    context.findings.error(path.parts[parts].span, f"`{name}` has no parts", "nothing can stand here")
    return True


def typed_value(value: ValueName, expression: AgentState | WorldState | Hidden | PropertyValue) -> Typed:
    """Return what reading a declared value gives."""
    if not value.sound:
        return WRONG
    return Typed(expression, TRUTH if value.truth else NUMBER, value.type.unit)


def agent_state(name: Name, context: Context) -> ValueName | None:
    """Find a state of the body, or report that there is none. `alive` comes into being when it is asked for."""
    body = context.names.body
    if body is None:
        return None
    state = body.states.get(name.text) or (alive(body, context.findings) if name.text == "alive" else None)
    if state is None and not (placeless(context) and name.text in PLACES):
        context.findings.absent(
            name.span,
            f"unknown state `{name.text}`",
            f"not a state of body `{body.name}`",
            hint(name.text, (*body.states, "alive")),
        )
    return state


def property_of(kind: KindName, name: Name, context: Context) -> ValueName | None:
    """Find a property of a kind, or report that there is none."""
    found = kind.properties.get(name.text)
    if found is None and not (placeless(context) and name.text in PLACES):
        context.findings.absent(
            name.span,
            f"unknown property `{name.text}`",
            f"not a property of entity `{kind.name}`",
            hint(name.text, kind.properties),
        )
    return found


def placeless(context: Context) -> bool:
    """Whether the world's topology has an error, so that nobody knows where things are."""
    return context.names.world is not None and not context.names.world.topology


def _refuse(span: Span, what: str, context: Context, why: str = "not readable here") -> Typed:
    context.findings.error(span, f"{what} cannot be read in {context.place.title}", why)
    return WRONG


def _agent(path: Path, context: Context) -> Typed:
    if AGENT not in context.place.reads:
        return _refuse(path.span, f"`{path.span.text}`", context)
    if too_long(path, 2, context):
        return WRONG
    state = agent_state(path.parts[1], context)
    return typed_value(state, AgentState(state.index, state.truth)) if state else WRONG


def _world(path: Path, context: Context) -> Typed:
    world, name = context.names.world, path.parts[1]
    if world is None or too_long(path, 2, context):
        return WRONG
    if name.text in world.fields:
        field = world.fields[name.text]
        return Typed(Number(field[0]), NUMBER, field[1]) if field else WRONG
    if name.text in CLOCKS:
        if CLOCK not in context.place.reads:
            return _refuse(path.span, f"`{path.span.text}`", context)
        return Typed(Clock(name.text), NUMBER, {"time": world.tick_unit, "ticks": "ticks"}.get(name.text, ""))
    if name.text in world.states:
        if WORLD not in context.place.reads:
            return _refuse(path.span, f"`{path.span.text}`", context)
        state = world.states[name.text]
        return typed_value(state, WorldState(state.index, state.truth))
    if name.text == "tick":
        return Typed(Number(1.0), NUMBER)
    if placeless(context) and name.text in ("length", "width", "height"):
        return WRONG
    context.findings.absent(
        name.span,
        f"unknown name `world.{name.text}`",
        f"not a field or state of world `{world.name}`",
        hint(name.text, (*world.fields, *world.states, *CLOCKS, "tick")),
    )
    return WRONG


def _sensor(path: Path, context: Context) -> Typed:
    if SENSOR not in context.place.reads:
        return _refuse(path.span, f"`{path.span.text}`", context)
    body = context.names.body
    if body is None or too_long(path, 2, context):
        return WRONG
    name = path.parts[1]
    if not body.sound(f"sensor.{name.text}"):
        return WRONG
    if name.text in body.inputs:
        return Typed(SensorValue(body.inputs[name.text]), NUMBER)
    if name.text in body.sensors:
        return _many(name, "inputs", [input_ for input_ in body.inputs if input_.startswith(f"{name.text}_")], context)
    context.findings.absent(
        name.span, f"unknown sensor `{name.text}`", f"not a sensor of body `{body.name}`", hint(name.text, body.inputs)
    )
    return WRONG


def _many(name: Name, what: str, ports: list[str], context: Context) -> Typed:
    prefix = "sensor" if what == "inputs" else "actuator"
    context.findings.error(
        name.span,
        f"`{name.text}` is directional: it has several {what}",
        f"one of {', '.join(ports)}",
        f"write `{prefix}.{ports[0]}`" if ports else "",
    )
    return WRONG


def _actuator(path: Path, context: Context) -> Typed:
    body, name = context.names.body, path.parts[1]
    if body is None or not body.sound(f"actuator.{name.text}"):
        return WRONG
    known = body.actuators.get(name.text)
    if known is None and name.text in body.outputs:
        known = next(a for a in body.actuators.values() if a.first <= body.outputs[name.text] < a.first + a.width)
    if known is None:
        context.findings.absent(
            name.span,
            f"unknown actuator `{name.text}`",
            f"not an actuator of body `{body.name}`",
            hint(name.text, (*body.outputs, *body.actuators)),
        )
        return WRONG
    if len(path.parts) > 2 and path.parts[2].text == "threshold":
        return WRONG if too_long(path, 3, context) else Typed(Number(known.threshold), NUMBER)
    if ACTUATOR not in context.place.reads:
        return _refuse(path.span, f"`{path.span.text}`", context, "the brain's outputs are not readable here")
    if len(path.parts) > 2:
        context.findings.absent(
            path.parts[2].span,
            f"unknown name `{path.parts[2].text}`",
            "an actuator has a `threshold` and nothing else",
            hint(path.parts[2].text, ("threshold",)),
        )
        return WRONG
    if name.text not in body.outputs:
        return _many(name, "outputs", [o for o in body.outputs if o.startswith(f"{name.text}_")], context)
    return Typed(ActuatorValue(body.outputs[name.text]), NUMBER)


def _engine(path: Path, context: Context) -> Typed:
    if path.parts[1].text != "complexity":
        context.findings.absent(
            path.parts[1].span,
            f"unknown name `engine.{path.parts[1].text}`",
            "the engine offers `complexity`",
            hint(path.parts[1].text, ("complexity",)),
        )
        return WRONG
    if too_long(path, 2, context):
        return WRONG
    if COMPLEXITY not in context.place.reads:
        return _refuse(path.span, "`engine.complexity`", context, "it belongs in fitness")
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
        return Typed(ResultField(meaning.index, name.text), NUMBER, unit)
    found = meaning.kind.properties.get(name.text) if "properties" in meaning.query.results else None
    if found is None:
        offered = [result for result in meaning.query.results if result != "properties"]
        if "properties" in meaning.query.results:
            offered += meaning.kind.properties
        context.findings.absent(
            name.span,
            f"unknown result `{name.text}`",
            f"query `{meaning.query.name}` about `{meaning.kind.name}` does not give it",
            hint(name.text, offered) or f"it gives {', '.join(offered)}",
        )
        return WRONG
    if not found.sound:
        return WRONG
    value = ResultField(meaning.index, "property", found.index, found.truth)
    return Typed(value, TRUTH if found.truth else NUMBER, found.type.unit)


def _machine(path: Path, context: Context) -> Typed:
    machine = context.names.machines[path.parts[0].text]
    if path.parts[1].text != "ticks":
        states = [state.text for state in machine.states]
        name = path.parts[1].text
        context.findings.absent(
            path.parts[1].span,
            f"unknown name `{name}`",
            "a machine has `ticks`",
            f"write `{machine.name} is {name}`" if name in states else hint(name, ("ticks",)),
        )
        return WRONG
    if too_long(path, 2, context):
        return WRONG
    if (AGENT_MACHINE if machine.scope == "agent" else MACHINE) not in context.place.reads:
        return _refuse(path.span, f"machine `{machine.name}`", context)
    return Typed(MachineTicks(machine.index), NUMBER, "ticks")


def _bare(name: Name, context: Context) -> Typed:
    meaning = context.scope.find(name.text)
    if isinstance(meaning, LocalName):
        return _local(name, meaning, context)
    if isinstance(meaning, EntityName):
        context.findings.error(
            name.span, f"`{name.text}` is an entity, not a value", "read a property of it", f"write `{name.text}.NAME`"
        )
        return WRONG
    if context.entity is not None and name.text in context.entity.properties:
        found = context.entity.properties[name.text]
        return typed_value(found, PropertyValue(0, context.entity.index, found.index, found.truth))
    names = context.names
    if context.place.bare == "dynamics" and name.text in names.hiddens:
        hidden = names.hiddens[name.text]
        return typed_value(hidden, Hidden(hidden.index, hidden.truth))
    if context.place.bare == "fitness" and name.text in names.metrics:
        return Typed(MetricValue(names.metrics[name.text]), NUMBER)
    if context.place.bare and names.body is not None:
        state = names.body.states.get(name.text) or (
            alive(names.body, context.findings) if name.text == "alive" else None
        )
        if state is not None:
            return typed_value(state, AgentState(state.index, state.truth))
    if name.text in CONSTANTS:
        return Typed(Number(CONSTANTS[name.text]), NUMBER, certain=True)
    return _unknown_bare(name, context)


def _local(name: Name, meaning: LocalName, context: Context) -> Typed:
    meaning.used = True
    if meaning.type == UNKNOWN:
        return WRONG
    if meaning.query is not None:
        context.findings.error(
            name.span,
            f"`{name.text}` holds the results of a query, not one value",
            "read one of them",
            f"write `{name.text}.{meaning.query.results[0].replace('properties', 'PROPERTY')}`",
        )
        return WRONG
    return Typed(Local(meaning.index, meaning.type == TRUTH), meaning.type, meaning.unit)


def _unknown_bare(name: Name, context: Context) -> Typed:
    names, text = context.names, name.text
    if context.place.bare and names.body is None:
        return WRONG  # it may well be a state of the body that was not found
    visible = [*context.scope.visible(), *(context.entity.properties if context.entity else ()), *CONSTANTS]
    if context.place.bare and names.body is not None:
        visible += [*names.body.states, *(names.hiddens if context.place.bare == "dynamics" else names.metrics)]
    advice = hint(text, visible)
    if text in PREFIXES:
        advice = f"write `{text}.NAME`"
    elif names.body is not None and text in names.body.states:
        advice = f"write `agent.{text}`"
    elif names.world is not None and (text in names.world.fields or text in names.world.states or text in CLOCKS):
        advice = f"write `world.{text}`"
    elif names.body is not None and text in names.body.outputs:
        advice = f"write `actuator.{text}`"
    elif text in names.machines:
        advice = f"write `{text} is STATE` or `{text}.ticks`"
    context.findings.absent(name.span, f"unknown name `{text}`", "nothing of this name is known here", advice)
    return WRONG
