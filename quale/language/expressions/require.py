"""What a place demands of a resolved expression: a number, a truth value, one unit."""

from quale.diagnostics import Span
from quale.language.expressions.fold import fold
from quale.language.scope.context import Context
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, Typed
from quale.language.syntax.units import differ, is_derived
from quale.model.expression import Expression, Number, Operation, Truth

WRONG = Typed(Number(0.0), UNKNOWN)
"""Stands for an expression with a mistake that was reported."""

_UNCONVERTED = ("units are labels, nothing is converted", "a factor is missing: units are labels, nothing is converted")
"""What to say where two labels meet: of values as they are, and where one is a product or quotient."""

_LITERALS = {"0": "write `false`", "1": "write `true`"}


def require_number(typed: Typed, span: Span, context: Context, user: str) -> Typed:
    """Return a number, or report that `user` (as in "`+`") got a truth value."""
    if typed.type != TRUTH:
        return typed
    context.log.error(
        span,
        f"{user} needs a number, but this is a truth value",
        "true or false",
        hint=f"write `({span.text} ? 1 : 0)`"
        if len(span.text) < 40 and "\n" not in span.text
        else "write `(c ? 1 : 0)`",
    )
    return WRONG


def require_truth(typed: Typed, span: Span, context: Context, user: str) -> Typed:
    """Return a truth value, or report that `user` got a number."""
    if typed.type == TRUTH:
        return typed
    if typed.type == NUMBER:
        context.log.error(
            span,
            f"{user} needs a truth value, but this is a number",
            "a number",
            hint=_LITERALS.get(span.text, "compare it with something, as in `x > 0`"),
        )
    return Typed(Truth(value=False), UNKNOWN)


def require_condition(typed: Typed, span: Span, context: Context, user: str) -> Typed:
    """Return a truth value; warn if it is always the same."""
    typed = require_truth(typed, span, context, user)
    if typed.type == TRUTH and typed.certain:
        always = fold(typed.value)
        if isinstance(always, bool):
            context.log.warning(span, f"this condition is always {str(always).lower()}", "it depends on constants only")
    return typed


def as_number(typed: Typed) -> Expression:
    """Return the value for a place that stores numbers: a truth value becomes 0 or 1."""
    if typed.type == TRUTH:
        if isinstance(typed.value, Truth):
            return Number(float(typed.value.value))
        return Operation("truth_to_number", (typed.value,), truth=False)
    return typed.value


def stored(typed: Typed, truth: bool, span: Span, context: Context, what: str) -> Expression:
    """Return the value as it is stored in `what`, which holds truth values or numbers."""
    if truth:
        return require_truth(typed, span, context, what).value
    return as_number(typed)


def one_unit(units: tuple[str, ...], span: Span, context: Context, verb: str) -> str:
    """Return the unit that values share, "" without one; warn where two labels meet."""
    labels = [unit for unit in units if unit]
    other = next((unit for unit in labels if differ(labels[0], unit)), None)
    if other is not None:
        context.log.warning(
            span,
            f"mixed units: `{labels[0]}` and `{other}` are {verb}",
            _UNCONVERTED[is_derived(labels[0]) or is_derived(other)],
        )
        return ""
    return labels[0] if labels else ""


def assigned_unit(declared: str, given: str, span: Span, context: Context) -> None:
    """Warn where a value with one label is assigned to what has another."""
    if differ(declared, given):
        context.log.warning(
            span, f"mixed units: `{given}` is assigned to `{declared}`", _UNCONVERTED[is_derived(given)]
        )
