"""What reproduction is told, as numbers: settings and interface in the form that kernels read."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.mutations import OPERATORS
from quale.evolution.records.settings import BrainSettings, Mutation, Settings
from quale.genome.genome import ACTIVATIONS, Interface
from quale.genome.seal import sealed
from quale.streams import PURPOSES


@dataclass(frozen=True, slots=True)
class Steps:
    """How weights, or biases, are changed."""

    size: float  # standard deviation, or half the width of a uniform step
    uniform: bool  # U(-size, size) instead of N(0, size)
    replace: float  # chance of a fresh value instead of a step
    low: float  # bounds
    high: float


@dataclass(frozen=True, slots=True)
class Rates:
    """Numbers of `Settings` and of the interface. Read-only arrays."""

    inputs: int  # I, the first nodes of every genome
    ports: int  # I + O, inputs and outputs: the nodes before the hidden ones
    recurrent: bool
    bias: bool
    low: float  # bounds of weights and biases
    high: float
    activation: int  # of new hidden nodes
    activations: NDArray[np.uint8]  # [A] what hidden nodes may have, each once
    operator: NDArray[np.int64]  # [M] purposes of the mutations, in register order
    chance: NDArray[np.float64]  # [M] of each
    exclusive: bool
    weight_steps: Steps
    bias_steps: Steps
    inherit_disabled: float


def rates_of(settings: Settings, interface: Interface) -> Rates:
    """Return the numbers for brains with this interface."""
    chance = float(settings.reproduction.inherit_disabled)
    return _rates(settings.brain, settings.mutation, chance, len(interface.inputs), len(interface.outputs))


@lru_cache(maxsize=8)
def _rates(brain: BrainSettings, mutation: Mutation, inherit_disabled: float, inputs: int, outputs: int) -> Rates:
    low, high = (float(bound) for bound in brain.weights)
    uniform = mutation.perturb == "uniform"
    listed = dict.fromkeys(brain.activations)
    return Rates(
        inputs=inputs,
        ports=inputs + outputs,
        recurrent=brain.recurrent,
        bias=brain.bias,
        low=low,
        high=high,
        activation=ACTIVATIONS.index(brain.activation),
        activations=sealed(np.array([ACTIVATIONS.index(name) for name in listed], dtype=np.uint8)),
        operator=sealed(np.array([PURPOSES[name] for name in OPERATORS], dtype=np.int64)),
        chance=sealed(np.array([getattr(mutation, name) for name in OPERATORS], dtype=np.float64)),
        exclusive=mutation.exclusive,
        weight_steps=Steps(float(mutation.weight_sd), uniform, float(mutation.replace), low, high),
        bias_steps=Steps(float(mutation.bias_sd), uniform, 0.0, low, high),
        inherit_disabled=inherit_disabled,
    )
