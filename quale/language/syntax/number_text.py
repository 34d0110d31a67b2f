"""Numbers as a person writes them."""

from math import isfinite


def shown(value: float) -> str:
    """Return a number as text, a whole one without a point."""
    return str(int(value)) if isfinite(value) and value == int(value) and abs(value) < 1e15 else repr(float(value))
