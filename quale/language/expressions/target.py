"""The left side of an assignment: what may be written where."""

from quale.language.expressions.value import CLOCKS, CONSTANTS, agent_state, property_of, too_long
from quale.language.scope.context import Context, EntityName, LocalName
from quale.language.scope.declarations import TRUTH, UNKNOWN, ValueName
from quale.language.scope.implicit import alive
from quale.language.scope.permissions import AGENT, PROPERTY, SENSOR, WORLD
from quale.language.scope.suggest import hint
from quale.language.syntax.foreign import NAMES
from quale.language.syntax.tree import Name, Path
from quale.model.expression import PropertyValue, Variable
from quale.model.kept import AgentState, Hidden, SensorValue, WorldState
from quale.model.kinds import TypeKind
from quale.model.statement import Target
from quale.model.world import Type

Found = tuple[Target, ValueName, str]
"""The target, what is declared about it, and its unit."""


def resolve_target(path: Path, context: Context) -> Found | None:
    """Resolve a path that is written; None where it has an error."""
    head, *rest = path.parts
    if not rest:
        return _bare(head, context)
    meaning = context.scope.find(head.text)
    if isinstance(meaning, EntityName):
        return _property(path, meaning, context)
    if isinstance(meaning, LocalName):
        meaning.used = True
        if meaning.type != UNKNOWN:
            _refuse(path, "the results of a query cannot be assigned", "read only", context)
        return None
    match head.text:
        case "agent":
            return _agent(path, context)
        case "world":
            return _world(path, context)
        case "sensor":
            return _sensor(path, context)
        case _:
            _read_only(path, context)
            return None


def _read_only(path: Path, context: Context) -> None:
    head = path.parts[0]
    if head.text == "actuator":
        _refuse(path, "an actuator cannot be assigned", "the brain writes it", context)
    elif head.text == "engine":
        _refuse(path, "`engine` cannot be assigned", "read only", context)
    elif head.text in context.names.machines:
        _refuse(path, "a machine cannot be assigned", "its transitions move it", context)
    else:
        context.log.absent(
            head.span,
            f"unknown name `{head.text}`",
            "nothing of this name is known here",
            NAMES.get(head.text) or hint(head.text, ("agent", "world", "sensor", *context.scope.visible())),
        )


def _refuse(path: Path, message: str, label: str, context: Context, advice: str = "") -> None:
    context.log.error(path.span, message, label, advice)


def _found(target: Target, value: ValueName) -> Found | None:
    return (target, value, value.type.unit) if value.sound else None


def _allowed(word: str, path: Path, context: Context) -> bool:
    if word in context.place.writes:
        return True
    _refuse(path, f"`{path.span.text}` cannot be assigned in {context.place.title}", "not here", context)
    return False


def _agent(path: Path, context: Context) -> Found | None:
    if not _allowed(AGENT, path, context) or too_long(path, 2, context):
        return None
    state = agent_state(path.parts[1], context)
    return _found(AgentState(state.index, state.truth), state) if state else None


def _world(path: Path, context: Context) -> Found | None:
    world, name = context.names.world, path.parts[1]
    if world is None:
        return None
    if name.text in world.fields or name.text in CLOCKS or name.text == "tick":
        clock = name.text in CLOCKS
        label, advice = ("it runs by itself", "") if clock else ("a field", "declare it as `state` to change it")
        _refuse(path, f"`world.{name.text}` is constant", label, context, advice)
        return None
    if not _allowed(WORLD, path, context) or too_long(path, 2, context):
        return None
    state = world.states.get(name.text)
    if state is None:
        context.log.absent(
            name.span,
            f"unknown state `world.{name.text}`",
            f"not a state of world `{world.name}`",
            hint(name.text, world.states),
            of=("world",),
        )
        return None
    return _found(WorldState(state.index, state.truth), state)


