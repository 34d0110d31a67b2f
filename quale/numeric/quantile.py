"""Quantiles of the standard normal distribution (Wichura 1988, algorithm AS 241, PPND7: 7 digits).

Random numbers need no more digits; it costs a tenth of what logarithm and cosine of every number would.
"""

import math

import numpy as np
from numpy.typing import NDArray

from quale.native.kernel import kernel
from quale.native.words import bits_of, number_of, shift_right

CENTRE, SPLIT = 0.425, 5.0
"""Half the width of the middle part, and the sqrt(-log p) from which the far tails have a formula of their own."""
MIDDLE = (3.3871327179e0, 5.0434271938e1, 1.5929113202e2, 5.9109374720e1)
MIDDLE_BELOW = (1.0, 1.7895169469e1, 7.8757757664e1, 6.7187563600e1)
TAIL = (1.4234372777e0, 2.7568153900e0, 1.3067284816e0, 1.7023821103e-1)
TAIL_BELOW = (1.0, 7.3700164250e-1, 1.2021132975e-1)
FAR = (6.6579051150e0, 3.0812263860e0, 4.2868294337e-1, 1.7337203997e-2)
FAR_BELOW = (1.0, 2.4197894225e-1, 1.2258202635e-2)
ROOT_HALF, LN2 = 0.7071067811865476, 0.6931471805599453
ATANH = (2.0, 2.0 / 3.0, 2.0 / 5.0, 2.0 / 7.0)
"""2 atanh(s) / s, in powers of s²."""
LOWEST = 2.0**-54
"""Stands for 0, which has no quantile."""

BLOCK = 1 << 14
"""Numbers computed at once, so that what lies between stays in the processor's cache."""

Numbers = NDArray[np.float64]


def normal_quantile(uniform: Numbers) -> Numbers:
    """Return the numbers [n] below which a standard normal one lies with the chances `uniform` [n] in [0, 1)."""
    result = np.empty(len(uniform))
    for first in range(0, len(uniform), BLOCK):
        here = slice(first, first + BLOCK)
        _quantile(uniform[here], result[here])
    return result


def _quantile(uniform: Numbers, result: Numbers) -> None:
    offset = np.subtract(uniform, 0.5)
    square = np.multiply(offset, offset)
    np.subtract(CENTRE * CENTRE, square, out=square)
    np.multiply(_polynomial(MIDDLE, square), offset, out=result)
    np.divide(result, _polynomial(MIDDLE_BELOW, square), out=result)
    (outside,) = np.nonzero(square < 0.0)
    if len(outside):
        side = offset[outside]
        result[outside] = np.copysign(_tail(np.maximum(0.5 - np.abs(side), LOWEST)), side)


def _tail(chance: Numbers) -> Numbers:
    """Return how far out the tails of these chances [n], at most 0.075, begin."""
    depth = np.sqrt(-_log(chance))
    near = depth - 1.6
    size = _polynomial(TAIL, near) / _polynomial(TAIL_BELOW, near)
    (far,) = np.nonzero(depth > SPLIT)
    if len(far):
        beyond = depth[far] - SPLIT
        size[far] = _polynomial(FAR, beyond) / _polynomial(FAR_BELOW, beyond)
    return size


def _log(x: Numbers) -> Numbers:
    """Return natural logarithms [n] of x below 1, to 8 digits: x = 2^k f, f = √½ (1 + s) / (1 - s)."""
    fraction, exponent = np.frexp(x)
    s = (fraction - ROOT_HALF) / (fraction + ROOT_HALF)
    result = s * _polynomial(ATANH, s * s)
    result += LN2 * (exponent - 0.5)
    return result


def _polynomial(coefficients: tuple[float, ...], x: Numbers) -> Numbers:
    """Return the polynomial with these coefficients, the constant one first (Horner)."""
    *others, highest = coefficients
    value = np.multiply(x, highest)
    for coefficient in reversed(others[1:]):
        value += coefficient
        value *= x
    value += others[0]
    return value


@kernel
def quantile(uniform: float) -> float:
    """Return the number below which a standard normal one lies with the chance `uniform` in [0, 1)."""
    offset = uniform - 0.5
    square = CENTRE * CENTRE - offset * offset
    if square >= 0.0:
        above = ((5.9109374720e1 * square + 1.5929113202e2) * square + 5.0434271938e1) * square + 3.3871327179e0
        below = ((6.7187563600e1 * square + 7.8757757664e1) * square + 1.7895169469e1) * square + 1.0
        return above * offset / below
    depth = math.sqrt(-_logarithm(max(0.5 - abs(offset), LOWEST)))
    if depth <= SPLIT:
        near = depth - 1.6
        above = ((1.7023821103e-1 * near + 1.3067284816e0) * near + 2.7568153900e0) * near + 1.4234372777e0
        below = (1.2021132975e-1 * near + 7.3700164250e-1) * near + 1.0
    else:
        beyond = depth - SPLIT
        above = ((1.7337203997e-2 * beyond + 4.2868294337e-1) * beyond + 3.0812263860e0) * beyond + 6.6579051150e0
        below = (1.2258202635e-2 * beyond + 2.4197894225e-1) * beyond + 1.0
    return above / below if offset > 0.0 else -above / below


@kernel
def _logarithm(x: float) -> float:
    """Return the natural logarithm of a positive number below 1, to 8 digits: x = 2^k f, f = √½ (1 + s) / (1 - s)."""
    word = bits_of(x)
    exponent = shift_right(word, 52) - 1022
    fraction = number_of((word & 0xFFFFFFFFFFFFF) | 0x3FE0000000000000)
    s = (fraction - ROOT_HALF) / (fraction + ROOT_HALF)
    square = s * s
    series = ((2.0 / 7.0 * square + 2.0 / 5.0) * square + 2.0 / 3.0) * square + 2.0
    return s * series + LN2 * (exponent - 0.5)
