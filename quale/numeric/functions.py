"""The language's functions: one formula each, run by every executor."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quale.numeric.arithmetic import Arithmetic, Value
from quale.numeric.exponential import exp, log, sigmoid, tanh
from quale.numeric.power import hypot, mod, power
from quale.numeric.trigonometry import atan2, cos, sin, tan

Formula = Callable[..., Any]
"""(Arithmetic, value, …) -> value."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of numbers.

    `arity` lists the numbers of arguments it takes; `notation` says what it is and, where it is not exact, how far it
    may be off in ulp (units in the last place of the result): the tests measure that.
    """

    name: str
    arity: tuple[int, ...]
    formula: Formula
    notation: str
    ulp: float = 0.0


def _absolute(m: Arithmetic, x: Value) -> Value:
    return m.abs(x)


def _minimum(m: Arithmetic, a: Value, b: Value, *more: Value) -> Value:
    smaller = m.select(a < b, a, b)
    return _minimum(m, smaller, *more) if more else smaller


def _maximum(m: Arithmetic, a: Value, b: Value, *more: Value) -> Value:
    larger = m.select(a > b, a, b)
    return _maximum(m, larger, *more) if more else larger


def saturate(m: Arithmetic, x: Value, low: Value, high: Value) -> Value:
    """Return x within low..high; NaN becomes low. What ranges store, and `clamp`."""
    return m.select(x >= low, m.select(x > high, high, x), low)


def _floor(m: Arithmetic, x: Value) -> Value:
    return m.floor(x)


def _ceil(m: Arithmetic, x: Value) -> Value:
    return m.ceil(x)


def _round(m: Arithmetic, x: Value) -> Value:
    return m.rint(x)


def _sqrt(m: Arithmetic, x: Value) -> Value:
    return m.sqrt(x)


def _sign(m: Arithmetic, x: Value) -> Value:
    return m.select(x > 0.0, 1.0, m.select(x < 0.0, -1.0, x))


def _lerp(_: Arithmetic, a: Value, b: Value, t: Value) -> Value:
    return a + (b - a) * t


def _step(m: Arithmetic, edge: Value, x: Value) -> Value:
    return m.select(x >= edge, 1.0, 0.0)


def _smoothstep(m: Arithmetic, low: Value, high: Value, x: Value) -> Value:
    t = saturate(m, (x - low) / (high - low), 0.0, 1.0)
    return (t * t) * (3.0 - 2.0 * t)


SEVERAL = (2, 3, 4, 5, 6, 7, 8)

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function("abs", (1,), _absolute, "|x|"),
        Function("min", SEVERAL, _minimum, "a < b ? a : b; of several, from the left"),
        Function("max", SEVERAL, _maximum, "a > b ? a : b; of several, from the left"),
        Function("clamp", (3,), saturate, "clamp(x, low, high) = x >= low ? (x > high ? high : x) : low; NaN: low"),
        Function("floor", (1,), _floor, "largest integral number ≤ x"),
        Function("ceil", (1,), _ceil, "smallest integral number ≥ x"),
        Function("round", (1,), _round, "nearest integral number, ties to even"),
        Function("sqrt", (1,), _sqrt, "square root, correctly rounded; NaN below 0"),
        Function("exp", (1,), exp, "e^x, within 2 ulp", 2.0),
        Function("log", (1,), log, "natural logarithm, within 1 ulp; -inf at 0, NaN below", 1.0),
        Function("sin", (1,), sin, "sine of radians, within 3 ulp; NaN from |x| = 2^30 on", 3.0),
        Function("cos", (1,), cos, "cosine of radians, within 3 ulp; NaN from |x| = 2^30 on", 3.0),
        Function("tan", (1,), tan, "tangent of radians, within 5 ulp; NaN from |x| = 2^30 on", 5.0),
        Function("atan2", (2,), atan2, "atan2(y, x), the angle of the point (x, y) from -pi to pi, within 3 ulp", 3.0),
        Function("tanh", (1,), tanh, "hyperbolic tangent, within 5 ulp; odd, ±1 from 19.07 on", 5.0),
        Function("sigmoid", (1,), sigmoid, "1 / (1 + e^-x), within 3 ulp; 0 below -709.8", 3.0),
        Function("sign", (1,), _sign, "x > 0 ? 1 : x < 0 ? -1 : x"),
        Function("pow", (2,), power, "pow(x, y) = x to the y as in IEEE 754, within 2 ulp", 2.0),
        Function("hypot", (2,), hypot, "√(x² + y²) without overflow on the way, within 2 ulp", 2.0),
        Function("lerp", (3,), _lerp, "lerp(a, b, t) = a + (b - a) * t"),
        Function("step", (2,), _step, "step(edge, x) = x >= edge ? 1 : 0"),
        Function("smoothstep", (3,), _smoothstep, "t * t * (3 - 2 * t), t = clamp((x - low) / (high - low), 0, 1)"),
        Function("mod", (2,), mod, "a % b = a - b * floor(a / b) rounded once; 0 where |a / b| ≥ 2^53", 0.5),
    )
}
"""By name. `mod` is the operator %."""
