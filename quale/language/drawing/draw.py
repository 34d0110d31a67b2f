"""A `draw` block: its view and its shapes. It reads what is there, draws nothing by chance and changes nothing."""

from math import isfinite

from quale.diagnostics import Note
from quale.language.drawing.shape import Axis, Pencil
from quale.language.expressions.constant import bounds
from quale.language.expressions.statement import resolve_block
from quale.language.scope.context import Context
from quale.language.scope.declarations import NUMBER, Typed
from quale.language.scope.permissions import PICTURE
from quale.language.syntax import tree as syntax
from quale.model.expression import Number
from quale.model.picture import View
from quale.model.statement import Picture


def check_draw(block: syntax.Statements, context: Context) -> Picture:
    """Resolve a block; with errors, which are told, some of it may be missing."""
    pencil = Pencil()
    views = [statement for statement in block.body if isinstance(statement, syntax.View)]
    for other in views[1:]:
        note = Note("the first one is here", views[0].span)
        context.log.error(other.span, f"second `view` in draw `{block.name.text}`", "a picture has one", notes=(note,))
    view = _view(views[0], pencil, context) if views else None
    inside = Context(context.names, PICTURE, shape=pencil.draw)
    shapes = tuple(statement for statement in block.body if not isinstance(statement, syntax.View))
    return Picture(block.name.text, view, resolve_block(shapes, inside))


def _view(view: syntax.View, pencil: Pencil, context: Context) -> View | None:
    x, y = _side(view.x, pencil.x, context), _side(view.y, pencil.y, context)
    return View(x, y) if x is not None and y is not None else None


def _side(side: syntax.Range, axis: Axis, context: Context) -> tuple[float, float] | None:
    found = bounds(side, context, "the view")
    if found is None:
        return None
    low, high, unit = found
    if not (low < high and isfinite(high - low)):
        context.log.error(side.span, "this view shows nothing", "expected a finite range from low to high")
        return None
    axis.meet(Typed(Number(low), NUMBER, unit), side.span, context)
    return low, high
