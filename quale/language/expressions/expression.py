"""Expressions: from the tree to the Model, with types and units."""

from quale.language.expressions.arrays.element import resolve_element
from quale.language.expressions.call import resolve_call
from quale.language.expressions.fold import fold
from quale.language.expressions.path import resolve_path
from quale.language.expressions.ranges import warn_of_ranges
from quale.language.expressions.require import WRONG, one_unit, require_condition, require_number, require_truth
from quale.language.expressions.unfold.counted import counting
from quale.language.expressions.unfold.reduction import resolve_reduction
from quale.language.scope.context import Context
from quale.language.scope.declarations import NUMBER, TRUTH, UNKNOWN, Typed
from quale.language.scope.permissions import AGENT_MACHINE, MACHINE
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.language.syntax.units import product
from quale.model.expression import LARGEST_EXPONENT, IntegerPower, MachineIs, Number, Operation, Truth

_VERBS = {"+": "added", "-": "subtracted", "%": "divided"}
_NO_VALUES = {
    syntax.TextLiteral: "a text",
    syntax.Range: "a range",
    syntax.List: "a list",
    syntax.Comprehension: "a list",
    syntax.Size: "a size",
}
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


def resolve(expression: syntax.Expression, context: Context) -> Typed:
    """Resolve any expression; what is wrong is reported once and comes back as UNKNOWN."""
    match expression:
        case syntax.NumberLiteral() | syntax.TruthLiteral():
            return _literal(expression)
        case syntax.Path():
            return resolve_path(expression, context)
        case syntax.Unary():
            return _unary(expression, context)
        case syntax.Binary():
            return _binary(expression, context)
        case syntax.Conditional():
            return _conditional(expression, context)
        case syntax.Is():
            return _is(expression, context)
        case syntax.Call():
            return resolve_call(expression, context, resolve)
        case syntax.Reduction() | syntax.Element() | syntax.Turn():
            return _one_of_several(expression, context)
        case syntax.TextLiteral() | syntax.Range() | syntax.List() | syntax.Comprehension() | syntax.Size():
            what = _NO_VALUES[type(expression)]
            context.log.error(expression.span, f"{what} is no value here", "expected a number or a truth value")
            return WRONG
        case _:
            return WRONG  # the parser's stand-in for what it could not read


def _one_of_several(expression: syntax.Reduction | syntax.Element | syntax.Turn, context: Context) -> Typed:
    match expression:
        case syntax.Reduction():
            return resolve_reduction(expression, context, resolve)
        case syntax.Element():
            return resolve_element(expression, context, resolve)
        case syntax.Turn():
            with counting(expression.variable, Typed(Number(float(expression.number)), NUMBER), context):
                return resolve(expression.value, context)


def _literal(literal: syntax.NumberLiteral | syntax.TruthLiteral) -> Typed:
    if isinstance(literal, syntax.TruthLiteral):
        return Typed(Truth(literal.value), TRUTH, certain=True)
    return Typed(Number(literal.value), NUMBER, literal.unit, certain=True)


def _unary(expression: syntax.Unary, context: Context) -> Typed:
    operand = resolve(expression.operand, context)
    span = expression.operand.span
    if expression.operator == "not":
        operand = require_truth(operand, span, context, "`not`")
        return Typed(Operation("not", (operand.value,), truth=True), operand.type, certain=operand.certain)
    operand = require_number(operand, span, context, f"`{expression.operator}`")
    if expression.operator == "+":
        return operand
    if isinstance(operand.value, Number):
        return Typed(Number(-operand.value.value), operand.type, operand.unit, operand.certain)
    return Typed(Operation("neg", (operand.value,), truth=False), operand.type, operand.unit, operand.certain)


