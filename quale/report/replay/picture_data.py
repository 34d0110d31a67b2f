"""The pictures of a `draw` block as plain data for a page: every shape once, and which of them each picture has."""

from collections import Counter
from math import inf, isfinite
from typing import Any

from quale.model.picture import PALETTE, Drawn, Pictures, View

_MARGIN = 0.05  # of the extent, on each side, where a block has no view


def picture_data(pictures: Pictures, topology: str) -> dict[str, Any]:
    """Return what the page draws; numbers have six digits, which no screen can tell from more.

    A shape with a coordinate that is not finite is nowhere, and left out.
    """
    shapes: dict[str, list[Any]] = {}
    numbers: dict[str, int] = {}
    frames: list[list[int]] = []
    for frame in pictures.frames:
        seen: Counter[int] = Counter()
        frame_shapes = []
        for shape in frame:
            seen[shape.number] += 1  # a trail leads from a shape to the one of its statement and turn in the next tick
            if not all(map(isfinite, (*shape.points, shape.width or 0.0, shape.radius or 0.0))):
                continue
            data = _shape(shape, seen[shape.number])
            key = repr(data)
            frame_shapes.append(numbers.setdefault(key, len(numbers)))
            shapes.setdefault(key, data)
        frames.append(frame_shapes)
    view = pictures.view or _extent(pictures)
    return {
        "palette": PALETTE,
        "view": [*view.x, *view.y],
        "over": topology == "grid" and pictures.view is None,
        "every": pictures.every,
        "left_out": pictures.left_out,
        "shapes": list(shapes.values()),
        "frames": frames,
    }


def _shape(shape: Drawn, turn: int) -> list[Any]:
    """Return [kind, colour, points, width or null, radius or null, words, which trail it belongs to]."""
    lengths = [None if length is None else _short(length) for length in (shape.width, shape.radius)]
    trail = f"{shape.number}.{turn}" if shape.kind == "trail" else ""
    return [str(shape.kind), shape.colour, [_short(part) for part in shape.points], *lengths, shape.words, trail]


def _short(value: float) -> float:
    return float(f"{value:.6g}")


def _extent(pictures: Pictures) -> View:
    """Return the part of the plane in which something is drawn at any time."""
    sides = []
    for axis in (0, 1):
        low, high = inf, -inf
        for frame in pictures.frames:
            for shape in frame:
                reach = shape.radius or 0.0
                for part in filter(isfinite, shape.points[axis::2]):
                    low, high = min(low, part - reach), max(high, part + reach)
        if not (isfinite(low) and isfinite(high)):
            low, high = 0.0, 1.0
        room = _MARGIN * (high - low) or 0.5
        sides.append((low - room, high + room))
    return View(sides[0], sides[1])
