"""`integrate MOTION by METHOD over TIME in N steps`: ordinary differential equations, written out step by step.

The equations of a motion are resolved once for each value of the states that a method wants their derivatives at.
Methods: Euler; semi-implicit Euler, in which a state is at its new value for the lines below its own (Vogelaere 1956);
the classical method of Runge and Kutta (Kutta 1901).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isfinite

from quale.diagnostics import Note
from quale.language.expressions.fold import fold
from quale.language.expressions.require import assigned_unit, require_number
from quale.language.expressions.unfold.bind import bind
from quale.language.expressions.unfold.body import work_out
from quale.language.scope.context import Context, LocalName, Scope
from quale.language.scope.declarations import NUMBER, UNKNOWN, Names, Typed, ValueName
from quale.language.scope.permissions import DELAY, DRAW, INTEGRATE, MOTION
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.language.syntax.units import product
from quale.model.expression import Expression, Number, Operation
from quale.model.kept import AgentState, Hidden
from quale.model.kinds import TypeKind
from quale.model.statement import Assign, Let, Repeat, Statement

Resolve = Callable[[syntax.Expression, Context], Typed]

METHODS = ("rk4", "euler", "semi_implicit")

MOST_STEPS = 10_000
"""Steps of one `integrate`."""

_STAGES = ((0.5, 1 / 3), (0.5, 1 / 3), (1.0, 1 / 6))
"""Of the stages behind the first (Kutta 1901): how far ahead they look, in steps, and their share in the result."""

Moved = AgentState | Hidden
Slopes = dict[Expression, Expression]
"""A value for each state, which is an AgentState or a Hidden."""


@dataclass(frozen=True, slots=True)
class _Integral:
    """One `integrate`: the equations, the length of a step with its unit, and where the statement stands."""

    motion: syntax.Statements
    step: Typed
    context: Context
    resolve: Resolve


def integrate(statement: syntax.Integrate, context: Context, resolve: Resolve) -> tuple[Statement, ...]:
    """Resolve a statement that integrates a motion."""
    motions, name, method = context.names.definitions.motions, statement.motion, statement.method
    if INTEGRATE not in context.place.does:
        where = "it belongs in the action block, `per_tick` or `rules`"
        context.log.error(statement.span, f"`integrate` cannot stand in {context.place.title}", where)
        return ()
    motion = motions.get(name.text)
    if motion is None and context.names.complete:
        label = "the program has no motion of this name"
        context.log.absent(name.span, f"unknown motion `{name.text}`", label, hint(name.text, motions), of=("motion",))
    elif motion is not None:
        context.names.definitions.used.add(f"motion {name.text}")
    if method.text not in METHODS:
        wanted = f"expected one of {', '.join(METHODS)}"
        context.log.error(method.span, f"unknown method `{method.text}`", wanted, hint(method.text, METHODS))
    time, steps = _time(statement.over, context, resolve), _steps(statement.steps, context, resolve)
    if motion is None or time is None or steps is None:
        return ()
    integral = _Integral(motion, replace(time, value=Number(_number(time) / steps)), context, resolve)
    context.log.calls.append(Note("integrated here", statement.span))
    done: list[Statement] = []
    match method.text:
        case "rk4":
            _rk4(integral, done)
        case "semi_implicit":
            _finish(_slopes(integral, {}, done, at_once=True), integral, done)
        case _:
            _finish(_slopes(integral, {}, done), integral, done)
    context.log.calls.pop()
    return tuple(done) if steps == 1 else (Repeat(steps, tuple(done)),)


def check_motion(motion: syntax.Statements, names: Names, resolve: Resolve) -> None:
    """Report what is wrong with a motion whatever body it moves."""
    step = Typed(Number(1.0), NUMBER)
    _slopes(_Integral(motion, step, Context(names, MOTION), resolve), {}, [])


def _rk4(integral: _Integral, done: list[Statement]) -> None:
    """Write y + h (((k₁/6 + k₂/3) + k₃/3) + k₄/6) for every state y."""
    step = _number(integral.step)
    slopes = _slopes(integral, {}, done)
    total = {state: _bound("total", _times(1 / 6, slope), integral, done) for state, slope in slopes.items()}
    for lead, share in _STAGES:
        ahead = {state: _plus(state, _times(lead * step, slope)) for state, slope in slopes.items()}
        stage = {state: _bound("stage", value, integral, done) for state, value in ahead.items()}
        slopes = _slopes(integral, stage, done)
        if slopes.keys() != total.keys():
            return  # a mistake, which was told
        for state, slope in slopes.items():
            total[state] = _bound("total", _plus(total[state], _times(share, slope)), integral, done)
    _finish(total, integral, done)


def _finish(slopes: Slopes, integral: _Integral, done: list[Statement]) -> None:
    step = _number(integral.step)
    moved = ((state, slope) for state, slope in slopes.items() if isinstance(state, Moved))
    done += [Assign(state, _plus(state, _times(step, slope))) for state, slope in moved]


def _slopes(integral: _Integral, stage: Slopes, done: list[Statement], *, at_once: bool = False) -> Slopes:
    """Return the derivatives of all states where these have the values of a stage.

    `at_once` puts a state's new value in the place of the old one as soon as its derivative is known.
    """
    outer = integral.context
    place = replace(MOTION, reads=outer.place.reads - {DRAW, DELAY}, bare=outer.place.bare or MOTION.bare)
    inner = Context(outer.names, place, Scope([{}]), before=done, instead=dict(stage))
    slopes: Slopes = {}
    written: dict[str, syntax.Assign] = {}
    for statement in integral.motion.body:
        derived = _derived(statement, inner)
        if derived is None:
            work_out((statement,), inner, integral.resolve, "a motion")
            continue
        name = _written_name(derived)
        state = _state(derived, written, inner)
        typed = integral.resolve(derived.value, inner)
        typed = bind(name.text, require_number(typed, derived.value.span, inner, f"`{name.text}`"), inner)
        # kept as a name of its own, so that the lines below it can read it
        local = LocalName(-1, typed.type, typed.unit, name.span, used=True, value=typed.value)
        inner.scope.frames[-1].setdefault(name.text, local)
        if state is None or typed.type == UNKNOWN:
            continue
        assigned_unit(state.type.unit, product(typed.unit, integral.step.unit, 1), derived.span, inner)
        kept = _moved(state, inner)
        slopes[kept] = typed.value
        if at_once:
            new = _plus(kept, _times(_number(integral.step), typed.value))
            inner.instead[kept] = bind(state.name, Typed(new, NUMBER), inner).value
    if not written:
        name = integral.motion.name
        outer.log.error(name.span, f"motion `{name.text}` moves nothing", "it has no derivative", "write `dx = …`")
    inner.scope.leave(outer.log)
    return slopes


def _derived(statement: syntax.Statement, context: Context) -> syntax.Assign | None:
    """Return a statement that gives a derivative: all assignments but those to a `var`."""
    match statement:
        case syntax.Assign(syntax.Path((name,))):
            meaning = context.scope.find(name.text)
            return None if isinstance(meaning, LocalName) and meaning.variable else statement
        case _:
            return None


def _written_name(derived: syntax.Assign) -> syntax.Name:
    path = derived.target if isinstance(derived.target, syntax.Path) else derived.target.array
    return path.parts[0]


def _state(derived: syntax.Assign, written: dict[str, syntax.Assign], context: Context) -> ValueName | None:
    """Return the state that a derivative is of; None where there is none, or none that can be."""
    name, body = _written_name(derived), context.names.body
    first = written.setdefault(name.text, derived)
    if first is not derived:
        note = Note("first given here", first.target.span)
        context.log.error(name.span, f"`{name.text}` is given twice", "a state has one derivative", notes=(note,))
        return None
    if body is None:
        return None
    known = {**body.states, **(context.names.hiddens if context.place.bare == "dynamics" else {})}
    state = known.get(name.text[1:]) if name.text.startswith("d") else None
    if state is None:
        label = "expected `d` and the name of a state"
        meant = hint(name.text, [f"d{each}" for each in known]) or f"a new value is named with `let {name.text} = …`"
        advice = f"write `d{name.text} = …`" if name.text in known else meant
        context.log.absent(name.span, f"`{name.text}` is no derivative", label, advice)
        return None
    if derived.operator != "=":
        context.log.error(derived.target.span, f"`{name.text}` has no value yet", "a derivative is given by `=`")
        return None
    if state.sound and state.type.kind is not TypeKind.FLOAT:
        kept = {TypeKind.RANGE: "saturates", TypeKind.INT: "is rounded"}.get(state.type.kind, "is true or false")
        note = Note("declared here", state.span)
        label, advice = f"it {kept} when it is stored", "declare it as `float`, or with a unit"
        context.log.error(name.span, f"state `{state.name}` cannot be integrated", label, advice, (note,))
        return None
    return state if state.sound else None


def _moved(state: ValueName, context: Context) -> Moved:
    hidden = context.place.bare == "dynamics" and context.names.hiddens.get(state.name) is state
    return Hidden(state.index, truth=False) if hidden else AgentState(state.index, truth=False)


def _time(expression: syntax.Expression, context: Context, resolve: Resolve) -> Typed | None:
    typed = require_number(resolve(expression, context), expression.span, context, "`over`")
    if typed.type == UNKNOWN:
        return None
    value = fold(typed.value)
    if value is None:
        context.log.error(expression.span, "the time of `integrate` must be constant", "this changes")
    elif not (isfinite(value) and value > 0):
        context.log.error(expression.span, "the time of `integrate` is above 0", f"this is {shown(float(value))}")
    else:
        return replace(typed, value=Number(float(value)))
    return None


def _steps(expression: syntax.Expression | None, context: Context, resolve: Resolve) -> int | None:
    if expression is None:
        return 1
    typed = require_number(resolve(expression, context), expression.span, context, "`in`")
    value = fold(typed.value)
    if typed.type == UNKNOWN:
        return None
    if value is None:
        context.log.error(expression.span, "the number of steps must be constant", "this changes")
    elif not (1 <= value <= MOST_STEPS) or value != int(value):
        wanted = f"`integrate` takes 1 to {MOST_STEPS:,} whole steps"
        context.log.error(expression.span, wanted, f"this is {shown(float(value))}")
    else:
        return int(value)
    return None


def _number(typed: Typed) -> float:
    return typed.value.value if isinstance(typed.value, Number) else 0.0


def _times(factor: float, value: Expression) -> Expression:
    return Operation("*", (Number(factor), value), truth=False)


def _plus(left: Expression, right: Expression) -> Expression:
    return Operation("+", (left, right), truth=False)


def _bound(name: str, value: Expression, integral: _Integral, done: list[Statement]) -> Expression:
    local = integral.context.names.numbers.named(truth=False)
    done.append(Let(local.index, name, value, truth=False))
    return local
