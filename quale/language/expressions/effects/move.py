"""`move actuator.NAME`: one cell on a grid."""

from quale.language.scope.context import Context
from quale.language.scope.permissions import MOVE
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.kinds import GRID
from quale.model.statement import Move


def resolve_move(statement: syntax.Move, context: Context) -> Move | None:
    """Resolve a step in the winning direction of a directional actuator."""
    path, world, body = statement.actuator, context.names.world, context.names.body
    if MOVE not in context.place.does:
        context.log.error(statement.span, "`move` belongs in the action block", "not here")
        return None
    if world is not None and world.topology and world.topology != GRID:
        context.log.error(
            statement.span, "`move` needs a grid", f"the topology of world `{world.name}` is {world.topology}"
        )
        return None
    if len(path.parts) != 2 or path.parts[0].text != "actuator":
        context.log.error(path.span, "`move` takes an actuator", "expected `actuator.NAME`")
        return None
    name = path.parts[1]
    if body is None or not body.sound(f"actuator.{name.text}"):
        return None
    actuators = [known for known, actuator in body.actuators.items() if actuator.directions]
    if name.text in actuators:
        return Move(list(body.actuators).index(name.text))
    known = name.text in body.actuators or name.text in body.outputs
    context.log.absent(
        name.span,
        f"`{name.text}` is not directional" if known else f"unknown actuator `{name.text}`",
        "`move` takes a directional actuator",
        hint(name.text, actuators),
        of=("body",),
    )
    return None
