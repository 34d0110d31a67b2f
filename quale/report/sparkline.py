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
    part = 1.0 if isfinite(high - low) else 0.5  # of the values, so that no difference is too large
    span = high * part - low * part
    return "".join(BLOCKS[_level((value * part - low * part), span)] if isfinite(value) else " " for value in shown)


def _level(height: float, span: float) -> int:
    """Return the block for a height in 0..span; the lowest one for a level curve."""
    return round(height / span * (len(BLOCKS) - 1)) if span > 0.0 else 0
