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
    return bool(a) and bool(b) and short(a) != short(b) and _powers(a) != _powers(b)


def is_derived(unit: str) -> bool:
    """Whether a label is that of a product or quotient, made by `product`."""
    return bool(unit) and unit not in UNITS


def product(a: str, b: str, sign: int) -> str:
    """Return the label of a * b (sign 1) or a / b (sign -1), as in `km·s/h`; "" if one has none or all cancels."""
    if not a or not b:
        return ""
    powers = _powers(a)
    for unit, power in _powers(b).items():
        powers[unit] = powers.get(unit, 0) + sign * power
    up = "·".join(_power(unit, power) for unit, power in sorted(powers.items()) if power > 0)
    down = "/".join(_power(unit, -power) for unit, power in sorted(powers.items()) if power < 0)
    return f"{up or (1 if down else '')}{'/' if down else ''}{down}"


def _power(unit: str, power: int) -> str:
    return unit if power == 1 else f"{unit}{power}"


def _powers(unit: str) -> dict[str, int]:
    """Return the exponents of what a label consists of: km/h is km: 1, h: -1."""
    up, *down = unit.split("/")
    powers: dict[str, int] = {}
    for part, sign in (*((part, 1) for part in up.split("·")), *((part, -1) for part in down)):
        name = part.rstrip("0123456789")
        if name:
            powers[short(name)] = powers.get(short(name), 0) + sign * int(part[len(name) :] or 1)
    return {name: power for name, power in powers.items() if power}
