"""Sensors and actuators: the named inputs and outputs of the brain."""

from dataclasses import replace
from math import isfinite

from quale.diagnostics import Note, Span
from quale.language.blocks.fields import Fields, word_of
from quale.language.expressions.constant import bounds
from quale.language.expressions.declared_value import duplicate
from quale.language.scope.context import Context
from quale.language.scope.declarations import BodyNames
from quale.language.scope.limits import require_few, require_short
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.kinds import PortKind
from quale.model.limits import MOST_PORTS
from quale.model.port_names import port_names
from quale.model.world import Actuator, Sensor

_LARGEST_SIGHT = 1_000_000


def declare_sensor(declaration: syntax.SensorDeclaration, names: BodyNames, context: Context) -> None:
    """Add a sensor and its inputs. One with an error stays as what it is most likely meant to be."""
    name, kind = declaration.name, declaration.kind
    errors, first, form = context.log.errors, len(names.inputs), kind.function.text
    sensor = Sensor(name.text, PortKind.INTERNAL, first)
    if form == PortKind.INTERNAL:
        sensor = _internal(declaration, sensor, context)
    elif form == PortKind.DIRECTIONAL:
        fields = Fields("a directional sensor", kind.arguments, ("range", "directions", "of"), context)
        _all_given(fields, ("range", "directions"), kind.span, context)
        sight, directions = fields.integer("range", 1, 1, _LARGEST_SIGHT), _directions(fields)
        seen = _sees(name, fields, context)
        sensor = Sensor(name.text, PortKind.DIRECTIONAL, first, range=sight, directions=directions, sees=seen)
    elif form == "item_property":
        pass  # of the older form, which is rewritten; an experiment without items that has one is told
    elif form == "social":
        context.log.unsupported(kind.span, f"a sensor of kind `{form}`")
    else:
        _unknown_kind(kind, "sensor", ("internal", "directional"), context)
    if context.log.errors > errors:
        names.unsound.add(f"sensor.{name.text}")
    if name.text in names.sensors:
        duplicate(name, "sensor", names.sensor_spans[name.text], context)
        return
    names.sensors[name.text] = sensor
    names.sensor_spans[name.text] = name.span
    ports = port_names(sensor.name, sensor.directions)
    require_short(name, max(ports, key=len), "a sensor", context.log)
    for port in ports:
        if port in names.inputs:
            taken = next(s.name for s in names.sensors.values() if s.first <= names.inputs[port] < s.first + s.width)
            context.log.error(
                name.span,
                f"two inputs are called `{port}`",
                f"sensor `{name.text}` makes it again",
                notes=(Note("first made here", names.sensor_spans[taken]),),
            )
            return
        names.inputs[port] = len(names.inputs)
        require_few(name, len(names.inputs) + len(names.outputs), MOST_PORTS, "inputs and outputs", context.log)


def declare_actuator(declaration: syntax.ActuatorDeclaration, names: BodyNames, context: Context) -> None:
    """Add an actuator and its outputs."""
    name, kind = declaration.name, declaration.kind
    errors, form = context.log.errors, kind.function.text
    actuator = Actuator(name.text, PortKind.TRIGGER, len(names.outputs), 0.0)
    if form in ("trigger", "directional"):
        known = ("threshold", "directions") if form == "directional" else ("threshold",)
        fields = Fields(f"a {form} actuator", kind.arguments, known, context)
        _all_given(fields, known, kind.span, context)
        directions = _directions(fields) if form == "directional" else 0
        actuator = Actuator(name.text, PortKind(form), actuator.first, fields.number("threshold", 0.0), directions)
    elif form == "value":
        low, high = _range(kind, "a value actuator", context) or (0.0, 1.0)
        actuator = Actuator(name.text, PortKind.VALUE, actuator.first, 0.0, low=low, high=high)
    else:
        _unknown_kind(kind, "actuator", ("trigger", "value", "directional"), context)
    if context.log.errors > errors:
        names.unsound.add(f"actuator.{name.text}")
    if name.text in names.actuators:
        duplicate(name, "actuator", names.actuator_spans[name.text], context)
        return
    names.actuators[name.text] = actuator
    names.actuator_spans[name.text] = name.span
    ports = port_names(actuator.name, actuator.directions)
    require_short(name, max(ports, key=len), "an actuator", context.log)
    for port in ports:
        if port in names.outputs:
            context.log.error(name.span, f"two outputs are called `{port}`", f"actuator `{name.text}` makes it again")
            return
        names.outputs[port] = len(names.outputs)
        require_few(name, len(names.inputs) + len(names.outputs), MOST_PORTS, "inputs and outputs", context.log)


def _unknown_kind(kind: syntax.Call, what: str, known: tuple[str, ...], context: Context) -> None:
    name = kind.function
    context.log.error(
        name.span,
        f"unknown kind of {what} `{name.text}`",
        f"expected {', '.join(f'`{word}`' for word in known[:-1])} or `{known[-1]}`",
        hint(name.text, known),
    )


def _internal(declaration: syntax.SensorDeclaration, plain: Sensor, context: Context) -> Sensor:
    found = _range(declaration.kind, "an internal sensor", context)
    return replace(plain, low=found[0], high=found[1]) if found is not None else plain


def _range(kind: syntax.Call, what: str, context: Context) -> tuple[float, float] | None:
    """Return the finite range that a port takes as its only argument, or report that there is none."""
    arguments, word = kind.arguments, what.rpartition(" ")[2]
    if len(arguments) != 1 or arguments[0].name or not isinstance(arguments[0].value, syntax.Range):
        context.log.error(kind.span, f"{what} takes a range", f"expected `{kind.function.text}(0..1)`")
        return None
    found = bounds(arguments[0].value, context, "the range")
    if found is not None and not (isfinite(found[0]) and isfinite(found[1])):
        why = "a brain cannot use infinite inputs" if word == "sensor" else "a brain's output is scaled to it"
        context.log.error(arguments[0].value.span, f"the range of {_with_article(word)} must be finite", why)
        return None
    return found[:2] if found is not None else None


def _with_article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _all_given(fields: Fields, wanted: tuple[str, ...], span: Span, context: Context) -> None:
    missing = [name for name in wanted if name not in fields]
    if missing and fields.sound:
        context.log.error(span, f"{fields.owner} needs `{missing[0]}`", f"expected `{missing[0]}: …`")


def _directions(fields: Fields) -> int:
    directions = fields.integer("directions", 4, 4, 8)
    if directions not in (4, 8):
        value = fields.get("directions")
        if value is not None:
            fields.context.log.error(value.span, "`directions` must be 4 or 8", f"this is {directions}")
        return 4
    return directions


def _sees(name: syntax.Name, fields: Fields, context: Context) -> tuple[int, ...]:
    world, kind = context.names.world, fields.get("of")
    if world is None:
        return ()
    if kind is not None:
        word = word_of(kind)
        if word in world.kinds:
            return (world.kinds[word].index,)
        context.log.absent(
            kind.span,
            f"unknown entity `{kind.span.text}`",
            f"not an entity of world `{world.name}`",
            hint(word, world.kinds),
            of=("world",),
        )
        return ()
    contained = [known for known in world.kinds if known in name.text]
    if contained:
        return (world.kinds[max(contained, key=len)].index,)
    return tuple(range(len(world.kinds)))
