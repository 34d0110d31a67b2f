"""Declared values: the types of states, hiddens and properties, and their initial values."""

from math import inf

from quale.diagnostics import Note, Span
from quale.language.expressions.constant import bounds
from quale.language.expressions.expression import resolve
from quale.language.expressions.fold import fold
from quale.language.expressions.require import assigned_unit, stored
from quale.language.scope.context import Context
from quale.language.scope.declarations import UNKNOWN, ValueName
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.language.syntax.units import UNITS
from quale.model.expression import Expression, Number, Truth
from quale.model.kinds import TypeKind
from quale.model.world import State, Type

TYPES = ("bool", "int", "float")


def declared_type(expression: syntax.Expression, context: Context) -> Type | None:
    """Return the type that a declaration names, or report that it is none."""
    if isinstance(expression, syntax.Range):
        found = bounds(expression, context, "the range")
        return Type(TypeKind.RANGE, *found) if found else None
    if isinstance(expression, syntax.Path) and len(expression.parts) == 1:
        word = expression.parts[0].text
        if word in TYPES:
            return Type(TypeKind(word))
        if word in UNITS:
            return Type(TypeKind.FLOAT, unit=word)
        context.log.error(
            expression.span,
            f"unknown type `{word}`",
            "expected `bool`, `int`, `float`, a range or a unit",
            hint(word, (*TYPES, *UNITS)),
        )
        return None
    context.log.absent(expression.span, "this is no type", "expected `bool`, `int`, `float`, a range or a unit")
    return None


def declare_values(
    declarations: tuple[syntax.StateDeclaration, ...] | tuple[syntax.Property, ...],
    what: str,
    context: Context,
    first: dict[str, ValueName] | None = None,
) -> dict[str, ValueName]:
    """Gather declared values by name, reporting duplicates; `first` holds names that are taken already."""
    values: dict[str, ValueName] = {}
    taken = dict(first or {})
    for declaration in declarations:
        name = declaration.name
        type_ = declared_type(declaration.type, context)
        if name.text in taken:
            duplicate(name, what, taken[name.text].span, context)
            continue
        value = ValueName(name.text, name.span, len(values), type_ or Type(TypeKind.FLOAT), type_ is not None)
        values[name.text] = taken[name.text] = value
    return values


def duplicate(name: syntax.Name, what: str, first: Span, context: Context) -> None:
    """Report a name that was declared before."""
    context.log.error(
        name.span, f"{what} `{name.text}` is declared twice", "", notes=(Note("first declared here", first),)
    )


def initial_value(value: ValueName, expression: syntax.Expression | None, context: Context) -> Expression:
    """Return what a value starts with: as written, else 0 (false), or the low bound of a range without 0."""
    if expression is None:
        if value.truth:
            return Truth(value=False)
        low, high = value.type.low, value.type.high
        return Number(0.0 if low <= 0 <= high or low == -inf else low)
    typed = resolve(expression, context)
    if not value.sound or typed.type == UNKNOWN:
        return Number(0.0)
    resolved = stored(typed, value.truth, expression.span, context, f"`{value.name}`")
    if value.truth:
        return resolved
    assigned_unit(value.type.unit, typed.unit, expression.span, context)
    known = fold(resolved)
    if known is not None and not value.type.low <= known <= value.type.high:
        context.log.error(
            expression.span,
            f"the initial value of `{value.name}` lies outside its range",
            f"{shown(float(known))} is not in {shown(value.type.low)}..{shown(value.type.high)}",
        )
    return resolved


def states(
    names: dict[str, ValueName],
    declarations: tuple[syntax.StateDeclaration, ...],
    context: Context,
) -> tuple[State, ...]:
    """Resolve the initial values of states in declaration order. A duplicate is resolved for its errors only."""
    resolved: dict[str, State] = {}
    for declaration in declarations:
        value = names[declaration.name.text]
        if value.span == declaration.name.span:
            resolved[value.name] = State(value.name, value.type, initial_value(value, declaration.initial, context))
        elif declaration.initial is not None:
            resolve(declaration.initial, context)
    return tuple(resolved.values())
