"""sin, cos, tan, atan2.

Reduction: |x| = n·π/2 + r with π/2 in four parts of 23, 23, 23 and 53 bits, so that products with n < 2^30 are exact up
to the last (Cody & Waite 1980). From |x| = 2^30 on the results are NaN: there is no silent loss of accuracy.
"""

import math

from quale.numeric.arithmetic import Arithmetic, Value
from quale.numeric.polynomial import MAGIC, SIGN, estrin

LARGEST = 1073741824.0
PER_HALF_PI = 0.6366197723675814
HALF_PI_PARTS = (1.570796251296997, 7.549789415861596e-08, 5.390302529957765e-15, 3.2820035428735005e-22)
HALF_PI, HALF_PI_REST = 1.5707963267948966, 6.123233995736766e-17
TAN_PI_8 = 0.41421356237309503

SIN = (
    -0.16666666666666666,
    0.008333333333330925,
    -0.00019841269836722418,
    2.755731608381636e-06,
    -2.5051127944014188e-08,
    1.5917848524808262e-10,
)
"""(sin(r) / r - 1) / r², in powers of r²."""
COS = (
    0.041666666666666664,
    -0.0013888888888887382,
    2.480158729874307e-05,
    -2.7557317260008837e-07,
    2.0876143827993133e-09,
    -1.1382456778061306e-11,
)
"""(cos(r) - 1 + r²/2) / r⁴, in powers of r²."""
ATAN = (
    -0.3333333333333333,
    0.1999999999999548,
    -0.14285714284657894,
    0.11111111014561013,
    -0.09090904549884611,
    0.07692182535116648,
    -0.06664502215671447,
    0.058580687568615106,
    -0.05085030492810941,
    0.03921955253255129,
    -0.019162068915902573,
)
"""(atan(t) / t - 1) / t², in powers of t²."""


def quarter(m: Arithmetic, size: Value) -> tuple[Value, Value, Value]:
    """Return the number of quarter turns as an integer (its low bits), and sin and cos of the rest; size ≥ 0."""
    shifted = size * PER_HALF_PI + MAGIC
    n = shifted - MAGIC
    r = size
    for part in HALF_PI_PARTS:
        r = r - n * part
    z = r * r
    sine = r + (r * z) * estrin(z, SIN)
    cosine = (1.0 - 0.5 * z) + (z * z) * estrin(z, COS)
    return m.bits(shifted), sine, cosine


def bounded(m: Arithmetic, size: Value) -> Value:
    """Return the size, NaN from 2^30 on."""
    return m.select(size < LARGEST, size, math.nan)


def sin(m: Arithmetic, x: Value) -> Value:
    """Sine; odd, NaN from |x| = 2^30 on."""
    turns, sine, cosine = quarter(m, bounded(m, m.abs(x)))
    result = m.select((turns & 1) == 0, sine, cosine)
    return m.from_bits(m.bits(result) ^ ((turns & 2) << 62) ^ (m.bits(x) & SIGN))


def cos(m: Arithmetic, x: Value) -> Value:
    """Cosine; even, NaN from |x| = 2^30 on."""
    turns, sine, cosine = quarter(m, bounded(m, m.abs(x)))
    result = m.select((turns & 1) == 0, cosine, sine)
    return m.from_bits(m.bits(result) ^ (((turns + 1) & 2) << 62))


def tan(m: Arithmetic, x: Value) -> Value:
    """Tangent; odd, NaN from |x| = 2^30 on."""
    turns, sine, cosine = quarter(m, bounded(m, m.abs(x)))
    even = (turns & 1) == 0
    result = m.select(even, sine, cosine) / m.select(even, cosine, sine)
    return m.from_bits(m.bits(result) ^ ((turns & 1) << 63) ^ (m.bits(x) & SIGN))


def atan2(m: Arithmetic, y: Value, x: Value) -> Value:
    """Angle of the point (x, y), from -π to π; the quadrants, zeros and infinities of IEEE 754 and C99.

    t = smaller / larger of the magnitudes; above tan(π/8) turned by π/4: (smaller - larger) / (smaller + larger).
    """
    rise, run = m.abs(y), m.abs(x)
    steep = rise > run
    larger = m.select(steep, rise, run)
    smaller = m.select(steep, run, rise)
    both = smaller == math.inf
    larger, smaller = m.select(both, 1.0, larger), m.select(both, 1.0, smaller)
    larger = m.select(larger == 0.0, 1.0, larger)
    scale = m.select(larger > 1e300, 2.0**-100, 1.0)
    larger, smaller = larger * scale, smaller * scale
    turned = smaller > TAN_PI_8 * larger
    t = m.select(turned, smaller - larger, smaller) / m.select(turned, smaller + larger, larger)
    z = t * t
    angle = t + (t * z) * estrin(z, ATAN)
    angle = m.select(turned, 0.5 * HALF_PI + (angle + 0.5 * HALF_PI_REST), angle)
    angle = m.select(steep, HALF_PI - (angle - HALF_PI_REST), angle)
    west = m.bits(x) < 0  # negative zero counts
    angle = m.select(west, 2.0 * HALF_PI - (angle - 2.0 * HALF_PI_REST), angle)
    angle = m.select((rise <= math.inf) & (run <= math.inf), angle, math.nan)  # false for NaN only
    return m.from_bits(m.bits(angle) | (m.bits(y) & SIGN))
