"""What a node of a brain does to its sum."""

from quale.numeric.arithmetic import Arithmetic, Value
from quale.numeric.exponential import exp, sigmoid, tanh
from quale.numeric.functions import Formula
from quale.numeric.trigonometry import sin


def _relu(m: Arithmetic, x: Value) -> Value:
    return m.select(x > 0.0, x, 0.0)


def _gauss(m: Arithmetic, x: Value) -> Value:
    return exp(m, -(x * x))


def _identity(_: Arithmetic, x: Value) -> Value:
    return x


def _absolute(m: Arithmetic, x: Value) -> Value:
    return m.abs(x)


def _step(m: Arithmetic, x: Value) -> Value:
    return m.select(x > 0.0, 1.0, 0.0)


def _neat_sigmoid(m: Arithmetic, x: Value) -> Value:
    return sigmoid(m, 4.9 * x)  # steepened as in Stanley & Miikkulainen 2002, section 4.1


FORMULAS: dict[str, Formula] = {
    "tanh": tanh,
    "sigmoid": sigmoid,
    "relu": _relu,
    "sin": sin,
    "gauss": _gauss,
    "identity": _identity,
    "abs": _absolute,
    "step": _step,
    "neat_sigmoid": _neat_sigmoid,
}
"""By name: relu max(x, 0), gauss e^(-x²), step x > 0 ? 1 : 0, neat_sigmoid sigmoid(4.9 x), abs |x|."""
