"""Reads fields by name: each at most once, each of its kind, none unknown."""

from collections.abc import Callable, Iterable

from quale.diagnostics import Note
from quale.language.expressions.constant import finite, integer
from quale.language.scope.context import Context
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.language.syntax.units import short


class Fields:
    """The fields (or named arguments) of one block; `owner` names the block in messages."""

    def __init__(
        self, owner: str, fields: Iterable[syntax.Field | syntax.Argument], known: Iterable[str], context: Context
    ) -> None:
        self.owner = owner
        self.context = context
        self.sound = True  # whether every name is known
        self._known = tuple(known)
        self._fields: dict[str, syntax.Expression] = {}
        spans: dict[str, syntax.Name] = {}
        for field in fields:
            if field.name is None or field.name.text not in self._known:
                self.sound = False
            if field.name is None:
                context.log.error(
                    field.span, f"{owner} takes named values", f"expected one of {', '.join(self._known)}"
                )
            elif field.name.text not in self._known:
                context.log.error(
                    field.name.span,
                    f"unknown field `{field.name.text}`",
                    f"not a field of {owner}",
                    hint(field.name.text, self._known),
                )
            elif field.name.text in spans:
                context.log.error(
                    field.name.span,
                    f"field `{field.name.text}` is given twice",
                    "",
                    notes=(Note("first given here", spans[field.name.text].span),),
                )
            else:
                spans[field.name.text] = field.name
                self._fields[field.name.text] = field.value

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def get(self, name: str) -> syntax.Expression | None:
        """Return a field as it was written."""
        return self._fields.get(name)

    def number(
        self,
        name: str,
        default: float,
        fits: Callable[[float], bool] = lambda _: True,
        wanted: str = "",
        units: tuple[str, ...] | None = None,
    ) -> float:
        """Return a finite number that fits; `wanted` says which do, `units` which labels it may have."""
        expression = self._fields.get(name)
        if expression is None:
            return default
        found = finite(expression, self.context, f"`{name}`")
        if found is None:
            return default
        value, unit = found
        if not fits(value):
            self.context.log.error(expression.span, f"`{name}` must be {wanted}", f"this is {shown(value)}")
            return default
        if units is not None and unit and short(unit) not in units:
            self.wrong_unit(name, expression, unit, units)
        return value

    def wrong_unit(self, name: str, expression: syntax.Expression, unit: str, units: tuple[str, ...]) -> None:
        """Report a unit that a field cannot have."""
        wanted = f"in {' or '.join(units)}" if units else "without a unit"
        self.context.log.error(expression.span, f"`{name}` is given {wanted}", f"`{unit}` given")

    def chance(self, name: str, default: float) -> float:
        """Return a number from 0 to 1."""
        return self.number(name, default, lambda value: 0 <= value <= 1, "from 0 to 1", ())

    def integer(self, name: str, default: int, low: int, high: int, unit: str = "") -> int:
        """Return a whole number within bounds; `unit` is the one label that it may have."""
        expression = self._fields.get(name)
        if expression is None:
            return default
        value = integer(expression, self.context, f"`{name}`", low, high)
        if value is not None and isinstance(expression, syntax.NumberLiteral) and expression.unit not in ("", unit):
            self.wrong_unit(name, expression, expression.unit, (unit,) if unit else ())
        return default if value is None else value

    def truth(self, name: str, default: bool) -> bool:
        """Return true or false."""
        expression = self._fields.get(name)
        if expression is None:
            return default
        if isinstance(expression, syntax.TruthLiteral):
            return expression.value
        self.context.log.error(expression.span, f"`{name}` must be true or false", "expected `true` or `false`")
        return default

    def word(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        """Return one of several words."""
        expression = self._fields.get(name)
        if expression is None:
            return default
        word = word_of(expression)
        if word in choices:
            return word
        self.context.log.error(
            expression.span,
            f"`{name}` cannot be this",
            f"expected {' or '.join(f'`{choice}`' for choice in choices)}"
            if len(choices) <= 2
            else f"expected one of {', '.join(choices)}",
            hint(word, choices),
        )
        return default


def word_of(expression: syntax.Expression) -> str:
    """Return the word that an expression is, "" if it is none."""
    if isinstance(expression, syntax.Path) and len(expression.parts) == 1:
        return expression.parts[0].text
    return ""
