"""One shape: its points, its look, its text."""

from dataclasses import dataclass, field

from quale.diagnostics import Note, Span
from quale.language.drawing.colour import resolve_colour
from quale.language.drawing.words import resolve_words
from quale.language.expressions.expression import resolve
from quale.language.expressions.fold import fold
from quale.language.expressions.require import require_number
from quale.language.scope.context import Context
from quale.language.scope.declarations import UNKNOWN, Typed
from quale.language.syntax import tree as syntax
from quale.language.syntax.units import differ
from quale.model.expression import Expression
from quale.model.picture import Shape, ShapeKind

_SPELT = {"color": "colour"}
_MEANINGLESS = {"radius": "only a circle has one", "width": "all texts are of one size"}


@dataclass(slots=True)
class Axis:
    """A direction of the picture: the unit that its first labelled coordinate has, and where that stands."""

    name: str
    unit: str = ""
    span: Span | None = None

    def meet(self, typed: Typed, span: Span, context: Context) -> None:
        """Warn where a coordinate has another label than those before it."""
        if not self.unit:
            self.unit, self.span = typed.unit, span if typed.unit else None
        elif self.span is not None and differ(self.unit, typed.unit):
            context.log.warning(
                span,
                f"mixed units: `{typed.unit}` and `{self.unit}` are drawn along {self.name}",
                "units are labels, nothing is converted",
                notes=(Note(f"in `{self.unit}` here", self.span),),
            )


@dataclass(slots=True)
class Pencil:
    """What the shapes of one block share."""

    x: Axis = field(default_factory=lambda: Axis("x"))
    y: Axis = field(default_factory=lambda: Axis("y"))
    shapes: int = 0

    def draw(self, shape: syntax.Shape, context: Context) -> Shape | None:
        """Resolve a shape; None where something is wrong with it, which is told."""
        before, number = context.log.errors, self.shapes
        self.shapes += 1
        points = [(self._at(point.x, self.x, context), self._at(point.y, self.y, context)) for point in shape.points]
        looks = _looks(shape, context)
        colour = resolve_colour(looks["colour"].value, context) if "colour" in looks else "black"
        words = () if shape.words is None else resolve_words(shape.words, context)
        lengths = {what: self._length(look, context) for what, look in looks.items() if what != "colour"}
        known = tuple((x, y) for x, y in points if x is not None and y is not None)
        if context.log.errors > before or len(known) < len(points) or colour is None or None in lengths.values():
            return None
        if shape.kind.text not in {kind.value for kind in ShapeKind}:
            return None  # misspelt, which is told as a syntax error
        return Shape(
            ShapeKind(shape.kind.text), number, known, colour, lengths.get("width"), lengths.get("radius"), words
        )

    def _at(self, value: syntax.Expression, axis: Axis, context: Context) -> Expression | None:
        typed = require_number(resolve(value, context), value.span, context, "a point")
        axis.meet(typed, value.span, context)
        return None if typed.type == UNKNOWN else typed.value

    def _length(self, look: syntax.Look, context: Context) -> Expression | None:
        span = look.value.span
        typed = require_number(resolve(look.value, context), span, context, f"`{look.what.text}`")
        self.x.meet(typed, span, context)
        certain = fold(typed.value) if typed.certain and typed.type != UNKNOWN else None
        if isinstance(certain, float) and not certain >= 0:
            context.log.error(span, f"a `{look.what.text}` is not below 0", "a length in the picture's units")
        return None if typed.type == UNKNOWN else typed.value


def _looks(shape: syntax.Shape, context: Context) -> dict[str, syntax.Look]:
    """Return what stands behind a shape by its word: each at most once, and with a meaning for the shape."""
    found: dict[str, syntax.Look] = {}
    kind = shape.kind.text
    for look in shape.looks:
        what = _SPELT.get(look.what.text, look.what.text)
        if what in found:
            note = Note("first given here", found[what].span)
            context.log.error(look.what.span, f"`{what}` is given twice", "once is enough", notes=(note,))
        elif (what == "radius" and kind != ShapeKind.CIRCLE) or (what == "width" and kind == ShapeKind.TEXT):
            context.log.error(look.what.span, f"a {kind} has no `{what}`", _MEANINGLESS[what])
        else:
            found[what] = look
    if kind == ShapeKind.CIRCLE and "radius" not in found:
        context.log.error(shape.span, "a circle needs a radius", "expected `radius LENGTH` behind it")
    return found
