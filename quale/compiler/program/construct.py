"""Constructors of Program expressions, with the foldings that keep lowering's own code free of special cases."""

from quale.compiler.program.program import Apply, Constant, Expr, Get, Kind

FALSE = Constant(value=False, kind=Kind.TRUTH)
TRUE = Constant(value=True, kind=Kind.TRUTH)
ZERO = Constant(0.0, Kind.NUMBER)


def number(value: float) -> Constant:
    """Return a constant NUMBER."""
    return Constant(float(value), Kind.NUMBER)


def index(value: int) -> Constant:
    """Return a constant INDEX."""
    return Constant(value, Kind.INDEX)


def truth(*, value: bool) -> Constant:
    """Return a constant TRUTH."""
    return TRUE if value else FALSE


def apply(operation: str, *arguments: Expr) -> Expr:
    """Return an operation on arguments."""
    return Apply(operation, arguments)


def get(slot: str, at: Expr | None = None) -> Get:
    """Return a slot's value."""
    return Get(slot, at)


def both(*conditions: Expr) -> Expr:
    """Return whether all conditions hold; true without any."""
    result: Expr = TRUE
    for condition in conditions:
        if FALSE in (result, condition):
            return FALSE
        if condition != TRUE:
            result = condition if result == TRUE else Apply("and", (result, condition))
    return result


def either(*conditions: Expr) -> Expr:
    """Return whether any condition holds; false without any."""
    result: Expr = FALSE
    for condition in conditions:
        if TRUE in (result, condition):
            return TRUE
        if condition != FALSE:
            result = condition if result == FALSE else Apply("or", (result, condition))
    return result


def negate(condition: Expr) -> Expr:
    """Return whether a condition does not hold."""
    if isinstance(condition, Constant):
        return truth(value=not condition.value)
    if isinstance(condition, Apply) and condition.operation == "not":
        return condition.arguments[0]
    return Apply("not", (condition,))


def offset(base: int, by: Expr) -> Expr:
    """Return an INDEX plus a constant."""
    if isinstance(by, Constant):
        return index(base + int(by.value))
    return by if base == 0 else Apply("iadd", (index(base), by))


def choose(condition: Expr, then: Expr, otherwise: Expr, kind: Kind) -> Expr:
    """Return `then` where the condition holds, `otherwise` elsewhere; both of a kind."""
    if isinstance(condition, Constant):
        return then if condition.value else otherwise
    operation = {Kind.NUMBER: "select", Kind.TRUTH: "select_truth", Kind.INDEX: "select_index"}[kind]
    return Apply(operation, (condition, then, otherwise))


def zero(kind: Kind) -> Constant:
    """Return what a slot of a kind holds before setup."""
    return {Kind.NUMBER: ZERO, Kind.TRUTH: FALSE, Kind.INDEX: index(0)}[kind]
