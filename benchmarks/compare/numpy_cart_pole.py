"""The world of examples/cart_pole.quale in NumPy, every genome in every scenario at once; same draws, same bits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.genome.genome import ACTIVATIONS, Networks
from quale.numeric.activations import FORMULAS
from quale.numeric.arrays import ARRAYS
from quale.numeric.trigonometry import cos, sin
from quale.streams import philox, scenario_key, uniform01

SETUP = 0xFFFFFFFF
RANGES = (1.6, 0.8, 0.12, 0.8)


def start(scenarios: int, seed: int, generation: int) -> NDArray[np.float64]:
    """Return the initial x, v, angle, spin of each scenario [4, S]."""
    state = np.empty((4, scenarios))
    for scenario in range(scenarios):
        key = scenario_key(seed, generation, scenario)
        for site, reach in enumerate(RANGES):
            words = philox(key, (SETUP, site, 0, 0))
            state[site, scenario] = -reach + (reach - -reach) * uniform01(words[0], words[1])
    return state


def live(networks: Networks, scenarios: int, seed: int, generation: int, ticks: int) -> NDArray[np.float64]:
    """Return the steps for which each genome keeps the pole up in each scenario [P, S]."""
    x, v, angle, spin = np.repeat(start(scenarios, seed, generation)[:, None], len(networks), axis=1)
    brains = padded(networks)
    balanced = np.zeros(x.shape)
    live = np.ones(x.shape, dtype=bool)
    mass = 1.0 + 0.1
    swing = 0.1 * 0.5
    for _ in range(ticks):
        if not live.any():
            break
        senses = np.stack([x / 2.4, v / 2, angle / 0.21, spin / 2, np.ones_like(x)])
        output = respond(brains, networks.inputs, np.clip(senses, -3.0, 3.0))
        force = np.where(output > 0.5, 10.0, -10.0)
        c, s = cos(ARRAYS, angle), sin(ARRAYS, angle)
        pull = (force + swing * (spin * spin) * s) / mass
        turn = (9.8 * s - c * pull) / (0.5 * (4 / 3 - 0.1 * (c * c) / mass))
        acceleration = pull - swing * turn * c / mass
        x, v = x + 0.02 * v, v + 0.02 * acceleration
        angle, spin = angle + 0.02 * spin, spin + 0.02 * turn
        up = (np.abs(x) <= 2.4) & (np.abs(angle) <= 0.2094384)
        balanced += live & up
        live &= up
    return balanced


@dataclass(frozen=True, slots=True)
class Padded:
    """P feed-forward networks of at most E steps with at most J links each; what is missing has weight 0."""

    slots: int
    slot: NDArray[np.int32]  # [P, E] that a step writes; missing steps write one slot more
    bias: NDArray[np.float64]  # [P, E]
    source: NDArray[np.int32]  # [P, E, J]
    weight: NDArray[np.float64]  # [P, E, J]
    activation: str


def padded(networks: Networks) -> Padded:
    """Return networks of one activation function as padded arrays."""
    (activation,) = set(networks.step_activation.tolist())
    slots = int(networks.slots.max())
    steps = int(np.diff(networks.step_start).max())
    links = int(np.diff(networks.link_start).max())
    size = (len(networks), steps)
    slot, bias = np.full(size, slots, np.int32), np.zeros(size)
    source, weight = np.zeros((*size, links), np.int32), np.zeros((*size, links))
    for genome in range(len(networks)):
        for place, step in enumerate(range(*networks.step_start[genome : genome + 2])):
            slot[genome, place], bias[genome, place] = networks.step_slot[step], networks.step_bias[step]
            first, last = networks.link_start[step : step + 2]
            source[genome, place, : last - first] = networks.link_source[first:last]
            weight[genome, place, : last - first] = networks.link_weight[first:last]
    return Padded(slots, slot, bias, source, weight, ACTIVATIONS[activation])


def respond(networks: Padded, inputs: int, senses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return output 0 [P, S] of every network for its own senses [I, P, S]."""
    genomes = np.arange(senses.shape[1])
    values = np.zeros((senses.shape[1], networks.slots + 1, senses.shape[2]))
    values[:, :inputs] = senses.transpose(1, 0, 2)
    for step in range(networks.slot.shape[1]):
        total = np.repeat(networks.bias[:, step, None], senses.shape[2], axis=1)
        for link in range(networks.weight.shape[2]):
            total += networks.weight[:, step, link, None] * values[genomes, networks.source[:, step, link]]
        values[genomes, networks.slot[:, step]] = FORMULAS[networks.activation](ARRAYS, total)
    return values[:, inputs]
