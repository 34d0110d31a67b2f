"""`consume`, `consume e`: an entity is removed."""

from quale.language.scope.context import Context, EntityName
from quale.language.scope.permissions import CONSUME
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.statement import Consume


def resolve_consume(statement: syntax.Consume, context: Context) -> Consume | None:
    """Resolve what removes the handler's entity, or that of a loop."""
    if CONSUME not in context.place.does:
        context.log.error(
            statement.span, f"`consume` cannot stand in {context.place.title}", "put it into the action or a handler"
        )
        return None
    if statement.entity is None:
        if context.entity is not None:
            return Consume(0, context.entity.index)
        context.log.error(
            statement.span, "`consume` needs an entity here", "there is no handler's entity", "write `consume e`"
        )
        return None
    meaning = context.scope.find(statement.entity.text)
    if isinstance(meaning, EntityName):
        return Consume(meaning.binding, meaning.kind.index) if meaning.kind else None
    loops = [name for name in context.scope.visible() if isinstance(context.scope.find(name), EntityName)]
    context.log.absent(
        statement.entity.span,
        f"`{statement.entity.text}` is no entity",
        "expected the variable of a `for`",
        hint(statement.entity.text, loops),
    )
    return None
