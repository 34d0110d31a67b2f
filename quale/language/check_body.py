"""body: its states, its sensors and actuators as the brain's inputs and outputs."""

from math import isfinite

from quale.diagnostics import Note, Span
from quale.language import syntax
from quale.language.constant import bounds
from quale.language.declare import declare_values, duplicate
from quale.language.fields import Fields, word_of
from quale.language.implicit import declare
from quale.language.names import BodyNames, ValueName, WorldNames
from quale.language.nearest_name import hint
from quale.language.scope import Context
from quale.model.model import GRID, ROUTE, Actuator, Sensor, Type, port_names

_LARGEST_SIGHT = 1_000_000


def body_names(body: syntax.Body, context: Context) -> BodyNames:
    """Gather what a body declares, with the states that the world needs; expressions are resolved later."""
    names = BodyNames(body.name.text, body.name.span)
    names.states = declare_values(body.states, "state", context)
    _implicit(names, context)
    for sensor in body.sensors:
        _sensor(sensor, names, context)
    for actuator in body.actuators:
        _actuator(actuator, names, context)
    for block in body.blocks:
        if block.keyword.text in ("region", "plasticity"):
            context.findings.unsupported(block.span, f"`{block.keyword.text}`")
        elif block.keyword.text != "brain":
            context.findings.error(block.span, f"unknown block `{block.keyword.text}`", "not a part of a body")
    if not names.outputs and not body.actuators:
        context.findings.absent(
            body.name.span, f"body `{body.name.text}` has no actuator", "its brain could do nothing"
        )
    return names


def _implicit(names: BodyNames, context: Context) -> None:
    world = context.names.world
    if world is not None and world.topology == ROUTE:
        unit = next((field[1] for field in (world.fields.get("length"),) if field), "")
        declare(names, "position", Type("float", unit=unit), context.findings)
    if world is not None and world.topology == GRID:
        declare(names, "x", Type("int"), context.findings)
        declare(names, "y", Type("int"), context.findings)
    for name in ("alive", *(_places(world))):
        state = names.states.get(name)
        if state is not None and state.sound and state.truth != (name == "alive"):
            wanted = "a truth value" if name == "alive" else "a number"
            context.findings.error(state.span, f"state `{name}` must be {wanted}", f"its type is `{state.type.kind}`")
            names.states[name] = ValueName(name, state.span, state.index, state.type, sound=False)


def _places(world: WorldNames | None) -> tuple[str, ...]:
    if world is None:
        return ()
    return {ROUTE: ("position", "speed"), GRID: ("x", "y")}.get(world.topology, ())


def _sensor(declaration: syntax.SensorDeclaration, names: BodyNames, context: Context) -> None:
    name, kind = declaration.name, declaration.kind
    first, form = len(names.inputs), kind.function.text
    sensor: Sensor | None = None
    if form == "internal":
        sensor = _internal(declaration, first, context)
    elif form == "directional":
        fields = Fields("a directional sensor", kind.arguments, ("range", "directions", "of"), context)
        if _given(fields, ("range", "directions"), kind.span, context):
            sight = fields.integer("range", 1, 1, _LARGEST_SIGHT)
            sees = _sees(name, fields, context)
            sensor = Sensor(name.text, form, first, range=sight, directions=_directions(fields), sees=sees)
    elif form in ("item_property", "social"):
        context.findings.unsupported(kind.span, f"a sensor of kind `{form}`")
    else:
        context.findings.error(
            kind.function.span,
            f"unknown kind of sensor `{form}`",
            "expected `internal` or `directional`",
            hint(form, ("internal", "directional")),
        )
    if name.text in names.sensor_spans:
        duplicate(name, "sensor", names.sensor_spans[name.text], context)
        return
    names.sensor_spans[name.text] = name.span
    if sensor is None:  # stands for what it was meant to be, so that its uses are no mistakes
        sensor = Sensor(name.text, "internal", first)
        names.unsound.add(name.text)
    for port in port_names(sensor.name, sensor.directions):
        if port in names.inputs:
            taken = next(s for s in names.sensors.values() if s.first <= names.inputs[port] < s.first + s.width)
            context.findings.error(
                name.span,
                f"two inputs are called `{port}`",
                f"sensor `{name.text}` makes it again",
                notes=(Note("first made here", names.sensor_spans[taken.name]),),
            )
            return
    names.sensors[name.text] = sensor
    for i, port in enumerate(port_names(sensor.name, sensor.directions)):
        names.inputs[port] = first + i


def _internal(declaration: syntax.SensorDeclaration, first: int, context: Context) -> Sensor | None:
    arguments = declaration.kind.arguments
    if len(arguments) != 1 or arguments[0].name or not isinstance(arguments[0].value, syntax.Range):
        context.findings.error(declaration.kind.span, "an internal sensor takes a range", "expected `internal(0..1)`")
        return None
    found = bounds(arguments[0].value, context, "the range")
    if found is None:
        return None
    if not (isfinite(found[0]) and isfinite(found[1])):
        context.findings.error(
            arguments[0].value.span, "the range of a sensor must be finite", "a brain cannot use infinite inputs"
        )
        return None
    return Sensor(declaration.name.text, "internal", first, found[0], found[1])


def _given(fields: Fields, wanted: tuple[str, ...], span: Span, context: Context) -> bool:
    missing = [name for name in wanted if name not in fields]
    if missing and fields.sound:
        context.findings.error(span, f"{fields.owner} needs `{missing[0]}`", f"expected `{missing[0]}: …`")
    return not missing


def _directions(fields: Fields) -> int:
    directions = fields.integer("directions", 4, 4, 8)
    if directions not in (4, 8):
        value = fields.get("directions")
        if value is not None:
            fields.context.findings.error(value.span, "`directions` must be 4 or 8", f"this is {directions}")
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
        context.findings.absent(
            kind.span,
            f"unknown entity `{kind.span.text}`",
            f"not an entity of world `{world.name}`",
            hint(word, world.kinds),
        )
        return ()
    contained = [known for known in world.kinds if known in name.text]
    if contained:
        return (world.kinds[max(contained, key=len)].index,)
    return tuple(range(len(world.kinds)))


def _actuator(declaration: syntax.ActuatorDeclaration, names: BodyNames, context: Context) -> None:
    name, kind = declaration.name, declaration.kind
    form = kind.function.text
    actuator = Actuator(name.text, "trigger", len(names.outputs), 0.0)
    if form in ("trigger", "directional"):
        known = ("threshold", "directions") if form == "directional" else ("threshold",)
        fields = Fields(f"a {form} actuator", kind.arguments, known, context)
        if _given(fields, known, kind.span, context):
            directions = _directions(fields) if form == "directional" else 0
            actuator = Actuator(name.text, form, actuator.first, fields.number("threshold", 0.0), directions)
    else:
        context.findings.error(
            kind.function.span,
            f"unknown kind of actuator `{form}`",
            "expected `trigger` or `directional`",
            hint(form, ("trigger", "directional")),
        )
    taken = next((port for port in port_names(actuator.name, actuator.directions) if port in names.outputs), None)
    if name.text in names.actuators or taken is not None:
        what = (
            f"actuator `{name.text}` is declared twice"
            if name.text in names.actuators
            else (f"two outputs are called `{taken}`")
        )
        context.findings.error(name.span, what, "")
        return
    names.actuators[name.text] = actuator
    for port in port_names(actuator.name, actuator.directions):
        names.outputs[port] = len(names.outputs)
