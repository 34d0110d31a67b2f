"""pow, hypot, mod: functions that need more than 53 bits on the way.

A number in two parts (high, low), |low| ≤ half an ulp of high, is a "double-double" (Dekker 1971).
"""

import math

from quale.numeric.arithmetic import Arithmetic, Value
from quale.numeric.exponential import LN2_HIGH, LN2_LOW, exp_of_sum, scaled
from quale.numeric.polynomial import SIGN, estrin

LN2_REST = -1.0077949135905144e-28
TWO_THIRDS, TWO_THIRDS_REST = 0.6666666666666666, 3.700743415417188e-17
LOG_TAIL = (
    0.4000000000000003,
    0.2857142857133801,
    0.22222222271326808,
    0.18181808210921882,
    0.15385577463308145,
    0.13285868837545742,
    0.1291471218393509,
)
"""(2 atanh(s) / s - 2 - 2 s² / 3) / s⁴, in powers of s²."""

Pair = tuple[Value, Value]


def sum_of_two(a: Value, b: Value) -> Pair:
    """Return a + b exactly (Knuth 1969)."""
    high = a + b
    shadow = high - a
    return high, (a - (high - shadow)) + (b - shadow)


def product_of_two(a: Value, b: Value) -> Pair:
    """Return a · b exactly, for magnitudes below 2^990 (Dekker 1971, with Veltkamp's splitting)."""
    high = a * b
    a_high, a_low = halved(a)
    b_high, b_low = halved(b)
    return high, ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low


def halved(a: Value) -> Pair:
    """Return a as a sum of two numbers of at most 26 bits."""
    scaled_up = a * 134217729.0  # 2^27 + 1
    high = scaled_up - (scaled_up - a)
    return high, a - high


def product(a: Pair, b: Pair) -> Pair:
    """Return the product of two double-doubles as one."""
    high, low = product_of_two(a[0], b[0])
    return sum_of_two(high, low + (a[0] * b[1] + a[1] * b[0]))


def log_pair(m: Arithmetic, x: Value) -> Pair:
    """Natural logarithm of 0 < x < inf as a double-double, good to some 2^-65 of itself."""
    tiny = x < 2.2250738585072014e-308
    k, fraction = scaled(m, m.select(tiny, x * 18014398509481984.0, x))
    k = m.to_number(k) - m.select(tiny, 54.0, 0.0)
    # the quotient of fraction - 1 and fraction + 1
    divisor, divisor_low = sum_of_two(fraction, 1.0)
    f = fraction - 1.0
    s_high = f / divisor
    back, back_low = product_of_two(s_high, divisor)
    s = (s_high, (((f - back) - back_low) - s_high * divisor_low) / divisor)
    square = product(s, s)
    cube = product(square, s)
    term = product(cube, (TWO_THIRDS, TWO_THIRDS_REST))
    tail = cube[0] * (square[0] * estrin(square[0], LOG_TAIL))
    # k ln 2 + 2 s + 2/3 s³ + tail, largest first
    high, low = sum_of_two(k * LN2_HIGH, 2.0 * s[0])
    middle, middle_low = sum_of_two(term[0], k * LN2_LOW)
    high, rest = sum_of_two(high, middle)
    low = low + (rest + (((2.0 * s[1] + term[1]) + (middle_low + k * LN2_REST)) + tail))
    return sum_of_two(high, low)


def power(m: Arithmetic, x: Value, y: Value) -> Value:
    """Return x to the y, with the special cases of IEEE 754 and C99.

    So x^0 = 1^y = 1 for NaN too, and NaN for finite x < 0 unless y is integral.
    """
    size = m.abs(x)
    ordinary = (size > 0.0) & (size < math.inf)
    logarithm = log_pair(m, m.select(ordinary, size, 2.0))
    # beyond ±1e22 every power of a number other than 1 is 0 or infinite
    bounded = m.select(y > 1e22, 1e22, m.select(y < -1e22, -1e22, y))
    high, low = product_of_two(logarithm[0], bounded)
    high, low = sum_of_two(high, low + logarithm[1] * bounded)
    result = exp_of_sum(m, high, m.select(m.abs(high) < 800.0, low, 0.0))
    result = m.select(size == 1.0, 1.0, result)

    grows = ((size > 1.0) & (y > 0.0)) | ((size < 1.0) & (y < 0.0))
    result = m.select(ordinary, result, m.select(grows, math.inf, 0.0))  # powers of 0 and of infinity
    integral = m.floor(y) == y
    odd = integral & (m.floor(0.5 * y) != 0.5 * y)
    result = m.select((x < 0.0) & ordinary, m.select(integral, result, math.nan), result)
    result = m.from_bits(m.bits(result) | (m.bits(x) & m.select(odd, SIGN, 0)))
    result = m.select((size <= math.inf) & (m.abs(y) <= math.inf), result, math.nan)  # false for NaN only
    return m.select((y == 0.0) | (x == 1.0), 1.0, result)


def integer_power(x: Value, n: int) -> Value:
    """Return x to the constant n by repeated squaring: for each bit of |n|, lowest first, multiply if set, square.

    A negative n divides 1 by the result. n = 0 gives the Python constant 1.0, for NaN too.
    """
    result: Value = None
    square, rest = x, abs(n)
    while rest:
        if rest & 1:
            result = square if result is None else result * square
        rest >>= 1
        if rest:
            square = square * square
    if result is None:
        return 1.0
    return 1.0 / result if n < 0 else result


def hypot(m: Arithmetic, x: Value, y: Value) -> Value:
    """√(x² + y²) without overflow or underflow on the way; inf where one is infinite, whatever the other is."""
    width, height = m.abs(x), m.abs(y)
    larger = m.select(width > height, width, height)
    shrink = larger > 1e150
    grow = larger < 1e-150
    scale = m.select(shrink, 2.0**-600, m.select(grow, 2.0**600, 1.0))
    back = m.select(shrink, 2.0**600, m.select(grow, 2.0**-600, 1.0))
    a, b = width * scale, height * scale
    result = m.sqrt(a * a + b * b) * back
    return m.select((width == math.inf) | (height == math.inf), math.inf, result)


def mod(m: Arithmetic, a: Value, b: Value) -> Value:
    """Return a % b = a - b·floor(a / b), rounded once at the end, with the sign of b; NaN for b = 0.

    It is 0 where |a / b| ≥ 2^53. An infinite b leaves an a of its own sign as it is and makes any other b.
    """
    huge = m.abs(b) > 2.0**900
    scale, back = m.select(huge, 2.0**-200, 1.0), m.select(huge, 2.0**200, 1.0)
    dividend, divisor = a * scale, b * scale
    ratio = dividend / divisor
    times = m.floor(ratio)
    high, low = product_of_two(times, divisor)
    rest = (dividend - high) - low
    opposite = (rest < 0.0) & (divisor > 0.0) | (rest > 0.0) & (divisor < 0.0)  # the ratio was rounded up
    rest = m.select(opposite, rest + divisor, rest)
    rest = m.select(m.abs(rest) == m.abs(divisor), m.select(opposite, rest, 0.0), rest)
    rest = m.select(m.abs(ratio) < 2.0**53, rest * back, m.select(m.abs(ratio) <= math.inf, 0.0, math.nan))
    opposite = (a < 0.0) & (b > 0.0) | (a > 0.0) & (b < 0.0)
    unbounded = m.select(m.abs(a) < math.inf, m.select(opposite, b, a), math.nan)
    rest = m.select(m.abs(b) == math.inf, unbounded, rest)
    return m.select((b != 0.0) & (m.abs(a) < math.inf), rest, math.nan)
