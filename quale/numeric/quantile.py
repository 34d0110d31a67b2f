"""Quantiles of the standard normal distribution (Wichura 1988, algorithm AS 241, PPND7: 7 digits).

Random numbers need no more digits; it costs a tenth of what logarithm and cosine of every number would.
"""

import math

from quale.native.kernel import kernel
from quale.native.words import bits_of, number_of, shift_right

CENTRE, SPLIT = 0.425, 5.0
"""Half the width of the middle part, and the sqrt(-log p) from which the far tails have a formula of their own."""
ROOT_HALF, LN2 = 0.7071067811865476, 0.6931471805599453
LOWEST = 2.0**-54
"""Stands for 0, which has no quantile."""


@kernel
def quantile(uniform: float) -> float:
    """Return the number below which a standard normal one lies with the chance `uniform` in [0, 1)."""
    offset = uniform - 0.5
    if abs(offset) <= CENTRE:
        return middle(offset)
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
def middle(offset: float) -> float:
    """Return the quantile of 1/2 + offset, |offset| ≤ CENTRE; without a branch, so that many fit into a vector."""
    square = CENTRE * CENTRE - offset * offset
    above = ((5.9109374720e1 * square + 1.5929113202e2) * square + 5.0434271938e1) * square + 3.3871327179e0
    below = ((6.7187563600e1 * square + 7.8757757664e1) * square + 1.7895169469e1) * square + 1.0
    return above * offset / below


@kernel
def _logarithm(x: float) -> float:
    """Return the natural logarithm of a positive number below 1, to 8 digits: x = 2^k f, f = √½ (1 + s) / (1 - s)."""
    word = bits_of(x)
    exponent = shift_right(word, 52) - 1022
    fraction = number_of((word & 0xFFFFFFFFFFFFF) | 0x3FE0000000000000)
    s = (fraction - ROOT_HALF) / (fraction + ROOT_HALF)
    square = s * s  # the series is 2 atanh(s) / s
    series = ((2.0 / 7.0 * square + 2.0 / 5.0) * square + 2.0 / 3.0) * square + 2.0
    return s * series + LN2 * (exponent - 0.5)
