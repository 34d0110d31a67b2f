"""The activations in single precision, for processors whose only quick numbers are floats.

Methods and coefficients are those of the Cephes library's expf and sinf (Moshier 1992), tanh and sigmoid those of
`quale.numeric.exponential` with the constants of a float. Integers have 32 bits here. Error: at most 4 ulp of a float.
"""

import math

from quale.numeric.activations import FORMULAS as DOUBLE
from quale.numeric.arithmetic import Arithmetic, Value
from quale.numeric.exponential import PER_LN2, TANH_P, TANH_Q
from quale.numeric.functions import Formula

MAGIC, MAGIC_BITS = 12582912.0, 0x4B400000
"""1.5 · 2^23: added to |x| < 2^22 it rounds x to an integer in the low bits of the sum."""
SIGN = -0x80000000
LN2_HIGH, LN2_LOW = 0.693359375, -2.12194440e-4
EXP = (5.0000001201e-1, 1.6666665459e-1, 4.1665795894e-2, 8.3334519073e-3, 1.3981999507e-3, 1.9875691500e-4)
"""(e^r - 1 - r) / r²."""
PER_HALF_PI = 0.6366197723675814
HALF_PI_PARTS = (1.5703125, 4.837512969970703125e-4, 7.54978995489188216e-8)
LARGEST = 8192.0
"""Products of the first part with quarter turns are exact below."""
SIN = (-1.6666654611e-1, 8.3321608736e-3, -1.9515295891e-4)
COS = (4.166664568298827e-2, -1.388731625493765e-3, 2.443315711809948e-5)


def _polynomial(x: Value, coefficients: tuple[float, ...]) -> Value:
    """Return c0 + c1 x + c2 x² + … by Horner's rule."""
    total: Value = coefficients[-1]
    for coefficient in reversed(coefficients[:-1]):
        total = total * x + coefficient
    return total


def _power_of_two(m: Arithmetic, k: Value) -> Value:
    return m.from_bits((k + 127) << 23)


def _exp(m: Arithmetic, x: Value) -> Value:
    """e^x; 0 below -104, inf above 89."""
    x = m.select(x > 89.0, 89.0, x)
    x = m.select(x < -104.0, -104.0, x)
    shifted = x * PER_LN2 + MAGIC
    k = shifted - MAGIC
    r = (x - k * LN2_HIGH) - k * LN2_LOW
    power = 1.0 + (r + (r * r) * _polynomial(r, EXP))
    whole = m.bits(shifted) - MAGIC_BITS
    half = whole >> 1
    return (power * _power_of_two(m, half)) * _power_of_two(m, whole - half)


def _halves(m: Arithmetic, x: Value) -> tuple[Value, Value, Value]:
    """Return what `quale.numeric.exponential.halves` does."""
    shifted = x * (2.0 * PER_LN2) + MAGIC
    k = shifted - MAGIC
    r = (x - k * (0.5 * LN2_HIGH)) - k * (0.5 * LN2_LOW)
    z = r * r
    p = r + (r * z) * (TANH_P[0] + TANH_P[1] * z)
    q = 1.0 + z * (TANH_Q[0] + TANH_Q[1] * z)
    return m.bits(shifted) - MAGIC_BITS, p, q


def _tanh(m: Arithmetic, x: Value) -> Value:
    size = m.abs(x)
    size = m.select(size > 10.0, 10.0, size)
    k, p, q = _halves(m, size)
    scale = _power_of_two(m, k)
    less, more = scale - 1.0, scale + 1.0
    result = (less * q + more * p) / (more * q + less * p)
    result = m.select(result > 1.0, 1.0, result)
    return m.from_bits(m.bits(result) | (m.bits(x) & SIGN))


def _sigmoid(m: Arithmetic, x: Value) -> Value:
    """1 / (1 + e^-x); 0 below -88.7."""
    x = m.select(x > 40.0, 40.0, x)
    x = m.select(x < -88.7, -88.7, x)
    k, p, q = _halves(m, 0.5 * x)
    above = q + p
    return above / (above + _power_of_two(m, -k) * (q - p))


def _sin(m: Arithmetic, x: Value) -> Value:
    """Sine; odd, NaN from |x| = 8192 on, where a float has lost too many digits to mean an angle."""
    size = m.abs(x)
    size = m.select(size < LARGEST, size, math.nan)
    shifted = size * PER_HALF_PI + MAGIC
    n = shifted - MAGIC
    r = size
    for part in HALF_PI_PARTS:
        r = r - n * part
    z = r * r
    sine = r + (r * z) * _polynomial(z, SIN)
    cosine = (1.0 - 0.5 * z) + (z * z) * _polynomial(z, COS)
    turns = m.bits(shifted)
    result = m.select((turns & 1) == 0, sine, cosine)
    return m.from_bits(m.bits(result) ^ ((turns & 2) << 30) ^ (m.bits(x) & SIGN))


def _gauss(m: Arithmetic, x: Value) -> Value:
    return _exp(m, -(x * x))


def _neat_sigmoid(m: Arithmetic, x: Value) -> Value:
    return _sigmoid(m, 4.9 * x)


FORMULAS: dict[str, Formula] = DOUBLE | {
    "tanh": _tanh,
    "sigmoid": _sigmoid,
    "sin": _sin,
    "gauss": _gauss,
    "neat_sigmoid": _neat_sigmoid,
}
"""By name; those without constants are the same in any precision."""
