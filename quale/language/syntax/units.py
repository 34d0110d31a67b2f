"""Units are labels: nothing is converted, but two different labels should not meet."""

UNITS = (
    *("km", "m", "km/h", "m/s", "m/s2", "ms", "s", "min", "h", "seconds", "minutes", "hours"),
    *("deg", "rad", "percent", "Hz", "kg", "N", "ticks", "generations"),
)
"""What may stand behind a number, joined with it to one token."""

_SAME = {"seconds": "s", "minutes": "min", "hours": "h"}

SECONDS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0}
"""Length of the units of time, by their short spelling."""


def short(unit: str) -> str:
    """Return the one spelling that stands for all of a unit."""
    return _SAME.get(unit, unit)


def differ(a: str, b: str) -> bool:
    """Whether both are labels, and different ones."""
    return bool(a) and bool(b) and short(a) != short(b)
