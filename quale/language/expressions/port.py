"""Sensors and actuators in expressions."""

from quale.language.expressions.require import WRONG
from quale.language.expressions.scaled import scaled
from quale.language.expressions.value import too_long, unreadable
from quale.language.scope.context import Context
from quale.language.scope.declarations import NUMBER, Typed
from quale.language.scope.permissions import ACTUATOR, SENSOR
from quale.language.scope.suggest import hint
from quale.language.syntax.tree import Name, Path
from quale.model.expression import Number
from quale.model.kept import ActuatorValue, SensorValue
from quale.model.kinds import PortKind


def resolve_sensor(path: Path, context: Context) -> Typed:
    """Resolve `sensor.NAME`."""
    if SENSOR not in context.place.reads:
        return unreadable(path.span, f"`{path.span.text}`", context)
    body = context.names.body
    if body is None or too_long(path, 2, context):
        return WRONG
    name = path.parts[1]
    if not body.sound(f"sensor.{name.text}"):
        return WRONG
    if name.text in body.inputs:
        _valued(path, context)
        return Typed(SensorValue(body.inputs[name.text]), NUMBER)
    if name.text in body.sensors:
        return _many(name, "inputs", [input_ for input_ in body.inputs if input_.startswith(f"{name.text}_")], context)
    context.log.absent(
        name.span,
        f"unknown sensor `{name.text}`",
        f"not a sensor of body `{body.name}`",
        hint(name.text, body.inputs),
        of=("body",),
    )
    return WRONG


def _valued(path: Path, context: Context) -> None:
    """Report a sensor that perception reads before it is assigned; those that the grid fills have their values."""
    assigned, body, name = context.assigned, context.names.body, path.parts[1].text
    if assigned is None or body is None or name in assigned.inputs:
        return
    index = body.inputs[name]
    sensor = next(s for s in body.sensors.values() if s.first <= index < s.first + s.width)
    if not (sensor.directions and assigned.fills):
        context.log.error(path.span, f"sensor `{name}` has no value yet", "it is assigned further down, if at all")


def resolve_actuator(path: Path, context: Context) -> Typed:
    """Resolve `actuator.NAME` or `actuator.NAME.threshold`."""
    body, name = context.names.body, path.parts[1]
    if body is None or not body.sound(f"actuator.{name.text}"):
        return WRONG
    known = body.actuators.get(name.text)
    if known is None and name.text in body.outputs:
        known = next(a for a in body.actuators.values() if a.first <= body.outputs[name.text] < a.first + a.width)
    if known is None:
        context.log.absent(
            name.span,
            f"unknown actuator `{name.text}`",
            f"not an actuator of body `{body.name}`",
            hint(name.text, (*body.outputs, *body.actuators)),
            of=("body",),
        )
        return WRONG
    if len(path.parts) > 2 and path.parts[2].text == "threshold" and known.kind is PortKind.VALUE:
        context.log.error(path.parts[2].span, f"`{name.text}` has no threshold", "its actuator is a value")
        return WRONG
    if len(path.parts) > 2 and path.parts[2].text == "threshold":
        return WRONG if too_long(path, 3, context) else Typed(Number(known.threshold), NUMBER)
    if ACTUATOR not in context.place.reads:
        return unreadable(path.span, f"`{path.span.text}`", context, "the brain's outputs are not readable here")
    if len(path.parts) > 2:
        context.log.absent(
            path.parts[2].span,
            f"unknown name `{path.parts[2].text}`",
            "an actuator has a `threshold` and nothing else",
            hint(path.parts[2].text, ("threshold",)),
        )
        return WRONG
    if name.text not in body.outputs:
        return _many(name, "outputs", [o for o in body.outputs if o.startswith(f"{name.text}_")], context)
    if known.kind is PortKind.VALUE:
        return Typed(scaled(known, context.names.activation), NUMBER)
    return Typed(ActuatorValue(body.outputs[name.text]), NUMBER)


def _many(name: Name, what: str, ports: list[str], context: Context) -> Typed:
    prefix = "sensor" if what == "inputs" else "actuator"
    context.log.error(
        name.span,
        f"`{name.text}` is directional: it has several {what}",
        f"one of {', '.join(ports)}",
        f"write `{prefix}.{ports[0]}`" if ports else "",
    )
    return WRONG
