"""exp, log and their relatives tanh, sigmoid.

Reduction: x = k·ln 2 + r with integral k, |r| ≤ ln 2 / 2, ln 2 in two parts whose first has so few bits that k times
it is exact (Cody & Waite 1980); then e^x = 2^k e^r.
"""

import math

from quale.numeric.arithmetic import Arithmetic, Value
from quale.numeric.polynomial import MAGIC, MAGIC_BITS, SIGN, estrin

LN2_HIGH, LN2_LOW = 0.6931471805582987, 1.6465949582897082e-12
PER_LN2 = 1.4426950408889634
EXP = (
    0.5000000000000001,
    0.16666666666666669,
    0.041666666666623824,
    0.008333333333330039,
    0.0013888888917367081,
    0.00019841269863171557,
    2.4801521057868204e-05,
    2.7557268276905696e-06,
    2.7620201591031547e-07,
    2.5100472505694996e-08,
)
"""(e^r - 1 - r) / r²."""

TANH_P = (0.11110146151405655, 0.0010575580972413837)
TANH_Q = (0.44443479484738924, 0.015869156380397282)
"""tanh(r) / r = (1 + p1 z + p2 z²) / (1 + q1 z + q2 z²) with z = r², for |r| ≤ ln 2 / 4."""

LOG = (
    0.666666666666667,
    0.3999999999989889,
    0.28571428626253836,
    0.22222211089379496,
    0.1818289243253687,
    0.15331611722055008,
    0.14617807153417325,
)
"""(2 atanh(s) / s - 2) / s², in powers of s²."""


def power_of_two(m: Arithmetic, k: Value) -> Value:
    """Return 2^k as a number, k an integer from -1022 to 1023."""
    return m.from_bits((k + 1023) << 52)


def exp(m: Arithmetic, x: Value) -> Value:
    """e^x; gradual below 2^-1022, 0 at -inf."""
    return exp_of_sum(m, x, 0.0)


def exp_of_sum(m: Arithmetic, x: Value, low: Value) -> Value:
    """e^(x + low) for a small `low`, which is dropped where the result saturates."""
    x = m.select(x > 710.0, 710.0, x)
    x = m.select(x < -746.0, -746.0, x)
    shifted = x * PER_LN2 + MAGIC
    k = shifted - MAGIC
    r = ((x - k * LN2_HIGH) - k * LN2_LOW) + low
    power = 1.0 + (r + (r * r) * estrin(r, EXP))
    whole = m.bits(shifted) - MAGIC_BITS
    half = whole >> 1  # two steps, because 2^k itself may be out of range
    return (power * power_of_two(m, half)) * power_of_two(m, whole - half)


def halves(m: Arithmetic, x: Value) -> tuple[Value, Value, Value]:
    """Return integral k and numbers p, q with tanh(x) = tanh(k ln 2 / 2 + r) and tanh(r) = p / q.

    So e^2x = 2^k (q + p) / (q - p), which is how tanh and sigmoid get by with one division.
    """
    shifted = x * (2.0 * PER_LN2) + MAGIC
    k = shifted - MAGIC
    r = (x - k * (0.5 * LN2_HIGH)) - k * (0.5 * LN2_LOW)
    z = r * r
    p = r + (r * z) * (TANH_P[0] + TANH_P[1] * z)
    q = 1.0 + z * (TANH_Q[0] + TANH_Q[1] * z)
    return m.bits(shifted) - MAGIC_BITS, p, q


def tanh(m: Arithmetic, x: Value) -> Value:
    """Hyperbolic tangent; odd, exactly ±1 from |x| = 19.07 on."""
    size = m.abs(x)
    size = m.select(size > 20.0, 20.0, size)
    k, p, q = halves(m, size)
    scale = power_of_two(m, k)
    less, more = scale - 1.0, scale + 1.0
    # (e^2x - 1) / (e^2x + 1), numerator and denominator multiplied by q - p
    above = less * q + more * p
    below = more * q + less * p
    result = above / below
    result = m.select(result > 1.0, 1.0, result)
    return m.from_bits(m.bits(result) | (m.bits(x) & SIGN))


def sigmoid(m: Arithmetic, x: Value) -> Value:
    """1 / (1 + e^-x); 0 below -709.8, 1 from 37 on."""
    x = m.select(x > 80.0, 80.0, x)
    x = m.select(x < -709.8, -709.8, x)
    k, p, q = halves(m, 0.5 * x)
    above = q + p
    return above / (above + power_of_two(m, -k) * (q - p))  # at k = -1024 the power is inf


def log(m: Arithmetic, x: Value) -> Value:
    """Natural logarithm; -inf at 0, NaN below.

    x = 2^k (1 + f), √½ ≤ 1 + f < √2; log(1 + f) = 2 atanh(s), s = f / (2 + f).
    """
    tiny = x < 2.2250738585072014e-308
    k, fraction = scaled(m, m.select(tiny, x * 18014398509481984.0, x))
    k = m.to_number(k) - m.select(tiny, 54.0, 0.0)
    f = fraction - 1.0
    s = f / (2.0 + f)
    z = s * s
    square = (0.5 * f) * f
    # log(1 + f) = f - f²/2 + s (f²/2 + z R(z)), the form that keeps the leading terms exact
    rest = s * (square + z * estrin(z, LOG)) + k * LN2_LOW
    result = k * LN2_HIGH - ((square - rest) - f)
    result = m.select(x == math.inf, x, result)
    result = m.select(x == 0.0, -math.inf, result)
    return m.select(x >= 0.0, result, math.nan)


def scaled(m: Arithmetic, x: Value) -> tuple[Value, Value]:
    """Return an integer k and 1 + f with x = 2^k (1 + f) and 0.7071 ≤ 1 + f < 1.4143, for normal x > 0."""
    bits = m.bits(x)
    # adding the distance from √½ to 1 carries into the exponent exactly if the fraction is √2 or more
    k = ((bits + 0x00095F6400000000) >> 52) - 1023
    return k, m.from_bits(bits - (k << 52))
