"""Polynomials in an order that machines like.

All coefficients in this room are near-minimax: interpolation at Chebyshev nodes with 80 digits, rounded to double
(tests/numeric/test_coefficients.py repeats it).
"""

from quale.numeric.arithmetic import Value

MAGIC = 6755399441055744.0
"""1.5 · 2^52: adding it to |x| < 2^51 rounds x to an integer (ties to even) that stands in the low bits of the sum."""
MAGIC_BITS = 0x4338000000000000
SIGN = -0x8000000000000000
"""The sign bit."""


def estrin(x: Value, coefficients: tuple[float, ...]) -> Value:
    """Return c0 + c1 x + c2 x² + … in pairs, pairs of pairs …: a short chain, so that a pipelined unit stays busy."""
    terms: list[Value] = list(coefficients)
    power = x
    while len(terms) > 1:
        pairs = [terms[i] + terms[i + 1] * power for i in range(0, len(terms) - 1, 2)]
        terms = pairs + terms[2 * len(pairs) :]
        if len(terms) > 1:
            power = power * power
    return terms[0]
