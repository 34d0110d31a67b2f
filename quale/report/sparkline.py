"""A curve in one line of text."""

from collections.abc import Sequence
from math import isfinite

BLOCKS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float], width: int = 60) -> str:
    """Return the values as at most `width` blocks, lowest to highest; each block shows the last value of its share."""
    shown = [float(value) for value in values]
    if len(shown) > width:
        shown = [shown[(number + 1) * len(shown) // width - 1] for number in range(width)]
    finite = [value for value in shown if isfinite(value)]
    if not finite:
        return " " * len(shown)
    low, high = min(finite), max(finite)
    scale = (len(BLOCKS) - 1) / (high - low) if high > low else 0.0
    return "".join(BLOCKS[round((value - low) * scale)] if isfinite(value) else " " for value in shown)
