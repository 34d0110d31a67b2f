"""Expressions that read what a scenario keeps under an index; arrays are neighbours there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgentState:
    """A state of the body, by index into Body.states."""

    index: int
    truth: bool  # whether its type is bool


@dataclass(frozen=True, slots=True)
class WorldState:
    """A state of the world, by index into World.states."""

    index: int
    truth: bool


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden of the dynamics, by index into Dynamics.hiddens."""

    index: int
    truth: bool


@dataclass(frozen=True, slots=True)
class SensorValue:
    """An input node's value, by index among all inputs (perception's own sensors, after they are assigned)."""

    index: int


@dataclass(frozen=True, slots=True)
class ActuatorValue:
    """An output node's raw value, by index among all outputs."""

    index: int
