"""Outputs as values: the activation's range scaled to that of the actuator."""

from math import inf, isfinite

from quale.model.expression import Call, Expression, Number, Operation
from quale.model.kept import ActuatorValue
from quale.model.world import Actuator

REACHES = {
    "tanh": (-1.0, 1.0),
    "sigmoid": (0.0, 1.0),
    "relu": (0.0, inf),
    "sin": (-1.0, 1.0),
    "gauss": (0.0, 1.0),
    "identity": (-inf, inf),
    "abs": (0.0, inf),
    "step": (0.0, 1.0),
    "neat_sigmoid": (0.0, 1.0),
}
"""Lowest and highest output of every activation."""


def scaled(actuator: Actuator, activation: str) -> Expression:
    """Return middle + (output - middle of the activation) * (ratio of the widths), saturating; 0 and 1 are left out.

    What an activation without bounds gives is taken as it is.
    """
    lowest, highest = REACHES[activation]
    value: Expression = ActuatorValue(actuator.first)
    if isfinite(lowest) and isfinite(highest) and (lowest, highest) != (actuator.low, actuator.high):
        middle, centre = (lowest + highest) / 2, actuator.low / 2 + actuator.high / 2
        factor = actuator.high / (highest - lowest) - actuator.low / (highest - lowest)
        if middle:
            value = Operation("-", (value, Number(middle)), truth=False)
        if factor != 1:
            value = Operation("*", (value, Number(factor)), truth=False)
        if centre:
            value = Operation("+", (Number(centre), value), truth=False)
    return Call("clamp", (value, Number(actuator.low), Number(actuator.high)))
