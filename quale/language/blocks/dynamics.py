"""dynamics: what happens to the body by itself."""

from quale.diagnostics import Note, Span
from quale.language.expressions.constant import bounds
from quale.language.expressions.declared_value import declare_values, states
from quale.language.expressions.expression import resolve
from quale.language.expressions.require import require_condition
from quale.language.expressions.statement import resolve_block
from quale.language.scope.arrays import lengths
from quale.language.scope.context import Context
from quale.language.scope.declarations import UNKNOWN, ValueName
from quale.language.scope.implicit import alive
from quale.language.scope.permissions import DEATH, INITIAL, PER_TICK, RULES
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.model.kinds import TypeKind
from quale.model.world import Dynamics, State


def hidden_names(dynamics: syntax.Dynamics, context: Context) -> tuple[State, ...]:
    """Gather the hiddens and resolve their initial values."""
    names = context.names
    first = names.body.states if names.body is not None else {}
    names.hiddens = declare_values(dynamics.hiddens, "state", context, first)
    names.hidden_arrays = lengths(dynamics.arrays, "state")
    declared = tuple(h for h in dynamics.hiddens if h.name.text in names.hiddens)
    return states(names.hiddens, declared, Context(names, INITIAL))


def check_dynamics(dynamics: syntax.Dynamics, hiddens: tuple[State, ...], context: Context) -> Dynamics:
    """Resolve the statements of dynamics in the order in which they run."""
    names = context.names
    per_tick = resolve_block(dynamics.per_tick, Context(names, PER_TICK, every_tick=True))
    rules = resolve_block(dynamics.rules, Context(names, RULES))
    place = Context(names, DEATH)
    death = []
    if dynamics.death and names.body is not None:
        alive(names.body, context.log)
    for condition in dynamics.death:
        typed = require_condition(resolve(condition, place), condition.span, place, "`if`")
        if typed.type != UNKNOWN:
            death.append(typed.value)
    clamp = bounds(dynamics.clamp, context, "`clamp`") if dynamics.clamp is not None else None
    clamped = _ranges(names.body.states) if clamp is not None and names.body is not None else ()
    if dynamics.clamp is not None and clamp is not None and names.body is not None:
        for value in (*names.body.states.values(), *names.hiddens.values()):
            _warn_of_narrowing(value, clamp, dynamics.clamp.span, context)
    return Dynamics(
        dynamics.name.text,
        hiddens,
        per_tick,
        rules,
        clamp[:2] if clamp is not None else None,
        clamped,
        _ranges(names.hiddens) if clamp is not None else (),
        tuple(death),
    )


def _warn_of_narrowing(value: ValueName, clamp: tuple[float, float, str], span: Span, context: Context) -> None:
    """Warn where `clamp` cuts off a part of a range, which is seldom meant."""
    low, high = value.type.low, value.type.high
    if value.type.kind is TypeKind.RANGE and not clamp[0] <= low <= high <= clamp[1]:
        context.log.warning(
            span,
            f"`clamp` narrows `{value.name}`",
            f"its range is {shown(low)}..{shown(high)}",
            notes=(Note("declared here", value.span),),
        )


def _ranges(values: dict[str, ValueName]) -> tuple[int, ...]:
    return tuple(value.index for value in values.values() if value.type.kind is TypeKind.RANGE)
