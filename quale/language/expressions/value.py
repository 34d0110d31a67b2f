"""What the resolution of paths shares: declared values, and refusals."""

from collections.abc import Mapping
from math import inf, pi, tau

from quale.diagnostics import Span
from quale.language.expressions.require import WRONG
from quale.language.scope.context import Context
from quale.language.scope.declarations import NUMBER, TRUTH, KindName, Typed, ValueName
from quale.language.scope.implicit import alive
from quale.language.scope.suggest import hint
from quale.language.syntax.tree import Name, Path
from quale.model.expression import Expression, PropertyValue
from quale.model.kept import AgentState, Hidden, WorldState

CONSTANTS = {"pi": pi, "tau": tau, "inf": inf}
CLOCKS = ("ticks", "time", "scenario")
PLACES = ("x", "y", "position")


def too_long(path: Path, parts: int, context: Context) -> bool:
    """Report what stands behind a path's last meaningful part."""
    if len(path.parts) <= parts:
        return False
    name = ".".join(part.text for part in path.parts[:parts])
    context.log.error(path.parts[parts].span, f"`{name}` has no parts", "nothing can stand here")
    return True


def typed_value(
    value: ValueName,
    expression: AgentState | WorldState | Hidden | PropertyValue,
    instead: Mapping[Expression, Expression] | None = None,
) -> Typed:
    """Return what reading a declared value gives; `instead` may have another value for it."""
    if not value.sound:
        return WRONG
    return Typed((instead or {}).get(expression, expression), TRUTH if value.truth else NUMBER, value.type.unit)


def agent_state(name: Name, context: Context) -> ValueName | None:
    """Find a state of the body, or report that there is none.

    `alive` comes into being when it is asked for, but for a picture, which changes nothing of what it shows.
    """
    body = context.names.body
    if body is None:
        return None
    state = body.states.get(name.text)
    if state is None and name.text == "alive" and context.place.declares:
        state = alive(body, context.log)
    if state is None and not (placeless(context) and name.text in PLACES):
        context.log.absent(
            name.span,
            f"unknown state `{name.text}`",
            f"not a state of body `{body.name}`",
            hint(name.text, (*body.states, "alive") if context.place.declares else body.states),
            of=("body",),
        )
    return state


def property_of(kind: KindName, name: Name, context: Context) -> ValueName | None:
    """Find a property of a kind, or report that there is none."""
    found = kind.properties.get(name.text)
    if found is None and not (placeless(context) and name.text in PLACES):
        context.log.absent(
            name.span,
            f"unknown property `{name.text}`",
            f"not a property of entity `{kind.name}`",
            hint(name.text, kind.properties),
            of=("world",),
        )
    return found


def placeless(context: Context) -> bool:
    """Whether the world's topology has an error, so that nobody knows where things are."""
    return context.names.world is not None and not context.names.world.topology


def unreadable(span: Span, what: str, context: Context, why: str = "not readable here") -> Typed:
    """Report that something cannot be read where it stands."""
    context.log.error(span, f"{what} cannot be read in {context.place.title}", why)
    return WRONG
