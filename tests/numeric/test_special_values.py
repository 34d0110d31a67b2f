"""Infinities, zeros, NaN and the ends of the range."""

import math

import numpy as np
import pytest

from quale.numeric.activations import FORMULAS
from quale.numeric.functions import FUNCTIONS
from quale.numeric.power import integer_power
from quale.numeric.scalars import evaluate

INF, NAN = math.inf, math.nan


def same(got: float, wanted: float) -> bool:
    return (math.isnan(got) and math.isnan(wanted)) or np.float64(got).tobytes() == np.float64(wanted).tobytes()


CASES: list[tuple[str, tuple[float, ...], float]] = [
    ("exp", (-INF,), 0.0),
    ("exp", (INF,), INF),
    ("exp", (NAN,), NAN),
    ("exp", (0.0,), 1.0),
    ("exp", (710.0,), INF),
    ("exp", (-745.0,), 5e-324),
    ("exp", (-746.0,), 0.0),
    ("exp", (1e308,), INF),
    ("log", (0.0,), -INF),
    ("log", (-0.0,), -INF),
    ("log", (-1.0,), NAN),
    ("log", (INF,), INF),
    ("log", (NAN,), NAN),
    ("log", (1.0,), 0.0),
    ("log", (5e-324,), -744.4400719213812),
    ("sin", (0.0,), 0.0),
    ("sin", (-0.0,), -0.0),
    ("sin", (INF,), NAN),
    ("sin", (NAN,), NAN),
    ("sin", (2.0**30,), NAN),
    ("cos", (-INF,), NAN),
    ("cos", (-0.0,), 1.0),
    ("tan", (-0.0,), -0.0),
    ("tan", (INF,), NAN),
    ("tanh", (-0.0,), -0.0),
    ("tanh", (5e-324,), 5e-324),
    ("tanh", (INF,), 1.0),
    ("tanh", (-INF,), -1.0),
    ("tanh", (NAN,), NAN),
    ("sigmoid", (-INF,), 0.0),
    ("sigmoid", (INF,), 1.0),
    ("sigmoid", (NAN,), NAN),
    ("sigmoid", (0.0,), 0.5),
    ("sigmoid", (-1e300,), 0.0),
    ("sqrt", (-1.0,), NAN),
    ("abs", (-0.0,), 0.0),
    ("round", (2.5,), 2.0),
    ("round", (-0.4,), -0.0),
    ("floor", (-0.5,), -1.0),
    ("ceil", (0.5,), 1.0),
    ("sign", (-3.0,), -1.0),
    ("sign", (0.0,), 0.0),
    ("sign", (NAN,), NAN),
    ("min", (NAN, 1.0), 1.0),
    ("min", (1.0, NAN), NAN),
    ("max", (NAN, 1.0), 1.0),
    ("max", (1.0, 3.0, 2.0), 3.0),
    ("clamp", (NAN, 2.0, 3.0), 2.0),
    ("clamp", (9.0, 2.0, 3.0), 3.0),
    ("lerp", (2.0, 4.0, 0.25), 2.5),
    ("step", (1.0, 1.0), 1.0),
    ("step", (1.0, 0.5), 0.0),
    ("smoothstep", (0.0, 2.0, 1.0), 0.5),
    ("smoothstep", (0.0, 2.0, 5.0), 1.0),
    ("hypot", (3.0, 4.0), 5.0),
    ("hypot", (INF, NAN), INF),
    ("hypot", (NAN, 1.0), NAN),
    ("hypot", (1e308, 1e308), 1.4142135623730951e308),
    ("hypot", (0.0, -0.0), 0.0),
    ("mod", (5.0, 3.0), 2.0),
    ("mod", (-5.0, 3.0), 1.0),
    ("mod", (5.0, -3.0), -1.0),
    ("mod", (5.0, 0.0), NAN),
    ("mod", (INF, 3.0), NAN),
    ("mod", (5.0, INF), 5.0),
    ("mod", (0.5, INF), 0.5),
    ("mod", (-0.5, -INF), -0.5),
    ("mod", (0.5, -INF), -INF),
    ("mod", (-5.0, INF), INF),
    ("mod", (1e300, 0.1), 0.0),
    ("mod", (1e305, 3e304), 1e305 % 3e304),
    ("mod", (NAN, 3.0), NAN),
    ("mod", (3.0, NAN), NAN),
]


@pytest.mark.parametrize(("name", "arguments", "wanted"), CASES)
def test_a_function_at_the_edges(name: str, arguments: tuple[float, ...], wanted: float) -> None:
    assert same(evaluate(FUNCTIONS[name].formula, *arguments), wanted)


EDGES = (0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 0.5, -0.5, 1e300, -1e300, 1e-300, INF, -INF, NAN)


@pytest.mark.parametrize("y", EDGES)
@pytest.mark.parametrize("x", EDGES)
def test_pow_and_atan2_follow_ieee(x: float, y: float) -> None:
    with np.errstate(all="ignore"):
        power = float(np.float_power(x, y))
    for got, wanted in (
        (evaluate(FUNCTIONS["pow"].formula, x, y), power),
        (evaluate(FUNCTIONS["atan2"].formula, y, x), math.atan2(y, x)),
    ):
        assert same(got, wanted) or abs(got - wanted) <= 2 * math.ulp(wanted)
        assert math.copysign(1.0, got) == math.copysign(1.0, wanted) or math.isnan(got)


@pytest.mark.parametrize("n", range(-64, 65))
def test_integer_powers_multiply(n: int) -> None:
    got = evaluate(lambda _, x: integer_power(x, n), 1.0078125)
    assert got == pytest.approx(1.0078125**n, rel=2e-14)
    assert same(evaluate(lambda _, x: integer_power(x, n), NAN), 1.0 if n == 0 else NAN)


def test_integer_powers_are_repeated_squaring() -> None:
    x = 1.1
    square = x * x
    assert evaluate(lambda _, v: integer_power(v, 5), x) == x * (square * square)
    assert evaluate(lambda _, v: integer_power(v, -1), 0.0) == INF


def test_activations_at_the_edges() -> None:
    assert [evaluate(FORMULAS["relu"], x) for x in (-1.0, 0.0, 2.0, INF, NAN)] == [0.0, 0.0, 2.0, INF, 0.0]
    assert [evaluate(FORMULAS["step"], x) for x in (-1.0, 0.0, 5e-324, NAN)] == [0.0, 0.0, 1.0, 0.0]
    assert [evaluate(FORMULAS["gauss"], x) for x in (0.0, INF, -1e200)] == [1.0, 0.0, 0.0]
    assert [evaluate(FORMULAS["neat_sigmoid"], x) for x in (-INF, 0.0, INF)] == [0.0, 0.5, 1.0]
