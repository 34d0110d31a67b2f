"""body: its states, the implicit ones among them, and its ports."""

from quale.language.blocks.ports import declare_actuator, declare_sensor
from quale.language.expressions.declared_value import declare_values
from quale.language.scope.arrays import lengths
from quale.language.scope.context import Context
from quale.language.scope.declarations import BodyNames, ValueName, WorldNames
from quale.language.scope.implicit import declare
from quale.language.syntax import tree as syntax
from quale.model.kinds import GRID, ROUTE, Topology, TypeKind
from quale.model.world import Type


def body_names(body: syntax.Body, context: Context) -> BodyNames:
    """Gather what a body declares, with the states that the world needs; expressions are resolved later."""
    names = BodyNames(body.name.text, body.name.span)
    names.states = declare_values(body.states, "state", context)
    names.state_arrays = lengths(body.arrays, "state")
    names.sensor_arrays = lengths(body.arrays, "sensor")
    names.actuator_arrays = lengths(body.arrays, "actuator")
    _implicit(names, context)
    for sensor in body.sensors:
        declare_sensor(sensor, names, context)
    for actuator in body.actuators:
        declare_actuator(actuator, names, context)
    for block in body.blocks:
        if block.keyword.text in ("region", "plasticity"):
            context.log.unsupported(block.span, f"`{block.keyword.text}`")
        elif block.keyword.text != "brain":
            context.log.error(block.span, f"unknown block `{block.keyword.text}`", "not a part of a body")
    if not names.outputs and not body.actuators:
        context.log.absent(body.name.span, f"body `{body.name.text}` has no actuator", "its brain could do nothing")
    return names


def _implicit(names: BodyNames, context: Context) -> None:
    world = context.names.world
    if world is not None and world.topology == ROUTE:
        unit = next((field[1] for field in (world.fields.get("length"),) if field), "")
        declare(names, "position", Type(TypeKind.FLOAT, unit=unit), context.log)
    if world is not None and world.topology == GRID:
        declare(names, "x", Type(TypeKind.INT), context.log)
        declare(names, "y", Type(TypeKind.INT), context.log)
    for name in ("alive", *(_places(world))):
        state = names.states.get(name)
        if state is not None and state.sound and state.truth != (name == "alive"):
            wanted = "a truth value" if name == "alive" else "a number"
            context.log.error(state.span, f"state `{name}` must be {wanted}", f"its type is `{state.type.kind}`")
            names.states[name] = ValueName(name, state.span, state.index, state.type, sound=False)


def _places(world: WorldNames | None) -> tuple[str, ...]:
    if world is None or world.topology is None:
        return ()
    places: dict[Topology, tuple[str, ...]] = {ROUTE: ("position", "speed"), GRID: ("x", "y")}
    return places.get(world.topology, ())
