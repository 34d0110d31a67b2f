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
    weight_sd: float
    bias_sd: float
    uniform: bool  # U(-sd, sd) instead of N(0, sd)
    replace: float
    inherit_disabled: float


def rates_of(settings: Settings, interface: Interface) -> Rates:
    """Return the numbers for brains with this interface."""
    chance = float(settings.reproduction.inherit_disabled)
    return _rates(settings.brain, settings.mutation, chance, len(interface.inputs), len(interface.outputs))


@lru_cache(maxsize=8)
def _rates(brain: BrainSettings, mutation: Mutation, inherit_disabled: float, inputs: int, outputs: int) -> Rates:
    listed = dict.fromkeys(brain.activations)
    return Rates(
        inputs=inputs,
        ports=inputs + outputs,
        recurrent=brain.recurrent,
        bias=brain.bias,
        low=float(brain.weights[0]),
        high=float(brain.weights[1]),
        activation=ACTIVATIONS.index(brain.activation),
        activations=sealed(np.array([ACTIVATIONS.index(name) for name in listed], dtype=np.uint8)),
        operator=sealed(np.array([PURPOSES[name] for name in OPERATORS], dtype=np.int64)),
        chance=sealed(np.array([getattr(mutation, name) for name in OPERATORS], dtype=np.float64)),
        exclusive=mutation.exclusive,
        weight_sd=float(mutation.weight_sd),
        bias_sd=float(mutation.bias_sd),
        uniform=mutation.perturb == "uniform",
        replace=float(mutation.replace),
        inherit_disabled=inherit_disabled,
    )
