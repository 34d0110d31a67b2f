"""Colours: names of the palette, and choices between them."""

from quale.language.expressions.expression import resolve
from quale.language.expressions.require import require_condition
from quale.language.scope.context import Context
from quale.language.scope.declarations import UNKNOWN
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.picture import PALETTE, Choice, Colour

_MEANT = {
    "gray": "grey", "vermillion": "red", "vermilion": "red", "pink": "purple", "magenta": "purple", "violet": "purple",
    "cyan": "sky", "skyblue": "sky", "lightblue": "sky", "brown": "orange", "gold": "yellow", "lime": "green",
}  # fmt: skip


def resolve_colour(value: syntax.Expression, context: Context) -> Colour | None:
    """Return a colour; None where it is none, which is told."""
    if isinstance(value, syntax.Conditional):
        condition = require_condition(resolve(value.condition, context), value.condition.span, context, "`?`")
        then, otherwise = resolve_colour(value.then, context), resolve_colour(value.otherwise, context)
        if then is None or otherwise is None or condition.type == UNKNOWN:
            return None
        return Choice(condition.value, then, otherwise)
    if isinstance(value, syntax.Path) and len(value.parts) == 1:
        word = value.parts[0].text
        if word in PALETTE:
            return word
        meant = f"did you mean `{_MEANT[word.lower()]}`?" if word.lower() in _MEANT else hint(word, PALETTE)
        context.log.error(value.span, f"unknown colour `{word}`", f"expected one of {', '.join(PALETTE)}", meant)
        return None
    advice = "write `colour red`, without quotes" if isinstance(value, syntax.TextLiteral) else ""
    context.log.error(value.span, "this is no colour", f"expected one of {', '.join(PALETTE)}", advice)
    return None