def _binary(expression: syntax.Binary, context: Context) -> Typed:
    left = resolve(expression.left, context)
    right = resolve(expression.right, context)
    operator = expression.operator
    spans = (expression.left.span, expression.right.span)
    certain = left.certain and right.certain
    if not operator:
        return WRONG  # the parser's stand-in for what it could not read
    if operator in ("and", "or"):
        left = require_truth(left, spans[0], context, f"`{operator}`")
        right = require_truth(right, spans[1], context, f"`{operator}`")
        return Typed(Operation(operator, (left.value, right.value), truth=True), _both(left, right, TRUTH), "", certain)
    if operator in ("==", "!=") and TRUTH in (left.type, right.type):
        return _equal_truths(expression, left, right, context)
    left = require_number(left, spans[0], context, f"`{operator}`")
    right = require_number(right, spans[1], context, f"`{operator}`")
    if operator in _COMPARISONS:
        one_unit((left.unit, right.unit), expression.operator_span, context, "compared")
        if UNKNOWN not in (left.type, right.type):
            warn_of_ranges(expression, left, right, context)
        return Typed(Operation(operator, (left.value, right.value), truth=True), _both(left, right, TRUTH), "", certain)
    if operator == "^":
        return Typed(_power(left, right), _both(left, right, NUMBER), "", certain)
    unit = ""
    if operator in _VERBS:
        unit = one_unit((left.unit, right.unit), expression.operator_span, context, _VERBS[operator])
    elif operator in "*/":
        unit = product(left.unit, right.unit, 1 if operator == "*" else -1)
    value = Operation(operator, (left.value, right.value), truth=False)
    return Typed(value, _both(left, right, NUMBER), unit, certain)


def _both(left: Typed, right: Typed, result: str) -> str:
    return UNKNOWN if UNKNOWN in (left.type, right.type) else result


def _power(base: Typed, exponent: Typed) -> Operation | IntegerPower:
    """Return base ^ exponent; `x ^ (1 + 1)` has a constant exponent as much as `x ^ 2`."""
    value = fold(exponent.value)
    if not isinstance(value, float):
        return Operation("^", (base.value, exponent.value), truth=False)
    if abs(value) <= LARGEST_EXPONENT and value.is_integer():
        return IntegerPower(base.value, int(value))
    return Operation("^", (base.value, Number(value)), truth=False)


def _equal_truths(expression: syntax.Binary, left: Typed, right: Typed, context: Context) -> Typed:
    if UNKNOWN in (left.type, right.type):
        return Typed(Truth(value=False), UNKNOWN)
    if left.type != right.type:
        wrong, other = (expression.right, "left") if left.type == TRUTH else (expression.left, "right")
        context.log.error(
            wrong.span,
            f"`{expression.operator}` compares a truth value with a number",
            f"a number; the {other} side is true or false",
        )
        return Typed(Truth(value=False), UNKNOWN)
    value = Operation(expression.operator, (left.value, right.value), truth=True)
    return Typed(value, TRUTH, certain=left.certain and right.certain)


def _conditional(expression: syntax.Conditional, context: Context) -> Typed:
    condition = require_condition(resolve(expression.condition, context), expression.condition.span, context, "`?`")
    then = resolve(expression.then, context)
    otherwise = resolve(expression.otherwise, context)
    if UNKNOWN in (condition.type, then.type, otherwise.type):
        return WRONG
    if then.type != otherwise.type:
        context.log.error(
            expression.otherwise.span,
            "both sides of `:` must be of one type",
            f"a {otherwise.type}; the other side is a {then.type}",
        )
        return WRONG
    unit = one_unit((then.unit, otherwise.unit), expression.otherwise.span, context, "alternatives")
    certain = condition.certain and then.certain and otherwise.certain
    value = Operation("?:", (condition.value, then.value, otherwise.value), truth=then.type == TRUTH)
    return Typed(value, then.type, unit, certain)


def _is(expression: syntax.Is, context: Context) -> Typed:
    wrong = Typed(Truth(value=False), UNKNOWN)
    names, name = context.names, expression.machine
    machine = names.machines.get(name.text)
    if machine is None:
        if names.complete:
            context.log.absent(
                name.span,
                f"unknown machine `{name.text}`",
                "no machine of the body or world",
                hint(name.text, names.machines),
                of=("body", "world"),
            )
        return wrong
    if (AGENT_MACHINE if machine.scope == "agent" else MACHINE) not in context.place.reads:
        context.log.error(name.span, f"machine `{name.text}` cannot be read in {context.place.title}", "not here")
        return wrong
    states = [state.text for state in machine.states]
    if expression.state.text not in states:
        context.log.absent(
            expression.state.span,
            f"unknown state `{expression.state.text}`",
            f"not a state of machine `{name.text}`",
            hint(expression.state.text, states),
            of=("body", "world"),
        )
        return wrong
    return Typed(MachineIs(machine.index, states.index(expression.state.text)), TRUTH)
