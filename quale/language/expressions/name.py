"""Names without a prefix: locals, a handler's properties, states in dynamics, metrics in fitness, constants."""

from collections.abc import Iterable

from quale.language.expressions.require import WRONG
from quale.language.expressions.value import CLOCKS, CONSTANTS, typed_value
from quale.language.scope.context import PREFIXES, Context, EntityName, LocalName
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, Typed
from quale.language.scope.implicit import alive
from quale.language.scope.suggest import hint
from quale.language.syntax.foreign import NAMES
from quale.language.syntax.tree import Name
from quale.model.expression import Local, MetricValue, Number, PropertyValue, Variable
from quale.model.kept import AgentState, Hidden


def resolve_name(name: Name, context: Context) -> Typed:
    """Resolve a bare name that is read."""
    meaning = context.scope.find(name.text)
    if isinstance(meaning, LocalName):
        return _local(name, meaning, context)
    if isinstance(meaning, EntityName):
        context.log.error(
            name.span, f"`{name.text}` is an entity, not a value", "read a property of it", f"write `{name.text}.NAME`"
        )
        return WRONG
    if context.entity is not None and name.text in context.entity.properties:
        found = context.entity.properties[name.text]
        return typed_value(found, PropertyValue(0, context.entity.index, found.index, found.truth))
    names = context.names
    if context.place.bare == "dynamics" and name.text in names.hiddens:
        hidden = names.hiddens[name.text]
        return typed_value(hidden, Hidden(hidden.index, hidden.truth), context.instead)
    if context.place.bare == "fitness" and name.text in names.metrics:
        return Typed(MetricValue(names.metrics[name.text]), NUMBER)
    if context.place.bare and names.body is not None:
        state = names.body.states.get(name.text) or (alive(names.body, context.log) if name.text == "alive" else None)
        if state is not None:
            return typed_value(state, AgentState(state.index, state.truth), context.instead)
    definitions = names.definitions
    if name.text in definitions.constants:
        definitions.used.add(name.text)
        return definitions.constants[name.text]
    if name.text in CONSTANTS:
        return Typed(Number(CONSTANTS[name.text]), NUMBER, certain=True)
    return _unknown(name, context)


def _local(name: Name, meaning: LocalName, context: Context) -> Typed:
    meaning.used = True
    if meaning.type == UNKNOWN:
        return WRONG
    if meaning.query is not None:
        context.log.error(
            name.span,
            f"`{name.text}` holds the results of a query, not one value",
            "read one of them",
            f"write `{name.text}.{meaning.query.results[0].replace('properties', 'PROPERTY')}`",
        )
        return WRONG
    if meaning.value is not None:
        return Typed(meaning.value, meaning.type, meaning.unit)
    kept = Variable if meaning.variable else Local
    return Typed(kept(meaning.index, meaning.type == TRUTH), meaning.type, meaning.unit)


def _unknown(name: Name, context: Context) -> Typed:
    names, text = context.names, name.text
    if text in names.definitions.tables:
        names.definitions.used.add(f"table {text}")
        context.log.error(name.span, f"`{text}` is a table", "it has many values", f"write `{text}[i].COLUMN`")
        return WRONG
    if context.place.bare and names.body is None:
        return WRONG  # it may well be a state of the body that was not found
    visible = [
        *context.scope.visible(),
        *(context.entity.properties if context.entity else ()),
        *CONSTANTS,
        *names.definitions.constants,
    ]
    if context.place.bare and names.body is not None:
        more: dict[str, Iterable[str]] = {"dynamics": names.hiddens, "fitness": names.metrics}
        visible += [*names.body.states, *more.get(context.place.bare, ())]
    advice = NAMES.get(text) or hint(text, visible)
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
    context.log.absent(name.span, f"unknown name `{text}`", "nothing of this name is known here", advice)
    return WRONG
