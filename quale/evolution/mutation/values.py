"""Weights and biases: small steps, now and then a fresh weight (Stanley & Miikkulainen 2002, section 4.1); activations.

Changing activations is this project's.
"""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.mutation.pick import NONE, pick_hidden
from quale.evolution.mutation.steps import step_values
from quale.evolution.records.random_batch import Batch
from quale.evolution.records.rates import Rates
from quale.genome.buffer import GenomeBuffer
from quale.native.kernel import kernel
from quale.streams import draw_below


@kernel
def shift_weights(buffer: GenomeBuffer, child: int, rates: Rates, batch: Batch, draws: NDArray[np.uint64]) -> None:
    """Touch every weight: a fresh one, uniform in the bounds, with chance `replace`, else a step; then clamp."""
    first: int = buffer.connection_start[child]
    end: int = buffer.connection_start[child + 1]
    step_values(buffer.weight, first, end, rates.weight_steps, batch, draws)


@kernel
def shift_biases(buffer: GenomeBuffer, child: int, rates: Rates, batch: Batch, draws: NDArray[np.uint64]) -> None:
    """Move every bias by a step and clamp it as weights are; inputs, and brains without biases, have none."""
    if rates.bias:
        first: int = buffer.node_start[child] + rates.inputs
        end: int = buffer.node_start[child + 1]
        step_values(buffer.bias, first, end, rates.bias_steps, batch, draws)


@kernel
def change_activation(buffer: GenomeBuffer, child: int, rates: Rates, draws: NDArray[np.uint64]) -> None:
    """Give a hidden node another of `brain.activations`."""
    node = pick_hidden(buffer, child, rates.ports, draws)
    if node == NONE:
        return
    listed = len(rates.activations)
    now = 0
    while now < listed and rates.activations[now] != buffer.activation[node]:
        now += 1
    others = listed - 1 if now < listed else listed
    if others > 0:
        drawn = draw_below(draws, others)
        if drawn >= now:
            drawn += 1
        buffer.activation[node] = rates.activations[drawn]
