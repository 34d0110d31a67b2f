"""The coefficients are what they are said to be: interpolation at Chebyshev nodes with 80 digits."""

from collections.abc import Callable
from typing import Any

import mpmath
import pytest
from mpmath import mp, mpf

from quale.numeric import exponential, power, trigonometry

Target = Callable[[Any], Any]


def nodes(low: Any, high: Any, n: int) -> list[Any]:
    return [(low + high) / 2 + (high - low) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * n)) for i in range(n)]


def fitted(target: Target, low: Any, high: Any, n: int) -> tuple[float, ...]:
    points = nodes(low, high, n)
    matrix = mp.matrix([[x**j for j in range(n)] for x in points])
    solution = mp.lu_solve(matrix, mp.matrix([target(x) for x in points]))
    return tuple(float(value) for value in solution)


def root(function: Target) -> Target:
    """The even or odd function's quotient, in powers of the square."""
    return lambda z: function(mp.sqrt(z))


MARGIN = "1.001"
S = "((sqrt(2) - 1) / (sqrt(2) + 1))"


@pytest.mark.parametrize(
    ("coefficients", "target", "bounds"),
    [
        (exponential.EXP, lambda r: (mp.exp(r) - 1 - r) / r**2, lambda: (-mp.ln2 / 2, mp.ln2 / 2)),
        (exponential.LOG, root(lambda s: (2 * mp.atanh(s) / s - 2) / s**2), lambda: (0, (mp.sqrt(2) - 1) ** 4)),
        (
            power.LOG_TAIL,
            root(lambda s: (2 * mp.atanh(s) / s - 2 - 2 * s**2 / 3) / s**4),
            lambda: (0, (mp.sqrt(2) - 1) ** 4),
        ),
        (trigonometry.SIN, root(lambda r: (mp.sin(r) / r - 1) / r**2), lambda: (0, (mp.pi / 4) ** 2)),
        (trigonometry.COS, root(lambda r: (mp.cos(r) - 1 + r**2 / 2) / r**4), lambda: (0, (mp.pi / 4) ** 2)),
        (trigonometry.ATAN, root(lambda t: (mp.atan(t) / t - 1) / t**2), lambda: (0, (mp.sqrt(2) - 1) ** 2)),
    ],
    ids=["exp", "log", "log tail", "sin", "cos", "atan"],
)
def test_polynomials(coefficients: tuple[float, ...], target: Target, bounds: Callable[[], tuple[Any, Any]]) -> None:
    with mpmath.workdps(80):
        margin = mpf(MARGIN)
        low, high = bounds()
        # a square's bound is widened as a square, a plain one as it is
        assert fitted(target, low * margin, high * margin, len(coefficients)) == pytest.approx(coefficients, rel=1e-5)
        for x in nodes(low or mpf("1e-9"), high, 50):
            polynomial = sum(mpf(c) * x**j for j, c in enumerate(coefficients))
            assert abs(polynomial / target(x) - 1) < mpf("1e-10") or abs(polynomial - target(x)) < mpf("1e-14")


def test_the_rational_function_of_tanh() -> None:
    (p1, p2), (q1, q2) = exponential.TANH_P, exponential.TANH_Q
    with mpmath.workdps(80):
        for z in nodes(mpf("1e-9"), (mp.ln2 / 4) ** 2, 200):
            exact = mp.tanh(mp.sqrt(z)) / mp.sqrt(z)
            ours = (1 + mpf(p1) * z + mpf(p2) * z**2) / (1 + mpf(q1) * z + mpf(q2) * z**2)
            assert abs(ours / exact - 1) < mpf("4e-17")


def test_constants_in_parts_sum_up() -> None:
    with mpmath.workdps(80):
        assert abs(mpf(exponential.LN2_HIGH) + mpf(exponential.LN2_LOW) - mp.ln2) < mpf("2e-28")
        parts = (exponential.LN2_HIGH, exponential.LN2_LOW, power.LN2_REST)
        assert abs(sum(map(mpf, parts)) - mp.ln2) < mpf("1e-43")
        assert abs(sum(map(mpf, trigonometry.HALF_PI_PARTS)) - mp.pi / 2) < mpf("1e-37")
        assert abs(mpf(trigonometry.HALF_PI) + mpf(trigonometry.HALF_PI_REST) - mp.pi / 2) < mpf("1e-32")
        assert abs(mpf(power.TWO_THIRDS) + mpf(power.TWO_THIRDS_REST) - mpf(2) / 3) < mpf("1e-32")
    for part in (exponential.LN2_HIGH, *trigonometry.HALF_PI_PARTS[:3]):
        bits = part.as_integer_ratio()[0].bit_length()
        assert bits <= 41