def _sensor(path: Path, context: Context) -> Found | None:
    body, name = context.names.body, path.parts[1]
    if SENSOR not in context.place.writes:
        _refuse(path, "a sensor is assigned in perception only", "read only here", context)
        return None
    if body is None or not body.sound(f"sensor.{name.text}") or too_long(path, 2, context):
        return None
    if name.text in body.inputs:
        input_ = body.inputs[name.text]
        sensor = next(s for s in body.sensors.values() if s.first <= input_ < s.first + s.width)
        type_ = Type(TypeKind.RANGE, sensor.low, sensor.high)
        return SensorValue(input_), ValueName(name.text, name.span, input_, type_), ""
    if name.text in body.sensors:
        ports = [port for port in body.inputs if port.startswith(f"{name.text}_")]
        context.log.error(name.span, f"sensor `{name.text}` is directional", f"assign its inputs: {', '.join(ports)}")
        return None
    context.log.absent(
        name.span,
        f"unknown sensor `{name.text}`",
        f"not a sensor of body `{body.name}`",
        hint(name.text, body.inputs),
        of=("body",),
    )
    return None


def _property(path: Path, meaning: EntityName, context: Context) -> Found | None:
    if meaning.kind is None or not _allowed(PROPERTY, path, context) or too_long(path, 2, context):
        return None
    found = property_of(meaning.kind, path.parts[1], context)
    if found is None:
        return None
    return _found(PropertyValue(meaning.binding, meaning.kind.index, found.index, found.truth), found)


def _bare(name: Name, context: Context) -> Found | None:
    names, path = context.names, Path((name,), name.span)
    meaning = context.scope.find(name.text)
    if isinstance(meaning, LocalName):
        return _local(path, meaning, context)
    if isinstance(meaning, EntityName):
        _refuse(path, f"`{name.text}` is an entity", "assign to a property of it", context)
        return None
    if context.entity is not None and name.text in context.entity.properties:
        found = context.entity.properties[name.text]
        return _found(PropertyValue(0, context.entity.index, found.index, found.truth), found)
    if context.place.bare == "dynamics":
        if name.text in names.hiddens:
            hidden = names.hiddens[name.text]
            return _found(Hidden(hidden.index, hidden.truth), hidden)
        if names.body is None:
            return None
        state = names.body.states.get(name.text)
        if state is None and name.text == "alive":
            state = alive(names.body, context.log)
        if state is not None:
            return _found(AgentState(state.index, state.truth), state)
    _unknown(name, context)
    return None


def _local(path: Path, meaning: LocalName, context: Context) -> Found | None:
    if meaning.variable and meaning.type != UNKNOWN:
        kept = Type(TypeKind.BOOL if meaning.type == TRUTH else TypeKind.FLOAT, unit=meaning.unit)
        value = ValueName(path.span.text, path.span, meaning.index, kept)
        return Variable(meaning.index, value.truth), value, meaning.unit
    meaning.used = True
    if meaning.type != UNKNOWN:
        label = "a `let` is never changed" if meaning.value is None else "it counts the turns of a loop"
        advice = "declare it with `var`" if meaning.value is None else ""
        _refuse(path, f"`{path.span.text}` cannot be assigned", label, context, advice)
    return None


def _unknown(name: Name, context: Context) -> None:
    names, text = context.names, name.text
    if text in CONSTANTS or text in names.definitions.constants:
        context.log.error(name.span, f"`{text}` is constant", "it cannot be assigned")
        return
    candidates = [*(context.entity.properties if context.entity else ())]
    if context.place.bare == "dynamics" and names.body is not None:
        candidates += [*names.hiddens, *names.body.states]
    advice = hint(text, candidates) or f"a new value is named with `let {text} = …`"
    if not context.place.bare:
        if names.body is not None and text in names.body.states:
            advice = f"write `agent.{text}`"
        elif names.world is not None and text in names.world.states:
            advice = f"write `world.{text}`"
        elif names.body is not None and text in names.body.inputs:
            advice = f"write `sensor {text} = …`"
    context.log.absent(name.span, f"unknown name `{text}`", "nothing here can be assigned under this name", advice)
