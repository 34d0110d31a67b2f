"""Mutation of one child: which operators are tried on it, and these one after the other."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.mutation.connections import add_connection, remove_connection, rewire
from quale.evolution.mutation.nodes import add_node, remove_node
from quale.evolution.mutation.values import change_activation, shift_biases, shift_weights
from quale.evolution.records.innovations import InnovationTable
from quale.evolution.records.mutations import SHIFTS
from quale.evolution.records.rates import Rates
from quale.evolution.records.workplace import Workplace
from quale.genome.buffer import GenomeBuffer
from quale.native.kernel import kernel
from quale.streams import PURPOSES, begin, draw

MUTATE = PURPOSES["mutate"]
WEIGHT_SHIFT, BIAS_SHIFT = PURPOSES["weight_shift"], PURPOSES["bias_shift"]
CHANGE_ACTIVATION = PURPOSES["change_activation"]
ADD_CONNECTION, REMOVE_CONNECTION = PURPOSES["add_connection"], PURPOSES["remove_connection"]
ADD_NODE, REMOVE_NODE, REWIRE = PURPOSES["add_node"], PURPOSES["remove_node"], PURPOSES["rewire"]
FIRST_GROWTH = len(SHIFTS)


@kernel
def trials(child: int, rates: Rates, draws: NDArray[np.uint64]) -> int:
    """Return which operators are tried on a child: bit p for the one whose purpose is p.

    With `exclusive` a child undergoes the first growth that its chances allow, no other one, and no shift beside it.
    """
    begin(draws, MUTATE, child)
    shifts, growths = 0, 0
    for place in range(len(rates.operator)):
        bit = 1 << rates.operator[place] if draw(draws) < rates.chance[place] else 0
        if place < FIRST_GROWTH:
            shifts |= bit
        elif growths == 0 or not rates.exclusive:
            growths |= bit
    return growths if rates.exclusive and growths != 0 else shifts | growths


@kernel
def is_tried(operator: int, tried: int, child: int, draws: NDArray[np.uint64]) -> bool:
    """Return whether an operator is tried on a child; if so, its stream begins."""
    if (tried >> operator) & 1 == 0:
        return False
    begin(draws, operator, child)
    return True


@kernel
def mutate(
    buffer: GenomeBuffer,
    child: int,
    tried: int,
    rates: Rates,
    table: InnovationTable,
    work: Workplace,
) -> None:
    """Apply the operators that are tried on the last child, in register order."""
    draws = work.draws
    if is_tried(WEIGHT_SHIFT, tried, child, draws):
        shift_weights(buffer, child, rates, work.batch, draws)
    if is_tried(BIAS_SHIFT, tried, child, draws):
        shift_biases(buffer, child, rates, work.batch, draws)
    if is_tried(CHANGE_ACTIVATION, tried, child, draws):
        change_activation(buffer, child, rates, draws)
    if is_tried(ADD_CONNECTION, tried, child, draws):
        add_connection(buffer, child, rates, table, work.graph, work.batch, draws)
    if is_tried(REMOVE_CONNECTION, tried, child, draws):
        remove_connection(buffer, child, draws)
    if is_tried(ADD_NODE, tried, child, draws):
        add_node(buffer, child, rates, table, draws)
    if is_tried(REMOVE_NODE, tried, child, draws):
        remove_node(buffer, child, rates, draws)
    if is_tried(REWIRE, tried, child, draws):
        rewire(buffer, child, rates, table, work.graph, work.batch, draws)
