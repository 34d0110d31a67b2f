"""Entity kinds by name."""

from quale.language.scope.context import Context
from quale.language.scope.declarations import KindName
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax


def kind_named(name: syntax.Name, context: Context) -> KindName | None:
    """Find an entity kind of the world, or report that there is none."""
    world = context.names.world
    if world is None:
        return None
    kind = world.kinds.get(name.text)
    if kind is None:
        context.log.absent(
            name.span,
            f"unknown entity `{name.text}`",
            f"not an entity of world `{world.name}`",
            hint(name.text, world.kinds),
            of=("world",),
        )
    return kind
