"""Every function is as accurate as its entry in the register says: measured against mpmath."""

import math
from typing import Any

import mpmath
import numpy as np
import pytest
from numpy.typing import NDArray

from quale.numeric.activations import FORMULAS
from quale.numeric.functions import FUNCTIONS
from tests.numeric.reference import Exact, on_arrays, worst

N = 1500
Array = NDArray[np.float64]


def logistic(x: Any) -> Any:
    return 1 / (1 + mpmath.exp(-x))


def modulo(a: Any, b: Any) -> Any:
    return a - b * mpmath.floor(a / b)


def scattered(low: float, high: float, seed: int, n: int = N) -> Array:
    """Numbers of both signs whose magnitudes are spread evenly over the exponents from 2^low to 2^high."""
    chance = np.random.default_rng(seed)
    return chance.choice(np.array([-1.0, 1.0]), n) * np.exp2(chance.uniform(low, high, n))


def between(low: float, high: float, seed: int, n: int = N) -> Array:
    return np.random.default_rng(seed).uniform(low, high, n)


QUARTERS = np.rint(between(0, 6.8e8, 20)) * (math.pi / 2)  # the doubles next to zeros of sin and cos
BASES = np.exp(between(-600, 600, 21))
NEAR_ONE = 1.0 + between(-1e-3, 1e-3, 22)

CASES: list[tuple[str, Exact, tuple[tuple[Array, ...], ...]]] = [
    ("exp", mpmath.exp, ((between(-745.1, 709.7, 1),), (between(-2, 2, 2),), (scattered(-1000, -1, 3),))),
    ("log", mpmath.log, ((np.abs(scattered(-1074, 1023, 4)),), (between(0.5, 2, 5),), (1 + scattered(-50, -2, 6),))),
    ("sin", mpmath.sin, ((between(-4, 4, 7),), (scattered(-1000, 30, 8),), (QUARTERS,))),
    ("cos", mpmath.cos, ((between(-4, 4, 9),), (scattered(-30, 30, 10),), (QUARTERS,))),
    ("tan", mpmath.tan, ((between(-4, 4, 11),), (scattered(-1000, 30, 12),), (QUARTERS,))),
    ("tanh", mpmath.tanh, ((between(-20, 20, 13),), (between(-1, 1, 14),), (scattered(-1000, 5, 15),))),
    ("sigmoid", logistic, ((between(-708, 40, 16),), (between(-8, 8, 17),))),
    (
        "pow",
        mpmath.power,
        (
            (BASES, between(-700, 700, 23) / np.log(BASES)),
            (NEAR_ONE, between(-700, 700, 24) / np.log(NEAR_ONE)),
            (between(0, 10, 25), between(-8, 8, 26)),
        ),
    ),
    (
        "atan2",
        mpmath.atan2,
        ((between(-1, 1, 27), between(-1, 1, 28)), (scattered(-60, 60, 29), scattered(-60, 60, 30))),
    ),
    (
        "hypot",
        mpmath.hypot,
        ((scattered(-3, 3, 31), scattered(-3, 3, 32)), (scattered(-1000, 1020, 33), scattered(-1000, 1020, 34))),
    ),
    ("mod", modulo, ((scattered(-20, 20, 35), scattered(-20, 20, 36)),)),
]


@pytest.mark.parametrize(("name", "exact", "inputs"), CASES, ids=[case[0] for case in CASES])
def test_a_function_is_within_its_stated_ulp(name: str, exact: Exact, inputs: tuple[tuple[Array, ...], ...]) -> None:
    function = FUNCTIONS[name]
    for arguments in inputs:
        error, where = worst(function.formula, exact, *arguments)
        assert error <= function.ulp, f"{name}{where}: {error:.2f} ulp"


def test_every_function_that_states_an_accuracy_is_measured() -> None:
    assert {name for name, function in FUNCTIONS.items() if function.ulp} == {name for name, _, _ in CASES}


@pytest.mark.parametrize(
    ("name", "exact"),
    [
        ("tanh", mpmath.tanh),
        ("sigmoid", logistic),
        ("relu", lambda x: max(x, mpmath.mpf(0))),
        ("sin", mpmath.sin),
        ("identity", lambda x: x),
        ("abs", abs),
        ("step", lambda x: mpmath.mpf(1 if x > 0 else 0)),
    ],
)
def test_an_activation_is_what_its_name_says(name: str, exact: Exact) -> None:
    error, where = worst(FORMULAS[name], exact, between(-12, 12, 40))
    assert error <= 5, where


@pytest.mark.parametrize(
    ("name", "exact"),
    [("gauss", lambda x: mpmath.exp(-x * x)), ("neat_sigmoid", lambda x: logistic(mpmath.mpf("4.9") * x))],
)
def test_an_activation_of_a_rounded_argument_is_right_to_the_rounding(name: str, exact: Exact) -> None:
    x = between(-5, 5, 41)
    got = on_arrays(FORMULAS[name], x)
    for value, at in zip(got.tolist(), x.tolist(), strict=True):
        assert abs(value - float(exact(mpmath.mpf(at)))) <= 4e-15 * value


def test_tanh_is_odd_bounded_and_saturates() -> None:
    x = np.sort(between(0, 40, 42, 100_000))
    y = on_arrays(FORMULAS["tanh"], x)
    assert np.array_equal(on_arrays(FORMULAS["tanh"], -x), -y)
    assert y.max() == 1.0
    assert np.all(y[x >= 19.07] == 1.0)
    assert np.diff(y).min() > -1e-15


def test_mod_equals_the_exact_remainder_of_python() -> None:
    a, b = scattered(-30, 20, 43, 20_000), scattered(-30, 20, 44, 20_000)
    got = on_arrays(FUNCTIONS["mod"].formula, a, b)
    close = np.abs(a / b) < 2.0**53
    assert all(g == x % y for g, x, y in zip(got[close].tolist(), a[close].tolist(), b[close].tolist(), strict=True))
