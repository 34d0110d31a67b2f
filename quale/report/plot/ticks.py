"""Round numbers for axes (Heckbert 1990, "Nice numbers for graph labels")."""

import math


def ticks(low: float, high: float, most: int, *, whole: bool = False) -> tuple[float, ...]:
    """Return round numbers in low..high, about `most` of them, at steps of 1, 2 or 5 times a power of ten."""
    span = high / 2 - low / 2  # of half the numbers, so that no difference is too large
    rough = max(span / most * 2, math.ulp(max(abs(low), abs(high))) * 4) if span > 0 else 1.0
    power = 10.0 ** math.floor(math.log10(rough)) if math.isfinite(rough) else 1e308
    step = next((factor * power for factor in (1, 2, 5) if factor * power >= rough), 10 * power)
    if whole:
        step = max(1.0, step)
    if not math.isfinite(step):
        return (low, high)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    found = (number * step for number in range(first, min(last, first + 4 * most) + 1))
    slack = span * 2e-9
    return tuple(value for value in found if low - slack <= value <= high + slack)


def shown(value: float) -> str:
    """Return a number as an axis shows it: short, thousands apart."""
    if value == int(value) and abs(value) < 1e6:
        return f"{value:,.0f}".replace("-0", "0") if value == 0 else f"{value:,.0f}"
    text = f"{value:.4g}"
    mantissa, power, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent)}" if power else text
